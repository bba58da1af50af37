"""`kg export`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.exporting import choose_form, output, steps
from kg.cli.lookup import CLAIM, find, find_actor, source_of_claim
from kg.cli.options import reading, with_settings
from kg.config import Settings

if TYPE_CHECKING:
    from kg.export.selection import Selection
    from kg.store.protocol import Store

VIEWS = ("graph", "claims", "nanopub", "schema", "rdf12")
FORMATS = ("nquads", "ntriples", "turtle", "trig", "jsonld", "rdfxml", "csv")
SYNONYMS = {"xml": "rdfxml", "ttl": "turtle"}


@click.command(
    epilog="Examples: kg export -o graph.ttl  |  kg export --claim 3f2a -o claim.jsonld  |  "
    "kg export --as nanopub -o claims.trig.gz"
)
@click.option("--source", metavar="SOURCE", help="Only what one article (id, IRI, file) yields.")
@click.option("--claim", metavar="ID", help="Only one claim, with its chain, evidence and run.")
@click.option("--actor", metavar="NAME", help="Only one actor (id, IRI, name), across articles.")
@click.option(
    "--as",
    "view",
    type=click.Choice(VIEWS),
    help="The graph as it is, a table of claims, nanopublications, claims in schema.org's terms, "
    "or the graph with triple terms (RDF 1.2).  [default: graph]",
)
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice([*FORMATS, *SYNONYMS]),
    metavar=f"[{'|'.join(FORMATS)}]",
    help="By default what the ending of FILE says, or else nquads, and what suits --as best.",
)
@click.option(
    "--pack", is_flag=True, help="With --claim: all its evidence in one file, for `kg verify`."
)
@click.option("--link-context", is_flag=True, help="JSON-LD names its context by its address.")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default="-",
    metavar="FILE",
    help="Where to, packed if it ends in .gz.  [default: standard output]",
)
@with_settings
def command(  # noqa: PLR0913, PLR0917  (one argument an option)
    settings: Settings,
    source: str | None,
    claim: str | None,
    actor: str | None,
    view: str | None,
    format_: str | None,
    pack: bool,
    link_context: bool,
    file: Path,
) -> None:
    """Write the graph, or a part of it, to a file.

    Turtle, N-Triples and RDF/XML have no named graphs: there, all graphs become one.
    """
    if sum(map(bool, (source, claim, actor))) > 1:
        raise click.UsageError("Give one of --source, --claim and --actor, or none.")
    if pack:
        from kg.cli.packing import write_pack  # noqa: PLC0415

        write_pack(settings, claim, file, other=bool(view or format_ or link_context))
        return
    chosen, form = choose_form(view, format_, file, links=link_context)
    with reading(settings) as store:
        from kg.export.views import write  # noqa: PLC0415
        from kg.store.jsonld import PUBLISHED  # noqa: PLC0415

        selection = select(store, settings, source, claim, actor)
        with output(file) as target, steps(file) as step:
            context = PUBLISHED if link_context else None
            for chunk in write(replace(selection, step=step), chosen, form, context=context):
                target.write(chunk)


def select(
    store: "Store", settings: Settings, source: str | None, claim: str | None, actor: str | None
) -> "Selection":
    """The part that is asked for; raises `errors.NotFound`."""
    from kg.export import selection  # noqa: PLC0415
    from kg.store.archive import Archive  # noqa: PLC0415

    if source:
        return selection.of_source(store, settings.base, Archive(settings.store).find(source))
    if claim:
        iri = find(store, settings, CLAIM, claim)
        where = source_of_claim(store, settings, iri)
        return selection.of_claim(store, settings.base, iri, where)
    if actor:
        return selection.of_actor(store, settings.base, find_actor(store, settings, actor))
    return selection.everything(store, settings.base)
