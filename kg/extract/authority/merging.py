"""A user's entries and those that ship: which are of one thing, and which names go where."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from kg.extract.authority.entries import Row


def merged(given: Sequence[Row], shipped: Sequence[Row]) -> list[Row]:
    """The given rows, each with what the shipped one of the same thing adds; then the others.

    So a name that is given for one thing is taken from the shipped entry of another.
    """
    by_link = {iri: row for row in shipped for iri in row.same_as}
    by_name = {name: row for row in shipped for name in (row.name, *row.names)}
    used: set[int] = set()
    first = []
    for row in given:
        known = _same(row, by_link, by_name)
        if known is None or id(known) in used:
            first.append(row)
        else:
            used.add(id(known))
            first.append(_extended(row, known))
    return first + [row for row in shipped if id(row) not in used]


def _same(row: Row, by_link: Mapping[str, Row], by_name: Mapping[str, Row]) -> Row | None:
    """The shipped entry of the same thing: by a link, else by the usual name if no link differs."""
    linked = next((by_link[iri] for iri in row.same_as if iri in by_link), None)
    named = by_name.get(row.name)
    if linked or named is None or named.type != row.type:
        return linked
    return None if _sites(row).keys() & _sites(named).keys() else named


def _sites(row: Row) -> dict[str, str]:
    return {urlsplit(iri).netloc: iri for iri in row.same_as}


def _extended(row: Row, known: Row) -> Row:
    """A given entry, with what it leaves out taken from the shipped one."""
    sites = _sites(row)
    more = [iri for iri in known.same_as if urlsplit(iri).netloc not in sites]
    return replace(
        row,
        keys=(*row.keys, *known.keys),
        names=(*row.names, *known.surfaces),
        shared=(*row.shared, *known.shared),
        adjective=row.adjective or known.adjective,
        demonyms=(*row.demonyms, *known.demonyms),
        cities=(*row.cities, *known.cities),
        codes=(*row.codes, *known.codes),
        party=row.party or known.party,
        same_as=(*row.same_as, *more),
        acts=known.acts,
        shipped_as=known.name,
    )
