"""`kg verify`."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import errors
from kg.cli.console import counted
from kg.cli.options import environment_settings
from kg.cli.verify_texts import Given, read_file, read_texts

if TYPE_CHECKING:
    from kg.pack.checking import Verdict
    from kg.pack.checks.texts import Text
    from kg.pack.reading import Pack

BROKEN = 1
NOT_COMPARED = 8  # no other error has it (see `kg.cli.EXIT_CODES`)
SHOWN = 20
TITLES = 5  # so many articles are named in a sentence


@click.command(
    epilog="Example: kg verify claim.trig --text article.html. The exit code is 0 where all holds, "
    f"{BROKEN} where something does not, {NOT_COMPARED} where nothing is wrong but a pack could "
    "not be compared with its article, since none or another one was given."
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
    is missing or added: against the text of the articles, where they are given. Of a text that is
    one of these with changes it is told what differs, and which claims that touches.
    """
    from kg.pack.likeness import Known  # noqa: PLC0415

    packs = {file: _read(file) for file in files}
    whole = {file: pack for file, pack in packs.items() if not isinstance(pack, errors.Invalid)}
    known = Known(whole.values())
    given = read_texts(paths, known, environment_settings().max_bytes)
    for line in _passed_over(given, whole):
        click.echo(line, err=True)
    texts = [text for each in given for text in each.texts]
    codes = [_show(file, pack, texts, shapes=not quick) for file, pack in packs.items()]
    sys.exit(BROKEN if BROKEN in codes else max(codes))


def _read(file: Path) -> "Pack | errors.Invalid":
    """A pack, or why it is none; raises `errors.NotFound`."""
    from kg.pack.reading import read_pack  # noqa: PLC0415

    try:
        return read_pack(read_file(file))
    except errors.Invalid as error:
        return error


def _passed_over(given: Sequence[Given], packs: "Mapping[Path, Pack]") -> Iterator[str]:
    """What of --text no pack is compared with, where that is not to be expected."""
    exact = {text.meant for each in given for text in each.texts if text.meant == text.sha256}
    for each in given:
        yield from (f"--text: not read: {why}" for why in each.unread)
        if packs and not each.texts:
            yield _foreign(each, packs)
        elif all(text.meant in exact and text.meant != text.sha256 for text in each.texts):
            yield f"{each.path} is passed over: the text that it is with changes is given as well"


def _foreign(given: Given, packs: "Mapping[Path, Pack]") -> str:
    """That texts are of other articles than those that the packs hold."""
    from kg.pack.known import called, cited  # noqa: PLC0415

    titles = {called(pack, sha256) for pack in packs.values() for sha256 in cited(pack)}
    shown = [*sorted(titles)[:TITLES], *([f"{len(titles) - TITLES} more"] * (len(titles) > TITLES))]
    holds = f"which {'holds' if len(packs) == 1 else 'hold'}: {'; '.join(shown)}"
    where = str(next(iter(packs))) if len(packs) == 1 else f"the {len(packs)} packs"
    if given.others == 1:
        return f"{given.path} is not the text of any article in {where} ({holds})"
    return f"None of the {given.others} texts in {given.path} is of an article in {where} ({holds})"


def _show(
    file: Path, pack: "Pack | errors.Invalid", texts: "Sequence[Text]", *, shapes: bool
) -> int:
    """Say what becomes of one pack; returns its exit code."""
    from kg.pack.checking import check  # noqa: PLC0415

    if isinstance(pack, errors.Invalid):
        click.echo(f"{file}: {pack}", err=True)
        return BROKEN
    verdict = check(pack, texts, shapes=shapes)
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
    count = counted(len(verdict.problems), "problem") if verdict.problems else "no problems"
    found = f"{count} in the pack of {verdict.claim}"
    yield f"{found}; {verdict.compared} of {verdict.spans} quotes compared with the text"
    for sha256 in verdict.missing:
        yield f"not checked: quotes of the text with the SHA-256 {sha256}, which is not given"
    if not shapes:
        yield "not checked: the shapes, by --quick"
