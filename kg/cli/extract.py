"""`kg extract`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli.console import progress, show_skipped
from kg.cli.options import environment_settings, input_paths, model_option
from kg.records import Document, Extraction, Skipped


@click.command(epilog="Example: kg extract articles/*.txt --format jsonl > records.jsonl")
@input_paths
@model_option
@click.option(
    "--format",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    expose_value=False,  # there is one choice
)
def command(paths: tuple[Path, ...], model: str) -> None:
    """Print what articles yield, one JSON object an article, without building a graph."""
    from kg.readers import read  # noqa: PLC0415
    from kg.resolve import resolve  # noqa: PLC0415
    from kg.view import to_records  # noqa: PLC0415

    outcomes = list(_extract(list(read(paths, environment_settings().max_bytes)), model))
    extractions = [item for item in outcomes if not isinstance(item, Skipped)]
    for record in to_records(extractions, resolve(extractions)):
        click.echo(json.dumps(record, ensure_ascii=False))
    skipped = [item for item in outcomes if isinstance(item, Skipped)]
    show_skipped(skipped)
    sys.exit(1 if skipped else 0)


def _extract(items: list[Document | Skipped], model: str) -> Iterator[Extraction | Skipped]:
    from kg.extract import Extractor  # noqa: PLC0415
    from kg.pipeline import attempt  # noqa: PLC0415

    extractor = Extractor(model)
    with progress("Extracting") as step:
        for item in items:
            if isinstance(item, Skipped):
                yield item
            else:
                yield attempt(item, lambda document: next(extractor.extract([document])))
            step(item.path, len(items))
