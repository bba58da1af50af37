"""`kg diff`."""

import sys
from pathlib import Path

import click

from kg import errors
from kg.cli.console import progress

SHOWN = 10
# As diff(1) has them: 0 for the same, 1 for differences, and more for trouble.
DIFFERENT = 1


@click.command(epilog="Example: kg diff before.nq.gz my-graph --limit 5")
@click.argument("left", metavar="A", type=click.Path(path_type=Path))
@click.argument("right", metavar="B", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=SHOWN,
    show_default=True,
    help="Lines of a section of the text; JSON has all.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; the exit code tells.")
def command(left: Path, right: Path, format_: str, limit: int, quiet: bool) -> None:
    """Tell what changed from one build to another, and what caused it.

    A and B are folders of stores, or exports (.nq, .trig, .jsonld, .ttl, .nt, .rdf, and these with
    .gz). The order of lines and the base of IRIs make no difference. The exit code is 0 where
    both say the same, 1 where they differ, and 2 or more in trouble. Parts of a graph and evidence
    packs are compared with each other alone.
    """
    from kg.cli.diff_text import show  # noqa: PLC0415
    from kg.diff.builds import open_pair  # noqa: PLC0415
    from kg.diff.compare import compare  # noqa: PLC0415

    try:
        with open_pair(left, right) as pair, progress("Comparing") as step:
            found = compare(pair, step)
    except errors.Invalid as error:
        # Its own exit code would say that the builds differ.
        raise errors.BadRequest(str(error)) from error
    if format_ == "json" and not quiet:
        import msgspec  # noqa: PLC0415

        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=1))
    elif not quiet:
        show(found, limit)
    sys.exit(0 if found.is_same else DIFFERENT)
