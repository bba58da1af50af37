"""The documentation of the ontology: everything is on it, once, and links lead somewhere."""

from html.parser import HTMLParser
from itertools import pairwise

import pytest
from rdflib import OWL, RDF, SH, SKOS, Graph, Literal, Namespace, URIRef

from kg.rdf.documentation.making import document, shipped
from kg.rdf.documentation.records import Documentation, Term
from kg.rdf.namespaces import KG
from kg.rdf.ontology import load_ontology
from kg.rdf.shapes import load_shapes
from kg.web.manual import manual

TERMS = Namespace(KG.iri)
DCTERMS = Namespace("http://purl.org/dc/terms/")
ONTOLOGY = "https://kg.example/ontology"
VOID = {"meta", "link", "br", "input", "img", "hr"}


class Page(HTMLParser):
    """Anchors, links and headings of a page, and whether its elements are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.labelled: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if tag == "a" else []
        self.labelled += [given["aria-labelledby"] or ""] if "aria-labelledby" in given else []
        self.headings += [int(tag[1])] if tag in {"h1", "h2", "h3", "h4"} else []
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> at line {self.getpos()[0]}"


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(manual(shipped()))


def term(documentation: Documentation, name: str) -> Term:
    (found,) = (
        item
        for section in documentation.sections
        for item in section.terms
        if item.ref.name == name
    )
    return found


def related(item: Term, label: str) -> list[str]:
    return [
        ref.name for relation in item.relations if relation.label == label for ref in relation.refs
    ]


def test_every_own_term_has_its_place_on_the_page(page: Page) -> None:
    graph = load_ontology()
    own = {str(s) for s in graph.subjects() if str(s).startswith(f"{ONTOLOGY}#")}
    entries = {str(s) for s in graph.subjects(RDF.type, SKOS.Concept)}
    lists = {str(s) for s in graph.subjects(RDF.type, SKOS.ConceptScheme)}
    shapes = {str(s) for s in load_shapes().subjects(RDF.type, SH.NodeShape)}
    wanted = {iri.removeprefix(f"{ONTOLOGY}#") for iri in own}
    wanted |= {iri.removeprefix(f"{ONTOLOGY}/") for iri in entries}
    wanted |= {iri.replace(f"{ONTOLOGY}/", "list:") for iri in lists}
    wanted |= {iri.replace(f"{ONTOLOGY}/shapes#", "shape:") for iri in shapes}
    wanted |= {"prov:Entity", "schema:headline", "sem:hasActor"}
    assert wanted - set(page.ids) == set()


def test_the_page_is_whole(page: Page) -> None:
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert inside - set(page.ids) == set()
    assert all(link.startswith(("#", "https://", "http://")) for link in page.links)
    assert set(page.labelled) <= set(page.ids)
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(page.headings))


def test_the_header() -> None:
    made = shipped()
    assert (made.iri, made.version) == (ONTOLOGY, "0.1.0")
    assert made.version_iri == f"{ONTOLOGY}/0.1.0"
    assert (made.prefix, made.namespace) == ("kg", KG.iri)
    assert made.license.startswith("https://www.apache.org/")
    assert made.title
    assert made.description


def test_a_class() -> None:
    claim = term(shipped(), "kg:Claim")
    assert claim.label == "claim"
    assert "never asserted" in claim.definition
    assert claim.examples
    assert related(claim, "Kind of") == ["prov:Entity"]
    assert {"kg:speaker", "kg:cue"} <= set(related(claim, "Properties"))
    assert {"kg:nestedIn", "kg:reportedAs"} <= set(related(claim, "Properties that lead to it"))
    # Stated once, from one side, and shown at both.
    assert "kg:Span" in related(claim, "Never a")
    assert "kg:Claim" in related(term(shipped(), "kg:Span"), "Never a")
    assert "schema:Claim" in related(claim, "Close to")
    shapes = {item.shape.name for item in claim.constraints}
    assert {"shape:ClaimShape", "shape:ClaimChainShape"} <= shapes


def test_a_property() -> None:
    speaker = term(shipped(), "kg:speaker")
    assert related(speaker, "Of a") == ["kg:Claim"]
    assert related(speaker, "Value") == ["sem:Actor"]
    assert speaker.traits == ("at most one value",)
    assert any("one speaker" in item.message for item in speaker.constraints)
    assert related(term(shipped(), "kg:act"), "Out of the list") != []
    assert "kg:cue" in related(term(shipped(), "kg:evidence"), "Kinds of it")
    assert term(shipped(), "kg:evidence").notes != ()
    # A shape asks for it on the way of an alternative path.
    assert any(
        item.shape.name == "shape:ClaimChainShape"
        for item in term(shipped(), "kg:nestedIn").constraints
    )


def test_a_list() -> None:
    schemes = {scheme.ref.iri.rpartition("/")[2]: scheme for scheme in shipped().schemes}
    types = schemes["event-type"]
    assert [ref.name for ref in types.used_by] == ["kg:eventType"]
    assert types.sources == ("https://github.com/openeventdata/PLOVER",)
    entries = {entry.code: entry for entry in types.entries}
    assert len(entries) == 17
    (relation,) = (r for r in entries["ASSAULT"].relations if r.label == "Holds")
    assert [ref.name for ref in relation.refs] == ["cameo:18", "cameo:20"]
    yielding = next(entry for entry in schemes["cameo"].entries if entry.code == "08")
    (held,) = (r for r in yielding.relations if r.label == "Holds")
    assert [ref.name for ref in held.refs] == ["event-type:CONCEDE", "event-type:RETREAT"]


def test_alignments_and_terms_of_others() -> None:
    aligned = dict(shipped().alignments)
    assert {"Dublin Core", "FOAF", "ORG", "OWL-Time", "PROV-O", "SEM", "Web Annotation",
            "schema.org"} <= set(aligned)  # fmt: skip
    assert ("kg:nestedIn", "is a kind of", "dcterms:isPartOf") in {
        (item.term.name, item.label, item.other.name) for item in aligned["Dublin Core"]
    }
    borrowed = {item.ref.name: item for _, terms in shipped().borrowed for item in terms}
    assert borrowed["schema:text"].notes
    assert any("wording" in item.message for item in borrowed["schema:text"].constraints)


def test_deprecated_terms_are_told() -> None:
    assert shipped().deprecated == ()
    graph = load_ontology() + Graph()
    graph.add((TERMS.cue, OWL.deprecated, Literal(True)))
    graph.add((TERMS.cue, DCTERMS.isReplacedBy, TERMS.content))
    made = document(graph, load_shapes())
    assert [item.ref.name for item in made.deprecated] == ["kg:cue"]
    assert related(term(made, "kg:cue"), "Use instead") == ["kg:content"]
    text = manual(made)
    assert "deprecated" in text
    assert "section-deprecated" in Page(text).ids
    assert "section-deprecated" not in manual(shipped())


def test_hostile_texts_stay_text() -> None:
    graph = load_ontology() + Graph()
    graph.add((TERMS.cue, SKOS.example, Literal("<script>alert(1)</script>", "en")))
    text = manual(document(graph, load_shapes()))
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_the_same_ontology_gives_the_same_page_whatever_its_order() -> None:
    graph = Graph()
    for triple in sorted(load_ontology(), reverse=True):
        graph.add(triple)
    assert manual(document(graph, load_shapes())) == manual(shipped())
    assert (URIRef(ONTOLOGY), RDF.type, OWL.Ontology) in graph
