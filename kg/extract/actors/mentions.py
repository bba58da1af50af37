"""Named mentions: the spans of names, without titles, possessives or neighbours."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.authority import authority
from kg.extract.language import Parsed
from kg.extract.words import words
from kg.records import ActorType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LABELS: dict[str, ActorType] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "NORP": "Group",
}
# The longest authority name has eight words.
LONGEST = 9
MODIFIERS = {"compound", "amod", "nmod", "nummod"}


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
    return [_with_article(doc, mention) for mention in _one_type_each(found)]


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
                yield _named(doc, start, end, _known_type(doc, start, end) or kind, "named-entity")


def _pieces(doc: "Doc", start: int, end: int) -> Iterator[tuple[int, int]]:
    """An entity is cut at line breaks and where a hyphen joins two known names ("US-Russia")."""
    known = authority().by_name
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
    while end > start and (
        doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].tag_ == "POS"
    ):
        end -= 1
    while start < end and _droppable(doc[start], kind, start + 1 < end):
        start += 1
    return start, end


def _droppable(token: "Token", kind: ActorType, more: bool) -> bool:
    if token.is_punct or token.is_space or token.lower_ in {"the", "a", "an"}:
        return True
    if kind != "Person" or not more:
        return False
    return token.lower_ in _titles() or authority().demonym(token.text) is not None


def _titles() -> frozenset[str]:
    return frozenset(words("titles"))


def _is_name(doc: "Doc", start: int, end: int) -> bool:
    """Names have a capital; a demonym alone names nobody, but "the Russians" does."""
    span = doc[start:end]
    if not any(token.text[0].isupper() or token.is_digit for token in span):
        return False
    if len(span) > 1 or authority().named(span.text):
        return True
    if authority().demonym(span.text):
        return span[0].tag_ == "NNPS" and start > 0 and doc[start - 1].lower_ == "the"
    adjective = span[0].ent_type_ == "NORP" and span[0].pos_ == "ADJ"
    return not adjective and span[0].lower_ not in _titles() and not span[0].is_stop


def _known_type(doc: "Doc", start: int, end: int) -> ActorType | None:
    entry = authority().named(doc[start:end].text)
    return entry.type if entry else None


def _known_names(doc: "Doc") -> Iterator[Named]:
    """Names of the authority list that stand in the text, whatever the pipeline made of them."""
    known = authority().by_name
    first_words = _first_words()
    for token in doc:
        if token.text not in first_words:
            continue
        for length in range(min(LONGEST, len(doc) - token.i), 0, -1):
            surface = doc[token.i : token.i + length].text
            if surface in known and not _is_modifier_of_name(doc, token.i, token.i + length):
                yield _named(doc, token.i, token.i + length, known[surface].type, "authority")
                break


def _first_words() -> frozenset[str]:
    return frozenset(_first_word(name) for name in authority().by_name)


def _first_word(name: str) -> str:
    # spaCy splits "G-7" and "OPEC+" the way it splits the text, so the first word is enough.
    return name.split(maxsplit=1)[0].split("-", maxsplit=1)[0]


def _is_modifier_of_name(doc: "Doc", start: int, end: int) -> bool:
    """ "West" in "West Virginia" and "Turkey" in a person's name stand inside a longer name."""
    before = start > 0 and doc[start - 1].ent_type_ == "PERSON" and doc[start].ent_iob_ == "I"
    after = end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ in {"GPE", "PERSON"}
    return before or after


def _repeated(doc: "Doc", found: Iterable[Named]) -> Iterator[Named]:
    """A surname or name found once is the same name wherever it stands with a capital."""
    surfaces: dict[str, Counter[ActorType]] = {}
    for mention in found:
        last = doc[mention.end - 1].text if mention.type == "Person" else mention.key
        if last[0].isupper() and " " not in last and len(last) > 2:
            surfaces.setdefault(last, Counter())[mention.type] += 1
    for token in doc:
        types = surfaces.get(token.text)
        if types and not authority().demonym(token.text):
            kind = sorted(types.items(), key=lambda item: (-item[1], item[0]))[0][0]
            yield _named(doc, token.i, token.i + 1, kind, "repeated-name")


def _longest(mentions: Iterable[Named]) -> list[Named]:
    taken: set[int] = set()
    kept = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start, m.rule)):
        tokens = set(range(mention.start, mention.end))
        if not tokens & taken:
            taken |= tokens
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _one_type_each(mentions: list[Named]) -> Iterator[Named]:
    """One surface has one type in an article: the one it has most often."""
    types: dict[str, Counter[ActorType]] = {}
    for mention in mentions:
        types.setdefault(mention.key, Counter())[mention.type] += 1
    for mention in mentions:
        counted = sorted(types[mention.key].items(), key=lambda item: (-item[1], item[0]))
        yield replace(mention, type=counted[0][0])


def _with_article(doc: "Doc", mention: Named) -> Named:
    """ "the" belongs to the name where the name heads the phrase, not in "the US delegation"."""
    if mention.type == "Person" or mention.start == 0 or doc[mention.start - 1].lower_ != "the":
        return mention
    head = mention.head(doc)
    modifies = head.dep_ in MODIFIERS and head.head.i >= mention.end
    joined = mention.end < len(doc) and doc[mention.end].text == "-"
    return mention if modifies or joined else replace(mention, start=mention.start - 1)
