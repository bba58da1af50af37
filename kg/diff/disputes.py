"""What became of disputes and of days of writing, and why."""

from collections.abc import Iterable, Iterator, Mapping

from kg.diff.articles import field_changes
from kg.diff.conclusions import View, Views, follows
from kg.diff.groups import Dispute, Side
from kg.diff.records import Cause, Conclusion, Field, What


def compare_disputes(views: Views) -> Iterator[Conclusion]:
    """What became of each dispute; two are one by their IRI, or by their kind and a side."""
    left, right = views.left.concluded.disputes, views.right.concluded.disputes
    was = _matched(left, right)
    for iri, dispute in left.items():
        new = was.get(iri)
        if new is None:
            yield _lone("gone", dispute, views.left, views)
        elif fields := tuple(_fields(dispute, right[new])):
            yield _changed(dispute, right[new], fields, views)
    matched = set(was.values())
    for iri, dispute in right.items():
        if iri not in matched:
            yield _lone("new", dispute, views.right, views)


def compare_datings(views: Views) -> Iterator[Conclusion]:
    """What became of the days on which articles without a date were written, as others tell."""
    left, right = views.left.concluded.datings, views.right.concluded.datings
    for iri in sorted({*left, *right}):
        fields = tuple(field_changes(left.get(iri, {}), right.get(iri, {}), {}, {}))
        side = views.left if iri in left else views.right
        if fields:
            what: What = "changed" if iri in left and iri in right else _what(side, views)
            absent = side.why_absent(iri) if what != "changed" else None
            causes = (absent or views.elsewhere,)
            before, after = ((iri,) if iri in side else () for side in (left, right))
            yield Conclusion(
                "day of writing", what, before, after, iri, fields, causes, follows(causes)
            )


def _matched(left: Mapping[str, Dispute], right: Mapping[str, Dispute]) -> dict[str, str]:
    """The IRI in the right build of each dispute that both have."""
    was = {iri: iri for iri in left if iri in right}
    free = {
        (dispute.kind, side.stated_by): iri
        for iri, dispute in reversed(list(right.items()))
        if iri not in was
        for side in dispute.sides
    }
    taken: set[str] = set()
    for iri, dispute in left.items():
        ends = sorted(side.stated_by for side in dispute.sides)
        near = (free.get((dispute.kind, end)) for end in ends)
        found = next((other for other in near if other and other not in taken), None)
        if iri not in was and found:
            was[iri] = found
            taken.add(found)
    return was


def _fields(left: Dispute, right: Dispute) -> Iterator[Field]:
    gone, new = (
        tuple(sorted(_told(side) for side in sides))
        for sides in (left.sides - right.sides, right.sides - left.sides)
    )
    if gone or new:
        yield Field("sides", gone, new)
    for name in ("reason", "rule"):
        before, after = getattr(left, name), getattr(right, name)
        if before != after:
            yield Field(name, (before,), (after,))


def _told(side: Side) -> str:
    return f"{side.value} ({side.stated_by})"


def _lone(what: What, dispute: Dispute, side: View, views: Views) -> Conclusion:
    ends = {each.stated_by for each in dispute.sides}
    causes = _absent(ends, side) or views.ledger.why_changed(ends)
    causes = causes or (views.elsewhere,)
    left, right = ((dispute.iri,), ()) if what == "gone" else ((), (dispute.iri,))
    return Conclusion("dispute", what, left, right, _label(dispute), (), causes, follows(causes))


def _changed(left: Dispute, right: Dispute, fields: tuple[Field, ...], views: Views) -> Conclusion:
    before, after = ({side.stated_by for side in each.sides} for each in (left, right))
    causes = _absent(before - after, views.left) + _absent(after - before, views.right)
    causes = causes or views.ledger.why_changed(before) or (views.elsewhere,)
    iris = ((left.iri,), (right.iri,))
    return Conclusion("dispute", "changed", *iris, _label(left), fields, causes, follows(causes))


def _absent(ends: Iterable[str], side: View) -> tuple[Cause, ...]:
    return tuple(dict.fromkeys(filter(None, map(side.why_absent, sorted(ends)))))


def _what(side: View, views: Views) -> What:
    return "gone" if side is views.left else "new"


def _label(dispute: Dispute) -> str:
    return f"{dispute.kind}: {dispute.reason}"
