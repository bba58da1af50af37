"""The same text under several paths is one document, whatever the order."""

from itertools import permutations

from kg.readers import unique
from kg.records import Document, Source

RICH = Source(title="Talks", publisher="The Example", published="2021-12-30")
COPIES = [
    Document("b.txt", "x/b.txt", "One.\r\n", Source(title="Talks")),
    Document("c.txt", "x/c.txt", "One.\r\n", RICH),
    Document("d.txt", "x/d.txt", "One.\r\n", RICH),
    Document("a.txt", "x/a.txt", "One.\r\n", Source()),
]
OTHER = Document("e.txt", "x/e.txt", "Zwei – two.", Source())


def test_the_richest_copy_is_taken_then_the_smallest_name() -> None:
    for order in permutations(COPIES):
        assert list(unique(order)) == [COPIES[1]]


def test_texts_come_in_the_order_in_which_they_first_came() -> None:
    assert list(unique([COPIES[0], OTHER, COPIES[1], OTHER])) == [COPIES[1], OTHER]


def test_copies_of_one_name_are_told_apart_by_what_they_say_before_their_folder() -> None:
    left = Document("a.txt", "x/a.txt", "One.", Source(title="B"))
    right = Document("a.txt", "y/a.txt", "One.", Source(title="A"))
    assert list(unique([left, right])) == list(unique([right, left])) == [right]


def test_texts_that_differ_in_a_blank_are_two() -> None:
    assert len(list(unique([COPIES[0], Document("b.txt", "b.txt", "One.\n", Source())]))) == 2


def test_nothing_gives_nothing() -> None:
    assert list(unique([])) == []
