"""Terminal output: tables for people, one line a step for logs."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.records import Skipped

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

PIPED_WIDTH = 10_000  # lines are folded on a terminal only
LINE_EVERY = 25

# Called with the input that is done, and how many there are so far.
Step = Callable[[str, int], None]


def console() -> "Console":
    """A rich console on standard output."""
    from rich.console import Console  # noqa: PLC0415

    piped = None if sys.stdout.isatty() else PIPED_WIDTH
    return Console(width=piped, highlight=False, soft_wrap=False)


def show_table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; numbers stand to the right."""
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    rows = [list(row) for row in rows]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index, header in enumerate(headers):
        numbers = all(isinstance(row[index], int | float) for row in rows)
        table.add_column(header, justify="right" if rows and numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    console().print(table)


def write_bytes(chunks: Iterable[bytes]) -> None:
    """Write chunks to standard output as they come."""
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _cell(value: object) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int | float) else str(value)


@contextmanager
def progress(label: str) -> Iterator[Step]:
    """A bar on standard error; where that is no terminal, a line every so often."""
    with phases(label) as (step,):
        yield step


@contextmanager
def phases(*labels: str) -> Iterator[tuple[Step, ...]]:
    """The same for work that goes on in phases: the bars after the first come with their steps."""
    if not sys.stderr.isatty():
        yield tuple(map(lines, labels))
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield tuple(_bar(bar, label, visible=label == labels[0]) for label in labels)


def _bar(bars: "Progress", label: str, *, visible: bool) -> Step:
    task = bars.add_task(label, total=None, visible=visible)
    return lambda path, total: bars.update(
        task, advance=1, total=total, visible=True, description=f"{label} {Path(path).name}"
    )


def lines(label: str) -> Step:
    """A line on standard error every so often."""
    done = count(1)

    def step(_path: str, total: int) -> None:
        if (number := next(done)) % LINE_EVERY == 0:
            click.echo(f"{label}: {number} of {total}", err=True)

    return step


def show_skipped(skipped: Iterable[Skipped]) -> None:
    """Say on standard error which inputs were skipped, and why."""
    for item in skipped:
        click.echo(f"Skipped: {item.reason}", err=True)
