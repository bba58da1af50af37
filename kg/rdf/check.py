"""Whether data have the shapes of `ontology/shapes.ttl`, by pySHACL."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from kg.config import Settings
from kg.rdf.changed import MOST_LINES, changed_parts
from kg.rdf.graphs import parse_union
from kg.rdf.iris import last_part

if TYPE_CHECKING:
    from rdflib import Graph

    from kg.rdf.triples import TripleGraph

_SHOWN = 40  # characters of a value that a violation quotes


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken constraint: the IRI it is broken at, the property (if one), and what to do.

    `focus` is relative to the base IRI of the settings where it stands under it.
    """

    focus: str
    path: str | None
    message: str

    def __str__(self) -> str:
        """Where it is, what is wrong and, where that does not say it, with which property."""
        name = last_part(self.path or "")
        return f"{self.focus}: {self.message}" + ("" if name in self.message else f" ({self.path})")


def check_shapes(nquads: str, settings: Settings) -> tuple[Violation, ...]:
    """What is wrong with the union of the graphs of `nquads`, sorted; empty where nothing is."""
    return _sort(_broken(nquads), settings.base)


def check_graph(lines: Iterable[str], settings: Settings) -> tuple[Violation, ...]:
    """What is wrong with one graph (N-Quads lines); a large one is checked in parts."""
    nquads = "".join(lines)
    if nquads.count("\n") <= MOST_LINES:
        return check_shapes(nquads, settings)
    return check_changes((), nquads, settings)


def check_changes(old: Iterable[str], new: str, settings: Settings) -> tuple[Violation, ...]:
    """What is wrong with those resources of some graphs of which new lines say something else.

    `old` are the lines (N-Quads) that they had before. What has not changed is not looked at.
    """
    lines = (f"{line}\n" for line in new.split("\n") if line)
    found = (
        violation
        for part in changed_parts(old, lines)
        for violation in _broken(part.nquads)
        if violation.focus in part.resources
    )
    return _sort(found, settings.base)


def read_report(report: "Graph", base: str) -> tuple[Violation, ...]:
    """The results of a SHACL report."""
    return _sort(_violations(report), base)


def _broken(nquads: str) -> Iterator[Violation]:
    if not nquads:
        return iter(())
    from kg.rdf.shacl import report  # noqa: PLC0415  (a second that most commands must not pay)

    data = parse_union(nquads)
    found = report(data)
    return chain(_unreadable(data), _violations(found) if found else ())


def _unreadable(data: "TripleGraph") -> Iterator[Violation]:
    """Literals that have no value in their datatype, or none that Python takes."""
    for subject, property_, value in data.ill_typed():
        name, kind = last_part(str(property_)), last_part(str(value.datatype))
        said = f"The value of {name} cannot be read as {kind}: {_excerpt(str(value))}"
        yield Violation(str(subject), str(property_), said)


def _excerpt(value: str) -> str:
    if len(value) <= _SHOWN:
        return f"“{value}”."
    return f"“{value[:_SHOWN]}…” ({len(value)} characters)."


def _violations(report: "Graph") -> Iterator[Violation]:
    from rdflib import SH, URIRef  # noqa: PLC0415

    for result in report.objects(None, SH.result):
        focus, message = (
            str(report.value(result, part)) for part in (SH.focusNode, SH.resultMessage)
        )
        path = report.value(result, SH.resultPath)
        yield Violation(focus, str(path) if isinstance(path, URIRef) else None, message)


def _sort(violations: Iterable[Violation], base: str) -> tuple[Violation, ...]:
    relative = {replace(item, focus=item.focus.removeprefix(base)) for item in violations}
    return tuple(sorted(relative, key=lambda item: (item.focus, item.path or "", item.message)))
