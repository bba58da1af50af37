"""The same figures as other scorers of the same conventions give, where those are at hand."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.records import Span
from kg.score.bootstrap import DRAWS, SEED
from kg.score.corpus import Annotated, Gold, read_corpus
from kg.score.figures import Figure
from kg.score.reading import read_gold, read_records
from kg.score.scores import Scores, score_corpus, score_records

SHARED = Path(__file__).parents[3] / "shared"
GOLD, SEEDS = SHARED / "data" / "gold", SHARED / "data" / "seeds"
CORPUS = SHARED / "data" / "polnear" / "dev"
TOOLS = SHARED / "tools"

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.slow,
    pytest.mark.skipif(not TOOLS.is_dir(), reason=f"there are no other scorers in {SHARED}"),
]

# Our rows by the names of theirs.
OF_RECORDS = {
    "mentions exact": "mentions",
    "mentions overlap": "mentions, overlapping",
    "identity B3": "identity",
    "names": "names",
    "triggers overlap": "event words",
    "event identity B3": "event identity",
    "ev.type": "event type",
    "ev.status": "event status",
    "ev.time": "event time",
    "ev.part": "event participants",
    "claims": "claims",
    "claims direct recall": "direct found",
    "claims indirect recall": "indirect found",
    "claims mixed recall": "mixed found",
    "speaker": "speaker",
    "claims end-to-end": "claims with speaker",
    "nested": "nested",
    "act": "act",
    "addressee": "addressee",
    "same": "same statement",
    "leaks": "in page furniture",
}
OF_CORPUS = {
    "claims half": "half",
    "claims full": "full",
    "claims exact": "exact",
    "half direct": "direct",
    "half indirect": "indirect",
    "half mixed": "mixed",
}
SHARES = {"matched source": "source", "matched cue": "cue"}


def run(*command: object) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kg = Path(sys.executable).with_name("kg")
    path = tmp_path_factory.mktemp("peers") / "records.jsonl"
    path.write_text(run(kg, "extract", *sorted(SEEDS.glob("*.txt"))), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def their_records(records: Path) -> dict[str, dict[str, float]]:
    options = ("--gold", GOLD, "--texts", SEEDS, "--pred", records, "--json")
    found: dict[str, dict[str, float]] = json.loads(
        run(sys.executable, TOOLS / "score_records.py", *options)
    )
    return found


@pytest.fixture(scope="module")
def our_records(records: Path) -> Scores:
    texts = {path.name: path.read_bytes().decode("utf-8") for path in SEEDS.glob("*.txt")}
    return score_records(read_gold(GOLD), read_records(records), texts)


@pytest.mark.parametrize("row", OF_RECORDS)
def test_records(row: str, our_records: Scores, their_records: Mapping[str, Any]) -> None:
    ours, theirs = our_records[OF_RECORDS[row]], their_records[row]
    assert (ours.value or 0) == pytest.approx(theirs["f1"])
    if ours.precision is not None:
        assert (ours.precision, ours.recall) == pytest.approx((theirs["p"], theirs["r"]))
        assert (ours.found, ours.gold) == (theirs["pred"], theirs["gold"])


def test_records_have_no_row_of_which_the_other_does_not_know(
    their_records: Mapping[str, Any],
) -> None:
    assert set(their_records) == set(OF_RECORDS)


@pytest.fixture(scope="module")
def corpus() -> list[Annotated]:
    return list(read_corpus(CORPUS))


@pytest.fixture(scope="module")
def attributions(corpus: list[Annotated], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an extractor might find: gold that is damaged in all ways that are counted."""
    path = tmp_path_factory.mktemp("peers") / "attributions.jsonl"
    lines = ({"doc": it.name, "claims": list(damaged(it.annotators[0]))} for it in corpus)
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def damaged(golds: tuple[Gold, ...]) -> Iterator[dict[str, Any]]:
    for number, gold in enumerate(golds):
        first = gold.content[0]
        middle = (first.start + first.end) // 2
        other = golds[number - 1]
        yield {
            "id": str(number),
            "content": [
                list(it) for it in ([Span(middle, first.end)] if number % 3 else gold.content)
            ],
            "source_span": whole(other.source if number % 5 == 0 else gold.source),
            "cue": whole(other.cue if number % 7 == 0 else gold.cue),
            "nested_in": str(number - 1) if number % 11 == 10 else None,
        }
        if number % 13 == 0:
            yield {"id": f"{number} again", "content": [list(first)], "cue": whole(gold.cue)}


def whole(pieces: tuple[Span, ...]) -> list[int] | None:
    return [pieces[0].start, pieces[-1].end] if pieces else None


@pytest.fixture(scope="module")
def their_attributions(attributions: Path) -> dict[str, Any]:
    options = ("--bootstrap", DRAWS, "--seed", SEED)
    shown = run(sys.executable, TOOLS / "score_attribution.py", CORPUS, attributions, *options)
    found: dict[str, Any] = json.loads(shown.split("\n\n")[1])["figures"]
    return found


@pytest.fixture(scope="module")
def our_attributions(corpus: list[Annotated], attributions: Path) -> Scores:
    return score_corpus(corpus, read_records(attributions))


@pytest.mark.parametrize("row", OF_CORPUS)
def test_attributions(
    row: str, our_attributions: Scores, their_attributions: dict[str, Any]
) -> None:
    ours, theirs = our_attributions[OF_CORPUS[row]], their_attributions[row]
    figures = (theirs["P"], theirs["R"], theirs["F1"])
    assert (ours.precision, ours.recall, ours.value) == pytest.approx(figures)
    assert 0.2 < figures[2] < 1
    assert ours.interval == pytest.approx(theirs["F1 95%"])


@pytest.mark.parametrize("row", SHARES)
def test_shares(row: str, our_attributions: Scores, their_attributions: dict[str, Any]) -> None:
    shares: list[Figure] = [our_attributions[SHARES[row] + part] for part in ("", ", same words")]
    theirs = their_attributions[row]
    assert [it.value for it in shares] == pytest.approx([theirs["any"], theirs["same"]])
