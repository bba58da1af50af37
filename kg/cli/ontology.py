"""`kg ontology`."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.exporting import agree, output
from kg.cli.options import environment_settings

if TYPE_CHECKING:
    from kg.store.syntaxes import Syntax

HTML = "html"
FORMATS = (HTML, "turtle", "jsonld", "rdfxml", "ntriples", "nquads", "trig")


@click.command(
    epilog="Examples: kg ontology -o ontology.html  |  kg ontology -o ontology.ttl  |  "
    "kg ontology --format turtle"
)
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(FORMATS),
    help=f"By default what the ending of FILE says, or else {HTML}.",
)
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default="-",
    metavar="FILE",
    help="Where to, packed if it ends in .gz.  [default: standard output]",
)
def command(format_: str | None, file: Path) -> None:
    """Write the documentation of the ontology, or the ontology itself as RDF.

    The page is what `kg serve` shows at /ontology, in one file that needs no server. No store is
    needed.
    """
    form = _choose(format_, file)
    with output(file) as target:
        for chunk in _page() if form.name == HTML else _graph(form.name):
            target.write(chunk)


def _choose(format_: str | None, file: Path) -> "Syntax":
    from kg.store import syntaxes  # noqa: PLC0415

    form = agree(syntaxes.named(format_) if format_ else None, file) or syntaxes.HTML
    if form.name not in FORMATS:
        raise click.UsageError(f"{form.name} cannot hold the ontology: use {', '.join(FORMATS)}.")
    return form


def _page() -> Iterable[bytes]:
    from kg.rdf.documentation.making import shipped  # noqa: PLC0415
    from kg.web.manual import manual  # noqa: PLC0415

    return (manual(shipped()).encode(),)


def _graph(format_: str) -> Iterable[bytes]:
    from kg.rdf.ontology import describe_ontology  # noqa: PLC0415
    from kg.store.serialize import serialize  # noqa: PLC0415

    _, quads = describe_ontology(environment_settings())
    return serialize(quads.rstrip("\n").split("\n"), format_)
