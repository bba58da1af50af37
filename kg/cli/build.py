"""`kg build`."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import phases, show_skipped
from kg.cli.deciding import show_decisions
from kg.cli.options import Models, input_paths, with_decisions, with_models, with_settings, writing
from kg.config import Settings, read_time

if TYPE_CHECKING:
    from kg.report import Report


@click.command(epilog="Example: kg build articles/ more/story.html --store my-graph")
@input_paths
@with_models
@click.option(
    "--recorded-at",
    type=read_time,
    metavar="TIME",
    help="When the build was made (ISO 8601), to be recorded; left out, no time is.",
)
@click.option(
    "--reason/--no-reason",
    "reason",
    default=None,
    help="Make the graph of what follows by the ontology, or drop it (or KG_REASON).  "
    "[default: made again if it is there]",
)
@with_settings
@with_decisions
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    models: Models,
    recorded_at: str | None,
    reason: bool | None,
) -> None:
    """Build the graph from files and folders of news articles.

    Articles that are there already are left as they are, unless another version of this program,
    other models or another authority file made them: these are made anew. Inputs that cannot be
    read are named with the reason; then the exit code is 1. A build that was stopped goes on when
    it is run again.
    """
    settings = replace(
        settings,
        recorded_at=recorded_at or settings.recorded_at,
        reason=settings.reason if reason is None else reason,
    )
    report = _build(settings, models, paths)
    _show(report, settings)
    sys.exit(1 if report.skipped else 0)


def _build(settings: Settings, models: Models, paths: Iterable[Path]) -> "Report":
    from kg.extract import Extractor  # noqa: PLC0415
    from kg.pipeline import build  # noqa: PLC0415
    from kg.readers import read  # noqa: PLC0415

    documents = read(paths, settings.max_bytes)
    with (
        writing(settings, create=True) as opened,
        phases("Building", "Reasoning") as (step, reasoned),
    ):
        extractor = Extractor(models.pipeline, models.options())
        target = replace(opened, reasoned=reasoned)
        return build(documents, extractor, target, lambda done, total: step(done.path, total))


def _show(report: "Report", settings: Settings) -> None:
    show_skipped(report.skipped)
    others = {
        "made anew": report.remade,
        "already there": report.known,
        "skipped": report.skipped,
    }
    rest = "".join(f", {len(found)} {what}" for what, found in others.items() if found)
    click.echo(f"Built {_articles(len(report.built))}{rest}.")
    whole = report.conclusion
    resolution = whole.resolution
    click.echo(
        f"The graph in {settings.store} holds {_articles(whole.sources)}: "
        f"{whole.claims} claims by {len(resolution.actors)} actors, {len(resolution.events)} "
        f"events, {len(resolution.disputes)} disputes."
    )
    show_decisions(whole, settings)


def _articles(count: int) -> str:
    return f"{count} article{'' if count == 1 else 's'}"
