import re
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_articles import Kg
from flask import Flask

from kg.web import settings
from kg.web.context import Context
from kg.web.settings import Limits, Serving

VARIABLES = ("KG_TOKEN", "KG_ALLOW_UPDATE", "KG_WORKERS", "KG_ORIGINS")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was to be served, without serving it."""
    found: list[tuple[Any, ...]] = []
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)

    def serve(*given: Any) -> bool:
        found.append(given)
        return True

    monkeypatch.setattr("kg.web.serve.serve", serve)
    monkeypatch.setattr("kg.web.serve.leave", sys.exit)
    return found


def context_of(app: Flask) -> Context:
    (here,) = (each for each in app.extensions.values() if isinstance(each, Context))
    return here


def test_options_reach_the_service(
    kg: Kg, built: Path, started: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    token = tmp_path / "token"
    token.write_text("secret\n")
    result = kg(
        "serve", "--store", built, "--host", "::1", "--port", 0, "--token-file", token,
        "--origin", "https://a.example", "--origin", "https://b.example",
        "--allow-remote", "c.example", "--workers", 2, "--queue", 3, "--queue-seconds", 4.5,
        "--max-rows", 5, "--max-result-bytes", 6, "--max-query-bytes", 7, "--max-body-bytes", 8,
        "--query-seconds", 9, "--proxies", 1, "--quiet",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    ((app, address, _, threads, _),) = started
    here = context_of(app)
    origins = ("https://a.example", "https://b.example")
    limits = Limits(5, 6, 7, 8, 2, 3, 4.5)
    expected = Serving(False, "secret", "union", origins, ("c.example",), limits, proxies=1)
    assert here.serving == expected
    assert (address, here.settings.query_seconds) == (("::1", 0), 9)
    assert threads > 2 + 3


def test_options_overrule_the_environment(
    kg: Kg, built: Path, started: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_WORKERS", "3")
    monkeypatch.setenv("KG_QUEUE", "5")
    assert kg("serve", "--store", built, "--workers", 6, "--quiet").exit_code == 0
    limits = context_of(started[0][0]).serving.limits
    assert (limits.at_once, limits.waiting) == (6, 5)


def test_updates_without_a_token_are_refused(
    kg: Kg, tmp_path: Path, started: list[tuple[Any, ...]]
) -> None:
    empty = tmp_path / "empty"
    empty.write_text("\n")
    for options, message in (((), "there is none"), (("--token-file", empty), f"{empty} is empty")):
        result = kg("serve", "--store", tmp_path / "store", "--allow-update", *options)
        assert result.exit_code == 2
        assert message in result.stderr
        assert result.stderr.count("\n") == 1
    assert started == []
    assert not (tmp_path / "store").exists()


def test_a_missing_store_is_made_for_writers_alone(
    kg: Kg, tmp_path: Path, started: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    refused = kg("serve", "--store", store)
    assert (refused.exit_code, started) == (3, [])
    assert "No store in" in refused.stderr
    monkeypatch.setenv("KG_TOKEN", "secret")
    assert kg("serve", "--store", store, "--allow-update", "--quiet").exit_code == 0
    assert store.is_dir()


def test_a_log_that_cannot_be_written(kg: Kg, built: Path, tmp_path: Path) -> None:
    locked = tmp_path / "none" / "access.log"
    result = kg("serve", "--store", built, "--access-log", locked)
    assert result.exit_code == 2
    assert str(locked) in result.stderr


def test_the_help_names_every_variable(kg: Kg) -> None:
    named = re.findall(r"KG_\w+", kg("serve", "--help").stdout)
    ours = ("KG_STORE", "KG_HOST", "KG_PORT", "KG_QUERY_SECONDS")
    assert sorted(named) == sorted((*ours, *settings.VARIABLES, *settings.LIMITS))


def test_the_help_has_the_defaults_of_the_limits(kg: Kg) -> None:
    told = " ".join(kg("serve", "--help").stdout.split())
    limits = Limits()
    for said in (f"KG_WORKERS, or else {limits.at_once}.", "KG_MAX_QUERY_BYTES, or else 1 MiB."):
        assert said in told
    assert "HOST[:PORT]" in told
