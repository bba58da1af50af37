"""`kg claim`."""

import json
from typing import TYPE_CHECKING

import click

from kg.cli.console import write_bytes
from kg.cli.lookup import CLAIM, Row, find, source_of_claim
from kg.cli.options import reading, with_settings
from kg.config import Settings

if TYPE_CHECKING:
    from kg.store.protocol import Store

Parts = dict[str, list[Row]]


@click.command(epilog="Example: kg claim 5a88 --format json")
@click.argument("claim", metavar="ID")
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["text", "json", "turtle", "jsonld"]),
    default="text",
    show_default=True,
)
@with_settings
def command(settings: Settings, claim: str, format_: str) -> None:
    """Show one claim, by its id, the beginning of it, or its IRI.

    Who said what, in which role, to whom and through whom; where exactly it stands, since when it
    is reported, and by which rule it was found; which other sources say it and in which words, how
    many of them are independent, and who says what cannot hold together with it. The ids of claims
    stand in the answers of `kg query confident-claims`, in the table of `kg export -o claims.csv`
    and on the pages of `kg serve`; the same article and words have the same id in every graph.
    """
    with reading(settings) as store:
        iri = find(store, settings, CLAIM, claim)
        if format_ in {"turtle", "jsonld"}:
            _write_rdf(store, settings, iri, format_)
            return
        parts = _read_parts(store, settings, iri)
    passage = _read_passage(settings, parts)
    if format_ == "json":
        click.echo(
            json.dumps(_plain(iri, parts) | {"passage": passage}, ensure_ascii=False, indent=2)
        )
    else:
        from kg.cli.claim_text import render  # noqa: PLC0415

        click.echo(render(iri, parts, passage))


def _write_rdf(store: "Store", settings: Settings, iri: str, format_: str) -> None:
    from kg.pack.making import claim_quads  # noqa: PLC0415
    from kg.store.serialize import serialize  # noqa: PLC0415

    source = source_of_claim(store, settings, iri)
    lines = claim_quads(store, settings, iri, source)
    write_bytes(serialize(lines, format_, settings.base))


def _read_parts(store: "Store", settings: Settings, iri: str) -> Parts:
    from kg.lookup import Asked  # noqa: PLC0415

    asked = Asked(store, settings)
    return {"facts": asked.facts(iri), **asked.parts("claim", claim=iri)}


def _read_passage(settings: Settings, parts: Parts) -> str | None:
    """The paragraph of the claim with its words marked, None where its text is not kept."""
    from kg import errors  # noqa: PLC0415
    from kg.cli.claim_text import mark_passage  # noqa: PLC0415
    from kg.store.archive import Archive  # noqa: PLC0415

    try:
        text = Archive(settings.store).text(parts["source"][0]["sha256"] or "")
    except (errors.NotFound, errors.StoreBroken):
        return None
    return mark_passage(text, parts["marks"])


def _plain(iri: str, parts: Parts) -> dict[str, object]:
    from kg.lookup import first_report, origins  # noqa: PLC0415

    first = first_report(parts)
    since = first["day"] if first else None
    told = {part: [_numbers(row) for row in rows] for part, rows in parts.items()}
    return {"claim": iri, "reported_since": since, "origins": origins(parts), **told}


def _numbers(row: Row) -> dict[str, str | int | None]:
    offsets = {"start", "end", "origins"}
    return {name: int(value) if value and name in offsets else value for name, value in row.items()}
