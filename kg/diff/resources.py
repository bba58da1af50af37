"""The graph of an article as resources: what each says of itself, with what belongs to it alone."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.diff.names import shown, span_of
from kg.rdf.iris import last_part
from kg.rdf.quads import Quad, read_literal, split

Values = dict[str, set[str]]
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Resources that are compared: what their IRIs look like, and which words identify them.

    `anchors` are the properties that lead to the words it hangs on, `body` to all that it covers.
    """

    name: str
    pattern: re.Pattern[str]
    anchors: tuple[str, ...]
    body: tuple[str, ...]


def _kind(name: str, pattern: str, anchors: tuple[str, ...], body: tuple[str, ...] = ()) -> Kind:
    return Kind(name, re.compile(pattern), anchors, (*anchors, *body))


KINDS = (
    _kind("claim", r"claim/[^/]+", ("cue",), ("content",)),
    _kind("event", r"source/[^/]+/event/[^/]+", ("trigger",)),
    _kind("actor", r"source/[^/]+/actor/[^/]+", ("mention", "description")),
    _kind("role", r"source/[^/]+/actor/[^/]+/role/[^/]+", ("evidence",)),
    _kind("link", r"source/[^/]+/event/[^/]+/link/[^/]+/[^/]+", ("evidence",)),
)
# A part of a claim or event that has an IRI of its own: its values count as the owner's.
_PART = re.compile(
    r"(?P<owner>claim/[^/]+|source/[^/]+/event/[^/]+)/(?P<part>part|quantity|relay)/(?P<id>[^/]+)"
)
# What only repeats the IRI, the article, or that there is a part.
_REPEATED = {
    "identifier", "inSource", "wasGeneratedBy", "participation", "quantity", "relay", "link",
    "hasRole", "hasActor",
}  # fmt: skip
_LABELS = ("label", "text", "title", "relation")


@dataclass(frozen=True, slots=True)
class Thing:
    """A resource: its values by property, as N-Quads write them."""

    kind: str
    iri: str
    values: Mapping[str, set[str]]

    @property
    def label(self) -> str:
        """What people would call it."""
        return next((shown(min(self.values[n])) for n in _LABELS if n in self.values), self.iri)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that made it, sorted."""
        return tuple(sorted(shown(rule) for rule in self.values.get("rule", ())))

    def spans(self, properties: Iterable[str]) -> Spans:
        """The characters that some of its properties lead to, sorted."""
        terms = (term for name in properties for term in self.values.get(name, ()))
        return tuple(sorted(filter(None, map(span_of, terms))))


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """Things by kind and IRI; what the article says of itself; its run and tool; words by span."""

    things: dict[str, dict[str, Thing]]
    article: Values = field(default_factory=dict)
    run: Values = field(default_factory=dict)
    tool: Values = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[str]:
        """How many things there are of each kind."""
        return Counter({kind: len(found) for kind, found in self.things.items()})

    @property
    def title(self) -> str:
        """The headline, where there is one."""
        return next((shown(term) for term in sorted(self.article.get("headline", ()))), "")


def read_article(lines: Iterable[str]) -> ArticleGraph:
    """The graph of one article, from lines with relative IRIs; raises `errors.Invalid`."""
    values: dict[str, Values] = defaultdict(lambda: defaultdict(set))
    words: dict[str, str] = {}
    for quad in map(split, lines):
        subject, name = quad.subject[1:-1], last_part(quad.predicate)
        if name == "exact":
            words[quad.subject] = _text(quad)
        elif name not in _REPEATED:
            owner, path = _owner(subject, name)
            values[owner][path].add(quad.object)
    return _sorted_out(values, words)


def count_kinds(lines: Iterable[str]) -> Counter[str]:
    """How many things of each kind lines with relative IRIs tell of."""
    subjects = {line[1 : line.index(">")] for line in lines}
    return Counter(filter(None, map(kind_of, subjects)))


def kind_of(iri: str) -> str | None:
    """The kind of thing that a relative IRI names."""
    return next((kind.name for kind in KINDS if kind.pattern.fullmatch(iri)), None)


def _owner(subject: str, name: str) -> tuple[str, str]:
    match = _PART.fullmatch(subject)
    if match is None:
        return subject, name
    return match["owner"], f"{match['part']} {match['id']} {name}"


def _sorted_out(values: dict[str, Values], words: dict[str, str]) -> ArticleGraph:
    graph = ArticleGraph({kind.name: {} for kind in KINDS}, words=words)
    for iri in sorted(values):
        if kind := kind_of(iri):
            graph.things[kind][iri] = Thing(kind, iri, values[iri])
        elif iri.endswith("/extraction"):
            graph.run.update(values[iri])
        elif iri.startswith("tool/"):
            graph.tool.update(values[iri])
        elif iri.startswith("source/"):
            graph.article.update(values[iri])
    return graph


def _text(quad: Quad) -> str:
    literal = read_literal(quad.object)
    return literal.value if literal else ""
