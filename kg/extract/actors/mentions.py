"""Named mentions: the spans of names, without titles, possessives or neighbours."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.actors.told import is_no_actor, told_type
from kg.extract.authority import authority
from kg.extract.language import Parsed
from kg.extract.words import words
from kg.records import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

LABELS: dict[str, ActorType] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "NORP": "Group",
}
MODIFIERS = {"compound", "amod", "nmod", "nummod"}
# What words tell of a name counts so many times what the pipeline makes of one mention.
TOLD = 3
# What a hyphen joins to a name: "pro-Norland".
PREFIXES = {"pro", "anti", "non", "all"}
PLURALS = {"NNS", "NNPS"}


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens `start` to `end` (exclusive) name an actor of `type`; `key` is the bare surface."""

    start: int
    end: int
    type: ActorType
    rule: str
    key: str

    def head(self, doc: "Doc") -> "Token":
        """The token that carries the name's place in the sentence."""
        return doc[self.start : self.end].root


def find_mentions(parsed: Parsed) -> list[Named]:
    """All named mentions in order, none overlapping another; the longest name wins."""
    doc = parsed.doc
    entities = [*_entities(doc)]
    found = _longest([*entities, *_known_names(doc)])
    found = _longest([*found, *_repeated(doc, found)])
    return [_with_article(doc, mention) for mention in _one_type_each(doc, found)]


def _named(doc: "Doc", start: int, end: int, kind: ActorType, rule: str) -> Named:
    return Named(start, end, kind, rule, doc[start:end].text)


def _entities(doc: "Doc") -> Iterator[Named]:
    """Entities of the pipeline, cut to the name itself."""
    for ent in doc.ents:
        kind = LABELS.get(ent.label_)
        if kind is None:
            continue
        for piece in _pieces(doc, ent.start, ent.end):
            start, end = _trim(doc, *piece, kind)
            if start < end and _is_name(doc, start, end):
                yield from _actor(doc, start, end, kind)


def _actor(doc: "Doc", start: int, end: int, kind: ActorType) -> Iterator[Named]:
    """The name, unless it is that of something which cannot act."""
    known = _known_type(doc, start, end)
    if known or not is_no_actor(doc, start, end):
        yield _named(doc, start, end, known or kind, "named-entity")


def _pieces(doc: "Doc", start: int, end: int) -> Iterator[tuple[int, int]]:
    """An entity is cut at line breaks and where a hyphen joins two known names ("US-Russia")."""
    known = authority(doc).by_name
    at = start
    for i in range(start, end):
        token = doc[i]
        # Two words after the hyphen are a name of their own: "NATO-Russia Council".
        joins = token.text in "-–/" and i > start and doc[i - 1].text in known and end - i == 2
        if (token.is_space and "\n" in token.text) or joins:
            yield at, i
            at = i + 1
    yield at, end


def _trim(doc: "Doc", start: int, end: int, kind: ActorType) -> tuple[int, int]:
    """Without article, title, possessive and punctuation at the edges."""
    while end > start and _is_edge(doc[end - 1]):
        end -= 1
    while start < end and _droppable(doc[start], kind, start + 1 < end):
        start += 1
    return start, end


def _is_edge(token: "Token") -> bool:
    return token.is_punct or token.is_space or token.tag_ == "POS" or token.lower_ == "'s"


def _droppable(token: "Token", kind: ActorType, more: bool) -> bool:
    if token.is_punct or token.is_space or token.lower_ in {"the", "a", "an", *PREFIXES}:
        return True
    if kind != "Person" or not more:
        return False
    return token.lower_ in _titles() or authority(token.doc).demonym(token.text) is not None


def _titles() -> frozenset[str]:
    return frozenset(words("titles"))


def _is_name(doc: "Doc", start: int, end: int) -> bool:
    """Names have a capital; a demonym alone names nobody, but "the Russians" does."""
    span = doc[start:end]
    if not any(token.text[0].isupper() or token.is_digit for token in span):
        return False
    if authority(doc).named(span.text):
        return True
    if span[0].ent_type_ == "NORP" and _describes(span):
        return False
    if len(span) > 1:
        return True
    if authority(doc).demonym(span.text):
        return span[0].tag_ == "NNPS" and start > 0 and doc[start - 1].lower_ == "the"
    adjective = span[0].ent_type_ == "NORP" and span[0].pos_ == "ADJ"
    return not adjective and span[0].lower_ not in _titles() and not span[0].is_stop


