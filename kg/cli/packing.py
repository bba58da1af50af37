"""`kg export --claim ID --pack`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.exporting import agree, output
from kg.cli.lookup import CLAIM, find, source_of_claim
from kg.cli.options import reading
from kg.config import Settings

if TYPE_CHECKING:
    from kg.store.syntaxes import Syntax


def write_pack(
    settings: Settings, claim: str | None, file: Path, format_: str | None, *, other: bool
) -> None:
    """Write the evidence pack of a claim; raises `errors.NotFound`.

    `other` tells that options were given that do not go with a pack.
    """
    from importlib.metadata import version  # noqa: PLC0415

    from kg.pack.making import make_pack  # noqa: PLC0415

    if not claim or other:
        raise click.UsageError("--pack goes with --claim alone: a pack is about one claim.")
    form = _form(format_, file)
    with reading(settings) as store:
        iri = find(store, settings, CLAIM, claim)
        source = source_of_claim(store, settings, iri)
        data = make_pack(store, settings, iri, source, version("kg"), form=form)
    with output(file) as target:
        target.write(data)


def _form(format_: str | None, file: Path) -> "Syntax":
    """The form that is asked for, or that the file's ending tells, of those that packs have."""
    from kg.pack.form import SYNTAXES  # noqa: PLC0415
    from kg.store import syntaxes  # noqa: PLC0415

    form = agree(syntaxes.named(format_) if format_ else None, file) or SYNTAXES[0]
    if form not in SYNTAXES:
        fitting = " or ".join(each.name for each in SYNTAXES)
        raise click.UsageError(f"{form.name} cannot hold a pack: use {fitting}.")
    return form
