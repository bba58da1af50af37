"""What `kg merge` and `kg split` share: identities by what a user calls them, and what is said."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from kg import errors
from kg.cli.console import counted, lines
from kg.cli.lookup import ACTOR, Kind, ask
from kg.cli.options import writing
from kg.config import DEFAULT_STORE, Settings

if TYPE_CHECKING:
    from kg.pipeline import Target
    from kg.report import Conclusion, Corrected
    from kg.resolve.corrections import Ref
    from kg.store.protocol import Store

EVENT = Kind("event", "https://kg.example/ontology#GlobalEvent", "event/")
STATEMENT = Kind("statement", "https://kg.example/ontology#Statement", "statement/")
KINDS = (ACTOR, EVENT, STATEMENT)
ENOUGH_NAMED = 8  # members that a decision names of one identity: it outlives the loss of some
MOST_SHOWN = 70  # characters of a claim or a headline


@dataclass(frozen=True, slots=True)
class Member:
    """A local actor, event or claim of an identity; `clue` and `why` tell what joined it.

    `facts` are its name, time and status: what may keep it apart from others.
    """

    ref: "Ref"
    name: str
    source: str
    headline: str
    facts: tuple[str, ...]
    clue: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """An identity: `id` as a command takes it, and its members by article."""

    id: str
    name: str
    members: tuple[Member, ...]

    def __str__(self) -> str:
        """Its name and id, as messages tell them."""
        return f"{self.name} ({self.id})"


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of their decision; either may be empty."""

    reason: str
    by: str


