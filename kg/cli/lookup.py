"""Shipped queries as plain rows, and resources by what a user would call them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import errors
from kg.config import Settings

if TYPE_CHECKING:
    from kg.store.protocol import Store

Row = dict[str, str | None]
MOST_LISTED = 10  # of what a message names; `commands/find` gives no more


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be looked up: its name for the user, its class, and where its IRIs begin."""

    name: str
    class_iri: str
    folder: str


CLAIM = Kind("claim", "https://kg.example/ontology#Claim", "claim/")
ACTOR = Kind("actor", "https://kg.example/ontology#GlobalActor", "actor/")


def ask(store: "Store", settings: Settings, query: str, **values: str) -> list[Row]:
    """The rows of a shipped query as plain values, None where a variable is unbound."""
    from kg.lookup import Asked  # noqa: PLC0415

    return Asked(store, settings).rows(query, **values)


def find(store: "Store", settings: Settings, kind: Kind, wanted: str) -> str:
    """The IRI of a resource by its IRI, its id, or the beginning of its id.

    Raises `errors.NotFound` where there is none, or more than one.
    """
    start = _iri(settings, kind, wanted)
    if _is_whole(store, settings, kind, start):  # which takes no search through all that there are
        return start
    query = {"class": kind.class_iri, "beginning": start}
    rows = ask(store, settings, "commands/find", **query)
    found = [row["resource"] or "" for row in rows]
    if start in found or len(found) == 1:
        return start if start in found else found[0]
    if found:
        (count,) = ask(store, settings, "commands/find-count", **query)
        ids = [iri.removeprefix(f"{settings.base}{kind.folder}") for iri in found]
        raise errors.NotFound(
            f"{wanted!r} begins the id of more than one {kind.name}: "
            f"{listed(ids, int(count['count'] or 0))}."
        )
    raise errors.NotFound(f"There is no {kind.name} {wanted!r} in {settings.store}.")


def _iri(settings: Settings, kind: Kind, wanted: str) -> str:
    # Tables print `claim/5a88…`, which is to be pasted back as it stands.
    short = f"{settings.base}{kind.folder}{wanted.removeprefix(kind.folder).lower()}"
    return wanted if wanted.startswith(settings.base) else short


def _is_whole(store: "Store", settings: Settings, kind: Kind, iri: str) -> bool:
    try:
        rows = ask(store, settings, "browse/resource", resource=iri)
    except errors.BadRequest:  # what no IRI can hold
        return False
    return any(row["value"] == kind.class_iri for row in rows)


def listed(items: Sequence[str], count: int | None = None) -> str:
    """The first of some items, with "…" and how many more there are where that is not all."""
    more = (len(items) if count is None else count) - len(items[:MOST_LISTED])
    shown = ", ".join(items[:MOST_LISTED])
    return f"{shown} … and {more:,} more" if more else shown


def find_actor(store: "Store", settings: Settings, wanted: str) -> str:
    """The IRI of an actor by IRI, id, any of its names or words of one, or beginning of an id.

    Who is called just so goes before whose names only hold the words. Raises `errors.NotFound`
    where there is none, or, with all that it can be, more than one.
    """
    iri = _iri(settings, ACTOR, wanted)
    if _is_whole(store, settings, ACTOR, iri):
        return iri
    found = called(ask(store, settings, "commands/actor-names"), wanted)
    if len(found) == 1:
        return next(iter(found))
    if found:
        start = f"{settings.base}{ACTOR.folder}"
        each = [f"{label} ({iri.removeprefix(start)})" for iri, label in found.items()]
        raise errors.NotFound(f"{wanted!r} can be any of {len(found)} actors: {listed(each)}.")
    return find(store, settings, ACTOR, wanted)


def called(rows: Iterable[Row], wanted: str) -> dict[str, str]:
    """Actors (IRI) with their labels: who is called so, or else who has these words in a name."""
    words = _words(wanted)
    names = [(row["actor"] or "", row["label"] or "", _words(row["name"] or "")) for row in rows]
    exact = {actor: label for actor, label, name in names if name == words != ()}
    return exact or {actor: label for actor, label, name in names if _holds(name, words)}


def _words(name: str) -> tuple[str, ...]:
    """The words of a name without case and accents; a hyphen parts them."""
    from kg.resolve.names import plain_words  # noqa: PLC0415

    return plain_words(name.replace("-", " "))


def _holds(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    starts = range(len(name) - len(words) + 1) if words else ()
    return any(name[start : start + len(words)] == words for start in starts)


def find_source(store: "Store", settings: Settings, wanted: str) -> str:
    """The id of an article by its id, IRI, file, file's name, address, or beginning of its id.

    Raises `errors.NotFound` where there is none, or, with all that it can be, more than one.
    """
    from kg.store.archive import Archive  # noqa: PLC0415

    archive = Archive(settings.store)
    try:
        return archive.find(wanted)
    except errors.NotFound:
        found = (
            _sources_at(store, settings, wanted)
            or archive.find_name(wanted)
            or [id_ for id_ in archive.records() if wanted and id_.startswith(wanted.lower())]
        )
        if len(found) > 1:
            raise errors.NotFound(
                f"{wanted!r} can be any of {len(found)} articles: {listed(found)}."
            ) from None
        if not found:
            raise
        return found[0]


def _sources_at(store: "Store", settings: Settings, address: str) -> list[str]:
    from kg.rdf.iris import local_id  # noqa: PLC0415

    try:
        rows = ask(store, settings, "commands/source-at", address=address)
    except errors.BadRequest:  # what is no address
        return []
    return [local_id(row["source"] or "") for row in rows]


def source_of_claim(store: "Store", settings: Settings, claim: str) -> str:
    """The id of the article that a claim (IRI) stands in."""
    from kg.rdf.iris import local_id  # noqa: PLC0415

    (row,) = ask(store, settings, "browse/claim-source", claim=claim)
    return local_id(row["source"] or "")
