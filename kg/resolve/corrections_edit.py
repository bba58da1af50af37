"""What a new decision takes back: a later word of a person stands, and the earlier one goes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from kg.records import Resolution, Statement, global_ids
from kg.resolve.corrections import (
    Contradiction,
    Correction,
    Corrections,
    Kind,
    Ref,
    contradictions,
)
from kg.resolve.corrections_file import put


@dataclass(frozen=True, slots=True)
class Edit:
    """An earlier decision, and what is left of it: None where nothing is."""

    old: Correction
    new: Correction | None


def taken_back(
    corrections: Corrections, entry: Correction, whole: Collection[Ref]
) -> tuple[Edit, ...]:
    """The earlier decisions that a new one contradicts; `whole` is all that is merged or split."""
    kept: list[Correction | None] = [*corrections.entries]
    while found := _first_contradiction([*filter(None, kept), entry]):
        old = _opposed(found, entry)
        place = next(number for number, left in enumerate(kept) if left is old)
        kept[place] = _without(old, entry, {*whole, *found[1]})
    pairs = zip(corrections.entries, kept, strict=True)
    return tuple(Edit(old, new) for old, new in pairs if old is not new)


def rewritten(text: str, edits: Iterable[Edit]) -> str:
    """The text of a file of decisions with edits; raises `errors.BadRequest`."""
    for edit in sorted(edits, key=lambda edit: -edit.old.line):
        text = put(text, edit.old.line, edit.new)
    return text


def holds(entry: Correction, whole: Iterable[Ref], resolution: Resolution) -> bool:
    """Whether a resolution is as a decision says; `whole` is all that is merged or split."""
    ids = _ids(entry.kind, resolution)
    left = {ids.get(ref, str(ref)) for ref in entry.left}
    if entry.act == "merge":
        return not left.isdisjoint(ids.get(ref, str(ref)) for ref in entry.right)
    rest = set(whole) - set(entry.left)
    return left.isdisjoint(ids.get(ref, str(ref)) for ref in rest)


def _first_contradiction(entries: Iterable[Correction]) -> Contradiction | None:
    return next(contradictions(entries), None)


def _opposed(found: Contradiction, entry: Correction) -> Correction:
    """The earlier decision to change: the split, or the merge that crosses the new split."""
    split, _, merges = found
    if entry.act == "merge":
        return split
    out = set(entry.left)
    return next(m for m in merges if out & {*m.left, *m.right} and not out >= {*m.left, *m.right})


def _without(old: Correction, entry: Correction, whole: Collection[Ref]) -> Correction | None:
    """An earlier decision without what contradicts the new one."""
    if old.act == "merge":
        return _cut(old, entry.left, entry.left)
    one = {*whole, *entry.left, *entry.right}
    return _cut(old, (), one) if one.issuperset(old.left) else _cut(old, one, ())


def _cut(
    old: Correction, from_left: Collection[Ref], from_right: Collection[Ref]
) -> Correction | None:
    left = tuple(ref for ref in old.left if ref not in from_left)
    right = tuple(ref for ref in old.right if ref not in from_right)
    return replace(old, left=left, right=right) if left and right else None


def _ids(kind: Kind, resolution: Resolution) -> Mapping[Ref, str]:
    groups = {"actor": resolution.actors, "event": resolution.events}.get(kind)
    if groups is None:
        return _statement_ids(resolution.statements)
    return {Ref(kind, key.source, key.id): id_ for key, id_ in global_ids(groups).items()}


def _statement_ids(statements: Iterable[Statement]) -> Mapping[Ref, str]:
    return {Ref("claim", "", key.id): id_ for key, id_ in global_ids(statements).items()}
