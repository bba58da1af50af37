"""What commands share: the settings of a run, and the store they name."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import errors
from kg.config import DEFAULT_MODEL, DEFAULT_STORE, Settings, load_settings

if TYPE_CHECKING:
    from kg.extract.options import Options
    from kg.pipeline import Target
    from kg.resolve.corrections import Corrections
    from kg.store.protocol import Store


def with_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--store`, and pass it `settings` from that and the environment."""

    @click.option(
        "--store",
        "where",
        type=StoreName(),
        envvar="KG_STORE",
        default=DEFAULT_STORE,
        show_default=True,
        show_envvar=True,
        help="Folder of the graph, or the address of a SPARQL server that has it.",
    )
    @wraps(command)
    def wrapped(where: Path | str, **options: Any) -> None:
        endpoint = where if isinstance(where, str) else None
        found = replace(environment_settings(), store=Path(where), endpoint=endpoint)
        command(settings=found, **options)

    return wrapped


class StoreName(click.Path):
    """A folder as a path, or an address of the web as it is."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """An address is no path: its slashes are kept."""
        from kg.store.places import is_address  # noqa: PLC0415

        return value if is_address(str(value)) else super().convert(value, param, ctx)


def input_paths(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the files and folders that it reads."""
    kind = click.Path(path_type=Path)
    return click.argument("paths", nargs=-1, required=True, type=kind, metavar="PATH...")(command)


def decisions_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--decisions`."""
    return click.option(
        "--decisions",
        type=click.Path(dir_okay=False, path_type=Path),
        help="File of what people decided of identities (or KG_DECISIONS).",
    )(command)


def with_decisions(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that has settings `--decisions`, and put it into these."""

    @decisions_option
    @wraps(command)
    def wrapped(settings: Settings, decisions: Path | None, **options: Any) -> None:
        given = decisions or settings.decisions
        command(settings=replace(settings, decisions=given), **options)

    return wrapped


def read_decisions(file: Path, *, is_named: bool) -> "Corrections":
    """What people decided, nothing where there is no file that was not asked for by name.

    Raises `errors.NotFound`, and `errors.BadRequest` where it is not as it should be.
    """
    from kg.resolve.corrections_file import load  # noqa: PLC0415

    if is_named and not file.is_file():
        raise errors.NotFound(f"There is no file of decisions {file}; `kg merge` can begin one.")
    return load(file)


@dataclass(frozen=True, slots=True)
class Models:
    """What language is processed with: a spaCy pipeline, a tagger of claims, and known names.

    `tagger` is the folder of another tagger than the one that ships; `no_model` leaves it out.
    `authority` are files of names known beforehand, beside those that ship.
    """

    pipeline: str
    tagger: Path | None = None
    no_model: bool = False
    authority: tuple[Path, ...] = ()

    def options(self) -> "Options":
        """What an extraction with these models may do."""
        from kg.extract.options import Options  # noqa: PLC0415

        return Options(tagger=not self.no_model, weights=self.tagger, authority=self.authority)


def pipeline_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--model`."""
    return click.option(
        "--model", help=f"A spaCy pipeline: a name, or a folder (or KG_MODEL) [{DEFAULT_MODEL}]."
    )(command)


def with_models(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the choice of models, and pass it `models` from that and the environment."""

    @pipeline_option
    @click.option(
        "--tagger",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder of a tagger of claims that `kg train` made (or KG_TAGGER).",
    )
    @click.option(
        "--no-model",
        is_flag=True,
        help="Find claims by the rules alone, without a trained tagger (or KG_NO_MODEL=1).",
    )
    @click.option(
        "--authority",
        type=click.Path(dir_okay=False, path_type=Path),
        multiple=True,
        help="File of names known beforehand, .ttl or .csv (or KG_AUTHORITY); may be repeated.",
    )
    @wraps(command)
    def wrapped(
        model: str | None,
        tagger: Path | None,
        no_model: bool,
        authority: tuple[Path, ...],
        **options: Any,
    ) -> None:
        given = environment_settings()
        models = Models(
            model or given.model,
            tagger or given.tagger,
            no_model or given.no_model,
            authority or given.authority,
        )
        command(models=models, **options)

    return wrapped


def environment_settings() -> Settings:
    """Settings from the environment; raises `errors.BadRequest`."""
    return load_settings(os.environ)


@contextmanager
def reading(settings: Settings) -> Iterator["Store"]:
    """The store of the settings, opened to read; raises `errors.NotFound` where there is none."""
    from kg.store.places import open_to_read  # noqa: PLC0415

    with closing(open_to_read(settings)) as store:
        yield store


@contextmanager
def writing(
    settings: Settings, *, create: bool = False, decides: bool = False
) -> Iterator["Target"]:
    """The store of the settings with its archive and what people decided, opened to write.

    Raises `errors.NotFound` where there is none and none is to be made, `errors.StoreBusy` where
    another process writes, `errors.BadRequest` where its IRIs begin with another base, or where
    the decisions are not as they should be. A command that `decides` may begin their file.
    """
    from kg.pipeline import Target  # noqa: PLC0415
    from kg.store.archive import Archive  # noqa: PLC0415
    from kg.store.embedded import open_store  # noqa: PLC0415
    from kg.store.places import folder  # noqa: PLC0415

    is_named = settings.decisions is not None and not decides
    corrections = read_decisions(settings.decisions_file, is_named=is_named)
    with closing(open_store(folder(settings), create=create)) as store:
        target = Target(store, Archive(settings.store), settings, corrections)
        _refuse_other_base(target)
        yield target


def _refuse_other_base(target: "Target") -> None:
    """Only the graphs of articles tell: clients of `kg serve` may have made others."""
    settings, sources = target.settings, set(target.archive.records())
    named = (graph.rpartition("graph/") for graph in target.store.graphs())
    bases = sorted({base for base, _, name in named if name in sources})
    if bases and settings.base not in bases:
        raise errors.BadRequest(
            f"The graph in {settings.store} has the base {bases[0]} and not {settings.base}: "
            "set KG_BASE to that, or build into another --store."
        )
