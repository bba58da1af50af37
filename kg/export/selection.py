"""What is to be exported: everything, or what belongs to an article, a claim or an actor."""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from kg import queries
from kg.export.facts import Facts
from kg.export.parts import actor_lines, claim_lines
from kg.rdf import iris
from kg.store.protocol import Store

# Called with the graph or article that is begun, and how many there are.
Step = Callable[[str, int], None]


def _no_step(_name: str, _total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one graph, or of several that belong together.

    Those `of_articles` fit in memory, and hold all of each event and claim that they name.
    """

    of_articles: bool
    lines: Iterator[str]


@dataclass(frozen=True, slots=True)
class Selection:
    """Some of a store. `graphs` are the IRIs of whole graphs, or None where `lines` are the part.

    `articles` are ids of articles, and `claims` those of their claims (as in N-Quads) that are
    meant, None where all are.
    """

    store: Store
    base: str
    articles: tuple[str, ...]
    graphs: tuple[str, ...] | None = None
    lines: tuple[str, ...] = ()
    claims: Set[str] | None = None
    step: Step = _no_step

    def parts(self) -> Iterator[Part]:
        """The lines, graph by graph."""
        if self.graphs is None:
            yield Part(True, iter(self.lines))
            return
        articles = {iris.graph_iri(self.base, article) for article in self.articles}
        for graph in self.graphs:
            self.step(graph, len(self.graphs))
            yield Part(graph in articles, self.store.quads((graph,)))

    def facts(self) -> Iterator[Facts]:
        """What each article says, and what is concluded of it."""
        for article in self.articles:
            self.step(article, len(self.articles))
            yield self._facts(article)

    def _facts(self, article: str) -> Facts:
        source = iris.source_iri(self.base, article)
        query = queries.bind(queries.load_query("commands/source-concluded"), {"source": source})
        concluded = b"".join(self.store.answer(query, "application/n-triples").chunks)
        own = self.store.quads((iris.graph_iri(self.base, article),))
        return Facts([*own, *concluded.decode().split("\n")])


def everything(store: Store, base: str) -> Selection:
    """All graphs."""
    rows = store.select(queries.load_query("commands/articles").text).rows
    articles = (iris.source_of(base, term.value) for (term,) in rows if term)
    return Selection(store, base, tuple(sorted(filter(None, articles))), store.graphs())


def of_source(store: Store, base: str, source: str) -> Selection:
    """An article (id)."""
    return Selection(store, base, (source,), (iris.graph_iri(base, source),))


def of_claim(store: Store, base: str, claim: str, source: str) -> Selection:
    """A claim (IRI) of an article (id).

    `claims` are those that it is told in, with it; `lines` hold what is concluded of them as well.
    """
    lines = tuple(claim_lines(store, base, claim, source))
    return _part(store, base, lines, frozenset(Facts(lines).chain(f"<{claim}>")))


def of_actor(store: Store, base: str, actor: str) -> Selection:
    """A global actor (IRI): its claims, those made to it or about it, and those they stand in."""
    lines = tuple(actor_lines(store, base, actor))
    return _part(store, base, lines, frozenset(Facts(lines).claims()))


def _part(store: Store, base: str, lines: tuple[str, ...], claims: Set[str]) -> Selection:
    articles = {iris.source_of(base, line.partition(">")[0][1:]) for line in lines}
    return Selection(store, base, tuple(sorted(filter(None, articles))), None, lines, claims)
