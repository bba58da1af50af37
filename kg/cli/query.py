"""`kg query`."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import errors
from kg.cli.console import counted, show_table, write_bytes
from kg.cli.options import reading, with_settings
from kg.config import Settings

if TYPE_CHECKING:
    from kg.queries import Query
    from kg.store.protocol import Rows, Store, Term

FORMATS = (
    "table", "csv", "tsv", "json", "xml",
    "turtle", "ttl", "trig", "ntriples", "nquads", "jsonld", "rdfxml",
)  # fmt: skip


@click.command(
    epilog="Examples: kg query said-by --param speaker=putin  |  kg query mine.rq --format json"
)
@click.argument("name", required=False, metavar="[NAME|FILE|-]")
@click.option(
    "--param",
    "-p",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a parameter; given again, any of its values will do.",
)
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(FORMATS),
    help="By default a table on a terminal and CSV elsewhere, or Turtle for CONSTRUCT.",
)
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help="Stop it after that.")
@with_settings
def command(
    settings: Settings,
    name: str | None,
    params: tuple[str, ...],
    format_: str | None,
    seconds: float | None,
) -> None:
    """Ask the graph: a shipped query by its name, a file with SPARQL, or - for standard input.

    Without a name, list the shipped queries.
    """
    if name is None:
        _list_queries()
        return
    query = _read_query(name, _values(params))
    with reading(settings) as store:
        _answer(store, query.text, format_, seconds or settings.query_seconds, settings.base)
        if lack := query.lacks(store.graphs, settings.base):
            click.echo(lack, err=True)


def _list_queries() -> None:
    from kg import queries  # noqa: PLC0415

    show_table(
        ("query", "parameters", "needs", "title"),
        [
            (query.name, ", ".join(p.name for p in query.parameters), query.needs, query.title)
            for folder in ("questions", "browse", "checks", "commands", "api")
            for query in queries.all_queries()
            if query.folder == folder
        ],
    )


def _values(params: Iterable[str]) -> dict[str, list[str]]:
    """Values by parameter; one that is given more than once asks for any of its values."""
    values: dict[str, list[str]] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals:
            raise click.BadParameter(f"{param!r} is not NAME=VALUE.", param_hint="--param")
        values.setdefault(name, []).append(value)
    return values


def _read_query(name: str, values: dict[str, list[str]]) -> "Query":
    """A query with its parameters set in its text; raises `NotFound` and `BadRequest`."""
    from kg import queries  # noqa: PLC0415

    if name == "-":
        return _bound(queries.parse_query("-", sys.stdin.read()), values)
    if Path(name).is_file():
        return _bound(queries.parse_query(name, _read_file(Path(name))), values)
    query = queries.load_query(name)
    bound = _bound(query, values)
    for parameter in query.parameters:
        if parameter.default is None and parameter.name not in values:
            hint = f"kg query {name} --param {parameter.name}=…"
            raise errors.BadRequest(f"{name} needs a value for {parameter.name}: {hint}")
    return bound


def _bound(query: "Query", values: dict[str, list[str]]) -> "Query":
    from kg import queries  # noqa: PLC0415

    return replace(query, text=queries.bind(query, values))


def _read_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise errors.BadRequest(f"{path} is not UTF-8 text: see byte {error.start}.") from None


def _answer(store: "Store", text: str, format_: str | None, seconds: float, base: str) -> None:
    from kg import sparql  # noqa: PLC0415

    form = sparql.form(text)
    chosen = format_ or _default_format(form)
    if chosen == "table" and form == "ASK":
        click.echo("true" if store.ask(text, seconds=seconds) else "false")
    elif chosen == "table" and form == "SELECT":
        _show_rows(store.select(text, seconds=seconds), {base: "", **_short(text)})
    else:
        _write(store, text, chosen, seconds)


def _default_format(form: str) -> str:
    if form in {"CONSTRUCT", "DESCRIBE"}:
        return "turtle"
    return "table" if form == "ASK" or sys.stdout.isatty() else "csv"


def _write(store: "Store", text: str, name: str, seconds: float) -> None:
    from kg import sparql  # noqa: PLC0415
    from kg.web import formats  # noqa: PLC0415

    form = sparql.form(text)
    chosen = formats.named(name, formats.OFFERS[form])
    if chosen is None:
        fitting = ", ".join(offer.name for offer in formats.OFFERS[form])
        raise errors.BadRequest(f"The answer of {form} cannot be {name}; it can be {fitting}.")
    write_bytes(store.answer(text, chosen.media_type, seconds=seconds).chunks)


def _short(text: str) -> dict[str, str]:
    from kg import sparql  # noqa: PLC0415

    return {iri: f"{name}:" for name, iri in sparql.prefixes(text).items()}


def _show_rows(table: "Rows", short: dict[str, str]) -> None:
    show_table(table.variables, [[_cell(term, short) for term in row] for row in table.rows])
    click.echo(counted(len(table.rows), "row"))


def _cell(term: "Term | None", short: dict[str, str]) -> str:
    """A term for people: IRIs by the query's own prefixes, or as ids."""
    if term is None or term.kind != "iri":
        return term.value if term else ""
    starts = [start for start in short if term.value.startswith(start)]
    longest = max(starts, key=len, default="")
    return short.get(longest, "") + term.value.removeprefix(longest)