def _describes(people: "Span") -> bool:
    """Whether the name of a people, faith or party only says of what kind somebody is.

    As in "a South Norlander minister" or "the Republican"; "the Norlanders" are a people.
    """
    head = people.root
    several = people[-1].tag_ in PLURALS
    return not several and (head.dep_ in MODIFIERS or any(c.dep_ == "det" for c in head.children))


def _known_type(doc: "Doc", start: int, end: int) -> ActorType | None:
    entry = authority(doc).named(doc[start:end].text)
    return entry.type if entry else None


def _known_names(doc: "Doc") -> Iterator[Named]:
    """Names of the authority list that stand in the text, whatever the pipeline made of them."""
    known = authority(doc)
    for token in doc:
        if token.text not in known.first_words:
            continue
        for length in range(min(known.longest, len(doc) - token.i), 0, -1):
            entry = known.by_name.get(doc[token.i : token.i + length].text)
            if entry and not _is_modifier_of_name(doc, token.i, token.i + length):
                yield _named(doc, token.i, token.i + length, entry.type, "authority")
                break


def _is_modifier_of_name(doc: "Doc", start: int, end: int) -> bool:
    """ "West" in "West Virginia" and "Turkey" in a person's name stand inside a longer name."""
    before = start > 0 and doc[start - 1].ent_type_ == "PERSON" and doc[start].ent_iob_ == "I"
    after = end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ in {"GPE", "PERSON"}
    return before or after


def _repeated(doc: "Doc", found: Iterable[Named]) -> Iterator[Named]:
    """A surname or name found once is the same name wherever it stands with a capital."""
    types: dict[tuple[str, ...], Counter[ActorType]] = {}
    for mention in found:
        start = mention.end - 1 if mention.type == "Person" else mention.start
        name = tuple(token.text for token in doc[start : mention.end])
        if name[0][0].isupper() and len("".join(name)) > 2:
            types.setdefault(name, Counter())[mention.type] += 1
    lengths = _lengths(types)
    for token in doc:
        for length in lengths.get(token.text, ()):
            name = tuple(other.text for other in doc[token.i : token.i + length])
            if name in types and not (length == 1 and authority(doc).demonym(token.text)):
                kind = _most_often(types[name])
                yield _named(doc, token.i, token.i + length, kind, "repeated-name")


def _lengths(names: Iterable[tuple[str, ...]]) -> dict[str, set[int]]:
    """How many tokens the names have, by the first."""
    found: dict[str, set[int]] = {}
    for name in names:
        found.setdefault(name[0], set()).add(len(name))
    return found


def _longest(mentions: Iterable[Named]) -> list[Named]:
    taken: set[int] = set()
    kept = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start, m.rule)):
        tokens = set(range(mention.start, mention.end))
        if not tokens & taken:
            taken |= tokens
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _one_type_each(doc: "Doc", mentions: list[Named]) -> Iterator[Named]:
    """One surface has one type in an article: what words tell of it, or what it has most often."""
    types: dict[str, Counter[ActorType]] = {}
    for mention in mentions:
        votes = types.setdefault(mention.key, Counter())
        votes[mention.type] += 1
        if told := _told_type(doc, mention):
            votes[told] += TOLD
    for mention in mentions:
        yield replace(mention, type=_most_often(types[mention.key]))


def _most_often(types: Counter[ActorType]) -> ActorType:
    return min(types, key=lambda type_: (-types[type_], type_))


def _told_type(doc: "Doc", mention: Named) -> ActorType | None:
    if mention.rule == "authority" or authority(doc).named(mention.key):
        return None
    if mention.type == "Person" and _has_article(doc, mention):
        return "Group"
    return told_type(doc, mention.start, mention.end)


def _has_article(doc: "Doc", mention: Named) -> bool:
    """ "The Herons" are a family or a band; in "the Lind inquiry" the article is the inquiry's."""
    head = mention.head(doc)
    articled = mention.start > 0 and doc[mention.start - 1].lower_ == "the"
    return articled and doc[mention.end - 1].tag_ == "NNPS" and head.dep_ not in MODIFIERS


def _with_article(doc: "Doc", mention: Named) -> Named:
    """ "the" belongs to the name where the name heads the phrase, not in "the US delegation"."""
    if mention.type == "Person" or mention.start == 0 or doc[mention.start - 1].lower_ != "the":
        return mention
    head = mention.head(doc)
    modifies = head.dep_ in MODIFIERS and head.head.i >= mention.end
    joined = mention.end < len(doc) and doc[mention.end].text == "-"
    return mention if modifies or joined else replace(mention, start=mention.start - 1)
