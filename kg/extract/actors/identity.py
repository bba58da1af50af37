"""Which mentions of one article name the same actor."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.actors.mentions import Named
from kg.extract.authority import authority, without_article
from kg.extract.language import Parsed
from kg.ids import digest, slug
from kg.records import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Where a capital stands for the state that it governs: it acts, owns, or is acted with.
ACTING = {"nsubj", "nsubjpass", "poss", "agent"}
WITH = {"by", "between", "with", "against", "of"}


@dataclass(frozen=True, slots=True)
class Group:
    """The mentions of one actor, its name and type."""

    id: str
    name: str
    type: ActorType
    mentions: tuple[Named, ...]


def group_mentions(parsed: Parsed, mentions: Sequence[Named]) -> list[Group]:
    """Each mention in exactly one group, in order of first mention."""
    keys = {id(m): key for m, key in _keys(parsed.doc, mentions)}
    by_key: dict[str, list[Named]] = defaultdict(list)
    for mention in mentions:
        by_key[keys[id(mention)]].append(mention)
    return _with_unique_ids(_group(key, members) for key, members in by_key.items())


def _keys(doc: "Doc", mentions: Sequence[Named]) -> Iterator[tuple[Named, str]]:
    """A key for each mention; mentions of one actor share it."""
    persons = _full_names(mentions)
    acronyms = dict(_acronyms(doc, mentions))
    for mention in mentions:
        bare = without_article(mention.key)
        known = _known(doc, mention, persons)
        if known:
            yield mention, known
        elif mention.type == "Person" or surname(bare) in persons:
            yield mention, _person_key(bare, persons)
        else:
            yield mention, acronyms.get(bare, bare.lower())


def _known(doc: "Doc", mention: Named, persons: Mapping[str, Sequence[str]]) -> str | None:
    """The id of an authority entry, unless a person of the article bears that name."""
    bare = without_article(mention.key)
    if mention.type == "Person" and bare in persons:
        return None
    entry = authority().named(bare)
    if entry is None and (capital := authority().by_capital.get(bare)) and _acts(doc, mention):
        entry = capital
    if entry is None and mention.end - mention.start == 1:
        entry = authority().demonym(bare)
    return f"known:{entry.id}" if entry else None


def _acts(doc: "Doc", mention: Named) -> bool:
    """Whether a capital acts as a government, rather than being where something happens."""
    head = mention.head(doc)
    return head.dep_ in ACTING or (head.dep_ == "pobj" and head.head.lower_ in WITH)


def _full_names(mentions: Iterable[Named]) -> dict[str, list[str]]:
    """Full names of persons by surname, most frequent first."""
    counted = Counter(m.key for m in mentions if m.type == "Person" and " " in m.key)
    full: dict[str, list[str]] = defaultdict(list)
    for name, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        full[surname(name)].append(name)
    return full


def surname(name: str) -> str:
    """The last word of a name that is no generational suffix."""
    parts = [part for part in name.split() if not re.fullmatch(r"(Jr|Sr|I{2,3}|IV)\.?", part)]
    return (parts or [name])[-1]


def _person_key(bare: str, persons: Mapping[str, Sequence[str]]) -> str:
    """A surname alone is the one full name that ends in it; other short forms likewise."""
    fulls = persons.get(surname(bare), ())
    if not fulls:
        return f"person:{bare}"
    if " " in bare:
        return f"person:{_longest([bare, *(full for full in fulls if _compatible(full, bare))])}"
    return f"person:{_longest(fulls) if len(_first_names(fulls)) == 1 else fulls[0]}"


def _longest(names: Iterable[str]) -> str:
    return min(names, key=lambda name: (-len(name), name))


def _first_names(fulls: Iterable[str]) -> set[str]:
    return {full.split()[0] for full in fulls}


def _compatible(left: str, right: str) -> bool:
    """Same surname, and first names that are equal or one the other's initial."""
    a, b = left.split(maxsplit=1)[0].rstrip("."), right.split(maxsplit=1)[0].rstrip(".")
    return surname(left) == surname(right) and (a.startswith(b) or b.startswith(a))


def _acronyms(doc: "Doc", mentions: Sequence[Named]) -> Iterator[tuple[str, str]]:
    """ "Organization for Security (OS)": the bracket after a name binds the acronym to it."""
    for left, right in pairwise(mentions):
        between = doc[left.end : right.start].text.strip()
        if (
            between == "("
            and right.key.isupper()
            and right.end < len(doc)
            and doc[right.end].text == ")"
        ):
            yield right.key, without_article(left.key).lower()


def _group(key: str, members: Sequence[Named]) -> Group:
    entry = authority().by_id.get(key.removeprefix("known:")) if key.startswith("known:") else None
    if entry:
        return Group(entry.id, entry.name, entry.type, tuple(members))
    name = _fullest(members)
    kind: ActorType = "Person" if key.startswith("person:") else members[0].type
    return Group(slug(name) or digest(name), name, kind, tuple(members))


def _fullest(members: Sequence[Named]) -> str:
    """The longest form; among equals the most frequent, then the first in the alphabet."""
    counted = Counter(without_article(m.key) for m in members)
    return min(counted, key=lambda name: (-len(name.split()), -counted[name], name))


def _with_unique_ids(groups: Iterable[Group]) -> list[Group]:
    """Two actors of one slug ("Georgia" the state, "Georgia" the person) get numbers."""
    seen: Counter[str] = Counter()
    out = []
    for group in groups:
        seen[group.id] += 1
        n = seen[group.id]
        id_ = group.id if n == 1 else f"{group.id}-{n}"
        out.append(Group(id_, group.name, group.type, group.mentions))
    return out
