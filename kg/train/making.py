"""Makes a tagger from a corpus: reads it, trains, exports, fits the confidence, writes the card."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.extract.claims.confidence import BY_RULES, BY_TAGGER
from kg.extract.language import Reader, find_pipeline, load_pipeline
from kg.extract.options import Options
from kg.extract.tagger.encoding import numbered
from kg.extract.tagger.model import VOCABULARY
from kg.score.corpus import read_corpus
from kg.train.base import base_tokenizer, find_base, new_network
from kg.train.calibrate import Fit, Sample, fit, samples
from kg.train.card import Made, write_card
from kg.train.export import export_onnx
from kg.train.loop import train
from kg.train.prepare import Parser, parse, prepared
from kg.train.settings import Settings

# The parts of a corpus: what the network learns from, and what its confidence is fitted on.
LEARNING, HELD_OUT = "train", "dev"


class Told(Protocol):
    """What is told of a run while it goes on."""

    def reading(self, name: str, articles: int) -> None:
        """An article was read, one of so many."""

    def stepped(self, step: int, steps: int, loss: float) -> None:
        """A step of training was taken, one of so many."""


@dataclass(frozen=True, slots=True)
class Places:
    """`corpus` has `train/` and `dev/`; `work` keeps what a run can go on from; `out` the model."""

    corpus: Path
    work: Path
    out: Path

    @property
    def held_out(self) -> Path:
        """The articles that the network does not learn from."""
        return self.corpus / HELD_OUT


def make_tagger(
    places: Places, pipeline: str, settings: Settings, version: str, told: Told
) -> dict[str, Fit]:
    """Make a model in `places.out`; return how its confidence was fitted, by who finds a claim.

    Raises `errors.NotFound` without a corpus and `errors.Unavailable` without base weights.
    """
    for folder in (places.work, places.out):
        folder.mkdir(parents=True, exist_ok=True)
    base, reader, labels = find_base(), Reader(pipeline), labels_of(pipeline)
    parser = Parser(reader, numbered(labels), base_tokenizer(base))
    articles = prepared(places.corpus / LEARNING, parser, places.work, told.reading)
    network = new_network(base, parser.labels, settings.seed)
    trained = train(network, articles, settings, places.work / "run.pt", told.stepped)
    export_onnx(trained, places.out)
    parser.tokenizer.save(str(places.out / VOCABULARY), pretty=False)
    tool = reader.tool
    made = Made(
        version, labels, settings, f"{tool.model} {tool.model_version}", places.corpus.name,
        len(articles),
    )  # fmt: skip
    write_card(places.out, made, {})
    fits = fit_confidence(places, reader)
    write_card(places.out, made, fits)
    return fits


def labels_of(pipeline: str) -> Mapping[str, list[str]]:
    """The tags and dependencies that a pipeline can give."""
    nlp = load_pipeline(find_pipeline(pipeline))
    parts = {"tags": "tagger", "deps": "parser"}
    return {name: list(nlp.get_pipe(part).labels) for name, part in parts.items()}  # type: ignore[attr-defined]


def fit_confidence(places: Places, reader: Reader) -> dict[str, Fit]:
    """The weights of confidence, for what the tagger finds and for what rules find alone.

    One is missing where there is too little to fit it on; its claims have no confidence then.
    """
    variants = {BY_TAGGER: Options(weights=places.out), BY_RULES: Options(tagger=False)}
    found: dict[str, list[Sample]] = {name: [] for name in variants}
    for item in read_corpus(places.held_out):
        parsed = parse(item, reader)
        for name, options in variants.items():
            found[name] += samples(item, parsed, options)
    fits = {name: fit(rows) for name, rows in found.items()}
    return {name: fitted for name, fitted in fits.items() if fitted is not None}
