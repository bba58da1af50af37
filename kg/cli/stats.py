"""`kg stats`."""

import json
from collections.abc import Iterator

import click

from kg.cli.console import show_table
from kg.cli.lookup import Row, ask
from kg.cli.options import reading, with_settings
from kg.config import Settings
from kg.rdf.iris import last_part
from kg.stats import Size, measure

CLASSES = {
    "NewsArticle": "sources",
    "Claim": "claims",
    "GlobalActor": "actors",
    "GlobalEvent": "events",
    "Statement": "statements",
    "Dispute": "disputes",
}

Figures = dict[str, int | float]


@click.command(epilog="Example: kg stats --store my-graph --format json")
@click.option(
    "--format", "format_", type=click.Choice(("table", "json")), default="table", show_default=True
)
@with_settings
def command(settings: Settings, format_: str) -> None:
    """Count what is in the graph, and give the hash of all of it.

    The hash is the SHA-256 of the output of `kg export`, its lines sorted as bytes: two graphs with
    the same hash say the same. `kg export | LC_ALL=C sort | sha256sum` gives it too.
    """
    with reading(settings) as store:
        counts = _counts(ask(store, settings, "browse/home-counts"))
        size = measure(store.quads(), settings.base)
    figures = counts | dict(_sizes(counts, size))
    if format_ == "json":
        click.echo(json.dumps(figures | {"sha256": size.sha256}, indent=1))
        return
    show_table(("what", "count"), figures.items())
    click.echo(f"sha256  {size.sha256}")


def _counts(rows: list[Row]) -> Figures:
    found = {last_part(row["class"] or ""): row["count"] for row in rows}
    return {label: int(found.get(name) or 0) for name, label in CLASSES.items()}


def _sizes(counts: Figures, size: Size) -> Iterator[tuple[str, int | float]]:
    yield "quads", size.quads
    yield "quads of articles", size.graphs["articles"]
    yield "quads concluded", size.graphs["concluded"]
    yield "quads of the ontology", size.graphs["ontology"]
    yield "quads of the questions", size.graphs["queries"]
    yield "quads of updates", size.graphs["updates"]
    if inferred := size.graphs["inferred"]:
        yield "inferred quads", inferred
    if sources := counts["sources"]:
        yield "quads a source", round(size.quads / sources, 1)
        yield "quads of articles a source", round(size.graphs["articles"] / sources, 1)
    if claims := counts["claims"]:
        yield "provenance quads a claim", round(size.provenance / claims, 1)
        yield "span quads a claim", round(size.span_quads / claims, 1)
        yield "spans a claim", round(size.spans / claims, 1)
