import pytest

from kg.store.protocol import MEDIA_TYPES
from kg.web import formats
from kg.web.formats import GRAPHS, HTML, ROWS, negotiate

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("application/json", "json"),
        ("text/xml", "xml"),
        ("TEXT/CSV", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", "xml"),
        ("text/csv; charset=utf-8; q=0.5, text/tab-separated-values; q=0.6", "tsv"),
        ("text/*", "xml"),  # by text/xml, which the server prefers to CSV
        ("text/*;q=0.5, text/csv", "csv"),
        ("application/sparql-results+json;q=0, */*", "json"),  # still as application/json
        ("application/sparql-results+json;q=0, application/json;q=0, */*", "xml"),
        ("image/png, */*;q=0.1", "json"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/csv;q=much", None),
    ],
)
def test_rows(accept: str, expected: str | None) -> None:
    chosen = negotiate(accept, ROWS)
    assert (chosen and chosen.name) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "turtle"),
        ("application/ld+json, text/turtle;q=0.9", "jsonld"),
        ("application/rdf+xml", "rdfxml"),
        ("application/n-triples", "ntriples"),
        ("application/trig", "trig"),
        ("application/n-quads", "nquads"),
        ("text/csv", None),
    ],
)
def test_graphs(accept: str, expected: str | None) -> None:
    chosen = negotiate(accept, GRAPHS)
    assert (chosen and chosen.name) == expected


def test_a_browser_prefers_the_page_and_others_do_not() -> None:
    assert negotiate(BROWSER, (*ROWS, *GRAPHS, HTML)) is HTML
    assert negotiate("*/*", (*ROWS, *GRAPHS, HTML)) is formats.JSON


def test_offers_are_what_the_store_makes() -> None:
    for form, offers in formats.OFFERS.items():
        assert {offer.media_type for offer in offers} == set(MEDIA_TYPES[form])


def test_by_name_or_media_type() -> None:
    assert formats.named("csv", ROWS) is formats.named("text/csv", ROWS) is formats.CSV
    assert formats.named("turtle", ROWS) is None


def test_a_graph_can_be_asked_for_by_synonyms() -> None:
    assert formats.named("xml", GRAPHS) is formats.RDFXML
    assert formats.named("ttl", GRAPHS) is formats.TURTLE
    assert formats.named("xml", ROWS) is formats.XML


def test_names_in_any_case_and_other_names_of_media_types() -> None:
    assert formats.named("JSON", ROWS) is formats.JSON
    assert formats.named("application/json", ROWS) is formats.JSON
    assert formats.named("application/json", GRAPHS) is formats.JSONLD
    assert formats.named("srx", ROWS) is formats.XML


def test_the_media_type_of_a_body() -> None:
    assert formats.sent("Text/Turtle", GRAPHS) is formats.TURTLE
    assert formats.sent("application/x-trig", formats.DATASETS) is formats.TRIG
    assert formats.sent("application/n-quads", formats.TRIPLES) is None
    assert formats.sent("", GRAPHS) is None


def test_what_holds_graphs_and_what_holds_one() -> None:
    assert {offer.name for offer in formats.DATASETS} == {"nquads", "trig"}
    assert {*formats.DATASETS, *formats.TRIPLES} == set(GRAPHS)
