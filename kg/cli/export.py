"""`kg export`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.exporting import choose_form, format_option, output, output_option, steps
from kg.cli.lookup import CLAIM, find, find_actor, find_source, source_of_claim
from kg.cli.options import reading, with_settings
from kg.config import Settings
from kg.store import syntaxes

if TYPE_CHECKING:
    from kg.export.selection import Selection
    from kg.store.protocol import Store

VIEWS = ("graph", "claims", "nanopub", "schema", "rdf12")
FORMS = (*syntaxes.GRAPHS, syntaxes.CSV)


@click.command(
    epilog="Examples: kg export -o graph.ttl  |  kg export --claim 5a88 -o claim.jsonld  |  "
    "kg export --as nanopub -o claims.trig.gz"
)
@click.option(
    "--source",
    metavar="SOURCE",
    help="Only what one article yields: its id or the beginning of it, its IRI, its file or the "
    "file's name, or its address on the web.",
)
@click.option(
    "--claim",
    metavar="ID",
    help="Only one claim, with its chain, evidence and run: its id, the beginning of it, or its "
    "IRI.",
)
@click.option(
    "--actor",
    metavar="NAME",
    help="Only one actor, across articles: any of its names or whole words of one (Putin), in any "
    "case and with or without accents, or its id or IRI.",
)
@click.option(
    "--as",
    "view",
    type=click.Choice(VIEWS),
    help="The graph as it is, a table of claims, nanopublications, claims in schema.org's terms, "
    "or the graph with triple terms (RDF 1.2).  [default: graph]",
)
@format_option(
    FORMS, "By default what the ending of FILE says, or else nquads, and what suits --as best."
)
@click.option(
    "--pack", is_flag=True, help="With --claim: all its evidence in one file, for `kg verify`."
)
@click.option("--link-context", is_flag=True, help="JSON-LD names its context by its address.")
@output_option
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
    if sum(given is not None for given in (source, claim, actor)) > 1:
        raise click.UsageError("Give one of --source, --claim and --actor, or none.")
    if pack:
        from kg.cli.packing import write_pack  # noqa: PLC0415

        write_pack(settings, claim, file, format_, other=bool(view or link_context))
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

    if source is not None:
        return selection.of_source(store, settings.base, find_source(store, settings, source))
    if claim is not None:
        iri = find(store, settings, CLAIM, claim)
        where = source_of_claim(store, settings, iri)
        return selection.of_claim(store, settings.base, iri, where)
    if actor is not None:
        return selection.of_actor(store, settings.base, find_actor(store, settings, actor))
    return selection.everything(store, settings.base)
