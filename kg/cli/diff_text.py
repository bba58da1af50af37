"""A comparison of two builds as text: a table, then a section a kind of change."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import click

from kg.cli.console import counted, show_table
from kg.diff.records import ArticleChange, Cause, Change, Comparison, Conclusion, Field

_WIDTH = 100
_CAUSE_WIDTH = 200
# What tells most comes first.
_TELLING = ("split", "merged", "gone", "new", "replaced", "changed")
_KINDS = ("dispute", "statement", "event", "actor")
_COLUMNS = ("left", "right", "same", "changed", "new", "gone")


def show(found: Comparison, limit: int) -> None:
    """Print it; of each section at most `limit` entries."""
    for note in (*_bases(found), *found.notes):
        click.echo(note)
    if found.is_same:
        click.echo("The two builds say the same.")
        return
    rows = [[count.kind, *(getattr(count, name) for name in _COLUMNS)] for count in found.counts]
    show_table(("what", "A", "B", "same", "changed", "new", "gone"), rows)
    _section("Articles", map(_article, found.articles), limit)
    _section("Decisions of people", (f"{d.what}: {d.reason}" for d in found.decided), limit)
    if found.rules:
        click.echo("\nBy rule, in articles that both builds read")
        rules = [(r.kind, r.rule, r.changed, r.new, r.gone) for r in found.rules]
        show_table(("what", "rule", "changed", "new", "gone"), rules)
    _section(
        "Claims, events, actors, roles and links", map(_change, _telling(found.changes)), limit
    )
    _conclusions(found.conclusions, limit)
    _section(
        "Lines of graphs that are no article's",
        (f"{g.graph}: {counted(g.new, 'line')} new, {g.gone:,} gone" for g in found.graphs),
        limit,
    )


def _bases(found: Comparison) -> Iterator[str]:
    left, right = found.bases
    if left != right:
        bases = f"those of A with {left or 'nothing'}, those of B with {right or 'nothing'}"
        yield f"The IRIs begin otherwise: {bases}. What follows leaves that aside."


def _section(title: str, entries: Iterable[str], limit: int) -> None:
    entries = list(entries)
    if not entries:
        return
    click.echo(f"\n{title}")
    for entry in islice(entries, limit):
        click.echo(f"  {entry}")
    if len(entries) > limit:
        click.echo(f"  … and {len(entries) - limit} more (--limit, or --format json)")


def _conclusions(conclusions: Sequence[Conclusion], limit: int) -> None:
    rest = [item for item in conclusions if not item.follows]
    _section("Across articles", map(_conclusion, _telling(rest)), limit)
    following = sorted((item for item in conclusions if item.follows), key=_by_kind)
    _section("Across articles, because articles came or went", map(_line, following), limit)


def _by_kind(change: Conclusion) -> tuple[int, int]:
    known = change.kind in _KINDS
    return _KINDS.index(change.kind) if known else len(_KINDS), _TELLING.index(change.what)


def _line(change: Conclusion) -> str:
    return f"{change.what} {change.kind}: {_short(change.label)}"


def _telling[T: Change | Conclusion](changes: Iterable[T]) -> list[T]:
    return sorted(changes, key=lambda change: _TELLING.index(change.what))


def _article(change: ArticleChange) -> str:
    id_ = " → ".join(dict.fromkeys(filter(None, (change.left, change.right))))
    counts = ", ".join(counted(count, kind) for kind, count in change.counts.items() if count)
    return f"{change.what}: {id_} ({counts or 'nothing in it'})\n{_causes(change.causes)}"


def _change(change: Change) -> str:
    rules = f" [{', '.join(change.rules)}]" if change.rules else ""
    head = f"{change.what} {change.kind}{rules}: {_short(change.label)}"
    return "\n".join((head, *map(_field, change.fields), _causes(change.causes)))


def _conclusion(change: Conclusion) -> str:
    return "\n".join((_line(change), *map(_field, change.fields), _causes(change.causes)))


def _field(field: Field) -> str:
    left, right = (_short(", ".join(values)) or "none" for values in (field.left, field.right))
    return f"      {field.name}: {left} → {right}"


def _causes(causes: Iterable[Cause]) -> str:
    return "\n".join(
        f"      because of {cause.kind}: {_short(cause.detail, _CAUSE_WIDTH)}" for cause in causes
    )


def _short(text: str, width: int = _WIDTH) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"
