"""MiniLM, told what the parse knows of each word, with a head of tags and two pointers.

Shapes: B windows, L pieces, D=384 wide. The weights are uncased, so a word's case comes in as the
token type. Tag and dependency of a word, quotation marks around it, and its governing word are
added to the embedding from zero, so that training starts from the network as it was.
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from kg.extract.tagger.tags import TAGS

CASES = 4
QUOTED = 2
POINTER_WIDTH = 96


class Window(NamedTuple):
    """What the network reads; each (B, L) of integers. `head` is a place in the window."""

    ids: Tensor
    case: Tensor
    tag: Tensor
    dep: Tensor
    quoted: Tensor
    head: Tensor


class Scores(NamedTuple):
    """Tags (B, L, TAGS); cue and source (B, L, L): for each piece, the score of each other one."""

    tag: Tensor
    cue: Tensor
    source: Tensor


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many labels the parse has, the unknown one included."""

    tags: int
    deps: int


class Pointer(nn.Module):
    """From each piece to another: two projections and their scaled product."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.asking = nn.Linear(width, POINTER_WIDTH)
        self.asked = nn.Linear(width, POINTER_WIDTH)

    def forward(self, hidden: Tensor) -> Tensor:
        """(B, L, D) to (B, L, L)."""
        return self.asking(hidden) @ self.asked(hidden).transpose(1, 2) / POINTER_WIDTH**0.5


class Tagger(nn.Module):
    """Scores of tags and pointers for windows of pieces."""

    def __init__(self, config: BertConfig, sizes: Sizes) -> None:
        super().__init__()
        width = config.hidden_size
        self.body = BertModel(config, add_pooling_layer=False)
        self.tag_embedding = _from_zero(sizes.tags, width)
        self.dep_embedding = _from_zero(sizes.deps, width)
        self.quoted_embedding = _from_zero(QUOTED, width)
        self.head_embedding = _zero(nn.Linear(width, width, bias=False))
        self.head_output = _zero(nn.Linear(width, width, bias=False))
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.tags = nn.Linear(width, TAGS)
        self.to_cue = Pointer(width)
        self.to_source = Pointer(width)

    def forward(self, window: Window) -> Scores:
        """Scores of all pieces; separators and the tail that fills a window are scored too."""
        words = self.body.embeddings.word_embeddings(window.ids)
        embedded = (
            words
            + self.tag_embedding(window.tag)
            + self.dep_embedding(window.dep)
            + self.quoted_embedding(window.quoted)
            + self.head_embedding(_at(words, window.head))
        )
        hidden = self.body(
            inputs_embeds=embedded,
            token_type_ids=window.case,
            attention_mask=(window.ids != 0).long(),
        ).last_hidden_state
        hidden = self.dropout(hidden + self.head_output(_at(hidden, window.head)))
        return Scores(self.tags(hidden), self.to_cue(hidden), self.to_source(hidden))


def _at(values: Tensor, places: Tensor) -> Tensor:
    """(B, L, D) taken at the places (B, L)."""
    return torch.gather(values, 1, places.unsqueeze(-1).expand(-1, -1, values.shape[-1]))


def _zero(layer: nn.Linear) -> nn.Linear:
    nn.init.zeros_(layer.weight)
    return layer


def _from_zero(count: int, width: int) -> nn.Embedding:
    embedding = nn.Embedding(count, width)
    nn.init.zeros_(embedding.weight)
    return embedding


def widen_cases(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Base weights with one token type a case, each begun from the first."""
    name = "embeddings.token_type_embeddings.weight"
    return {**state, name: state[name][:1].repeat(CASES, 1)}
