"""Which mentions of one article name the same actor."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.actors.bodynames import Bodies
from kg.extract.actors.gender import Gender, by_given_name, by_honorific
from kg.extract.actors.mentions import Named
from kg.extract.actors.people import People, compatible, surname
from kg.extract.authority import Authority, Entry, authority, without_article
from kg.extract.language import Parsed
from kg.extract.words import words
from kg.ids import digest, slug
from kg.records import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Where a capital stands for the state that it governs: it acts, owns, or is acted with.
ACTING = {"nsubj", "nsubjpass", "poss", "agent"}
WITH = {"by", "between", "with", "against", "of"}
# What an acronym leaves out.
SMALL = {"and", "for", "in", "of", "on", "the", "to"}


@dataclass(frozen=True, slots=True)
class Group:
    """The mentions of one actor, its name and type; `entry` where it is known beforehand."""

    id: str
    name: str
    type: ActorType
    mentions: tuple[Named, ...]
    entry: Entry | None = None

    @property
    def same_as(self) -> tuple[str, ...]:
        """Links of the known actor, where a name of it makes sure that no other is meant."""
        if self.entry is None:
            return ()
        told = any(self.entry.is_told_by(mention.key) for mention in self.mentions)
        return self.entry.same_as if told else ()


def group_mentions(parsed: Parsed, mentions: Sequence[Named]) -> list[Group]:
    """Each mention in exactly one group, in order of first mention."""
    keys = {id(m): key for m, key in _keys(parsed.doc, mentions)}
    by_key: dict[str, list[Named]] = defaultdict(list)
    for mention in mentions:
        by_key[keys[id(mention)]].append(mention)
    known = authority(parsed.doc)
    groups = [_group(known, key, members) for key, members in by_key.items()]
    return _with_unique_ids(known, groups)


def _keys(doc: "Doc", mentions: Sequence[Named]) -> Iterator[tuple[Named, str]]:
    """A key for each mention; mentions of one actor share it."""
    people = People(doc, mentions)
    acronyms = dict(_acronyms(doc, mentions))
    bodies = Bodies(mention for mention in mentions if _names_a_body(doc, mention))
    for mention in mentions:
        bare = without_article(mention.key)
        known = None if _is_bound(authority(doc), bare, acronyms) else _known(doc, mention, people)
        if known:
            yield mention, known
        elif mention.type == "Person" or surname(bare) in people:
            yield mention, _known_person(authority(doc), people.key(mention, bare), people)
        else:
            yield mention, bodies.key(acronyms.get(bare, bare))


def _names_a_body(doc: "Doc", mention: Named) -> bool:
    known = authority(doc).named(mention.key)
    return mention.type == "Organization" and known is None


def _known(doc: "Doc", mention: Named, people: People) -> str | None:
    """The id of an authority entry, unless a person of the article bears that name."""
    bare = without_article(mention.key)
    if mention.type == "Person" and bare in people:
        return None
    known = authority(doc)
    entry = known.named(bare)
    if entry is None and (capital := known.by_capital.get(bare)) and _acts(doc, mention):
        entry = capital
    if entry is None and mention.end - mention.start == 1:
        entry = known.demonym(bare)
    return f"known:{entry.id}" if entry else None


def _known_person(known: Authority, key: str, people: People) -> str:
    """The key of a person; an id where the full name is known beforehand."""
    name = key.removeprefix("person:")
    names = (name, *(full for full in people.named(surname(name)) if compatible(full, name)))
    for entry in map(known.named, names):
        if entry and entry.type == "Person":
            return f"known:{entry.id}"
    return key


def _is_bound(known: Authority, bare: str, acronyms: Mapping[str, str]) -> bool:
    """Whether the article itself says that a known acronym is that of something else."""
    long, entry = acronyms.get(bare), known.named(bare)
    if long is None or entry is None or long in {name.lower() for name in entry.names}:
        return False
    return "".join(word[0] for word in long.split() if word not in SMALL) == bare.lower()


def _acts(doc: "Doc", mention: Named) -> bool:
    """Whether a capital acts as a government, rather than being where something happens."""
    head = mention.head(doc)
    if head.dep_ == "pobj" and head.head.head.lemma_ in words("roles")["of_city"]:
        return False
    return head.dep_ in ACTING or (head.dep_ == "pobj" and head.head.lower_ in WITH)


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


def _group(known: Authority, key: str, members: Sequence[Named]) -> Group:
    if key.startswith("known:"):
        entry = known.by_id[key.removeprefix("known:")]
        return Group(entry.id, entry.name, entry.type, tuple(members), entry)
    name = _fullest(members)
    told = next(member.type for member in members if without_article(member.key) == name)
    kind: ActorType = "Person" if key.startswith("person:") else told
    return Group(slug(name) or digest(name), name, kind, tuple(members))


def _fullest(members: Sequence[Named]) -> str:
    """The longest form; among equals the most frequent, then the first in the alphabet."""
    counted = Counter(without_article(m.key) for m in members)
    return min(counted, key=lambda name: (-len(name.split()), -counted[name], name))


def _with_unique_ids(known: Authority, groups: Iterable[Group]) -> list[Group]:
    """Two actors of one slug ("Georgia" the state, "Georgia" the person) get numbers.

    The id of what is known beforehand is never that of another.
    """
    seen: Counter[str] = Counter(known.by_id.keys())
    out = []
    for group in groups:
        seen[group.id] += not group.entry
        n = seen[group.id]
        out.append(group if group.entry or n == 1 else replace(group, id=f"{group.id}-{n}"))
    return out


def gender_of(doc: "Doc", group: Group) -> Gender | None:
    """What the words before a person's name tell, else the first name."""
    before = (doc[mention.start - 1].text for mention in group.mentions if mention.start)
    told = {gender for word in before if (gender := by_honorific(word))}
    return told.pop() if len(told) == 1 else by_given_name(group.name)
