"""`kg serve`."""

import click

from kg.cli.options import with_settings
from kg.config import Settings


@click.command(epilog="Example: kg serve --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0 takes any free one.",
)
@with_settings
def command(settings: Settings, host: str, port: int) -> None:
    """Serve the graph: pages for a browser, and a SPARQL endpoint at /sparql."""
    from kg.web.app import create_app  # noqa: PLC0415
    from kg.web.serve import serve  # noqa: PLC0415

    serve(create_app(settings), host, port, lambda address: click.echo(f"Serving {address}"))
