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
    kind = click.Path(exists=True, path_type=Path)
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
    """Settings from the environment; raises `errors.BadRequest` where a number is none."""
    try:
        return load_settings(os.environ)
    except ValueError as error:
        raise errors.BadRequest(f"KG_QUERY_SECONDS is not a number: {error}.") from error


def require_graph(settings: Settings) -> None:
    """Raise `errors.NotFound` where nothing has been built."""
    if not (settings.store / "graph").is_dir():
        raise errors.NotFound(
            f"There is no graph in {settings.store}; build one with: "
            f"kg build --store {settings.store} PATH..."
        )


@contextmanager
def reading(settings: Settings) -> Iterator["Store"]:
    """The store of the settings, opened to read; raises `errors.NotFound` where there is none."""
    require_graph(settings)
    with closing(_open(settings, read_only=True)) as store:
        yield store


@contextmanager
def writing(settings: Settings) -> Iterator["Store"]:
    """The store of the settings, made where there is none, opened to write."""
    with closing(_open(settings, read_only=False)) as store:
        yield store


def _open(settings: Settings, *, read_only: bool) -> "Store":
    from kg.store.embedded import open_store  # noqa: PLC0415

    return open_store(settings.store, read_only=read_only)
