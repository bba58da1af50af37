"""A thousand random changes of packs and texts, each of which has to be found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from pack_changes import (
    AS_IT_STANDS,
    OF_THE_TEXT,
    RECOMPUTED,
    UNSEALED,
    Change,
    Material,
    change,
)
from pack_materials import materials

from kg import errors
from kg.cli import main
from kg.pack.checking import verify
from kg.pack.checks.texts import Text

SEEDS = Path(__file__).parents[3] / "shared" / "data" / "seeds"
SEALED = (AS_IT_STANDS, OF_THE_TEXT, RECOMPUTED)
COUNT = 1000


def texts_of(material: Material) -> list[Text]:
    return [Text("article.txt", text) for text in (material.text, *material.others)]


def is_found(material: Material) -> bool:
    """Whether the checks find something: without the shapes, which would only find more."""
    try:
        verdict = verify(material.data, texts_of(material), shapes=False)
    except errors.Invalid:
        return True
    return bool(verdict.problems) or not verdict.is_compared


def missed(
    materials: Sequence[Material], kinds: Mapping[str, Change], count: int, seed: int
) -> tuple[Counter[str], Counter[str]]:
    """How often each kind of change was tried, and how often it was not found."""
    random, tried, lost = Random(seed), Counter[str](), Counter[str]()
    for _ in range(count):
        name, changed = change(random, kinds, random.choice(materials))
        tried[name] += 1
        lost[name] += not is_found(changed)
    return tried, lost


@pytest.mark.slow
def test_whole_packs_hold(examples: list[Material]) -> None:
    for material in examples:
        verdict = verify(material.data, texts_of(material))
        assert verdict.problems == ()
        assert verdict.is_compared


@pytest.mark.slow
@pytest.mark.parametrize("kinds", SEALED, ids=["file", "text", "recomputed"])
def test_every_change_is_found(examples: list[Material], kinds: Mapping[str, Change]) -> None:
    tried, lost = missed(examples, kinds, COUNT, seed=5)
    assert tried.keys() == kinds.keys()
    assert lost.total() == 0, lost


@pytest.mark.slow
def test_what_no_hash_of_content_seals_takes_a_signature(examples: list[Material]) -> None:
    """With all hashes made anew, no check can know the rule, or the name of the paper."""
    kinds = {"value changed": UNSEALED["value changed"]}
    _, lost = missed(examples, kinds, 30, seed=5)
    assert lost["value changed"] == 30


@pytest.mark.slow
@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not here")
def test_every_change_of_packs_of_the_seeds_is_found(tmp_path: Path) -> None:
    build = ["build", str(SEEDS), "--store", str(tmp_path / "store")]
    assert CliRunner().invoke(main, build).exit_code == 0
    packs = list(materials(tmp_path / "store"))
    for kinds in SEALED:
        _, lost = missed(packs, kinds, COUNT // len(SEALED) + 1, seed=11)
        assert lost.total() == 0, lost