def with_said(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--reason` and `--by`, and pass it both as `said`."""

    @click.option("--reason", default="", help="Why, to stand in the graph.")
    @click.option("--by", default="", metavar="NAME", help="Who decides so.")
    @wraps(command)
    def wrapped(reason: str, by: str, **options: Any) -> None:
        command(said=Said(" ".join(reason.split()), " ".join(by.split())), **options)

    return wrapped


@contextmanager
def deciding(settings: Settings) -> "Iterator[Target]":
    """What `writing` opens, concluded with the decisions as they stand in their file.

    What was taken out of it by hand counts from now on.
    """
    from kg.pipeline import conclude  # noqa: PLC0415

    with writing(settings, decides=True) as opened:
        target = replace(opened, reasoned=lines("Reasoning"))
        conclude(target)
        yield target


def find_identity(store: "Store", settings: Settings, wanted: str) -> Found:
    """An identity by its IRI, id or name, or by those of a member.

    Raises `errors.NotFound` where there is none, or, with all that it can be, more than one.
    """
    found = _by_member(store, settings, wanted) or _by_id(store, settings, wanted, begins=False)
    found = found or _by_name(store, settings, wanted) or _by_id(store, settings, wanted)
    if not found:
        raise errors.NotFound(
            f"There is no actor, event or statement {wanted!r} in {settings.store}."
        )
    if len(found) > 1:
        ids = ", ".join(iri.removeprefix(settings.base) for iri in found)
        raise errors.NotFound(f"{wanted!r} can be any of {len(found)}: {ids}.")
    return _open(store, settings, found[0])


def _by_member(store: "Store", settings: Settings, wanted: str) -> list[str]:
    from kg.resolve.corrections import read_ref  # noqa: PLC0415

    ref = read_ref(wanted.removeprefix(settings.base))
    if ref is None:
        return []
    rows = ask(store, settings, "commands/identity", member=f"{settings.base}{ref}")
    # A claim that no other reports in other words is a statement of its own, which has no IRI.
    alone = [f"{settings.base}{ref}"] if ref.kind == "claim" else []
    return [row["identity"] or "" for row in rows] or alone


def _by_id(store: "Store", settings: Settings, wanted: str, *, begins: bool = True) -> list[str]:
    """Identities with an id, or, where it `begins`, with one that begins so."""
    found = []
    for kind in KINDS:
        start = f"{settings.base}{kind.folder}"
        iri = f"{start}{wanted.removeprefix(start).removeprefix(kind.folder)}"
        query = {"class": kind.class_iri, "beginning": iri}
        rows = ask(store, settings, "commands/find", **query)
        found += [row["resource"] or "" for row in rows if begins or row["resource"] == iri]
    return found


def _by_name(store: "Store", settings: Settings, wanted: str) -> list[str]:
    """What is called so across articles; else that of which an article calls a member so."""
    rows = ask(store, settings, "commands/called", called=wanted)
    same = [row for row in rows if (row["label"] or "").casefold() == wanted.casefold()]
    return [row["identity"] or "" for row in same or rows]


def _open(store: "Store", settings: Settings, iri: str) -> Found:
    from kg.rdf.iris import local_id  # noqa: PLC0415
    from kg.resolve.corrections import read_ref  # noqa: PLC0415

    members: dict[str, Member] = {}
    name = ""
    for row in _members(store, settings, iri):
        ref = read_ref((row["member"] or "").removeprefix(settings.base))
        if ref is None:
            continue
        name = name or row["label"] or _short(row["name"] or "")
        beside = f" (as in {local_id(row['anchor_source'])})" if row["anchor_source"] else ""
        members[str(ref)] = Member(
            ref=ref,
            name=_short(row["name"] or ""),
            source=local_id(row["source"] or ""),
            headline=_short(row["headline"] or ""),
            facts=tuple(row[fact] or "" for fact in ("name", "time", "status")),
            clue=row["clue"] or "",
            why=f"{row['reason']}{beside}" if row["reason"] else "",
        )
    if not members:
        raise errors.NotFound(f"There is no {iri.removeprefix(settings.base)} in {settings.store}.")
    return Found(iri.removeprefix(settings.base), name, tuple(members.values()))


def _members(store: "Store", settings: Settings, iri: str) -> list[dict[str, str | None]]:
    rows = ask(store, settings, "commands/members", identity=iri)
    return rows or ask(store, settings, "commands/claim-alone", claim=iri)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= MOST_SHOWN else f"{plain[: MOST_SHOWN - 1]}…"


def standing_for(
    members: Iterable[Member], name: str, others: Iterable[Member] = ()
) -> "tuple[Ref, ...]":
    """Members that stand for an identity in a decision: those that bear its name come first.

    Of each combination of facts there is one, and all that share an article with the `others`:
    what may keep the rest of the two apart is then known.
    """
    ordered = sorted(members, key=lambda member: (member.name != name, member.ref))
    shared = {member.source for member in others}
    first = {member.facts: member.ref for member in reversed(ordered)}
    is_needed = {
        member.ref: member.source in shared or first[member.facts] == member.ref
        for member in ordered
    }
    needed = [ref for ref, needs in is_needed.items() if needs]
    rest = [ref for ref, needs in is_needed.items() if not needs]
    return (*needed, *rest[: max(0, ENOUGH_NAMED - len(needed))])


def comments(members: Iterable[Member]) -> "Mapping[Ref, str]":
    """What stands beside the members of a decision in its file."""
    return {member.ref: member.name for member in members}


def kg_command(settings: Settings, *words: str) -> str:
    """A command that can be pasted, for the store and decisions at hand."""
    store = [] if str(settings.store) == DEFAULT_STORE else ["--store", str(settings.store)]
    decisions = ["--decisions", str(settings.decisions)] if settings.decisions else []
    return shlex.join(["kg", *words, *store, *decisions])


def show_corrected(done: "Corrected", settings: Settings) -> None:
    """Say what became of a decision, and how all decisions stand."""
    back = counted(done.taken_back, "earlier decision")
    if not done.is_noted:
        click.echo(f"Took back {back} in {settings.decisions_file}, which is enough.")
    elif done.taken_back:
        click.echo(f"Noted in {settings.decisions_file}, and took back {back}.")
    else:
        click.echo(f"Noted in {settings.decisions_file}.")
    show_decisions(done.conclusion, settings)


def show_decisions(conclusion: "Conclusion", settings: Settings) -> None:
    """Say how many decisions of people count, and how many wait, if there are any."""
    count, waiting = conclusion.decided, conclusion.waiting
    if count or waiting:
        others = f"; {waiting} wait{'s' * (waiting == 1)} for articles that are not there"
        click.echo(
            f"{counted(count, 'decision')} of {settings.decisions_file} "
            f"count{'s' * (count == 1)}{others if waiting else ''}."
        )
