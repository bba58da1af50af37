"""The trained model as it lies in a folder: weights, vocabulary, labels, and what is known of them.

The folder's `model.json` states the SHA-256 of the weights and the tokenizer; a file that differs
is not used.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg import errors
from kg.extract.tagger.encoding import Labels, numbered
from kg.extract.tagger.windows import Features, stack

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FOLDER = Path(__file__).parent / "weights"
CARD, WEIGHTS, VOCABULARY = "model.json", "tagger.onnx", "tokenizer.json"
THREADS = 2
OUTPUTS = ("tags", "cues", "sources")


class Scores(NamedTuple):
    """Scores of a batch: tags (B, L, TAGS), cues and sources (B, L, L); B is missing for one."""

    tag: np.ndarray[Any, np.dtype[np.float32]]
    cue: np.ndarray[Any, np.dtype[np.float32]]
    source: np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Card:
    """What `model.json` states.

    `confidence` are the weights of logistic regressions: "tagger" for what the network finds,
    "rules" for what rules find alone.
    """

    name: str
    version: str
    sha256: dict[str, str]
    labels: Labels
    confidence: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Model:
    """A checked and loaded model."""

    card: Card
    tokenizer: "Tokenizer"
    session: "InferenceSession"

    def scores(self, windows: list[Features]) -> Scores:
        """Scores of a batch of windows."""
        names = Features.__slots__
        inputs = {name: stack(getattr(window, name) for window in windows) for name in names}
        return Scores(*self.session.run(list(OUTPUTS), inputs))


@cache
def load_model(folder: Path) -> Model:
    """The model of a folder.

    Raises `errors.Unavailable` where there is none, or where a file is not the one that was made.
    """
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    card = read_card(folder)
    contents = {name: _checked(folder / name, sha) for name, sha in card.sha256.items()}
    options = SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    # Threads that wait by spinning would take the processors from everybody else.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = InferenceSession(contents[WEIGHTS], options, providers=["CPUExecutionProvider"])
    return Model(card, Tokenizer.from_buffer(contents[VOCABULARY]), session)


def confidence_weights(folder: Path | None) -> dict[str, dict[str, float]]:
    """What a model's card states of confidence; nothing where there is no model."""
    place = folder or FOLDER
    return read_card(place).confidence if (place / CARD).is_file() else {}


@cache
def read_card(folder: Path) -> Card:
    """What is stated of a model; raises `errors.Unavailable` where there is none."""
    path = folder / CARD
    if not path.is_file():
        raise errors.Unavailable(
            f"There is no tagger of claims in {folder} ({CARD} is missing); "
            "make one with kg train, or go without it with --no-model."
        )
    stated: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    labels = numbered(stated["labels"])
    return Card(stated["name"], stated["version"], stated["sha256"], labels, stated["confidence"])


def _checked(path: Path, sha256: str) -> bytes:
    content = path.read_bytes() if path.is_file() else b""
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise errors.Unavailable(
            f"{path} is not the file that the model card names: its SHA-256 is {found} "
            f"and not {sha256}; install kg anew, or make the model with kg train."
        )
    return content
