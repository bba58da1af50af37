"""Names of files that are bytes and no text."""

import os
from pathlib import Path

from kg.readers import read
from kg.records import Skipped


def test_a_name_that_is_not_utf8_is_skipped(tmp_path: Path) -> None:
    name = os.fsdecode(b"bad\xff.txt")
    (tmp_path / name).write_text("The bridge over the river will open again in the month of May.")
    (found,) = read([tmp_path], 1_000)
    assert isinstance(found, Skipped)
    assert "rename" in found.reason
    assert r"\udcff" in found.reason
