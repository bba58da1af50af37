"""Scores as tables for people and as JSON for programs."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli.console import show_table

if TYPE_CHECKING:
    from kg.score.calibration import Calibration
    from kg.score.figures import Figure
    from kg.score.scores import Scores

HEADERS = ("measure", "value", "precision", "recall", "95%", "found", "gold")
BIN_HEADERS = ("confidence", "mean", "right", "claims")


def show_scores(scores: "Scores") -> None:
    """Print the figures, and where claims have a confidence, whether it holds."""
    show_table(HEADERS, [_row(figure) for figure in scores.figures])
    click.echo(f"{scores.articles} articles; all but found and gold in percent")
    if scores.calibration:
        _show_calibration(scores.calibration)


def _row(figure: "Figure") -> tuple[object, ...]:
    interval = "-".join(map(_percent, figure.interval)) if figure.interval else None
    parts = (_cell(it) for it in (figure.value, figure.precision, figure.recall))
    return figure.name, *parts, interval, figure.found, figure.gold


def _show_calibration(calibration: "Calibration") -> None:
    rows = [
        (f"{it.lower:.1f}-{it.upper:.1f}", _cell(it.confidence), _cell(it.right), it.claims)
        for it in calibration.bins
    ]
    click.echo()
    show_table(BIN_HEADERS, rows)
    click.echo(f"expected calibration error {_percent(calibration.error)}")


def _percent(value: float) -> str:
    return f"{100 * value:.1f}"


def _cell(value: float | None) -> str:
    """As wide for all, so that the points stand below each other."""
    return "" if value is None else f"{_percent(value):>5}"


def to_json(scores: "Scores") -> dict[str, object]:
    """The figures by the name of their row; shares lie between 0 and 1."""
    return asdict(scores) | {"figures": {it.name: asdict(it) for it in scores.figures}}
