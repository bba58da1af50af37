"""What commands share: the settings of a run, and the store they name."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import errors
from kg.config import DEFAULT_MODEL, DEFAULT_STORE, Settings, load_settings

if TYPE_CHECKING:
    from kg.pipeline import Target
    from kg.store.protocol import Store


def with_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--store`, and pass it `settings` from that and the environment."""

    @click.option(
        "--store",
        "store_path",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="KG_STORE",
        default=DEFAULT_STORE,
        show_default=True,
        show_envvar=True,
        help="Folder of the graph.",
    )
    @wraps(command)
    def wrapped(store_path: Path, **options: Any) -> None:
        command(settings=replace(environment_settings(), store=store_path), **options)

    return wrapped


def input_paths(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the files and folders that it reads."""
    kind = click.Path(path_type=Path)
    return click.argument("paths", nargs=-1, required=True, type=kind, metavar="PATH...")(command)


def model_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--model`."""
    return click.option(
        "--model",
        envvar="KG_MODEL",
        default=DEFAULT_MODEL,
        show_default=True,
        help="A spaCy pipeline: a name, or a folder.",
    )(command)


def environment_settings() -> Settings:
    """Settings from the environment; raises `errors.BadRequest`."""
    return load_settings(os.environ)


@contextmanager
def reading(settings: Settings) -> Iterator["Store"]:
    """The store of the settings, opened to read; raises `errors.NotFound` where there is none."""
    from kg.store.embedded import open_store  # noqa: PLC0415

    with closing(open_store(settings.store, read_only=True)) as store:
        yield store


@contextmanager
def writing(settings: Settings, *, create: bool = False) -> Iterator["Target"]:
    """The store of the settings with its archive, opened to write.

    Raises `errors.NotFound` where there is none and none is to be made, `errors.StoreBusy` where
    another process writes, `errors.BadRequest` where its IRIs begin with another base.
    """
    from kg.pipeline import Target  # noqa: PLC0415
    from kg.store.archive import Archive  # noqa: PLC0415
    from kg.store.embedded import open_store  # noqa: PLC0415

    with closing(open_store(settings.store, create=create)) as store:
        _refuse_other_base(store, settings)
        yield Target(store, Archive(settings.store), settings)


def _refuse_other_base(store: "Store", settings: Settings) -> None:
    for graph in store.graphs():
        base = graph.rpartition("graph/")[0]
        if base != settings.base:
            raise errors.BadRequest(
                f"The graph in {settings.store} has the base {base} and not {settings.base}: "
                "set KG_BASE to that, or build into another --store."
            )
