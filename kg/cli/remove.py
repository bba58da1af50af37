"""`kg remove`."""

from dataclasses import replace

import click

from kg.cli.console import counted, lines
from kg.cli.options import with_decisions, with_settings, writing
from kg.config import Settings


@click.command(epilog="Example: kg remove articles/story.txt")
@click.argument("source", metavar="SOURCE")
@with_settings
@with_decisions
def command(settings: Settings, source: str) -> None:
    """Remove an article, by its id, IRI or file: the graph is then as if it had never been read."""
    from kg.pipeline import remove  # noqa: PLC0415

    with writing(settings) as target:
        found = target.archive.find(source)
        remove(replace(target, reasoned=lines("Reasoning")), found)
        left = len(target.sources())
    click.echo(f"Removed {found}; {counted(left, 'article')} left.")
