import pytest

from kg.places import PLACE, offset, place

TEXT = "one\ntwo é\n\nfour"


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (0, "line 1, column 1"),
        (3, "line 1, column 4"),  # the line's end
        (4, "line 2, column 1"),
        (8, "line 2, column 5"),
        (10, "line 3, column 1"),
        (11, "line 4, column 1"),
        (len(TEXT), "line 4, column 5"),
    ],
)
def test_places_of_characters(at: int, told: str) -> None:
    assert place(TEXT, at) == told
    match = PLACE.search(f"The query is not valid at {told}: no.")
    assert match
    assert offset(TEXT, int(match[1]), int(match[2])) == at
