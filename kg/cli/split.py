"""`kg split`."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from kg import errors
from kg.cli.console import counted
from kg.cli.deciding import (
    Found,
    Member,
    Said,
    comments,
    deciding,
    find_identity,
    kg_command,
    show_corrected,
    standing_for,
    with_said,
)
from kg.cli.options import reading, with_decisions, with_settings
from kg.config import Settings

if TYPE_CHECKING:
    from kg.pipeline import Target
    from kg.report import Corrected
    from kg.store.archive import Archive

FIRST = "the others are joined to this one"


@click.command(
    epilog='Example: kg split "John Hale" --out articles/quake.txt --reason "a namesake"'
)
@click.argument("identity", metavar="A")
@click.argument("more", nargs=-1, metavar="[MEMBER...]")
@click.option(
    "--out", multiple=True, metavar="MEMBER", help="Take this out, and the members named after it."
)
@with_said
@with_settings
@with_decisions
def command(
    settings: Settings, identity: str, more: tuple[str, ...], out: tuple[str, ...], said: Said
) -> None:
    """Decide that members of an actor, event or statement A are not the same as the others.

    A MEMBER is an article (its file, id or IRI) or the actor, event or claim of one. Without
    --out, list the members of A, why each belongs to it, and the command that takes it out. The
    decision is noted in a file beside the graph, which may be edited by hand, and counts in every
    later build. Nothing is read again. To take it back, delete its entry, or `kg merge`.
    """
    if more and not out:
        raise click.UsageError("What is to be taken out comes after --out.")
    if not out:
        with reading(settings) as store:
            _list(find_identity(store, settings, identity), settings)
        return
    with deciding(settings) as target:
        _split(target, identity, (*out, *more), said)


def _split(target: "Target", wanted: str, out: Sequence[str], said: Said) -> None:
    found = find_identity(target.store, target.settings, wanted)
    taken = _taken(target.archive, found, out)
    kept = [member for member in found.members if member not in taken]
    if not kept:
        raise errors.BadRequest(f"That takes out all members of {found}: one has to stay.")
    done = _correct(target, found, taken, kept, said)
    click.echo(f"Took {len(taken)} of {len(found.members)} members out of {found}.")
    _show_parts(target, "Taken out, now", taken)
    _show_parts(target, "Left", kept)
    show_corrected(done, target.settings)


def _correct(
    target: "Target",
    found: Found,
    taken: Sequence[Member],
    kept: Sequence[Member],
    said: Said,
) -> "Corrected":
    from kg.pipeline import correct  # noqa: PLC0415
    from kg.resolve.corrections import Correction  # noqa: PLC0415

    out = tuple(member.ref for member in taken)
    entry = Correction("split", out, standing_for(kept, found.name), said.reason, said.by)
    refs = [member.ref for member in found.members]
    return correct(target, entry, refs, comments(found.members))


def _taken(archive: "Archive", found: Found, out: Iterable[str]) -> list[Member]:
    """The members that are named, by themselves or by their articles."""
    named = [member for wanted in out for member in _named(archive, found, wanted)]
    return list(dict.fromkeys(named))


def _named(archive: "Archive", found: Found, wanted: str) -> list[Member]:
    from kg.resolve.corrections import read_ref  # noqa: PLC0415

    ref = read_ref(wanted)
    source = None if ref else archive.find(wanted)
    members = [member for member in found.members if ref == member.ref or source == member.source]
    if not members:
        raise errors.NotFound(f"{ref or source} has no part in {found}.")
    return members


def _list(found: Found, settings: Settings) -> None:
    click.echo(f"{found}, {counted(len(found.members), 'member')}")
    for member in found.members:
        click.echo(f"\n{member.name}, in {member.source}: {member.headline}")
        if len(found.members) > 1:
            click.echo(f"  {member.clue}: {member.why}" if member.clue else f"  {FIRST}")
            click.echo(f"  {kg_command(settings, 'split', found.id, '--out', str(member.ref))}")


def _show_parts(target: "Target", what: str, members: Iterable[Member]) -> None:
    """The identities that some members are in by now."""
    parts = {
        part.id: part
        for member in members
        for part in [find_identity(target.store, target.settings, str(member.ref))]
    }
    for part in parts.values():
        count = len(part.members)
        click.echo(f"{what}: {part}, {counted(count, 'member')}")
