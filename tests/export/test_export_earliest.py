"""Which of several articles is the first, by dates that tell more or less."""

from itertools import permutations

import pytest

from kg.export.earliest import earliest


@pytest.mark.parametrize(
    ("first", "others"),
    [("2030-05-02", ["2030-05-03"]),
     ("2030-05-03T01:00:00+09:00", ["2030-05-02T23:00:00Z"]),
     ("2030-05-02T08:00:00", ["2030-05-02T09:00:00", "2030-05-03"]),
     ("2030-05-02", ["2030-05-03T00:00:00", "2030-05-04"]),
     ("2030-05-02", ["2030-05-03T12:00:00Z"]),
     ("2030-05-02T08:00:00", ["2030-05-02T20:00:01Z"]),
     ("2030-05-02T08:00:00Z", ["2030-05-02T22:00:01", "2030-05-04"]),
     ("2030-05-01", ["2030-05-02", "2030-05-20T00:00:00Z"]),
     ("0001-01-01T00:00:00+14:00", ["0001-01-02", "9999-12-31T23:59:59-12:00"])],
)  # fmt: skip
def test_what_precedes_all_others_is_first_in_any_order(first: str, others: list[str]) -> None:
    for dates in permutations([first, *others]):
        assert earliest([(f"of {date}", date) for date in dates]) == f"of {first}"


@pytest.mark.parametrize(
    "dates",
    [["2030-05-02", "2030-05-02"],
     ["2030-05-02", "2030-05-02T08:00:00"],
     ["2030-05-02T08:00:00Z", "2030-05-02T10:00:00+02:00", "2030-05-03"],
     ["2030-05-02T08:00:00", "2030-05-02T19:00:00Z"],
     ["2030-05-02T08:00:00Z", "2030-05-02T21:00:00"],
     ["2030-05-02", "2030-05-03T11:00:00Z"],
     ["2030-05-02", ""],
     []],
)  # fmt: skip
def test_nothing_is_first_where_the_dates_do_not_tell(dates: list[str]) -> None:
    for ordered in permutations(dates):
        assert earliest([(str(place), date) for place, date in enumerate(ordered)]) is None
