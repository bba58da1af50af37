"""`kg export`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

import click

from kg.cli.lookup import CLAIM, find, find_actor, source_of_claim
from kg.cli.options import reading, with_settings
from kg.config import Settings

if TYPE_CHECKING:
    from kg.store.protocol import Store

FORMATS = ("nquads", "trig", "turtle", "ntriples", "jsonld", "xml")


@click.command(epilog="Example: kg export --claim 3f2a --format turtle -o claim.ttl")
@click.option("--source", metavar="SOURCE", help="Only what one article (id, IRI, file) yields.")
@click.option("--claim", metavar="ID", help="Only one claim, with its chain, evidence and run.")
@click.option("--actor", metavar="NAME", help="Only one actor (id, IRI, name), across articles.")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="nquads", show_default=True
)
@click.option("-o", "--output", type=click.File("wb", lazy=True), default="-", metavar="FILE")
@with_settings
def command(  # noqa: PLR0913, PLR0917  (one argument an option)
    settings: Settings,
    source: str | None,
    claim: str | None,
    actor: str | None,
    format_: str,
    output: BinaryIO,
) -> None:
    """Write the graph, or a part of it, as RDF.

    Turtle, N-Triples and RDF/XML have no named graphs: there, all graphs become one.
    """
    from kg.store.serialize import serialize  # noqa: PLC0415

    if sum(map(bool, (source, claim, actor))) > 1:
        raise click.UsageError("Give one of --source, --claim and --actor, or none.")
    with reading(settings) as store:
        lines = select_lines(store, settings, source, claim, actor)
        for chunk in serialize(lines, format_, settings.base):
            output.write(chunk)


def select_lines(
    store: "Store", settings: Settings, source: str | None, claim: str | None, actor: str | None
) -> Iterator[str]:
    """N-Quads lines of the part that is asked for; raises `errors.NotFound`."""
    from kg import export  # noqa: PLC0415
    from kg.store.archive import Archive  # noqa: PLC0415

    if source:
        found = Archive(settings.store).find(source)
        return export.source_lines(store, settings.base, found)
    if claim:
        iri = find(store, settings, CLAIM, claim)
        return export.claim_lines(store, settings.base, iri, source_of_claim(store, settings, iri))
    if actor:
        return export.actor_lines(store, settings.base, find_actor(store, settings, actor))
    return store.quads()
