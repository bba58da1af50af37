"""`kg sources`."""

import click

from kg.cli.console import show_table
from kg.cli.lookup import ask
from kg.cli.options import reading, with_settings
from kg.config import Settings


@click.command(epilog="Example: kg sources --store my-graph")
@with_settings
def command(settings: Settings) -> None:
    """List the articles in the graph.

    Of an article without a date, "from DAY" says since when others show it to be.
    """
    from kg.rdf.iris import local_id  # noqa: PLC0415

    with reading(settings) as store:
        rows = ask(store, settings, "questions/sources")
    show_table(
        ("published", "publisher", "headline", "claims", "id"),
        [
            (
                row["published"] or _concluded(row["written"]),
                row["publisher"],
                row["headline"],
                int(row["claims"] or 0),
                local_id(row["source"] or ""),
            )
            for row in rows
        ],
    )


def _concluded(written: str | None) -> str | None:
    return f"from {written}" if written else None
