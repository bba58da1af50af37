"""Packs that somebody made by hand: they are told what is wrong, and never break the check."""

from collections.abc import Iterable

import pytest

from kg import errors
from kg.pack.checking import Verdict, verify
from kg.pack.checks.texts import Text
from kg.pack.making import pack, subject_of
from kg.pack.quads import Quads
from kg.rdf import iris
from kg.rdf.namespaces import DCTERMS, KG, OA, RDF
from kg.rdf.quads import Quad
from kg.rdf.terms import integer, iri, text, typed
from kg.records import Span

BASE = "https://kg.example/"
OWN, OTHER = Text("own.txt", "A minister spoke."), Text("other.txt", "The minister did speak.")
SOURCE = iris.source_iri(BASE, "own")
SUBJECT = subject_of(BASE, iris.claim_iri(BASE, "c"), "own")
LARGE = "9" * 5000  # more digits than `int` takes


def quad(subject: str, predicate: str, object_: str) -> Quad:
    return Quad(subject, predicate, object_, SUBJECT.graph)


def snapshot(of: Text, length: str | None = None) -> list[Quad]:
    """A text of which an article is, with all that is told of it."""
    name = iri(iris.text_iri(BASE, of.sha256))
    return [
        quad(name, RDF["type"], KG["TextSnapshot"]),
        quad(name, KG["sha256"], text(of.sha256)),
        quad(name, KG["length"], length or integer(len(of.text))),
    ]


def quote(of: Text, end: str) -> list[Quad]:
    """The first characters of a text, up to `end`."""
    name = f"<{iris.text_iri(BASE, of.sha256)}#char=0,{end}>"
    return [
        quad(name, RDF["type"], KG["Span"]),
        quad(name, OA["start"], integer(0)),
        quad(name, OA["end"], typed(end, "<http://www.w3.org/2001/XMLSchema#integer>")),
        quad(name, OA["exact"], text(Span(0, 5).of(of.text))),
        quad(SUBJECT.claim, KG["content"], name),
    ]


def packed(*quads: Iterable[Quad]) -> bytes:
    """A pack of a claim of `OWN`, with hashes that are right for what it says."""
    own = [
        quad(SUBJECT.claim, RDF["type"], KG["Claim"]),
        quad(SUBJECT.claim, DCTERMS["identifier"], text("c")),
        quad(SUBJECT.claim, KG["inSource"], iri(SOURCE)),
        quad(iri(SOURCE), KG["snapshot"], iri(iris.text_iri(BASE, OWN.sha256))),
    ]
    return pack(Quads.of([*own, *(each for group in quads for each in group)]), SUBJECT, "kg 0")


def problems(data: bytes) -> set[tuple[str, str]]:
    """What the checks say, each with the name of the check."""
    return {(p.check, p.what) for p in verify(data, [OWN], shapes=False).problems}


def test_a_stranger_with_evidence_is_told() -> None:
    evidence = [quad("<urn:x>", KG["evidence"], iri(iris.span_iri(BASE, OWN.sha256, Span(0, 5))))]
    found = problems(packed(snapshot(OWN), quote(OWN, "5"), evidence))
    assert any(check == "whole" and "<urn:x>" in what for check, what in found)


@pytest.mark.parametrize("end", [LARGE, "٥"], ids=["large", "arabic"])
def test_offsets_that_are_none_are_told(end: str) -> None:
    found = problems(packed(snapshot(OWN), quote(OWN, end)))
    assert ("spans", "its IRI names no characters of a text") in found


@pytest.mark.parametrize("length", [integer(16), typed(LARGE, "<urn:number>"), text("٩٩")])
def test_lengths_that_are_none_are_told(length: str) -> None:
    found = problems(packed(snapshot(OWN, length), quote(OWN, "17")))
    assert any(check == "snapshots" and "the text ends at" in what for check, what in found)


@pytest.mark.parametrize("count", [LARGE.encode(), "٩".encode()], ids=["large", "arabic"])
def test_a_manifest_without_a_count_is_told(count: bytes) -> None:
    data = packed(snapshot(OWN))
    line = next(line for line in data.splitlines() if line.startswith(b"# graph: "))
    hashed, old, graph = line.rsplit(b" ", 2)
    assert old.isdigit()
    changed = data.replace(line, b" ".join([hashed, count, graph]))
    with pytest.raises(errors.Invalid, match="manifest at the head"):
        verify(changed, [])


@pytest.mark.parametrize(
    ("texts", "is_compared"), [([OWN], True), ([OTHER], False), ([OWN, OTHER], True), ([], False)]
)
def test_only_the_text_of_its_own_article_compares_a_pack(
    texts: list[Text], is_compared: bool
) -> None:
    both = packed(snapshot(OWN), quote(OWN, "5"), snapshot(OTHER), quote(OTHER, "5"))
    verdict: Verdict = verify(both, texts, shapes=False)
    assert verdict.is_compared == is_compared
    assert verdict.compared == len(texts)


def test_a_text_is_hashed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr("kg.pack.checks.texts.text_sha256", lambda of: hashed.append(of) or "0a")
    one = Text("one.txt", "words")
    assert {one.sha256, one.sha256} == {"0a"}
    assert hashed == ["words"]
