"""`kg verify`."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import errors
from kg.cli.options import environment_settings
from kg.cli.verify_texts import read_file, read_texts

if TYPE_CHECKING:
    from kg.pack.checking import Verdict
    from kg.pack.checks.texts import Text

BROKEN = 1
NOT_COMPARED = 8  # no other error has it (see `kg.cli.EXIT_CODES`)
SHOWN = 20


@click.command(
    epilog="Example: kg verify claim.trig --text article.html. The exit code is 0 where all holds, "
    f"{BROKEN} where something does not, {NOT_COMPARED} where nothing is wrong but a pack could "
    "not be compared with its article."
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option(
    "--text",
    "paths",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="ARTICLE",
    help="An article as `kg build` reads it, or a folder of them; may be given again.",
)
@click.option("--quick", is_flag=True, help="Leave out the shapes, which take seconds to load.")
def command(files: tuple[Path, ...], paths: tuple[Path, ...], quick: bool) -> None:
    """Check evidence packs (`kg export --claim ID --pack`) without a store.

    Hashes, offsets and quotes, ids that come from content, the chain of hearsay, and that nothing
    is missing or added: against the text of the articles, where they are given.
    """
    packs = {file: read_file(file) for file in files}
    texts = read_texts(paths, packs.values(), environment_settings().max_bytes)
    codes = [_show(file, data, texts, shapes=not quick) for file, data in packs.items()]
    sys.exit(BROKEN if BROKEN in codes else max(codes))


def _show(file: Path, data: bytes, texts: "Sequence[Text]", *, shapes: bool) -> int:
    """Say what becomes of one pack; returns its exit code."""
    from kg.pack.checking import verify  # noqa: PLC0415

    try:
        verdict = verify(data, texts, shapes=shapes)
    except errors.Invalid as error:
        click.echo(f"{file}: {error}", err=True)
        return BROKEN
    for line in _problems(verdict):
        click.echo(f"{file}: {line}", err=True)
    for line in _told(verdict, shapes=shapes):
        click.echo(f"{file}: {line}")
    if verdict.problems:
        return BROKEN
    return 0 if verdict.is_compared else NOT_COMPARED


def _problems(verdict: "Verdict") -> Iterator[str]:
    for problem in verdict.problems[:SHOWN]:
        yield f"{problem.check}: {problem.where}: {problem.what}"
    if (more := len(verdict.problems) - SHOWN) > 0:
        yield f"and {more} more"


def _told(verdict: "Verdict", *, shapes: bool) -> Iterator[str]:
    """The outcome, and what could not be checked."""
    count = len(verdict.problems) or "no"
    found = f"{count} {'problem' if count == 1 else 'problems'} in the pack of {verdict.claim}"
    yield f"{found}; {verdict.compared} of {verdict.spans} quotes compared with the text"
    for sha256 in verdict.missing:
        yield f"not checked: quotes of the text with the SHA-256 {sha256}, which is not given"
    if not shapes:
        yield "not checked: the shapes, by --quick"
