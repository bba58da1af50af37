import pytest

from kg import errors
from kg.rdf import dates

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021-12-30", "2021-12-30", "2021-12-30"),
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-12-27/2021-12-30", "2021-12-27", "2021-12-30"),
        ("2021-11/2022", "2021-11-01", "2022-12-31"),
    ],
)
def test_a_time_has_a_first_and_a_last_day(value, first, last):
    assert [day.isoformat() for day in dates.bounds(value)] == [first, last]


@pytest.mark.parametrize(
    "value", ["", "soon", "2021-13", "2021-02-30", "21-1-1", "2022/2021", "/2021"]
)
def test_what_is_no_time_is_refused(value):
    with pytest.raises(errors.Invalid, match="interval"):
        dates.bounds(value)


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        ("2021-12-30", f'"2021-12-30"^^<{XSD}date>'),
        ("2021-12-30T08:15", f'"2021-12-30T08:15:00"^^<{XSD}dateTime>'),
        ("2021-12-30T08:15:00Z", f'"2021-12-30T08:15:00+00:00"^^<{XSD}dateTime>'),
    ],
)
def test_a_moment_is_a_day_or_a_day_and_a_time(value, literal):
    assert dates.moment(value) == literal


def test_a_day_as_a_time_is_its_midnight():
    assert dates.date_time("2021-12-30") == f'"2021-12-30T00:00:00"^^<{XSD}dateTime>'


@pytest.mark.parametrize("value", ["2021-02-30", "yesterday", "2021"])
def test_what_is_no_moment_is_refused(value):
    with pytest.raises(errors.Invalid, match="ISO 8601"):
        dates.moment(value)
