import random
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store import sorting
from kg.store.sorting import sort_lines

LINE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n")).map("{}\n".format)


@given(st.lists(LINE), st.integers(1, 5))
def test_any_lines_come_sorted_and_once(lines: list[str], run: int) -> None:
    assert list(sort_lines(lines, run)) == sorted(set(lines))


@pytest.mark.parametrize("most", [1, 2, 300])
def test_more_runs_than_may_be_open_at_once(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(sorting, "_MOST_RUNS", most)
    lines = [f"{number:04}\n" for number in range(1000)]
    shuffled = random.Random(3).sample(lines * 2, 2000)
    assert list(sort_lines(shuffled, 10)) == lines


def test_all_are_read_before_the_first_is_out() -> None:
    numbers = count()
    ordered = sort_lines((f"{number}\n" for number in islice(numbers, 100)), 10)
    assert next(numbers) == 100
    assert next(ordered) == "0\n"
