"""What the lists say of each resource, and how much more its own page does."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import url_for

from kg.lookup import PARTS
from kg.rdf.iris import local_id
from kg.web.api.asking import Row, grouped, table
from kg.web.links import path

Item = dict[str, Any]


def claims(found: Sequence[str]) -> dict[str, Item]:
    """Claims by their IRIs."""
    about = grouped(table("api/claim-topics", claim=found), "claim")
    said_to = grouped(table("api/claim-addressees", claim=found), "claim")
    return {
        row["claim"]: _head("claims", row["claim"])
        | {
            "text": row["text"],
            "speaker": _named(row["speaker"], row["speaker_name"]),
            "act": row["act"],
            "quotation": row["quotation"],
            "polarity": row["polarity"],
            "confidence": row["confidence"],
            "addressees": [
                _named(r["addressee"], r["addressee_name"]) for r in said_to.get(iri, [])
            ],
            "about": [_named(r["about"], r["about_name"]) for r in about.get(iri, [])],
            "nested_in": row["nested_in"],
            "source": _named(row["source"], row["headline"])
            | {"publisher": row["publisher"], "published": row["published"]},
        }
        for row in table("api/claim-items", claim=found)
        for iri in [row["claim"]]
    }


def actors(found: Sequence[str]) -> dict[str, Item]:
    """Global actors by their IRIs."""
    return {
        iri: _head("actors", iri)
        | {
            "name": rows[0]["name"],
            "type": rows[0]["type"],
            "same_as": _distinct(rows, "same_as"),
        }
        for iri, rows in grouped(table("api/actor-items", actor=found), "actor").items()
    }


def events(found: Sequence[str]) -> dict[str, Item]:
    """Global events by their IRIs."""
    accounts = grouped(table("api/event-accounts", event=found), "event")
    parts = grouped(table("api/event-parts", event=found), "event")
    return {
        row["event"]: _head("events", row["event"])
        | {
            "name": row["label"],
            "type": row["type"],
            "time": row["time"],
            "statuses": _distinct(accounts.get(row["event"], []), "status"),
            "participants": [
                _named(part["actor"], part["name"]) | {"part": part["part"]}
                for part in parts.get(row["event"], [])
            ],
            "sources": _distinct(accounts.get(row["event"], []), "source"),
        }
        for row in table("api/event-items", event=found)
    }


def sources(found: Sequence[str]) -> dict[str, Item]:
    """Articles by their IRIs."""
    authors = grouped(table("api/source-authors", source=found), "source")
    return {
        row["source"]: _head("sources", row["source"])
        | {
            "headline": row["headline"],
            "publisher": row["publisher"],
            "authors": _distinct(authors.get(row["source"], []), "author"),
            "published": row["published"],
            "written": row["written"],
            "language": row["language"],
            "address": row["address"],
            "claims": row["claims"],
        }
        for row in table("api/source-items", source=found)
    }


ITEMS: Mapping[str, Callable[[Sequence[str]], dict[str, Item]]] = {
    "claims": claims,
    "actors": actors,
    "events": events,
    "sources": sources,
}


def in_order(kind: str, iris: Sequence[str]) -> list[Item]:
    """The items of a page; none is asked for where it is empty."""
    found = ITEMS[kind](iris) if iris else {}
    return [found[iri] for iri in iris if iri in found]


def parts(kind: str, iri: str) -> dict[str, list[Row]]:
    """All that the page of a resource shows, part by part: rows of `browse/KIND-PART`."""
    one = kind.removesuffix("s")
    return {
        part.replace("-", "_"): table(f"browse/{one}-{part}", **{one: iri}) for part in PARTS[one]
    }


def _head(kind: str, iri: str) -> Item:
    own = url_for("api.resource", kind=kind, identifier=local_id(iri), _external=True)
    return {"id": local_id(iri), "iri": iri, "links": {"self": own, "page": path(iri)}}


def _named(iri: str | None, name: str | None) -> Item:
    return {"iri": iri, "name": name}


def _all_named(rows: Sequence[Row], name: str) -> list[Item]:
    return [_named(row[name], row[f"{name}_name"]) for row in rows]


def _distinct(rows: Sequence[Row], name: str) -> list[Any]:
    return list(dict.fromkeys(row[name] for row in rows if row[name] is not None))
