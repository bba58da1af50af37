"""`kg serve`."""

import click

from kg.cli.options import with_settings
from kg.config import DEFAULT_HOST, DEFAULT_PORT, Settings


@click.command(epilog="Example: kg serve --port 8000")
@click.option("--host", help=f"Address to listen on: KG_HOST, or else {DEFAULT_HOST}.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=f"0 takes any free one; KG_PORT, or else {DEFAULT_PORT}.",
)
@with_settings
def command(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the graph: pages for a browser, and a SPARQL endpoint at /sparql."""
    from kg.web.app import create_app  # noqa: PLC0415
    from kg.web.serve import serve  # noqa: PLC0415

    serve(
        create_app(settings),
        host or settings.host,
        settings.port if port is None else port,
        lambda address: click.echo(f"Serving {address}"),
    )
