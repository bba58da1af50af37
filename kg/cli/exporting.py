"""What `kg export` decides before it writes: in which form, and to where."""

import gzip
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from secrets import token_hex
from typing import IO, cast

import click

from kg.cli.console import Step, progress
from kg.store import syntaxes
from kg.store.syntaxes import Syntax

Command = Callable[..., None]

STANDARD_OUTPUT = Path("-")


def choose_form(
    view: str | None, format_: str | None, file: Path, *, links: bool = False
) -> tuple[str, Syntax]:
    """The view and its form, from what is said of them and the ending of the file.

    Raises `click.UsageError` where these do not go together.
    """
    from kg.export.views import VIEWS, unfit  # noqa: PLC0415

    given = syntaxes.named(format_) if format_ else None
    form = agree(given, file)
    chosen = view or ("claims" if form is syntaxes.CSV else "graph")
    form = form or VIEWS[chosen].forms[0]
    if form not in VIEWS[chosen].forms:
        raise click.UsageError(unfit(chosen, form))
    if links and form is not syntaxes.JSONLD:
        raise click.UsageError(f"--link-context is for jsonld, and this would be {form.name}.")
    return chosen, form


def agree(given: Syntax | None, file: Path) -> Syntax | None:
    """The form that is asked for or that the file's ending tells; None where nothing does.

    Raises `click.UsageError` where the two differ, and for an ending that tells none.
    """
    told = syntaxes.of_file(file.name)
    if given and told and given is not told:
        raise click.UsageError(
            f"{file} ends as a file of {told.name}, and --format says {given.name}: "
            "leave out --format, or give another name."
        )
    if not given and not told and Path(syntaxes.unpacked(file.name)).suffix:
        raise click.UsageError(f"The ending of {file} tells no format: add --format.")
    return given or told


def format_option(forms: Sequence[Syntax], told: str) -> Callable[[Command], Command]:
    """Give a command `--format`, as `format_`: the forms by their names and synonyms."""
    return click.option(
        "--format",
        "-f",
        "format_",
        type=click.Choice([name for form in forms for name in (form.name, *form.synonyms)]),
        metavar=f"[{'|'.join(form.name for form in forms)}]",
        help=told,
    )


def output_option(command: Command) -> Command:
    """Give a command `--output`, as `file`: where `output` writes to."""
    return click.option(
        "-o",
        "--output",
        "file",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        default=str(STANDARD_OUTPUT),
        metavar="FILE",
        help="Where to, packed if it ends in .gz.  [default: standard output]",
    )(command)


@contextmanager
def output(file: Path) -> Iterator[IO[bytes]]:
    """Where to write: standard output, or a file, which is there whole or not at all.

    Raises `click.FileError`.
    """
    from kg.store.syntaxes import is_packed  # noqa: PLC0415

    if file == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        return
    try:
        with _opened(file) as raw, _packed(raw, packs=is_packed(file.name)) as target:
            yield target
    except OSError as error:
        raise click.FileError(str(file), error.strerror or str(error)) from None


def _opened(file: Path) -> AbstractContextManager[IO[bytes]]:
    """A pipe or device as it is; a file, also behind a link, once all of it is written."""
    target = Path(os.path.realpath(file))
    if target.exists() and not target.is_file():
        return target.open("wb")
    return _whole(target)


@contextmanager
def _whole(target: Path) -> Iterator[IO[bytes]]:
    part = target.with_name(f".kg-{token_hex(8)}.part")  # in the same folder, to be renamed
    with part.open("xb") as raw:
        try:
            yield raw
            raw.close()
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def _packed(raw: IO[bytes], *, packs: bool) -> AbstractContextManager[IO[bytes]]:
    """A stream that packs what goes into the other: the same bytes at any time, under any name."""
    if not packs:
        return nullcontext(raw)
    packed = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0)
    return cast(AbstractContextManager[IO[bytes]], packed)


@contextmanager
def steps(file: Path) -> Iterator[Step]:
    """Shows progress on standard error, but not among what is written to the same terminal."""
    if file == STANDARD_OUTPUT and sys.stdout.isatty():
        yield lambda _name, _total: None
        return
    with progress("Exporting") as step:
        yield step
