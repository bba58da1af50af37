"""`kg stats`."""

from collections.abc import Iterator

import click

from kg.cli.console import show_table
from kg.cli.lookup import Row, ask
from kg.cli.options import reading, with_settings
from kg.config import Settings
from kg.stats import Size, measure

CLASSES = {
    "NewsArticle": "sources",
    "Claim": "claims",
    "GlobalActor": "actors",
    "GlobalEvent": "events",
    "Statement": "statements",
    "Dispute": "disputes",
}


@click.command(epilog="Example: kg stats --store my-graph")
@with_settings
def command(settings: Settings) -> None:
    """Count what is in the graph, and give the hash of all of it.

    The hash is the SHA-256 of the output of `kg export`, its lines sorted as bytes: two graphs with
    the same hash say the same.
    """
    with reading(settings) as store:
        counts = _counts(ask(store, settings, "browse/home-counts"))
        size = measure(store.quads(), settings.base)
    show_table(("what", "count"), [*counts.items(), *_sizes(counts, size)])
    click.echo(f"sha256  {size.sha256}")


def _counts(rows: list[Row]) -> dict[str, int]:
    found = {(row["class"] or "").rsplit("/")[-1].rsplit("#")[-1]: row["count"] for row in rows}
    return {label: int(found.get(name) or 0) for name, label in CLASSES.items()}


def _sizes(counts: dict[str, int], size: Size) -> Iterator[tuple[str, float]]:
    yield "quads", size.quads
    if counts["sources"]:
        yield "quads a source", round(size.quads / counts["sources"], 1)
    if counts["claims"]:
        yield "provenance quads a claim", round(size.provenance / counts["claims"], 1)
        yield "span quads a claim", round(size.spans / counts["claims"], 1)
