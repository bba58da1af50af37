"""The one place that strings the stages together: documents in, a graph out.

An article is one transaction, and so is everything concluded across articles. A build that is
killed leaves whole articles behind; run again, it goes on where it stopped, and concludes. What
another tool made (another version, other models, other known names) is made anew, when its article
comes again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from kg import errors, queries
from kg.config import Settings
from kg.ids import source_id
from kg.rdf.article import open_article
from kg.rdf.check import Violation, check_changes, check_shapes
from kg.rdf.describe import describe_extraction
from kg.rdf.executables import describe_queries
from kg.rdf.inferred import describe_inferred
from kg.rdf.iris import INFERRED, graph_iri, tool_iri
from kg.rdf.ontology import describe_ontology
from kg.rdf.reason import check_engine
from kg.rdf.resolution import describe_resolution
from kg.readers.unique import unique
from kg.records import Document, Extraction, Resolution, Skipped, Tool
from kg.report import Added, Conclusion, Corrected, Outcome, Progress, Report, State, Tally
from kg.resolve import by_source, resolve
from kg.resolve.corrections import NO_CORRECTIONS, Correction, Corrections, Ref, apply
from kg.resolve.corrections_edit import holds, rewritten, taken_back
from kg.resolve.corrections_file import add, parse, read_text, save
from kg.store.archive import Archive
from kg.store.protocol import Store
from kg.unchanged import inputs_hash, recall, remember

# What would befall the next article too: it ends a build instead of costing one article.
STOPS = (errors.StoreBusy, errors.StoreBroken, errors.Unavailable, OSError, MemoryError)


class Extractor(Protocol):
    """What `build` asks of an extractor."""

    @property
    def tool(self) -> Tool:
        """What its extractions are recorded as made by."""

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction a document, in order."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a graph is built: the store, the texts and records beside it, and the settings.

    `corrections` are what people decided of identities. `reasoned` is told of each article that was
    reasoned over, and how many there are.
    """

    store: Store
    archive: Archive
    settings: Settings
    corrections: Corrections = NO_CORRECTIONS
    reasoned: Callable[[str, int], None] = lambda *_: None

    def graph(self, source: str) -> str:
        """IRI of the graph of an article."""
        return graph_iri(self.settings.base, source)

    def reasons(self) -> bool:
        """Whether the graph of what is inferred is to be made: as asked for, else if there is one.

        Raises `errors.Unavailable` where it is, and the engine is missing.
        """
        wanted = self.settings.reason
        if wanted is None:
            wanted = self.graph(INFERRED) in self.store.graphs()
        if wanted:
            check_engine()
        return wanted

    def sources(self) -> tuple[str, ...]:
        """Ids of the articles that are whole, sorted."""
        return tuple(self.made_by())

    def made_by(self) -> dict[str, Tool]:
        """What made each article that is whole, sorted by its id.

        Whole is an article whose graph, record and text are all there and can be read. The graph
        and the record are of one tool, unless a build was killed between the two.
        """
        tools = {id_: self.archive.tool(id_) for id_ in self.archive.sources()}
        named = self._named_tools()
        base = self.settings.base
        return {
            id_: tool
            for id_, tool in tools.items()
            if named.get(self.graph(id_)) == tool_iri(base, tool)
        }

    def _named_tools(self) -> dict[str, str]:
        """The tool (IRI) that each article's graph (IRI) names as its maker."""
        rows = self.store.select(queries.load_query("commands/tools").text).rows
        return {graph.value: tool.value for graph, tool in rows if graph and tool}


def build(
    inputs: Iterable[Document | Skipped], extractor: Extractor, target: Target, progress: Progress
) -> Report:
    """Add articles to the graph, then conclude across all that it holds.

    All inputs are read before the first is built, so that of several copies of a text the one that
    says most of itself is taken, in whatever order they come.
    """
    target.reasons()  # what is missing for it is told before anything is read
    tally = Tally(progress)
    present = target.made_by()
    for document in unique(tally.documents(inputs)):
        outcome = _add(document, extractor, target, present)
        tally.tell(outcome)
        tally.tell_copies(source_id(document.text), outcome)
    for added in tally.outcomes:
        if isinstance(added, Added) and added.state == "known":
            target.archive.add_path(added.source, added.path)
    return Report(tuple(tally.outcomes), conclude(target))


def attempt[T](document: Document, work: Callable[[Document], T]) -> T | Skipped:
    """The result of some work on one article, or why it is skipped; raises only `STOPS`."""
    try:
        return work(document)
    except STOPS:
        raise
    except errors.KgError as error:
        return Skipped(document.path, f"{document.path} cannot be built: {error}")
    except Exception as error:  # one article must not cost the others
        return Skipped(
            document.path, f"{document.path} cannot be built: a rule failed ({error!r})."
        )


def remove(target: Target, source: str) -> None:
    """Leave the graph as if an article (id) had never been read; raises `errors.NotFound`.

    A record that cannot be read, or has lost its text or graph, is removed all the same.
    """
    if source not in target.archive.records():
        raise errors.NotFound(f"There is no source {source!r} in {target.settings.store}.")
    conclude(target, without=source)
    target.archive.remove(source)


