import pytest

from kg import errors
from kg.store import syntaxes
from kg.store.protocol import GRAPH_TYPES
from kg.web import formats


@pytest.mark.parametrize(
    ("file", "name"),
    [("g.ttl", "turtle"), ("G.TTL", "turtle"), ("a.b.trig", "trig"), ("g.nq.gz", "nquads"),
     ("g.nt", "ntriples"), ("g.jsonld", "jsonld"), ("g.rdf", "rdfxml"), ("claims.csv", "csv"),
     ("G.NQ.GZ", "nquads"), ("o.html", "html")],
)  # fmt: skip
def test_the_ending_of_a_file_tells_its_form(file: str, name: str) -> None:
    form = syntaxes.of_file(file)
    assert form is not None
    assert form.name == name


@pytest.mark.parametrize("file", ["-", "graph", "graph.txt", "ttl", "graph.gz"])
def test_other_endings_tell_none(file: str) -> None:
    assert syntaxes.of_file(file) is None


def test_a_file_is_packed_in_any_case_of_its_ending() -> None:
    assert [name for name in ("a.gz", "a.nq.GZ", "gz", "a.gz.nq") if syntaxes.is_packed(name)] == [
        "a.gz",
        "a.nq.GZ",
    ]
    assert (syntaxes.unpacked("A.NQ.Gz"), syntaxes.unpacked("a.nq")) == ("A.NQ", "a.nq")


def test_synonyms_mean_the_same() -> None:
    assert syntaxes.named("xml") is syntaxes.named("rdfxml") is syntaxes.RDFXML
    with pytest.raises(errors.BadRequest, match="no format 'yaml'; there are nquads, "):
        syntaxes.named("yaml")


def test_queries_and_exports_call_the_forms_by_the_same_names() -> None:
    offered = {offer.name: offer for offer in formats.GRAPHS}
    assert offered.keys() == {form.name for form in syntaxes.GRAPHS}
    assert {form.media_type for form in syntaxes.GRAPHS} == set(GRAPH_TYPES)
    for form in syntaxes.GRAPHS:
        for name in (form.name, form.media_type, *form.synonyms):
            assert formats.named(name, formats.GRAPHS) is offered[form.name]
