"""The card of a model: `model.json` for the program, `CARD.md` for people."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Any

from kg.extract.claims.confidence import BY_TAGGER
from kg.extract.tagger.model import CARD, VOCABULARY, WEIGHTS, load_model, read_card
from kg.score.figures import Figure
from kg.score.scores import Scores
from kg.train.calibrate import Fit
from kg.train.settings import Settings

NAME = "kg-claims-minilm"
PAGE = "CARD.md"


@dataclass(frozen=True, slots=True)
class Made:
    """What went into a model; `pipeline` is the parser's name and version."""

    version: str
    labels: Mapping[str, list[str]]
    settings: Settings
    pipeline: str
    corpus: str
    articles: int


def write_card(folder: Path, made: Made, fits: Mapping[str, Fit]) -> None:
    """Write `model.json` beside the weights and the vocabulary, whose hashes it states."""
    stated = {
        "name": NAME,
        "version": made.version,
        "sha256": {name: _sha256(folder / name) for name in (WEIGHTS, VOCABULARY)},
        "base": "all-MiniLM-L6-v2",
        "corpus": {"name": made.corpus, "articles": made.articles},
        "pipeline": made.pipeline,
        "settings": asdict(made.settings),
        "confidence": {name: dict(sorted(found.weights.items())) for name, found in fits.items()},
        "calibration": {name: round(found.held_out.error, 4) for name, found in fits.items()},
        "labels": {name: list(labels) for name, labels in made.labels.items()},
    }
    text = json.dumps(stated, ensure_ascii=False, indent=1) + "\n"
    (folder / CARD).write_text(text, encoding="utf-8")
    for loaded in (read_card, load_model):
        loaded.cache_clear()


def write_page(folder: Path, held_out: Scores) -> None:
    """Write `CARD.md` from what `model.json` states, and the figures on articles held out."""
    stated: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
    form = Template(Path(__file__).with_name(PAGE).read_text(encoding="utf-8"))
    page = form.substitute(
        name=stated["name"],
        version=stated["version"],
        pipeline=stated["pipeline"],
        weights=stated["sha256"][WEIGHTS],
        vocabulary=stated["sha256"][VOCABULARY],
        corpus=stated["corpus"]["name"],
        articles=stated["corpus"]["articles"],
        epochs=f"{stated['settings']['epochs']:g}",
        seed=stated["settings"]["seed"],
        held=held_out.articles,
        figures=_table(held_out.figures),
        calibration=stated["calibration"].get(BY_TAGGER, "unknown: there are too few claims"),
    )
    (folder / PAGE).write_text(page, encoding="utf-8")


def _table(figures: Iterable[Figure]) -> str:
    rows = [f"| {it.name} | {_percent(it.value)} |" for it in figures if it.value is not None]
    return "\n".join(["| measure | F1 |", "| --- | ---: |", *rows])


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
