"""`kg remove`."""

import click

from kg.cli.lookup import find_source
from kg.cli.options import require_graph, with_settings, writing
from kg.config import Settings


@click.command(epilog="Example: kg remove articles/story.txt")
@click.argument("source", metavar="SOURCE")
@with_settings
def command(settings: Settings, source: str) -> None:
    """Remove an article, by its id, IRI or file: the graph is then as if it had never been read."""
    from kg.pipeline import Target, remove  # noqa: PLC0415
    from kg.store.archive import Archive  # noqa: PLC0415

    require_graph(settings)
    with writing(settings) as store:
        target = Target(store, Archive(settings.store), settings)
        found = find_source(target.archive, store, settings, source)
        remove(target, found)
        click.echo(f"Removed {found}; {len(target.sources())} articles are left.")
