"""Each case: a text of our own, and what it yields.

`actors` are named ones, `described` those without a name, `refers` words and whom they stand for,
`nobody` ids that must not be there.
"""

import pytest

from kg.extract.actors.casting import build_cast
from kg.extract.quotes import find_quotations
from kg.records import Document, Furniture, Source, Span
from tests.cases import cases


@pytest.fixture
def cast_of(reader):
    def build(text, furniture=()):
        (parsed,) = reader.read([Document("a.txt", "a.txt", text, Source(), furniture)])
        return build_cast(parsed, find_quotations(text))

    return build


def referent(parsed, cast, words):
    """Ids of the actors that the first of such words stand for."""
    start = parsed.document.text.index(words)
    return cast.ids(parsed.doc.char_span(start, start + len(words)).root)


def shown(actor, text):
    return {
        "name": actor.name,
        "type": actor.type,
        "mentions": [mention.span.of(text) for mention in actor.mentions],
        "roles": [role.title for role in actor.roles],
    }


def unnamed(actor, text):
    return {
        "name": actor.name,
        "type": actor.type,
        "words": [words.span.of(text) for words in actor.descriptions],
    } | ({"party": actor.party} if actor.party else {})


@pytest.mark.parametrize("case", cases("actors"))
def test_actors(case, parse):
    text = case["text"]
    parsed = parse(text)
    cast = build_cast(parsed, find_quotations(text))
    have = {id_: shown(actor, text) for id_, actor in cast.actors.items() if actor.mentions}
    described = {id_: unnamed(a, text) for id_, a in cast.actors.items() if not a.mentions}
    for id_, want in case.get("actors", {}).items():
        assert have.get(id_) == {"roles": []} | want, have
    for id_, want in case.get("described", {}).items():
        assert described.get(id_) == want, described
    for words, id_ in case.get("refers", {}).items():
        assert referent(parsed, cast, words) == (id_,), words
    assert not set(case.get("nobody", ())) & set(cast.actors)


def test_furniture_yields_nothing(cast_of):
    text = "Clara Doyle spoke.\nPhoto by Hugo Paz"
    zone = Furniture(Span(text.index("Photo"), len(text)), "photo credit")
    assert set(cast_of(text, (zone,)).actors) == {"clara-doyle"}


def test_party_of_a_role(cast_of):
    cast = cast_of("Mexican Foreign Minister Jorge Paz spoke.")
    (role,) = cast.actors["jorge-paz"].roles
    assert role.party == "mexico"
