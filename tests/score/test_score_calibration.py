"""The expected calibration error, reckoned by hand."""

import pytest

from kg.score.calibration import Judged, calibrate


def test_sure_and_right_has_no_error() -> None:
    found = calibrate([Judged(1.0, right=True)] * 3 + [Judged(0.0, right=False)] * 2)
    assert found is not None
    assert found.error == 0
    assert [(it.lower, it.upper, it.claims) for it in found.bins] == [(0, 0.1, 2), (0.9, 1, 3)]


def test_the_error_weighs_bins_by_their_claims() -> None:
    # Of four claims at 0.85, two are right: 0.35 off. One at 0.25 is right: 0.75 off.
    judged = [Judged(0.85, right=n < 2) for n in range(4)] + [Judged(0.25, right=True)]
    found = calibrate(judged)
    assert found is not None
    assert found.error == pytest.approx((4 * 0.35 + 0.75) / 5)
    assert [it.right for it in found.bins] == [1.0, 0.5]


def test_a_bin_holds_its_lower_bound() -> None:
    found = calibrate([Judged(0.8, right=True), Judged(0.8999, right=True)])
    assert found is not None
    (only,) = found.bins
    assert (only.lower, only.claims) == (0.8, 2)


def test_claims_without_confidence_are_counted_apart() -> None:
    found = calibrate([Judged(None, right=True), Judged(0.5, right=True)])
    assert found is not None
    assert (found.claims, found.without) == (1, 1)


def test_nothing_to_say_without_any_confidence() -> None:
    assert calibrate([Judged(None, right=True)]) is None
