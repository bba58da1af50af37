import pytest

from kg.errors import BadRequest
from kg.web.relative import is_relative, resolved

BASE = "http://a.example/sparql"


@pytest.mark.parametrize("text", ["ASK { <a> ?p ?o }", "BASE <b/> ASK {}", "ASK { <> ?p ?o }"])
def test_a_relative_iri_gets_a_base(text: str) -> None:
    assert is_relative(text)
    assert resolved(text, BASE, str) == f"BASE <{BASE}> {text}"


@pytest.mark.parametrize("text", ["ASK {}", "ASK { <urn:a> ?p 'x' FILTER (?p < 3) }"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert not is_relative(text)
    assert resolved(text, BASE, str) == text


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Not at line 1, column 60.", "Not at line 1, column 29."),
        ("Not at line 2, column 3.", "Not at line 2, column 3."),
        ("Not at line 1, column 3.", "Not at line 1, column 1."),
    ],
)
def test_places_are_those_of_the_text_as_it_was_sent(told: str, expected: str) -> None:
    def fail(_: str) -> None:
        raise BadRequest(told)

    with pytest.raises(BadRequest, match=expected):
        resolved("ASK { <a> ?predicate ?object\n }", BASE, fail)
