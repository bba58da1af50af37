import re
from pathlib import Path

import pytest

from kg.errors import BadRequest
from kg.web.settings import LIMITS, VARIABLES, Limits, Serving, checked, load_serving, read_token

SET = {
    "KG_ALLOW_UPDATE": "1", "KG_TOKEN": "t", "KG_DEFAULT_GRAPH": "strict",
    "KG_ORIGINS": "https://a.example https://b.example", "KG_REMOTE_HOSTS": "c.example",
    "KG_MAX_ROWS": "1", "KG_MAX_RESULT_BYTES": "2", "KG_MAX_QUERY_BYTES": "3",
    "KG_MAX_BODY_BYTES": "4", "KG_WORKERS": "5", "KG_QUEUE": "6", "KG_QUEUE_SECONDS": "7.5",
    "KG_CLIENT": "editor", "KG_PROXIES": "2",
}  # fmt: skip


def test_each_variable_sets_its_field() -> None:
    limits = Limits(1, 2, 3, 4, 5, 6, 7.5)
    origins = ("https://a.example", "https://b.example")
    remote = ("c.example",)
    expected = Serving(True, "t", "strict", origins, remote, limits, "editor", 2)
    assert load_serving(SET) == expected
    assert set(SET) == set(VARIABLES) | set(LIMITS)


def test_empty_variables_count_as_not_set() -> None:
    assert load_serving(dict.fromkeys(SET, "")) == Serving()


@pytest.mark.parametrize(
    ("name", "value"),
    [("KG_WORKERS", "0"), ("KG_MAX_ROWS", "many"), ("KG_DEFAULT_GRAPH", "both"),
     ("KG_ALLOW_UPDATE", "yes"), ("KG_QUEUE_SECONDS", "nan"), ("KG_QUEUE_SECONDS", "0"),
     ("KG_PROXIES", "-1")],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(BadRequest, match=f"{name}: '{value}' is"):
        load_serving({name: value})


def test_updates_take_a_token() -> None:
    with pytest.raises(BadRequest, match="--token-file FILE, or set KG_TOKEN"):
        checked(Serving(allow_update=True))
    assert checked(Serving(allow_update=True, token="t")).token == "t"


def test_a_token_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    for content, message in ((b" \n", "is empty"), (b"\xff", "cannot be read")):
        file.write_bytes(content)
        with pytest.raises(BadRequest, match=f"{file} {message}"):
            read_token(file)
    file.write_text("clé")
    with pytest.raises(BadRequest, match=f"The token in {file} has to be of printable ASCII"):
        read_token(file)
    with pytest.raises(BadRequest, match="KG_TOKEN: The token has to be of printable ASCII"):
        load_serving({"KG_TOKEN": "clé"})
    file.write_text(" secret\n")
    assert read_token(file) == "secret"


def test_a_token_is_not_shown() -> None:
    assert "secret" not in repr(Serving(token="secret"))


GOOD = ["*", "null", "https://a.example", "http://127.0.0.1:8000", "http://[::1]:8000",
        "http://a.example:443", "chrome-extension://abc"]  # fmt: skip
BAD = ["foo", "https://a.example/", "https://a.example/x", "https://A.example", "a.example",
       "https://a.example:443", "http://a.example:80", "https://*.example", "https://a.example:",
       "https://\u00e9.example", "HTTPS://a.example", "https://a.example?x"]  # fmt: skip


@pytest.mark.parametrize("origin", GOOD)
def test_origins(origin: str) -> None:
    assert checked(load_serving({"KG_ORIGINS": origin})).origins == (origin,)


@pytest.mark.parametrize("origin", BAD)
def test_origins_that_no_browser_sends(origin: str) -> None:
    told = re.escape(f"{origin!r} is not an origin as browsers send it")
    with pytest.raises(BadRequest, match=f"KG_ORIGINS: {told}"):
        load_serving({"KG_ORIGINS": f"https://b.example {origin}"})
    with pytest.raises(BadRequest, match=told):
        checked(Serving(origins=("https://b.example", origin)))
