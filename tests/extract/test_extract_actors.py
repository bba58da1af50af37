"""Each case: a text of our own, and the named actors that it holds, all of them."""

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


def shown(actor, text):
    return {
        "name": actor.name,
        "type": actor.type,
        "mentions": [mention.span.of(text) for mention in actor.mentions],
        "roles": [role.title for role in actor.roles],
    }


@pytest.mark.parametrize("case", cases("actors"))
def test_actors(case, cast_of):
    text = case["text"]
    named = {id_: a for id_, a in cast_of(text).actors.items() if a.mentions}
    wanted = set(case["actors"])
    have = {id_: shown(actor, text) for id_, actor in named.items()}
    assert wanted <= set(have), have
    for id_, want in case["actors"].items():
        assert have[id_] == {"roles": []} | want


def test_furniture_yields_nothing(cast_of):
    text = "Clara Doyle spoke.\nPhoto by Hugo Paz"
    zone = Furniture(Span(text.index("Photo"), len(text)), "photo credit")
    assert set(cast_of(text, (zone,)).actors) == {"clara-doyle"}


def test_party_of_a_role(cast_of):
    cast = cast_of("Mexican Foreign Minister Jorge Paz spoke.")
    (role,) = cast.actors["jorge-paz"].roles
    assert role.party == "mexico"