def conclude(
    target: Target, without: str | None = None, before: Callable[[], None] = lambda: None
) -> Conclusion:
    """Make the graphs across articles again; in the same transaction, drop one article's graph.

    Where they would come out as they are, they are left. `before` is called when they are found
    right, just before they are stored. Raises `errors.Invalid` where they break a shape; then
    nothing has changed.
    """
    sources = [source for source in target.sources() if source != without]
    settings, reasons = target.settings, target.reasons()
    inputs = inputs_hash(target.archive, sources, target.corrections, settings, reasons=reasons)
    known = None if without else recall(target.archive, target.store, inputs, settings.base)
    if known:
        before()
        return known
    extractions = [target.archive.load(source) for source in sources]
    resolution = resolve(extractions, target.corrections)
    graphs = _conclusions(resolution, extractions, settings)
    _check_concluded(target, graphs)
    graphs |= dict([describe_ontology(settings), _questions(target)])
    graphs |= _infer(target, sources, graphs) if reasons else {target.graph(INFERRED): ""}
    before()
    target.store.replace(graphs | ({target.graph(without): ""} if without else {}))
    conclusion = _count(extractions, resolution, target.corrections)
    remember(target.archive, target.store, inputs, settings.base, conclusion)
    return conclusion


def _count(
    extractions: Sequence[Extraction], resolution: Resolution, corrections: Corrections
) -> Conclusion:
    waiting = len(apply(corrections, by_source(extractions)).waiting)
    return Conclusion(
        sources=len(extractions),
        claims=sum(len(extraction.claims) for extraction in extractions),
        actors=len(resolution.actors),
        events=len(resolution.events),
        disputes=len(resolution.disputes),
        decided=len(corrections.entries) - waiting,
        waiting=waiting,
    )


def correct(
    target: Target, entry: Correction, whole: Collection[Ref], names: Mapping[Ref, str]
) -> Corrected:
    """Note what a person decided in the file of decisions, and conclude anew; nothing is read.

    Earlier decisions that contradict it are taken back, and it is left out where that is enough.
    `whole` is all that is merged, or split; `names` are put beside the members. Raises
    `errors.BadRequest` where the file cannot be changed so.
    """
    file = target.settings.decisions_file
    edits = taken_back(target.corrections, entry, whole)
    text = rewritten(read_text(file), edits)
    is_new = not (edits and _would_hold(target, parse(text, file.name), entry, whole))
    text = add(text, entry, names) if is_new else text
    corrections = parse(text, file.name)
    decided = replace(target, corrections=corrections)
    conclusion = conclude(decided, before=lambda: save(file, text))
    return Corrected(is_new, len(edits), conclusion)


def _would_hold(
    target: Target, corrections: Corrections, entry: Correction, whole: Collection[Ref]
) -> bool:
    extractions = map(target.archive.load, target.sources())
    return holds(entry, whole, resolve(extractions, corrections))


def _check_concluded(target: Target, graphs: Mapping[str, str]) -> None:
    """Only what differs from the graphs that are stored is looked at."""
    old = target.store.quads(tuple(graphs))
    if found := check_changes(old, "".join(graphs.values()), target.settings):
        raise errors.Invalid(f"What was concluded is not stored, since {_tell(found)}")


def _tell(found: Sequence[Violation]) -> str:
    first, others = found[0], len(found) - 1
    more = f" ({others} more like this)" if others else ""
    return f"a shape is broken at {first}{more}"


def _infer(target: Target, sources: Sequence[str], concluded: Mapping[str, str]) -> dict[str, str]:
    """The graph of what follows from all others."""
    return dict([describe_inferred(_graphs(target, sources), concluded, target.settings)])


def _questions(target: Target) -> tuple[str, str]:
    """The graph of what people can ask; nothing follows from it."""
    questions = [query for query in queries.all_queries() if query.folder == "questions"]
    return describe_queries(questions, target.settings.base)


def _graphs(target: Target, sources: Sequence[str]) -> Iterator[tuple[str, Iterator[str]]]:
    """Each article's graph (IRI) and lines; when the next one is asked for, it is done."""
    for source in sources:
        graph = target.graph(source)
        yield graph, target.store.quads((graph,))
        target.reasoned(source, len(sources))


def _conclusions(
    resolution: Resolution, extractions: Iterable[Extraction], settings: Settings
) -> dict[str, str]:
    articles = (open_article(extraction, settings.base) for extraction in extractions)
    sources = {article.id: article for article in articles}
    return describe_resolution(resolution, settings, sources)


def _add(
    document: Document, extractor: Extractor, target: Target, present: Mapping[str, Tool]
) -> Outcome:
    source = source_id(document.text)
    if present.get(source) == extractor.tool:
        return Added(document.path, source, "known")
    state: State = "remade" if source in present else "new"
    return attempt(document, lambda it: _commit(it, extractor, target, state))


def _commit(document: Document, extractor: Extractor, target: Target, state: State) -> Added:
    extraction, quads = _extract(document, extractor, target.settings)
    # The record first: a graph without one would be left out of all conclusions.
    source = target.archive.save(extraction)
    target.store.replace({target.graph(source): quads})
    return Added(document.path, source, state)


def _extract(
    document: Document, extractor: Extractor, settings: Settings
) -> tuple[Extraction, str]:
    (extraction,) = extractor.extract([document])
    quads = describe_extraction(extraction, settings)
    if found := check_shapes(quads, settings):
        raise errors.Invalid(_tell(found))
    return extraction, quads
