"""The commands over a store on another server say what they say over the one on disk."""

import csv

import pytest
from click.testing import CliRunner

from kg.cli import main
from tests.interchange.conftest import Graph
from tests.interchange.servers import Server

pytestmark = pytest.mark.slow

CLAIMS = "SELECT ?c { ?c a <https://kg.example/ontology#Claim> } ORDER BY STR(?c)"


def said(store: object, *words: str) -> str:
    result = CliRunner().invoke(main, [*words, "--store", str(store)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_commands_say_the_same(server: Server, examples: Graph) -> None:
    server.load(examples.exports["nquads"])
    folder = examples.exports["nquads"].parent / "store"
    for command in ("export", "stats", "sources"):
        assert said(server.endpoint, command) == said(folder, command), command
    tables = (said(at, "query", "sources", "--format", "csv") for at in (server.endpoint, folder))
    remote, local = (list(csv.reader(table.splitlines())) for table in tables)
    assert remote == local
    [[claim], *_] = examples.store.select(CLAIMS).rows
    assert claim is not None
    local, remote = (
        said(place, "claim", claim.value, "--format", "json") for place in (folder, server.endpoint)
    )
    assert '"passage": null' in remote
    assert remote.partition('"passage"')[0] == local.partition('"passage"')[0]


def test_what_needs_the_texts_says_so(server: Server) -> None:
    result = CliRunner().invoke(main, ["validate", "--store", server.endpoint])
    assert result.exit_code == 2
    assert "texts and records" in result.output
