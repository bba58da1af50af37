"""Changes that clients ask for: updates, and the operations of the Graph Store Protocol.

Each is one transaction (https://www.w3.org/TR/sparql11-http-rdf-update/).
"""

import itertools
from collections.abc import Callable, Iterator, Set
from dataclasses import replace

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

from kg import errors, sparql
from kg.sparql import updates
from kg.store import changes, contents, lexical, recording, standard, union
from kg.store.changes import Change
from kg.store.evaluating import OURS, forgiving
from kg.store.messages import refused
from kg.store.protocol import Dataset, Record, Target, Whole
from kg.store.wire import Write


def update(store: Store, text: str, dataset: Dataset | None, record: Record | None = None) -> None:
    """Run a SPARQL update. Raises `errors.BadRequest` with the parser's message."""
    sparql.refuse_remote(text)
    sparql.refuse_load(text)
    _refuse_ours(text)
    sent, text, kept = text, updates.hoisted(text), recording.quads(store, record)
    try:
        if dataset or kept or union.kept(store):
            # For its message: the places in what is made of the text are not the client's.
            _check_syntax(text)
        if dataset:
            text = updates.with_dataset(text, dataset.default, dataset.named)
        _run(store, _meant(store, text), kept)
    except (SyntaxError, ValueError, RuntimeError) as error:
        raise refused("update", error, sent) from None


def write(store: Store, request: Write) -> bool:
    """Set graphs to the triples given, or add them; True where the target was not there."""
    new = not contents.contains(store, request.target)
    made = (NamedNode(request.target),) if isinstance(request.target, str) else ()
    record = recording.quads(store, request.record)
    if request.replace:
        quads = _parsed(store, request)
        text = _replacing(store, request.target, quads, (*made, *lexical.marks(quads)))
        store.update(recording.followed(store, text, record))
    elif lexical.keeps(store):
        quads = _parsed(store, request)
        lexical.mark(store, lexical.marks(quads))
        changes.apply(store, Change(added=quads | record, made=made if not quads else ()))
    else:
        _add(store, request, record, made)
    return new


def drop(store: Store, target: Target, record: Record | None = None) -> bool:
    """Remove a graph, what the default graph holds of its own, or all; False if not there."""
    if not contents.contains(store, target):
        return False
    text = _replacing(store, target, frozenset(), ())
    store.update(recording.followed(store, text, recording.quads(store, record)))
    return True


def _meant(store: Store, text: str) -> str:
    """The update in words that the engine reads as the standard does, if it takes them."""
    marks = lexical.MARK.value if lexical.held(store) else ""
    said = standard.meant_by_update(store, text, marks)
    if said != text:
        try:
            _check_syntax(said)
        except SyntaxError:
            return text
    return said


def _run(store: Store, text: str, record: frozenset[Quad]) -> None:
    """Carry out an update whose literals stand as they were written, if the store keeps them so."""
    if not lexical.keeps(store):
        _carry_out(store, text, record, ())
        return
    new, held = lexical.marks_named(lexical.asked(store, text, ()).text), lexical.held(store)
    kinds = sorted({*held, *new} & {*lexical.KINDS}, key=str)
    if marks := lexical.to_make(store, text, new):
        _check_syntax(text)
    _carry_out(store, lexical.asked(store, text, kinds).text if kinds else text, record, marks)


def _carry_out(
    store: Store, text: str, record: frozenset[Quad], marks: tuple[NamedNode, ...]
) -> None:
    following = _following(store, text, record)
    following = updates.followed(following, changes.text(store, Change(made=marks)))
    forgiving(lambda functions: store.update(following, custom_functions=functions), OURS)


def _following(store: Store, text: str, record: frozenset[Quad]) -> str:
    """The text to be run, with what the union and the record of it take."""
    if not union.kept(store):
        return recording.followed(store, text, record)
    given = union.given(text)
    if given is None:
        return recording.followed(store, union.looking(text), record)
    removed, added = given
    return changes.text(store, Change(removed=removed, added=added | record))


def _replacing(store: Store, target: Target, quads: Set[Quad], made: tuple[NamedNode, ...]) -> str:
    """The update that leaves nothing but some quads in a target."""
    own = (union.OWN,) if union.kept(store) else ()
    if target is Whole.DATASET:
        filled = Change(added=quads, made=(*made, *own))
        return " ;\n".join(["DROP ALL", changes.text(store, filled)])
    graph = _graph(store, target)
    if isinstance(graph, DefaultGraph):
        return " ;\n".join(["CLEAR DEFAULT", changes.text(store, Change(added=quads, made=made))])
    change = replace(changes.setting(store, {graph: quads}), made=(*made, *own))
    return changes.text(store, change)


def _add(
    store: Store, request: Write, record: frozenset[Quad], made: tuple[NamedNode, ...]
) -> None:
    """Add quads as they are read, to a store that keeps the union: the engine alone holds them."""
    quads = _read(store, request)
    first = next(quads, None)
    if first is None:
        changes.apply(store, Change(added=record, made=made))
    else:
        store.extend(union.with_default(itertools.chain([first], quads, record)))


def _parsed(store: Store, request: Write) -> set[Quad]:
    """All quads of a body as they are to be stored. Raises `errors.BadRequest`."""
    found = set(_read(store, request))
    return lexical.stored(found) if lexical.keeps(store) else found


def _read(store: Store, request: Write) -> Iterator[Quad]:
    """The quads of a body, all in the target. Raises `errors.BadRequest`."""
    syntax = RdfFormat.from_media_type(request.media_type)
    if syntax is None:
        raise errors.BadRequest(f"A graph cannot be read from {request.media_type}.")
    try:
        yield from map(
            _placing(store, request.target),
            pyoxigraph.parse(
                request.data,
                syntax,
                base_iri=request.base or None,
                rename_blank_nodes=True,  # they are those of one body
            ),
        )
    except (SyntaxError, ValueError) as error:
        raise refused("body", error) from None


def _placing(store: Store, target: Target) -> Callable[[Quad], Quad]:
    """What puts a quad of a body into its target. Raises `errors.BadRequest`."""
    if target is Whole.DATASET:
        return union.in_own if union.kept(store) else lambda quad: quad
    graph = _graph(store, target)

    def placed(quad: Quad) -> Quad:
        if not isinstance(quad.graph_name, DefaultGraph):
            raise errors.BadRequest(
                "The body names graphs, and the request names one for all of it."
            )
        return Quad(quad.subject, quad.predicate, quad.object, graph)

    return placed


def _graph(store: Store, target: str | Whole) -> NamedNode | DefaultGraph:
    if isinstance(target, str):
        return _node(target)
    return union.OWN if union.kept(store) else DefaultGraph()


def _check_syntax(text: str) -> None:
    """Raise the parser's error, if there is one: on an empty store, all else passes."""
    try:
        Store().update(text)
    except (OSError, RuntimeError, ValueError):
        return


def _refuse_ours(text: str) -> None:
    """Raise `errors.BadRequest` where a text names what the store keeps for itself."""
    if union.OURS in text:
        raise errors.BadRequest(f"Names that begin with {union.OURS} are the store's own.")


def _node(iri: str) -> NamedNode:
    _refuse_ours(iri)
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise errors.BadRequest(f"{iri!r} is not the IRI of a graph: {error}") from None
