"""Which cited text a given one is: the same, a changed form, or that of another article."""

import pytest
from pack_changes import Material

from kg.ids import text_sha256
from kg.pack.checks.texts import Text
from kg.pack.forms import other_forms
from kg.pack.known import Quote, pieces_of
from kg.pack.likeness import Known

TEXT = "One line.\nAnother.\n"


def meant(material: Material, text: str) -> str | None:
    return Known([material.pack]).recognize(Text("a.txt", text)).meant


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (TEXT.replace("\n", "\r\n"), ("the text has Windows line ends",)),
        (TEXT.replace("\n", "\r"), (r"the text has the line ends \r",)),
        ("\ufeff" + TEXT, ("the text begins with a byte order mark",)),
        (TEXT.rstrip(), ("the text does not end in one line end",)),
        ("\ufeff" + TEXT.replace("\n", "\r\n"),
         ("the text begins with a byte order mark", "the text has Windows line ends")),
    ],
)  # fmt: skip
def test_other_forms_of_a_text_are_told_by_its_hash(given: str, told: tuple[str, ...]) -> None:
    found = dict(other_forms(given))[text_sha256(TEXT)]
    assert [way.startswith(start) for way, start in zip(found, told, strict=True)] == [True] * len(
        told
    )


def test_a_word_that_differs_is_no_other_form() -> None:
    assert text_sha256(TEXT) not in dict(other_forms(TEXT.replace("One", "Two")))


def test_quotes_that_touch_are_one_piece() -> None:
    quotes = [Quote(0, "One line"), Quote(4, "line"), Quote(8, "."), Quote(10, "Another")]
    assert pieces_of(quotes) == [Quote(0, "One line."), Quote(10, "Another")]


@pytest.mark.slow
def test_articles_are_told_from_changed_ones(examples: list[Material]) -> None:
    texts = {text for material in examples for text in (material.text, *material.others)}
    for material in examples[::4]:
        (own,) = material.pack.hashes()
        middle = len(material.text) // 2
        more = f"{material.text[:middle]}Something more. {material.text[middle:]}"
        assert meant(material, material.text) == own
        assert meant(material, more) == own
        assert meant(material, more.replace("\n", "\r\n")) == own
        for text in texts - {material.text, *material.others}:
            assert meant(material, text) is None, text[:80]
