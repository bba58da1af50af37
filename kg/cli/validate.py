"""`kg validate`."""

import sys

import click

from kg.cli.console import progress, show_table
from kg.cli.options import reading, with_settings
from kg.config import Settings

SHOWN = 5


@click.command(epilog="Example: kg validate --store my-graph --ontology")
@click.option(
    "--ontology",
    is_flag=True,
    help="Check the ontology too: by its own shapes, and by a reasoner (needs Java).",
)
@with_settings
def command(settings: Settings, ontology: bool) -> None:
    """Check that the graph keeps its promises; the exit code is 1 where it does not.

    Every graph against the shapes, every piece of evidence against the stored text, and every check
    query.
    """
    from kg.rdf.hermit import check_consistency  # noqa: PLC0415
    from kg.store.archive import Archive  # noqa: PLC0415
    from kg.validate import check_ontology, validate  # noqa: PLC0415

    with reading(settings) as store, progress("Validating") as step:
        findings = list(validate(store, Archive(settings.store), settings, step))
    if ontology:
        findings.append(check_ontology())
    show_table(
        ("check", "checked", "wrong"),
        [(finding.name, finding.checked, len(finding.problems)) for finding in findings],
    )
    for problem in (problem for finding in findings for problem in finding.problems[:SHOWN]):
        click.echo(problem, err=True)
    if ontology:
        check_consistency()
        click.echo("The ontology is consistent, and each of its classes can have members.")
    sys.exit(1 if any(finding.problems for finding in findings) else 0)
