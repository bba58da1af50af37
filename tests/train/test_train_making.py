"""A tagger is made from a corpus in miniature, with the real libraries and base weights."""

import json
from importlib.util import find_spec

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.cli.train import LIBRARIES
from tests.train.corpus_in_miniature import write_corpus

MISSING = [name for name in LIBRARIES if find_spec(name) is None]


def test_missing_libraries_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.cli.train.LIBRARIES", ("no_such_library",))
    done = CliRunner().invoke(main, ["train", "--corpus", str(tmp_path)])
    assert done.exit_code == 7
    assert "no_such_library" in done.output
    assert "make setup-train" in done.output


@pytest.mark.slow
@pytest.mark.skipif(bool(MISSING), reason=f"training needs {', '.join(MISSING)}")
def test_a_tagger_is_made_used_and_gone_on_with(tmp_path):
    corpus = write_corpus(tmp_path / "corpus")
    given = ["--corpus", str(corpus), "--work", str(tmp_path / "work"), "--epochs", "3"]
    first = CliRunner().invoke(main, ["train", *given, "--out", str(tmp_path / "one")])
    assert first.exit_code == 0, first.output
    assert "full" in first.output
    card = json.loads((tmp_path / "one" / "model.json").read_text())
    assert card["corpus"]["articles"] == 4
    # Of five claims, all found by the rules, nothing can be learnt about wrong ones.
    assert "rules" not in card["confidence"]
    assert (tmp_path / "one" / "CARD.md").read_text().count(card["sha256"]["tagger.onnx"]) == 1
    # The run is done: started again, it exports the same weights.
    again = CliRunner().invoke(main, ["train", *given, "--out", str(tmp_path / "two")])
    assert again.exit_code == 0, again.output
    weights = [(tmp_path / out / "tagger.onnx").read_bytes() for out in ("one", "two")]
    assert weights[0] == weights[1]
    article = corpus / "dev" / "text" / "article0.txt"
    used = CliRunner().invoke(main, ["extract", str(article), "--tagger", str(tmp_path / "one")])
    assert used.exit_code == 0, used.output


@pytest.mark.slow
@pytest.mark.skipif(bool(MISSING), reason=f"training needs {', '.join(MISSING)}")
def test_another_run_is_not_gone_on_with(tmp_path):
    corpus = write_corpus(tmp_path / "corpus")
    given = ["train", "--corpus", str(corpus), "--work", str(tmp_path / "work"), "--epochs", "1"]
    out = ["--out", str(tmp_path / "out")]
    assert CliRunner().invoke(main, [*given, *out]).exit_code == 0
    other = CliRunner().invoke(main, [*given, *out, "--seed", "2"])
    assert other.exit_code == 2
    assert "other settings" in other.output
