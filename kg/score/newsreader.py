"""Articles annotated in the form of the NewsReader project: CAT's XML with tokens by number.

Read is what MEANTIME has (Minard et al. 2016, LREC): mentions of events and entities, which of them
refer to one instance of their article, who takes part, and time expressions. Only the first
sentences of an article are annotated; `annotated` is where they end.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from kg import errors
from kg.records import Document, Source, Span

# Mentions that are no happenings here: what is said or thought, and verbs such as "begin".
OTHER_CLASSES = {"SPEECH_COGNITIVE", "GRAMMATICAL"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
# The title and the date.
LINES = 2
# How words are joined to their neighbours in print.
_CLOSING = re.compile(r"[.,;:!?)\]}%”’]|'{1,2}|'(?:s|re|ve|ll|m|d)|n't", re.IGNORECASE)
_OPENING = {"(", "[", "{", "$", "£", "€", "“", "‘", "#"}
_QUOTES = {"``": '"', "''": '"'}
_AT_TIMES = {"IS_INCLUDED", "SIMULTANEOUS"}

type Pieces = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention of an event or entity, and the instance of the article that it refers to."""

    spans: Pieces
    instance: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """A mention of an event: `parts` are who takes part, `day` when it took place, if known."""

    mention: Marked
    parts: tuple[Marked, ...] = ()
    day: str | None = None
    statuses: frozenset[str] = frozenset()

    @property
    def is_counted(self) -> bool:
        """Whether the words name a happening, and not what is said, thought or begun."""
        return self.mention.kind not in OTHER_CLASSES


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression that gives a day."""

    span: Span
    day: str


@dataclass(frozen=True, slots=True)
class News:
    """An article as printed, and what is marked in it."""

    name: str
    text: str
    published: str | None
    annotated: int
    happenings: tuple[Happening, ...]
    entities: tuple[Marked, ...]
    days: tuple[Dated, ...]

    def document(self, folder: Path) -> Document:
        """The article to extract from, with the day it is said to be of."""
        return Document(self.name, str(folder), self.text, Source(published=self.published))


def is_newsreader(path: Path) -> bool:
    """Whether a folder holds articles in this form."""
    return path.is_dir() and any(True for _ in _files(path))


def read_news(path: Path) -> tuple[News, ...]:
    """The articles of a folder and its folders, by name; raises `errors.BadRequest`."""
    return tuple(_read(file) for file in sorted(_files(path), key=lambda file: file.name))


def _files(path: Path) -> Iterator[Path]:
    yield from path.glob("*.xml")
    yield from path.glob("*/*.xml")


def _read(path: Path) -> News:
    try:
        root = ET.fromstring(path.read_bytes())
        return _Reader(root).article(path.stem)
    except (ET.ParseError, KeyError, TypeError, ValueError) as error:
        raise errors.BadRequest(f"{path} is no article in NewsReader's form: {error}.") from error


class _Reader:
    """One file, with its tokens set in print and its relations by source."""

    def __init__(self, root: ET.Element) -> None:
        self._tokens = list(root.iter("token"))
        self._marks = {it.get("m_id", ""): it for it in root.iterfind("Markables/*")}
        self._links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for link in root.iterfind("Relations/*"):
            self._add(link)
        self.text, self._places = printed(self._tokens)

    def _add(self, link: ET.Element) -> None:
        """A relation, in both directions where it is one of being at a time."""
        sources, targets = (
            [end.get("m_id", "") for end in link.iterfind(name)] for name in ("source", "target")
        )
        kind = link.get("reltype", "") if link.tag == "TLINK" else link.tag
        for source in sources:
            self._links[kind, source] += targets

    def article(self, name: str) -> News:
        events = (self._event(id_, mark) for id_, mark in self._of("EVENT_MENTION"))
        happenings = [it for it in events if it is not None]
        entities = (self._marked(id_) for id_, _ in self._of("ENTITY_MENTION"))
        spans = [span for it in happenings for span in it.mention.spans]
        return News(
            name=name,
            text=self.text,
            published=self._published(),
            annotated=self._end_of_sentence(max((span.end for span in spans), default=0)),
            happenings=tuple(happenings),
            entities=tuple(it for it in entities if it is not None),
            days=tuple(self._days()),
        )

    def _of(self, tag: str) -> Iterator[tuple[str, ET.Element]]:
        return ((id_, mark) for id_, mark in self._marks.items() if mark.tag == tag)

    def _marked(self, id_: str) -> Marked | None:
        """A mention that has words, with the class of its event or the type of its entity."""
        spans = self._spans(id_)
        instance = next(iter(self._links["REFERS_TO", id_]), f"mention {id_}")
        known = self._marks.get(instance)
        kind = (known.get("class") or known.get("ent_type") or "") if known is not None else ""
        return Marked(spans, instance, kind) if spans else None

    def _event(self, id_: str, mark: ET.Element) -> Happening | None:
        mention = self._marked(id_)
        if mention is None:
            return None
        parts = [it for each in self._links["HAS_PARTICIPANT", id_] if (it := self._marked(each))]
        times = [each for kind in _AT_TIMES for each in self._links[kind, id_]]
        days = [day for each in times if (day := self._day(each))]
        return Happening(mention, tuple(parts), min(days, default=None), _statuses(mark))

    def _day(self, id_: str) -> str | None:
        mark = self._marks.get(id_)
        value = mark.get("value", "") if mark is not None and mark.tag == "TIMEX3" else ""
        found = DAY.match(value)
        return found[0] if found else None

    def _days(self) -> Iterator[Dated]:
        for id_, mark in self._of("TIMEX3"):
            spans, day = self._spans(id_), self._day(id_)
            if day and spans and mark.get("type") == "DATE":
                yield Dated(Span(spans[0].start, spans[-1].end), day)

    def _published(self) -> str | None:
        times = (
            self._day(id_)
            for id_, mark in self._of("TIMEX3")
            if mark.get("functionInDocument") == "CREATION_TIME"
        )
        return next(filter(None, times), None)

    def _spans(self, id_: str) -> Pieces:
        """Where a mark's words stand: neighbours as one piece."""
        anchors = self._marks[id_].iterfind("token_anchor") if id_ in self._marks else ()
        spans = sorted(self._places[anchor.get("t_id", "")] for anchor in anchors)
        return tuple(_joined(spans, self.text))

    def _end_of_sentence(self, place: int) -> int:
        """Where the sentence ends that a place is in."""
        ends: dict[str, int] = {}
        for token in self._tokens:
            ends[token.get("sentence", "")] = self._places[token.get("t_id", "")].end
        return next((end for end in ends.values() if end >= place), place)


