"""`kg validate`."""

import sys
from typing import TYPE_CHECKING

import click

from kg.cli.console import phases, show_table
from kg.cli.options import reading, with_settings
from kg.config import Settings

if TYPE_CHECKING:
    from kg.validate import Finding

SHOWN = 5
PHASES = ("Shapes of graphs", "Evidence of graphs", "Check queries")


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
    from kg.store.places import folder  # noqa: PLC0415
    from kg.validate import Steps, check_ontology, validate  # noqa: PLC0415

    with reading(settings) as store, phases(*PHASES) as steps:
        findings = list(validate(store, Archive(folder(settings)), settings, Steps(*steps)))
    if ontology:
        findings.append(check_ontology())
    show_table(
        ("check", "checked", "wrong"),
        [(finding.name, finding.checked, finding.wrong) for finding in findings],
    )
    for finding in findings:
        _show_problems(finding)
    if ontology:
        check_consistency()
        click.echo("The ontology is consistent, and each of its classes can have members.")
    sys.exit(1 if any(finding.problems for finding in findings) else 0)


def _show_problems(finding: "Finding") -> None:
    for problem in finding.problems[:SHOWN]:
        click.echo(problem, err=True)
    if more := len(finding.problems[SHOWN:]):
        click.echo(f"… and {more:,} more of {finding.name}.", err=True)
