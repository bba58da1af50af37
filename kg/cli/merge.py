"""`kg merge`."""

from typing import TYPE_CHECKING

import click

from kg import errors
from kg.cli.deciding import (
    Found,
    Said,
    comments,
    deciding,
    find_identity,
    kg_command,
    show_corrected,
    standing_for,
    with_said,
)
from kg.cli.options import with_decisions, with_settings
from kg.config import Settings

if TYPE_CHECKING:
    from kg.resolve.corrections import Correction


@click.command(epilog='Example: kg merge "Lena Brandt" "L. Brandt-Voss" --reason "married in May"')
@click.argument("one", metavar="A")
@click.argument("two", metavar="B")
@with_said
@with_settings
@with_decisions
def command(settings: Settings, one: str, two: str, said: Said) -> None:
    """Decide that two actors, two events or two statements are one.

    A and B are names, ids or IRIs, across articles or of one article. The decision is noted in a
    file beside the graph, which may be edited by hand, and counts in every later build. Nothing is
    read again. To take it back, delete its entry, or `kg split`.
    """
    from kg.pipeline import correct  # noqa: PLC0415

    with deciding(settings) as target:
        left, right = (find_identity(target.store, settings, wanted) for wanted in (one, two))
        members = (*left.members, *right.members)
        entry = _entry(left, right, said)
        refs = [member.ref for member in members]
        done = correct(target, entry, refs, comments(members))
        found = find_identity(target.store, settings, str(entry.left[0]))
    click.echo(f"{left} and {right} are one: {found}, {len(found.members)} members.")
    show_corrected(done, settings)
    click.echo(f"To see its members: {kg_command(settings, 'split', found.id)}")


def _entry(left: Found, right: Found, said: Said) -> "Correction":
    from kg.resolve.corrections import Correction  # noqa: PLC0415

    if left.id == right.id:
        raise errors.BadRequest(f"{left} is one already.")
    kinds = [found.members[0].ref.kind for found in (left, right)]
    if kinds[0] != kinds[1]:
        raise errors.BadRequest(
            f"{left} and {right} are of different kinds: {' and '.join(kinds)}."
        )
    one = standing_for(left.members, left.name, right.members)
    two = standing_for(right.members, right.name, left.members)
    return Correction("merge", one, two, said.reason, said.by)
