"""Parts of names, and the word lists that two rooms share."""

import pytest

from kg.extract.words import words
from kg.resolve.names import body_name, kind_name, office_of, person_name, short_body_name
from kg.resolve.words import word_set


@pytest.mark.parametrize("key", ["company_forms", "left_out"])
def test_the_rooms_know_the_same_forms(key: str) -> None:
    assert set(words("names")[key]) == word_set("names", key)


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("Prime Minister", "prime minister"),
        ("president of Ruritania", "president"),
        ("Ruritania’s president", "president"),
        ("Foreign Minister", "foreign minister"),
        ("former President", ""),
        ("president-elect", ""),
        ("vice president", ""),
        ("presidential adviser", ""),
        ("minister", ""),
    ],
)
def test_offices(title: str, office: str) -> None:
    assert office_of(title) == office


def test_names_of_bodies() -> None:
    assert body_name("Orbis Holdings plc") == "orbis"
    assert body_name("AG") == "ag"
    assert short_body_name("Aldmoor Airways Ltd.") == "aldmoor"
    assert short_body_name("Airways") == ""
    assert short_body_name("Harbour Board") == ""


def test_kinds_of_sources() -> None:
    assert kind_name("senior US government official", "United States") == "seniorusofficial"
    assert kind_name("government official") == "governmentofficial"
    assert kind_name("Carla Mendes's advisers", "Carla Mendes") == "advisers"


def test_suffixes_of_persons() -> None:
    assert [person_name(f"Carl Voss{it}").suffix for it in ("", " Jr.", ", Sr", " III")] == [
        "", "jr", "sr", "iii",
    ]  # fmt: skip
