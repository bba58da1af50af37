"""The lists: which resources are on a page.

One query finds them where an actor, an event or an article is asked about. Else the articles are
walked from the newest on, a few at a time, so that no page has to look at the whole graph.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kg.rdf.namespaces import ACT, EVENT_TYPE, STATUS
from kg.web.api import naming
from kg.web.api.asking import Row, table
from kg.web.api.paging import Page, cut

Given = Mapping[str, Any]
Found = list[tuple[str, str]]
# How many articles are looked at together: few for a page that the newest fill, more for filters
# that hardly any passes. All together are those that `api/newest-sources` gives at once.
STEPS = (4, 16, 80, 400)


def claims(given: Given, limit: int, after: str | None) -> Page:
    """Claims, from the newest article on."""
    filters = _present(given, "words", "since", "until") | {
        "act": [naming.code(ACT, given["act"])] if "act" in given else None,
        "least": str(given["confidence"]) if "confidence" in given else None,
        "before": after,
    }
    who = {"speaker": naming.actors(given["speaker"])} if "speaker" in given else {}
    where = {"source": naming.source(given["source"])} if "source" in given else {}
    if "about" in given or "event" in given:
        event = naming.event(given["event"]) if "event" in given else None
        about = naming.subjects(given["about"]) if "about" in given else event
        return _one("claims-about", "claim", limit, about=about, event=event,
                    **who, **where, **filters)  # fmt: skip
    if who:
        return _one("claims-by-speaker", "claim", limit, **who, **where, **filters)
    if where:
        return _one("claims-in-sources", "claim", limit, **where, **filters)
    days = _present(given, "since", "until")
    return _walk("claim", limit, filters, days)


def actors(given: Given, limit: int, after: str | None) -> Page:
    """Actors by name."""
    filters = _present(given, "words") | {
        "type": naming.ACTOR_TYPES[given["type"]] if "type" in given else None,
        "same_as": given.get("same_as"),
        "after": after,
    }
    if "source" in given:
        source = naming.source(given["source"])
        return _one("actors-in-source", "actor", limit, source=source, **filters)
    return _one("actors", "actor", limit, **filters)


def events(given: Given, limit: int, after: str | None) -> Page:
    """Events, from those that the newest article tells of on."""
    filters = _present(given, "words", "since", "until") | {
        "type": naming.code(EVENT_TYPE, given["type"]) if "type" in given else None,
        "status": naming.code(STATUS, given["status"]) if "status" in given else None,
        "before": after,
    }
    where = {"source": naming.source(given["source"])} if "source" in given else {}
    if "actor" in given:
        who = naming.actors(given["actor"])
        return _one("events-of-actors", "event", limit, actor=who, **where, **filters)
    if where:
        return _one("events-in-sources", "event", limit, **where, **filters)
    return _walk("event", limit, filters, {})


def sources(given: Given, limit: int, after: str | None) -> Page:
    """Articles, the newest first."""
    filters = _present(given, "publisher", "words", "since", "until")
    return _one("newest-sources", "source", limit, before=after, **filters)


LISTS: Mapping[str, Callable[[Given, int, str | None], Page]] = {
    "claims": claims,
    "actors": actors,
    "events": events,
    "sources": sources,
}


def _present(given: Given, *names: str) -> dict[str, Any]:
    return {name: given[name] for name in names if name in given}


def _one(query: str, kind: str, limit: int, **values: Any) -> Page:
    return cut(_keyed(table(f"api/{query}", **values), kind), limit)


def _walk(kind: str, limit: int, filters: Given, days: Given) -> Page:
    """What some articles hold, the newest first, until the page is full or all were looked at.

    A page may be shorter than `limit`, and still have a next one: there is more to look at.
    """
    listed = table("api/newest-sources", before=filters["before"], **days)
    articles = _keyed(listed, "source")[: sum(STEPS)]
    found: Found = []
    for some in _in_steps(articles):
        held = table(f"api/{kind}s-in-sources", **{**filters, "source": [iri for iri, _ in some]})
        found += _newest_in(_keyed(held, kind), {iri for iri, _ in some})
        if len(found) > limit:
            return cut(found, limit)
    is_last = len(articles) < sum(STEPS)
    return Page(tuple(iri for iri, _ in found), None if is_last else articles[-1][1])


def _in_steps(articles: Found) -> Iterator[Found]:
    start = 0
    for step in STEPS:
        if some := articles[start : start + step]:
            yield some
        start += step


def _newest_in(found: Found, articles: set[str]) -> Found:
    """Without what a newer article holds too, which came with that one. Keys name the article."""
    return [(iri, key) for iri, key in found if key.split(" ")[1] in articles]


def _keyed(rows: Sequence[Row], kind: str) -> Found:
    return list({row[kind]: (row[kind], row["key"]) for row in rows}.values())
