"""Which resources of two builds are one, by the words they hang on."""

from kg.diff.matching import match
from kg.diff.resources import KINDS, Thing

TEXT = f"<text/{'0' * 64}#char="


def claim(iri: str, cue: tuple[int, int], *content: tuple[int, int]) -> Thing:
    spans = {"cue": [cue], "content": content}
    return Thing("claim", iri, {n: {f"{TEXT}{a},{b}>" for a, b in v} for n, v in spans.items()})


def matched(left: list[Thing], right: list[Thing]) -> dict[str, str]:
    empty: dict[str, dict[str, Thing]] = {kind.name: {} for kind in KINDS}
    return match(
        empty | {"claim": {thing.iri: thing for thing in left}},
        empty | {"claim": {thing.iri: thing for thing in right}},
    )


def test_claims_with_one_cue_are_one_however_far_they_reach() -> None:
    assert matched([claim("a", (0, 4), (5, 9))], [claim("b", (0, 4), (5, 90))]) == {"b": "a"}


def test_claims_with_other_cues_are_one_where_they_share_most_words() -> None:
    left = claim("a", (0, 4), (10, 50))
    assert matched([left], [claim("b", (60, 64), (10, 48))]) == {"b": "a"}
    assert matched([left], [claim("b", (60, 64), (40, 80))]) == {}


def test_of_several_the_one_with_most_in_common_is_taken_and_each_once() -> None:
    left = [claim("outer", (0, 4), (5, 60)), claim("inner", (10, 14), (15, 60))]
    right = [claim("x", (0, 4), (5, 58)), claim("y", (10, 14), (15, 58))]
    assert matched(left, right) == {"x": "outer", "y": "inner"}


def test_what_has_the_same_iri_is_not_matched_with_another() -> None:
    same = claim("a", (0, 4), (5, 9))
    assert matched([same], [same, claim("b", (0, 4), (5, 9))]) == {}
