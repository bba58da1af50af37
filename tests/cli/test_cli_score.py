"""`kg score`: gold of one's own, a corpus, and the examples."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_articles import ARTICLES, Kg, write_articles

TEXT = ARTICLES["harbour.txt"]
WORDS = "We will not close the harbour"


def claim(**more: Any) -> dict[str, Any]:
    start, said = TEXT.index(WORDS), TEXT.index("told reporters")
    return {
        "id": "c1",
        "speaker": "brandt",
        "content": [[start, start + len(WORDS)]],
        "source_span": [said - len("Brandt "), said - 1],
        "cue": [said, said + len("told")],
        "kind": "direct",
        "act": "state",
    } | more


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "texts", "harbour.txt")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    record = {"doc": "harbour.txt", "actors": [{"id": "brandt"}], "claims": [claim()]}
    (folder / "harbour.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    write_articles(folder / "text", "harbour.txt")
    (folder / "attributions").mkdir()
    (start, end), (source, cue) = claim()["content"][0], (claim()["source_span"], claim()["cue"])
    lines = [
        f"T1\tSource {source[0]} {source[1]}\t.",
        f"T2\tCue {cue[0]} {cue[1]}\t.",
        f"T3\tContent {start} {end}\t.",
        "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3",
    ]
    (folder / "attributions" / "harbour_me.ann").write_text("\n".join(lines), encoding="utf-8")
    return folder


def write_records(folder: Path, *claims: dict[str, Any], doc: str = "harbour.txt") -> Path:
    path = folder / "records.jsonl"
    path.write_text(json.dumps({"doc": doc, "claims": claims}), encoding="utf-8")
    return path


def test_records_against_gold(kg: Kg, gold: Path, texts: Path, tmp_path: Path) -> None:
    result = kg("score", gold, "--texts", texts, "--records", write_records(tmp_path, claim()))
    assert result.exit_code == 0, result.output
    (row,) = (line.split() for line in result.stdout.splitlines() if line.startswith("claims  "))
    assert row == ["claims", "100.0", "100.0", "100.0", "1", "1"]


def test_json_has_the_same_figures_as_shares(
    kg: Kg, gold: Path, texts: Path, tmp_path: Path
) -> None:
    records = write_records(tmp_path, claim(), claim(id="c2"))
    options = ("--texts", texts, "--records", records, "--format", "json")
    figures = json.loads(kg("score", gold, *options).stdout)["figures"]
    assert (figures["claims"]["precision"], figures["claims"]["recall"]) == (0.5, 1)


def test_a_corpus_needs_no_texts(kg: Kg, corpus: Path, tmp_path: Path) -> None:
    result = kg("score", corpus, "--records", write_records(tmp_path, claim()), "--format", "json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["figures"]["full"]["value"] == 1


def test_confidence_is_shown_beside_what_was_right(kg: Kg, corpus: Path, tmp_path: Path) -> None:
    records = write_records(tmp_path, claim(confidence=0.75))
    result = kg("score", corpus, "--records", records)
    assert "expected calibration error 25.0" in result.stdout
    assert "0.7-0.8" in result.stdout


@pytest.mark.parametrize("extra", [(), ("--no-model",)])
def test_without_records_the_articles_are_extracted(
    kg: Kg, corpus: Path, extra: tuple[str, ...]
) -> None:
    result = kg("score", corpus, "--format", "json", *extra)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["figures"]["full"]["recall"] == 1


def test_without_gold_the_examples_are_measured(kg: Kg) -> None:
    result = kg("score", "--format", "json", "--no-model")
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)
    assert scores["articles"] == 3
    assert scores["figures"]["claims"]["value"] > 0.7
    assert scores["figures"]["identity"]["value"] > 0.9


def test_coded_sentences_are_extracted_one_by_one(kg: Kg, tmp_path: Path) -> None:
    markup = "(SRC: Norway) (EVT: invaded) (TAR: Malta) in May."
    row = {"event": "FIGHT", "text": "as printed", "textInfo": {"markup": markup}}
    path = tmp_path / "coded.json"
    path.write_text(json.dumps([row]), encoding="utf-8")
    result = kg("score", path, "--format", "json", "--no-model")
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)["figures"]
    assert (figures["type"]["value"], figures["participants"]["value"]) == (1, 1)


def test_news_with_tokens_is_set_in_print_and_extracted(kg: Kg, tmp_path: Path) -> None:
    words = enumerate(["Norway", "invaded", "Malta", "."], 1)
    tokens = "".join(f'<token t_id="{n}" sentence="0">{word}</token>' for n, word in words)
    mention = '<EVENT_MENTION m_id="1"><token_anchor t_id="2"/></EVENT_MENTION>'
    article = f"<Document>{tokens}<Markables>{mention}</Markables></Document>"
    (tmp_path / "raid.xml").write_text(article, encoding="utf-8")
    result = kg("score", tmp_path, "--format", "json", "--no-model")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["figures"]["event words"]["value"] == 1


def test_an_article_without_a_record(kg: Kg, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text("")
    result = kg("score", corpus, "--records", tmp_path / "records.jsonl")
    assert result.exit_code == 1
    assert "There is no record of harbour.txt." in result.stderr


@pytest.fixture
def places(gold: Path, texts: Path, corpus: Path, tmp_path: Path) -> dict[str, Path]:
    records = write_records(tmp_path, claim(), doc="other.txt")
    return {"gold": gold, "texts": texts, "corpus": corpus, "tmp": tmp_path, "records": records}


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ("{gold}", 2, "--texts"),
        ("{tmp} --texts {texts}", 3, "There is no gold in"),
        ("{gold} --texts {tmp}/none --records {records}", 3, "harbour.txt"),
        ("{gold} --texts {texts} --records {tmp}/none", 3, "cannot be read"),
        ("{gold} --texts {texts} --records {texts}/harbour.txt", 2, "line 1"),
        ("{corpus} --records {records}", 2, "other.txt"),
        ("{texts}/harbour.txt", 2, "harbour.txt does not hold coded sentences"),
    ],
)
def test_what_cannot_be_measured_gets_a_sentence(
    kg: Kg, places: dict[str, Path], arguments: str, code: int, sentence: str
) -> None:
    result = kg("score", *arguments.format(**places).split())
    assert result.exit_code == code
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
