"""What people decide: merges against the facts, splits that nothing joins again."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolve_drafts import cases, extractions, key
from test_resolve_cases import built
from test_resolve_properties import articles

from kg import errors
from kg.ids import source_id
from kg.records import Decision, Extraction, Key, Resolution, global_ids
from kg.resolve import by_source, resolve
from kg.resolve.corrections import Correction, Corrections, Ref, apply, contradictions, read_ref

PARTS = {"actor": "actors", "event": "events", "claim": "statements"}


def ref(found: dict[str, Extraction], kind: Any, place: str) -> Ref:
    """The reference to `ARTICLE.local-id`."""
    at = key(found, place)
    return Ref(kind, "" if kind == "claim" else at.source, at.id)


def corrections(
    found: dict[str, Extraction], kind: str, drafts: Sequence[dict[str, Any]]
) -> Corrections:
    """Decisions as the cases give them: `merge` and `with`, or `split` and `from`."""
    entries = []
    for line, draft in enumerate(drafts, 1):
        act, other = ("merge", "with") if "merge" in draft else ("split", "from")
        left, right = (
            tuple(ref(found, kind, place) for place in draft[side]) for side in (act, other)
        )
        said = draft.get("reason", ""), draft.get("by", "")
        entries.append(Correction(act, left, right, *said, line))  # type: ignore[arg-type]
    return Corrections(tuple(entries), "decided.yaml")


@pytest.mark.parametrize("case", cases("corrections"), ids=lambda case: case["name"])
def test_cases(case: dict[str, Any]) -> None:
    kind = case["kind"]
    found = built(case, {"event": "events", "claim": "claims"}.get(kind))
    told = corrections(found, kind, case["decided"])
    groups = getattr(resolve(found.values(), told), PARTS[kind])
    ids = global_ids(groups)
    for places in case.get("together", []):
        assert len({ids.get(key(found, place), place) for place in places}) == 1, places
    for one, two in case.get("apart", []):
        assert ids.get(key(found, one), one) != ids.get(key(found, two), two), (one, two)
    if "names" in case:
        assert sorted(group.name for group in groups) == case["names"]
    if "types" in case:
        assert sorted(group.type for group in groups) == case["types"]


NAMESAKES = {name: {"actors": {"hale": {"name": "John Hale"}}} for name in ("A", "B", "C")}


def test_a_merge_is_a_decision_with_its_reason_and_who_made_it() -> None:
    drafts = {"A": {"actors": {"x": {"name": "Ana Lund"}}}, "B": {"actors": {"y": {"name": "Ida"}}}}
    found = extractions(drafts)
    draft = {"merge": ["A.x"], "with": ["B.y"], "reason": "a pen name.", "by": "T. Holm"}
    (person,) = resolve(found.values(), corrections(found, "actor", [draft])).actors
    one, two = sorted((key(found, "A.x"), key(found, "B.y")), key=lambda it: it.source)
    why = "a pen name, says T. Holm"
    assert person.decisions == (Decision(two, one, "person", 1.0, why, "T. Holm"),)
    assert person.name == "Ana Lund"


def test_a_split_is_a_decision_on_both_sides() -> None:
    found = extractions(NAMESAKES)
    told = corrections(found, "actor", [{"split": ["B.hale"], "from": ["A.hale", "C.hale"]}])
    actors = resolve(found.values(), told).actors
    made = {(d.member.source[7:8], d.clue, d.reason) for a in actors for d in a.decisions}
    assert ("b", "person-apart", "they are not one, says a person") in made
    assert ("a", "person-apart", "they are not one, says a person") in made
    assert ("b", "alone", "a person tells it apart from what it would be one with") in made
    assert ("c", "same-name", "both are called John Hale") in made


def test_what_stays_keeps_its_id() -> None:
    found = extractions(NAMESAKES)
    (whole,) = resolve(found.values()).actors
    for out in "ABC":
        stay = [f"{name}.hale" for name in "ABC" if name != out]
        told = corrections(found, "actor", [{"split": [f"{out}.hale"], "from": stay}])
        ids = global_ids(resolve(found.values(), told).actors)
        assert {ids[key(found, place)] for place in stay} == {whole.id}
        assert ids[key(found, f"{out}.hale")].startswith("john-hale-")


@pytest.mark.parametrize("gone", ["A", "B"])
def test_a_decision_about_what_is_not_there_waits(gone: str) -> None:
    found = extractions(NAMESAKES)
    told = corrections(found, "actor", [{"split": ["A.hale"], "from": ["B.hale"]}])
    rest = [each for name, each in found.items() if name != gone]
    assert resolve(rest, told) == resolve(rest)
    assert apply(told, by_source(rest)).waiting == told.entries
    assert apply(told, by_source(found.values())).waiting == ()


@pytest.mark.parametrize(
    ("decided", "message"),
    [
        (
            [("merge", "a", "b"), ("split", "a", "b")],
            "x.yaml: line 1 merges what line 2 splits, source/s/actor/a and source/s/actor/b; "
            "take one of them out.",
        ),
        (
            [("split", "a", "c"), ("merge", "a", "b"), ("merge", "d", "c"), ("merge", "b", "d")],
            "x.yaml: lines 2 and 3 and 4 merge what line 1 splits, "
            "source/s/actor/a and source/s/actor/c; take one of them out.",
        ),
    ],
)
def test_decisions_that_contradict_each_other(decided: list[Any], message: str) -> None:
    entries = [
        Correction(act, (Ref("actor", "s", one),), (Ref("actor", "s", two),), line=line)
        for line, (act, one, two) in enumerate(decided, 1)
    ]
    with pytest.raises(errors.BadRequest) as error:
        Corrections(tuple(entries), "x.yaml")
    assert str(error.value) == message


REFS = [
    Ref("actor", "a-storm-1f", "ana-lund"),
    Ref("event", "a-storm-1f", "consult-call (é/ø)-12"),
    Ref("claim", "", "3f2a"),
]


@pytest.mark.parametrize("base", ["", "https://kg.example/", "https://source/of/news/"])
@pytest.mark.parametrize("wanted", REFS, ids=str)
def test_references_are_read_from_what_they_are_written_as(wanted: Ref, base: str) -> None:
    assert read_ref(f"{base}{wanted}") == wanted
    assert " " not in str(wanted)


@pytest.mark.parametrize("text", ["ana", "actor/ana-1f", "source/s", "source/s/role/1", "claim/"])
def test_other_texts_are_no_references(text: str) -> None:
    assert read_ref(text) is None


@cache
def sample() -> tuple[Extraction, ...]:
    """Articles of which each claim has an id of its own, as it has in real ones."""
    return tuple(
        replace(
            found,
            claims=tuple(replace(c, id=f"{c.id}-{number}") for c in found.claims),
        )
        for number, found in enumerate(articles(9))
    )


@cache
def local(kind: str) -> tuple[Ref, ...]:
    """All actors, events or claims of the sample."""
    pairs = [(source_id(f.document.text), f) for f in sample()]
    groups = {"actor": "actors", "event": "events", "claim": "claims"}
    return tuple(
        Ref(kind, "" if kind == "claim" else source, item.id)  # type: ignore[arg-type]
        for source, found in pairs
        for item in getattr(found, groups[kind])
    )


@st.composite
def decided(draw: st.DrawFn) -> Corrections:
    """A few decisions of all kinds that do not contradict each other."""
    entries: list[Correction] = []
    for _ in range(draw(st.integers(1, 6))):
        refs = st.sampled_from(local(draw(st.sampled_from(sorted(PARTS)))))
        chosen = draw(st.lists(refs, min_size=2, max_size=4, unique=True))
        act = draw(st.sampled_from(("merge", "split")))
        entry = Correction(act, tuple(chosen[:1]), tuple(chosen[1:]), draw(st.sampled_from("xyz")))
        if next(contradictions([*entries, entry]), None) is None:
            entries.append(entry)
    return Corrections(tuple(entries))


def ids_of(resolution: Resolution) -> dict[Ref, str]:
    keys = {kind: global_ids(getattr(resolution, part)).items() for kind, part in PARTS.items()}
    return {
        Ref(kind, "" if kind == "claim" else at.source, at.id): id_  # type: ignore[arg-type]
        for kind, items in keys.items()
        for at, id_ in items
    }


@settings(max_examples=40, deadline=None)
@given(decided())
def test_what_is_decided_holds(told: Corrections) -> None:
    ids = ids_of(resolve(sample(), told))
    for entry in told.entries:
        if entry.act == "merge":
            first = [min(side, key=place) for side in (entry.left, entry.right)]
            assert ids[first[0]] == ids[first[1]]
        else:
            for left, right in product(entry.left, entry.right):
                assert ids.get(left, left) != ids.get(right, right)


def place(wanted: Ref) -> tuple[str, str]:
    """What members are sorted by: the article, then the local id."""
    if wanted.kind != "claim":
        return wanted.source, wanted.id
    holders = (f for f in sample() if any(claim.id == wanted.id for claim in f.claims))
    return source_id(next(holders).document.text), wanted.id


@settings(max_examples=25, deadline=None)
@given(decided(), st.randoms(use_true_random=False))
def test_neither_the_order_of_decisions_nor_of_articles_matters(
    told: Corrections, rng: random.Random
) -> None:
    expected = resolve(sample(), told)
    shuffled = rng.sample(told.entries, len(told.entries))
    assert resolve(rng.sample(sample(), len(sample())), Corrections(tuple(shuffled))) == expected


@settings(max_examples=25, deadline=None)
@given(decided())
def test_every_member_has_one_identity_and_every_identity_its_own_id(told: Corrections) -> None:
    resolution = resolve(sample(), told)
    for kind, groups in (("actor", resolution.actors), ("event", resolution.events)):
        members = Counter(member for group in groups for member in group.members)
        assert set(members.values()) == {1}
        assert {Ref(kind, k.source, k.id) for k in members} == set(local(kind))  # type: ignore[arg-type]
    groups = (*resolution.actors, *resolution.events, *resolution.statements)
    ids = [group.id for group in groups]
    assert len(ids) == len(set(ids))
    for group in groups:
        joins = [made for made in group.decisions if made.clue not in {"person-apart", "alone"}]
        assert len(joins) == len(group.members) - 1
        assert reached(group.members[0], joins) == set(group.members)


def reached(first: Key, joins: Sequence[Decision]) -> set[Key]:
    found = {first}
    for _ in joins:
        found |= {made.member for made in joins if made.anchor in found}
    return found


@settings(max_examples=25, deadline=None)
@given(decided(), st.integers(0, 8))
def test_removing_an_article_is_as_if_its_decisions_named_what_is_left(
    told: Corrections, gone: int
) -> None:
    """What a decision says of the articles that stay does not hang on the one that went."""
    rest = [found for number, found in enumerate(sample()) if number != gone]
    there = ids_local(rest)
    entries = (
        Correction(
            entry.act,
            tuple(ref for ref in entry.left if ref in there),
            tuple(ref for ref in entry.right if ref in there),
            entry.reason,
        )
        for entry in told.entries
    )
    left = Corrections(tuple(entry for entry in entries if entry.left and entry.right))
    assert resolve(rest, told) == resolve(rest, left)


def ids_local(found: Sequence[Extraction]) -> set[Ref]:
    sources = {source_id(each.document.text) for each in found}
    claims = {claim.id for each in found for claim in each.claims}
    everything = (ref for kind in PARTS for ref in local(kind))
    return {ref for ref in everything if ref.source in sources or ref.id in claims}
