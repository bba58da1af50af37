"""`kg extract`."""

import json
import sys
from pathlib import Path

import click

from kg.cli.console import show_skipped
from kg.cli.extracting import extract_all
from kg.cli.options import (
    Models,
    decisions_option,
    environment_settings,
    input_paths,
    read_decisions,
    with_models,
)
from kg.records import Skipped


@click.command(epilog="Example: kg extract articles/*.txt --format jsonl > records.jsonl")
@input_paths
@with_models
@decisions_option
@click.option(
    "--format",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    expose_value=False,  # there is one choice
)
def command(paths: tuple[Path, ...], models: Models, decisions: Path | None) -> None:
    """Print what articles yield, one JSON object an article, without building a graph."""
    from kg.readers import read  # noqa: PLC0415
    from kg.resolve import resolve  # noqa: PLC0415
    from kg.resolve.corrections import NO_CORRECTIONS  # noqa: PLC0415
    from kg.view import to_records  # noqa: PLC0415

    settings = environment_settings()
    file = decisions or settings.decisions
    corrections = read_decisions(file, is_named=True) if file else NO_CORRECTIONS
    items = list(read(paths, settings.max_bytes))
    outcomes = list(extract_all(items, models))
    extractions = [item for item in outcomes if not isinstance(item, Skipped)]
    for record in to_records(extractions, resolve(extractions, corrections)):
        click.echo(json.dumps(record, ensure_ascii=False))
    skipped = [item for item in outcomes if isinstance(item, Skipped)]
    show_skipped(skipped)
    sys.exit(1 if skipped else 0)
