"""`kg export --claim ID --pack`."""

from pathlib import Path

import click

from kg.cli.exporting import output
from kg.cli.lookup import CLAIM, find, source_of_claim
from kg.cli.options import reading
from kg.config import Settings


def write_pack(settings: Settings, claim: str | None, file: Path, *, other: bool) -> None:
    """Write the evidence pack of a claim; raises `errors.NotFound`.

    `other` tells that options were given that do not go with a pack.
    """
    from importlib.metadata import version  # noqa: PLC0415

    from kg.pack.making import make_pack  # noqa: PLC0415

    if not claim or other:
        raise click.UsageError(
            "--pack goes with --claim alone: it has one form, and is about one claim."
        )
    with reading(settings) as store:
        iri = find(store, settings, CLAIM, claim)
        source = source_of_claim(store, settings, iri)
        data = make_pack(store, settings, iri, source, version("kg"))
    with output(file) as target:
        target.write(data)
