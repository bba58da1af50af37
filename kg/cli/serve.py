"""`kg serve`."""

from contextlib import closing
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import EXIT_CODES
from kg.cli.options import with_settings
from kg.cli.serving import SECONDS, Command, with_serving
from kg.config import DEFAULT_HOST, DEFAULT_PORT, DEFAULT_QUERY_SECONDS, Settings
from kg.errors import TimedOut

if TYPE_CHECKING:
    from kg.web.access_log import AccessLog
    from kg.web.settings import Serving

# Threads beside those of requests that are worked on or wait, made when they are needed: for
# /health, /metrics and files, and for bodies that come slowly.
SPARE_THREADS = 200

EPILOG = """\b
Examples:
  kg serve --port 8000
  kg serve --store data --allow-update --token-file token.txt
"""


def with_address(command: Command) -> Command:
    """Give a command that has settings `--host` and others, and put them into these."""

    @click.option("--host", help=f"Address to listen on: KG_HOST, or else {DEFAULT_HOST}.")
    @click.option(
        "--port",
        type=click.IntRange(0, 65535),
        help=f"0 takes any free one; KG_PORT, or else {DEFAULT_PORT}.",
    )
    @click.option(
        "--query-seconds",
        type=SECONDS,
        help=f"Seconds that a query may take: KG_QUERY_SECONDS, or else {DEFAULT_QUERY_SECONDS:g}.",
    )
    @wraps(command)
    def wrapped(settings: Settings, **options: Any) -> None:
        chosen = {name: options.pop(name) for name in ("host", "port", "query_seconds")}
        given: dict[str, Any] = {name: v for name, v in chosen.items() if v is not None}
        command(settings=replace(settings, **given), **options)

    return wrapped


@click.command(epilog=EPILOG)
@with_serving
@click.option(
    "--access-log",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Add a line of JSON for each request to this file, and not to standard error.",
)
@click.option("--quiet", is_flag=True, help="Keep no access log.")
@with_settings
@with_address
def command(
    settings: Settings, serving: "Serving", access_log: Path | None, *, quiet: bool
) -> None:
    """Serve the graph: pages for a browser, a SPARQL endpoint at /sparql, and more.

    Nobody can change the graph unless --allow-update is given; docs/serving.md tells the rest.
    """
    from kg.web.app import create_app, open_served  # noqa: PLC0415
    from kg.web.serve import leave, serve  # noqa: PLC0415

    log = None if quiet else _log(access_log)
    with closing(open_served(settings, serving)) as store:
        finished = serve(
            create_app(settings, store, serving=serving, log=log),
            (settings.host, settings.port),
            lambda url: click.echo(f"Serving {url}"),
            serving.limits.at_once + serving.limits.waiting + SPARE_THREADS,
            store.close,
        )
    if not finished:
        click.echo("Stopped before all requests were answered.", err=True)
    leave(0 if finished else EXIT_CODES[TimedOut])


def _log(file: Path | None) -> "AccessLog":
    from kg.web.access_log import AccessLog, open_log  # noqa: PLC0415

    return AccessLog(open_log(file))