def printed(tokens: Sequence[ET.Element]) -> tuple[str, Mapping[str, Span]]:
    """The text of tokens as it would be printed, and where each stands, by its `t_id`.

    The title and the line of the date, which come first, stand on lines of their own.
    """
    text, places = "", dict[str, Span]()
    before, quoted = None, False
    for token in tokens:
        word = _QUOTES.get(token.text or "", token.text or "")
        opens = not quoted if word == '"' else word in _OPENING
        closes = quoted if word == '"' else bool(_CLOSING.fullmatch(word))
        quoted ^= word == '"'
        text += "" if closes else _gap(before, token)
        places[token.attrib["t_id"]] = Span(len(text), len(text) + len(word))
        text += word
        before = None if opens else token
    return text, places


def _gap(before: ET.Element | None, token: ET.Element) -> str:
    """What stands between a token and the one before; None where that one opens something."""
    if before is None:
        return ""
    if token.get("sentence") != before.get("sentence"):
        return "\n\n" if int(before.attrib["sentence"]) < LINES else " "
    currency = token.text == "$" and (before.text or "").isupper()
    return "" if currency else " "


def _joined(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Pieces with nothing but space between them as one."""
    current: Span | None = None
    for span in spans:
        if current is not None and not text[current.end : span.start].strip():
            current = Span(current.start, span.end)
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current


def _statuses(mark: ET.Element) -> frozenset[str]:
    """What statuses fit what is marked of time, certainty and polarity."""
    if mark.get("polarity") == "NEG":
        return frozenset({"denied"})
    time, certainty = mark.get("time"), mark.get("certainty")
    if not time or not certainty:
        return frozenset()
    if time == "NON_FUTURE" and certainty == "CERTAIN":
        return frozenset({"occurred"})
    return frozenset({"scheduled", "hypothetical"})
