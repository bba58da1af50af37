"""The same articles give the same bytes, whatever the hash seed, the order and the Python."""

from itertools import product

import pytest

from tests.reproducible.matrix import (
    HASH_SEEDS,
    ORDERS,
    ROOT,
    SYNTAXES,
    Built,
    build_all,
    interpreters,
)

ARTICLES = sorted((ROOT / "examples" / "articles").iterdir())[:3]
PYTHONS = list(interpreters().values())

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def here() -> list[Built]:
    """The builds by the interpreter that runs the tests."""
    return list(build_all(PYTHONS[0], ARTICLES))


def test_hash_seed_and_order_change_no_byte(here: list[Built]) -> None:
    assert [(built.hash_seed, built.order) for built in here] == list(product(HASH_SEEDS, ORDERS))
    assert len({built.hashes for built in here}) == 1
    assert all(len(set(built.hashes)) == len(SYNTAXES) for built in here)


@pytest.mark.long
@pytest.mark.skipif(len(PYTHONS) < 2, reason="one version of Python; `make setup-other` adds one")
def test_another_python_changes_no_byte(here: list[Built]) -> None:
    there = list(build_all(PYTHONS[1], ARTICLES))
    assert {built.python for built in here}.isdisjoint(built.python for built in there)
    assert len(there) == len(HASH_SEEDS) * len(ORDERS)
    assert {built.hashes for built in there} == {here[0].hashes}
