"""Options of what a service allows, and of how much a request may take of it."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from kg.web import settings
from kg.web.settings import MIB, Limits, Serving, checked, load_serving, read_token

COUNT = click.IntRange(min=1)
SECONDS = click.FloatRange(min=0, min_open=True)
# Each limit's option, its field in `Limits`, its kind, and what it says before its variable.
LIMITS: tuple[tuple[str, str, Any, str], ...] = (
    ("--workers", "at_once", COUNT, "Requests worked on at once, a query process each"),
    ("--queue", "waiting", COUNT, "Requests that may wait for that; others get 503"),
    ("--queue-seconds", "wait_seconds", SECONDS, "How long they may wait"),
    ("--max-rows", "rows", COUNT, "Rows of one answer"),
    ("--max-result-bytes", "result_bytes", COUNT, "Bytes of one answer"),
    ("--max-query-bytes", "query_bytes", COUNT, "Bytes of a query"),
    ("--max-body-bytes", "body_bytes", COUNT, "Bytes of data or an update"),
)

# The environment variable of each field of `Serving` and `Limits`.
VARIABLES = {
    field: variable
    for table in (settings.VARIABLES, settings.LIMITS)
    for variable, (field, _) in table.items()
}

GIVEN = ("allow_update", "client", "default_graph", "origins", "remote_hosts", "proxies")

Command = Callable[..., None]


def with_serving(command: Command) -> Command:
    """Give a command the options, and pass it `serving` from them and the environment."""

    @click.option(
        "--allow-update",
        is_flag=True,
        help="Let who shows the token change the graph: KG_ALLOW_UPDATE=1, or else nobody may.",
    )
    @click.option(
        "--token-file",
        type=click.Path(dir_okay=False, path_type=Path),
        help="File that holds the token: KG_TOKEN (the token itself), or else none.",
    )
    @click.option(
        "--client",
        help=_told("client", "Name of who has the token, under which changes are recorded"),
    )
    @click.option(
        "--default-graph",
        type=click.Choice(("union", "strict")),
        help=_told(
            "default_graph", "What a query without GRAPH sees, all graphs as one or the default one"
        ),
    )
    @click.option(
        "--origin",
        "origins",
        multiple=True,
        help=_told(
            "origins",
            "A site whose pages may read answers, such as https://a.example; may be repeated",
            " (spaces between)",
        ),
    )
    @click.option(
        "--allow-remote",
        "remote_hosts",
        multiple=True,
        help=_told(
            "remote_hosts",
            "A host, as HOST[:PORT], that SERVICE and LOAD may call; may be repeated",
            " (spaces between)",
        ),
    )
    @click.option(
        "--proxies",
        type=click.IntRange(0),
        help=_told(
            "proxies", "Proxies before the service, whose X-Forwarded-For and -Proto are believed"
        ),
    )
    @wraps(command)
    def wrapped(token_file: Path | None, **options: Any) -> None:
        command(serving=_serving(token_file, options), **options)

    return _with_limits(wrapped)


def _with_limits(command: Command) -> Command:
    for option, field, kind, text in reversed(LIMITS):
        command = click.option(option, field, type=kind, help=_told(field, text))(command)
    return command


def _told(field: str, text: str, form: str = "") -> str:
    """An option's help: a text, the variable (with the form of its value), and the default."""
    default = getattr(Limits() if hasattr(Limits(), field) else Serving(), field)
    return f"{text}: {VARIABLES[field]}{form}, or else {_said(default)}."


def _said(default: Any) -> str:
    match default:
        case None:
            return "any number"
        case tuple():
            return " ".join(default) or "none"
        case int() | float():
            return f"{default // MIB} MiB" if default >= MIB else f"{default:g}"
    return str(default)


def _serving(token_file: Path | None, options: dict[str, Any]) -> Serving:
    """The settings of the environment, with what the options say; takes these out."""
    serving = load_serving(os.environ)
    limits = _taken(options, [field for _, field, _, _ in LIMITS])
    given = _taken(options, GIVEN)
    if token_file:
        given["token"] = read_token(token_file)
    return checked(replace(serving, limits=replace(serving.limits, **limits), **given))


def _taken(options: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Options that were given, by name; all of the names leave `options`."""
    found = {name: options.pop(name) for name in names}
    return {name: value for name, value in found.items() if value}
