"""What becomes of web addresses: an IRI that the store takes, or nothing."""

import sys
import unicodedata
from urllib.parse import unquote

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.addresses import web_iri
from kg.readers.draft import is_web_address

PIECES = st.sampled_from(
    ["http:", "https://", "//", "/", "@", ":", "#", "?", "[", "]", "::1", "%", "%41", ".", "80"]
)
ADDRESSES = st.lists(PIECES | st.text(max_size=5)).map(lambda pieces: "http://" + "".join(pieces))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://courier.example/a?b=c#d", "https://courier.example/a?b=c#d"),
        (" https://courier.example/a b|c ", "https://courier.example/a%20b%7Cc"),
        ("https://courier.example/100%", "https://courier.example/100%25"),
        ("https://courier.example/São", "https://courier.example/São"),
        ("https://courier.example/a[1]", "https://courier.example/a%5B1%5D"),
        ("https://courier.example/é#a#b", "https://courier.example/é#a%23b"),
        ("https://courier.example/\ufffd", "https://courier.example/%EF%BF%BD"),
        ("https://café.example:8080/a", "https://xn--caf-dma.example:8080/a"),
        ("https://ann:pass@courier.example", "https://ann:pass@courier.example"),
        ("https://a@b@courier.example/", None),
        ("https://courier.example:abc/x", None),
        ("https://courier.example:65536/x", None),
        ("https://[::1]/", None),
        ("https://:80/", None),
        (f"https://{'é' * 80}.example/", None),
        ("courier.example/a", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://[", None),
        ("https://courier.example/\ud800", None),
    ],
)
def test_addresses_become_iris_or_nothing(url: str, expected: str | None) -> None:
    assert web_iri(url) == expected
    assert is_web_address(url) == (expected is not None)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_address_is_an_iri_whatever_follows_its_host(rest: str) -> None:
    made = web_iri(f"https://courier.example/{rest}")
    assert made is not None
    assert is_taken(made)
    assert unquote(made).startswith("https://courier.example/")


@given(ADDRESSES)
@example("http://a@b@c/")
@example("https://e.com/é#a#b")
@example("http://é.com:1/")
def test_what_comes_of_an_address_is_always_an_iri(url: str) -> None:
    made = web_iri(url)
    assert made is None or is_taken(made)
    assert made is None or web_iri(made) == made


def test_any_character_can_stand_in_an_address() -> None:
    known = (chr(code) for code in range(0x80, sys.maxunicode + 1))
    text = "".join(char for char in known if unicodedata.category(char) not in {"Cs", "Cn", "Co"})
    made = web_iri(f"https://courier.example/x{text}?{text}#{text}")
    assert made is not None
    assert is_taken(made)


def is_taken(iri: str) -> bool:
    """Whether the store reads it as the IRI it is."""
    (quad,) = pyoxigraph.parse(
        f"<{iri}> <{iri}> <{iri}> .".encode(), pyoxigraph.RdfFormat.N_TRIPLES
    )
    return quad.subject == pyoxigraph.NamedNode(iri)
