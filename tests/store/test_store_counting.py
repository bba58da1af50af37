import io
import json
import time

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from kg.store.counting import Rows

# Values that hold what stands between rows.
QUERY = r"""SELECT ?a ?b { VALUES (?a ?b) {
  ("x},{\"a\":{\"type\"" 1) (UNDEF 1) (<x:y> "a\r\nb\"\"c") (UNDEF 2) ("<result><" "t\tn\n")
  ("},{" "{") (<<( <x:s> <x:p> <<( <x:s> <x:p> "{" )>> )>> 3) ("\"{" "\\\"\n")
} }"""
FORMATS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_rows_are_counted_as_they_pass(media_type: str, size: int) -> None:
    output, results = io.BytesIO(), Store().query(QUERY)
    assert isinstance(results, QuerySolutions)
    results.serialize(output, FORMATS[media_type])
    written, rows = output.getvalue(), Rows(media_type)
    for start in range(0, len(written), size):
        rows.add(written[start : start + size])
    assert rows.count == 8


@pytest.mark.parametrize("count", [0, 1, 3])
def test_rows_of_servers_that_leave_spaces(count: int) -> None:
    row = {"s": {"type": "triple", "value": {"subject": {"type": "uri", "value": "urn:s"}}}}
    table = {"head": {"link": [], "vars": ["s"]}, "results": {"bindings": [row] * count}}
    for indent in (None, 0, 1, 4):
        rows = Rows("application/sparql-results+json")
        rows.add(json.dumps(table, indent=indent).encode())
        assert rows.count == count
    for space in ("", " ", "\n    "):
        rows = Rows("application/sparql-results+xml")
        rows.add(f"<results>{space}".encode())
        rows.add((f"<result>{space}<binding name='s'/>{space}</result>" * count).encode())
        assert rows.count == count


def test_a_value_without_end_is_counted_in_linear_time() -> None:
    rows = Rows("application/sparql-results+json")
    rows.add(b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"')
    began = time.process_time()
    for _ in range(2000):
        rows.add(b'a{":' * 4000)
    assert time.process_time() - began < 5
    assert rows.count == 1


def test_a_graph_has_no_rows() -> None:
    rows = Rows("text/turtle")
    rows.add(b"<urn:s> <urn:p> <urn:o> .\n")
    assert rows.count == 0
