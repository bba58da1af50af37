"""What a training run is given. All of it stands in the model's card."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`window` is in pieces, `batch` in windows; `rate` is the body's, the heads get `head_rate`.

    `average` is the weight that each step leaves to the running average of the weights, which is
    what is exported (Polyak and Juditsky 1992).
    """

    epochs: float = 4.0
    seed: int = 1
    window: int = 160
    batch: int = 8
    rate: float = 1.5e-4
    head_rate: float = 7.5e-4
    decay: float = 0.01
    warm_up: int = 150
    cue_weight: float = 0.3
    source_weight: float = 0.2
    average: float = 0.999
    longest_gradient: float = 1.0
    # Batches of windows of like length are made within this many batches.
    bucket: int = 40
    save_every: int = 500
    threads: int = 2
