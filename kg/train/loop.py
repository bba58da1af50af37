"""Trains the network: cross-entropy of tags and pointers, AdamW, and an average of the weights.

A run saves where it stands, random numbers included, and goes on from there when started again.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn

from kg import errors
from kg.train.batches import IGNORED, Article, Batch, count, epoch
from kg.train.network import Tagger
from kg.train.settings import Settings

# A score so low that no piece is pointed at: the tail that fills a window.
NEVER = -1e4

# Told after each step: its number, the number of all steps, the loss.
type Told = Callable[[int, int, float], None]


@dataclass(slots=True)
class Run:
    """A training run where it stands. `begun` is the random state at the start of the epoch."""

    network: Tagger
    average: Tagger
    optimizer: torch.optim.Optimizer
    random: Random
    total: int
    step: int = 0
    within: int = 0
    begun: Any = None


def train(
    network: Tagger, articles: Sequence[Article], settings: Settings, saved: Path, told: Told
) -> Tagger:
    """The trained network, its weights averaged; goes on from `saved` where that exists.

    Raises `errors.BadRequest` where `saved` is of a run with other settings.
    """
    torch.set_num_threads(settings.threads)
    run = _start(network, articles, settings)
    if saved.exists():
        _resume(run, settings, saved)
    while run.step < run.total:
        for batch in islice(_epoch(run, articles, settings), run.total - run.step):
            loss = _step(run, batch, settings)
            told(run.step, run.total, loss)
            if run.step % settings.save_every == 0:
                _save(run, settings, saved)
    _save(run, settings, saved)
    return run.average


def _start(network: Tagger, articles: Sequence[Article], settings: Settings) -> Run:
    random = Random(settings.seed)
    network.body.embeddings.word_embeddings.weight.requires_grad_(False)
    steps = count(articles, random, settings.window, settings.batch, settings.bucket)
    return Run(
        network.train(),
        deepcopy(network).eval(),
        _optimizer(network, settings),
        random,
        int(steps * settings.epochs),
    )


def _optimizer(network: Tagger, settings: Settings) -> torch.optim.Optimizer:
    named = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    body = [p for name, p in named if name.startswith("body.")]
    heads = [p for name, p in named if not name.startswith("body.")]
    groups = [
        {"params": body, "rate": settings.rate},
        {"params": heads, "rate": settings.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=settings.decay)


def _epoch(run: Run, articles: Sequence[Article], settings: Settings) -> Iterator[Batch]:
    """The batches of an epoch that are still to come."""
    if run.within:
        run.random.setstate(run.begun)
    run.begun = run.random.getstate()
    batches = epoch(articles, run.random, settings.window, settings.batch, settings.bucket)
    for batch in islice(batches, run.within, None):
        run.within += 1
        yield batch
    run.within = 0


def _step(run: Run, batch: Batch, settings: Settings) -> float:
    for group in run.optimizer.param_groups:
        group["lr"] = group["rate"] * _share(run.step, run.total, settings.warm_up)
    loss = _loss(run.network, batch, settings)
    run.optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(run.network.parameters(), settings.longest_gradient)
    run.optimizer.step()
    run.step += 1
    _average(run, settings)
    return loss.item()


def _share(step: int, total: int, warm_up: int) -> float:
    """Of the full rate: rising over the warm-up, and falling to nothing over the run."""
    return min(1.0, (step + 1) / warm_up) * (total - step) / total


def _loss(network: Tagger, batch: Batch, settings: Settings) -> Tensor:
    scores = network(batch.inputs)
    filled = (batch.inputs.ids == 0)[:, None, :]
    return (
        _entropy(scores.tag, batch.tag)
        + settings.cue_weight * _entropy(scores.cue.masked_fill(filled, NEVER), batch.cue)
        + settings.source_weight * _entropy(scores.source.masked_fill(filled, NEVER), batch.source)
    )


def _entropy(scores: Tensor, labels: Tensor) -> Tensor:
    """Mean cross-entropy of the labels that count; nothing where none does."""
    if not (labels != IGNORED).any():
        return scores.sum() * 0.0
    return nn.functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORED)


def _average(run: Run, settings: Settings) -> None:
    kept = min(settings.average, (1 + run.step) / (10 + run.step))
    pairs = zip(run.average.parameters(), run.network.parameters(), strict=True)
    with torch.no_grad():
        for mean, now in pairs:
            if now.requires_grad:
                mean.lerp_(now, 1 - kept)


def _save(run: Run, settings: Settings, path: Path) -> None:
    state = {
        "settings": asdict(settings),
        "network": run.network.state_dict(),
        "average": run.average.state_dict(),
        "optimizer": run.optimizer.state_dict(),
        "torch": torch.get_rng_state(),
        "begun": run.begun,
        "random": run.random.getstate(),
        "step": run.step,
        "within": run.within,
    }
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def _resume(run: Run, settings: Settings, path: Path) -> None:
    state = torch.load(path, weights_only=False)
    if state["settings"] != asdict(settings):
        raise errors.BadRequest(
            f"{path} is of a training run with other settings; remove it, or train elsewhere."
        )
    run.network.load_state_dict(state["network"])
    run.average.load_state_dict(state["average"])
    run.optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["torch"])
    run.random.setstate(state["random"])
    run.begun, run.step, run.within = state["begun"], state["step"], state["within"]
