"""Settings from the environment, and values that are refused with the name of their variable."""

import os
from pathlib import Path

import pytest

from kg import errors
from kg.config import VARIABLES, Settings, load_settings

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_every_variable_sets_its_field() -> None:
    given = {
        "KG_STORE": "elsewhere",
        "KG_STORE_UPDATE": "http://store.example/update",
        "KG_STORE_TOKEN": "word",
        "KG_DECISIONS": "decided.yaml",
        "KG_BASE": "http://news.example/graph/",
        "KG_MODEL": "en_core_web_sm",
        "KG_TAGGER": "my-tagger",
        "KG_NO_MODEL": "1",
        "KG_AUTHORITY": os.pathsep.join(["states.ttl", "people.csv"]),
        "KG_RECORDED_AT": "2024-05-07T12:00:00Z",
        "KG_REASON": "no",
        "KG_QUERY_SECONDS": "2.5",
        "KG_MAX_BYTES": "1000",
        "KG_HOST": "::1",
        "KG_PORT": "0",
    }
    assert load_settings(given) == Settings(
        store=Path("elsewhere"),
        endpoint_update="http://store.example/update",
        endpoint_token="word",
        decisions=Path("decided.yaml"),
        base="http://news.example/graph/",
        model="en_core_web_sm",
        tagger=Path("my-tagger"),
        no_model=True,
        authority=(Path("states.ttl"), Path("people.csv")),
        recorded_at="2024-05-07T12:00:00Z",
        reason=False,
        query_seconds=2.5,
        max_bytes=1000,
        host="::1",
        port=0,
    )
    assert given.keys() == VARIABLES.keys()


def test_unset_and_empty_variables_leave_the_defaults() -> None:
    assert load_settings({}) == load_settings(dict.fromkeys(VARIABLES, "")) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("KG_BASE", value) for value in (
            "https://kg.example", "https://kg.example/graph", "https:///", "kg.example/",
            "urn:kg/", "https://kg.example/a b/", "https://kg.example/?q=/", "https://a.example/#/",
        )),
        *(("KG_NO_MODEL", value) for value in ("perhaps", "-1", "2")),
        *(("KG_QUERY_SECONDS", value) for value in ("soon", "0", "-1", "nan", "inf")),
        *(("KG_RECORDED_AT", value) for value in ("yesterday", "2024-13-01", "7 May 2024")),
        *(("KG_MAX_BYTES", value) for value in ("0", "-5", "1.5", "10 MB")),
        *(("KG_PORT", value) for value in ("http", "-1", "65536", "80.0")),
    ],
)  # fmt: skip
def test_values_that_cannot_be_used(name: str, value: str) -> None:
    with pytest.raises(errors.BadRequest, match=rf"^{name}: .*\.$") as refused:
        load_settings({name: value})
    assert repr(value) in str(refused.value)


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("Yes", True), ("0", False), ("off", False)]
)
def test_a_switch_is_on_or_off(value: str, on: bool) -> None:
    assert load_settings({"KG_NO_MODEL": value}) == Settings(no_model=on)


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_has_its_row_in_the_readme(name: str) -> None:
    assert f"\n| `{name}` | " in README
