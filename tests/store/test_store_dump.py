"""Exports read back: every syntax gives the lines that it was made from."""

import gzip
from contextlib import closing
from pathlib import Path

import pytest

from kg import errors
from kg.store import dump, syntaxes
from kg.store.serialize import serialize

GRAPH = "https://kg.example/graph/g"
LINES = [
    f'<https://kg.example/s{number}> <https://schema.org/text> "{text}" <{GRAPH}> .\n'
    for number, text in enumerate(["plain", "“Straße” 🙂", r"line\nfeed", r"\"quoted\" \\"])
]
WITH_GRAPHS = {"nquads", "trig", "jsonld"}
ENDINGS = [(form.name, ending) for form in syntaxes.GRAPHS for ending in form.suffixes]


def write(folder: Path, syntax: str, name: str) -> Path:
    file = folder / name
    data = b"".join(serialize(LINES, syntax, "https://kg.example/"))
    file.write_bytes(gzip.compress(data) if syntaxes.is_packed(name) else data)
    return file


@pytest.mark.parametrize(("syntax", "ending"), ENDINGS)
@pytest.mark.parametrize("name", ["graph{}", "GRAPH{}", "graph{}.gz", "graph{}.GZ"])
def test_every_ending_gives_back_what_its_syntax_holds(
    tmp_path: Path, syntax: str, ending: str, name: str
) -> None:
    file = write(tmp_path, syntax, name.format(ending.upper() if name.isupper() else ending))
    assert dump.has_graphs(file) == (syntax in WITH_GRAPHS)
    bare = [line.replace(f" <{GRAPH}> .", " .") for line in LINES]
    assert sorted(dump.read_dump(file)) == (LINES if syntax in WITH_GRAPHS else bare)


def test_a_packed_file_with_a_wrong_byte_is_refused_or_says_the_same(tmp_path: Path) -> None:
    whole = write(tmp_path, "nquads", "graph.nq.gz").read_bytes()
    file = tmp_path / "spoilt.nq.gz"
    refused = 0
    for place in range(len(whole)):
        for flipped in (0x01, 0x80, 0xFF):
            file.write_bytes(whole[:place] + bytes([whole[place] ^ flipped]) + whole[place + 1 :])
            try:
                assert list(dump.read_dump(file)) == LINES, place  # its time, or other such
            except errors.BadRequest as error:
                assert str(error).startswith(f"{file} cannot be read as N-Quads: ")  # noqa: PT017
                refused += 1
    assert refused > 2 * len(whole)


def test_a_store_of_lines_holds_each_once_whatever_their_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dump, "_AT_ONCE", 3)
    with closing(dump.load_lines(LINES * 2, tmp_path)) as store:
        assert list(store.quads()) == LINES
        assert store.graphs() == (GRAPH,)


@pytest.mark.parametrize("ending", ["csv", "html", "nq.zip", ""])
def test_other_endings_are_refused(tmp_path: Path, ending: str) -> None:
    with pytest.raises(errors.BadRequest, match="no syntax for its ending"):
        dump.has_graphs(tmp_path / f"graph.{ending}")
