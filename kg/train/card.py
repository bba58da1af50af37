"""The card of a model: `model.json` for the program, `CARD.md` for people."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.extract.tagger.model import CARD, VOCABULARY, WEIGHTS, load_model, read_card
from kg.train.settings import Settings

NAME = "kg-claims-minilm"


@dataclass(frozen=True, slots=True)
class Made:
    """What went into a model, as its card states it."""

    version: str
    labels: Mapping[str, list[str]]
    settings: Settings
    pipeline: str
    corpus: str
    articles: int


def write_card(folder: Path, made: Made, confidence: Mapping[str, Mapping[str, float]]) -> None:
    """Write `model.json` beside the weights and the vocabulary, whose hashes it states."""
    stated = {
        "name": NAME,
        "version": made.version,
        "sha256": {name: _sha256(folder / name) for name in (WEIGHTS, VOCABULARY)},
        "base": "all-MiniLM-L6-v2",
        "corpus": {"name": made.corpus, "articles": made.articles},
        "pipeline": made.pipeline,
        "settings": asdict(made.settings),
        "confidence": {name: dict(sorted(kind.items())) for name, kind in confidence.items()},
        "labels": {name: list(labels) for name, labels in made.labels.items()},
    }
    (folder / CARD).write_text(_json(stated), encoding="utf-8")
    for loaded in (read_card, load_model):
        loaded.cache_clear()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
