"""`kg build`."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import counted, phases, show_skipped
from kg.cli.deciding import show_decisions
from kg.cli.options import Models, input_paths, with_decisions, with_models, with_settings, writing
from kg.config import Settings, read_time
from kg.records import Document, Skipped

if TYPE_CHECKING:
    from kg.report import Report

Inputs = Iterator[Document | Skipped]


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
    other models or another authority file made them: these are made anew. Where nothing is new, no
    model is loaded, and nothing is concluded again. Inputs that cannot be
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
    from kg.report import NOTHING, Report  # noqa: PLC0415

    extractor = Extractor(models.pipeline, models.options())
    is_any, inputs = _peek(read(paths, settings.max_bytes))
    if not is_any and not _is_begun(settings):
        return Report(tuple(item for item in inputs if isinstance(item, Skipped)), NOTHING)
    with (
        writing(settings, create=is_any) as opened,
        phases("Building", "Reasoning") as (step, reasoned),
    ):
        target = replace(opened, reasoned=reasoned)
        return build(inputs, extractor, target, lambda done, total: step(done.path, total))


def _is_begun(settings: Settings) -> bool:
    from kg.store.embedded import GRAPH_FOLDER  # noqa: PLC0415

    return (settings.store / GRAPH_FOLDER).is_dir()


def _peek(inputs: Inputs) -> tuple[bool, Inputs]:
    """Whether there is any article among the inputs, and all of them, still to be gone through.

    A store is not begun for nothing.
    """
    begun: list[Document | Skipped] = []
    for item in inputs:
        begun.append(item)
        if isinstance(item, Document):
            return True, chain(begun, inputs)
    return False, iter(begun)


def _show(report: "Report", settings: Settings) -> None:
    show_skipped(report.skipped)
    others = {
        "made anew": report.remade,
        "already there": report.known,
        "skipped": report.skipped,
    }
    rest = "".join(f", {len(found)} {what}" for what, found in others.items() if found)
    click.echo(f"Built {counted(len(report.built), 'article')}{rest}.")
    whole = report.conclusion
    if not _is_begun(settings):
        click.echo(f"There is no graph in {settings.store}.")
        return
    click.echo(
        f"The graph in {settings.store} holds {counted(whole.sources, 'article')}: "
        f"{counted(whole.claims, 'claim')} by {counted(whole.actors, 'actor')}, "
        f"{counted(whole.events, 'event')}, {counted(whole.disputes, 'dispute')}."
    )
    show_decisions(whole, settings)
