"""`kg ontology`."""

from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli.exporting import agree, format_option, output, output_option
from kg.cli.options import environment_settings
from kg.store import syntaxes

FORMS = (syntaxes.HTML, *syntaxes.GRAPHS)


@click.command(
    epilog="Examples: kg ontology -o ontology.html  |  kg ontology -o ontology.ttl  |  "
    "kg ontology --format turtle"
)
@format_option(FORMS, f"By default what the ending of FILE says, or else {syntaxes.HTML.name}.")
@output_option
def command(format_: str | None, file: Path) -> None:
    """Write the documentation of the ontology, or the ontology itself as RDF.

    The page is what `kg serve` shows at /ontology, in one file that needs no server. No store is
    needed.
    """
    form = _choose(format_, file)
    with output(file) as target:
        for chunk in _page() if form is syntaxes.HTML else _graph(form.name):
            target.write(chunk)


def _choose(format_: str | None, file: Path) -> syntaxes.Syntax:
    form = agree(syntaxes.named(format_) if format_ else None, file) or syntaxes.HTML
    if form not in FORMS:
        fitting = ", ".join(form.name for form in FORMS)
        raise click.UsageError(f"{form.name} cannot hold the ontology: use {fitting}.")
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
