"""The authority files: their shape, what they hold, and that no two entries are taken for one."""

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pycountry
import pytest
from pyshacl import validate
from rdflib import OWL, RDF, SKOS, Graph, Literal, Namespace, URIRef

from kg.extract.authority import load_authority
from kg.extract.authority.entries import Row
from kg.extract.authority.loading import shipped_rows
from kg.extract.words import words
from kg.rdf.check import read_report
from kg.rdf.graphs import parse_turtle
from kg.records import Actor, Mention, Span
from kg.resolve.named import join_named
from kg.resolve.profiles import actor_profile
from kg.resources import resource

FOLDER = resource("ontology")
KG = Namespace("https://kg.example/ontology#")
SCHEMA = Namespace("https://schema.org/")
STATE = Namespace("https://kg.example/ontology/authority/state/")
# Codes of ISO 3166-1 that belong to no state, and to lands that the press hardly ever speaks of.
SELDOM = {
    "AI", "AQ", "AX", "BL", "BQ", "BV", "CC", "CX", "GG", "GS", "HM", "IO", "JE", "MF", "MP", "MS",
    "NF", "NU", "PM", "PN", "RE", "SH", "SJ", "SX", "TF", "TK", "UM", "VI", "WF",
}  # fmt: skip
# The one name of ISO that stands for another state here: alone, the press uses it for the larger.
ELSEWHERE = {"Congo": "CD"}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return parse_turtle(*sorted((FOLDER / "authority").glob("*.ttl")))


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return parse_turtle(FOLDER / "authority-shapes.ttl")


def broken(graph: Graph, shapes: Graph) -> list[str]:
    _, report, _ = validate(graph, shacl_graph=shapes)
    return [violation.message for violation in read_report(report, str(KG))]


def france(graph: Graph) -> Graph:
    """One entry alone."""
    alone = Graph()
    for triple in graph.triples((STATE.FR, None, None)):
        alone.add(triple)
    return alone


def codes_of(row: Row) -> tuple[str, str]:
    short, long = sorted(row.codes, key=len)
    return short, long


KNOWN = load_authority().authority
STATES = {codes_of(row)[0]: row for row in shipped_rows() if row.keys[0].startswith(str(STATE))}
LANDS = {codes_of(row)[0]: row for row in shipped_rows() if row.codes} | STATES


def test_all_entries_have_their_shape(graph: Graph, shapes: Graph) -> None:
    assert broken(graph, shapes) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((STATE.FR, KG.capital, Literal("Lyon", "en")), "at most one capital"),
        ((STATE.FR, SKOS.notation, Literal("FRX")), "no other (skos:notation)"),
        ((STATE.FR, SKOS.prefLabel, Literal("Gaul", "en")), "one usual name"),
        ((STATE.FR, SKOS.altLabel, Literal("France", "en")), "others than the usual one"),
        ((STATE.FR, SKOS.altLabel, Literal("Frankreich", "de")), "are in English"),
        ((STATE.FR, KG.adjective, Literal("Gallic", "en")), "at most one adjective"),
        ((STATE.FR, KG.sharedName, Literal("Gaul", "en")), "is a name or demonym of the entry"),
        ((STATE.FR, KG.party, URIRef("https://nowhere.example/")), "belongs to at most one entry"),
        ((STATE.FR, OWL.sameAs, URIRef("https://www.wikidata.org/wiki/Q142")), "one item of Wiki"),
        ((STATE.FR, SKOS.exactMatch, URIRef("https://eu.example/FRA")), "Publications Office"),
        ((STATE.FR, RDF.type, SCHEMA.Person), "one kind of person, body"),
        ((STATE.FR, KG.seatOf, URIRef(f"{STATE}XX")), "that of at most one state"),
    ],
)
def test_a_wrong_entry_breaks_its_shape(
    graph: Graph, shapes: Graph, change: tuple[URIRef, URIRef, URIRef | Literal], said: str
) -> None:
    spoilt = france(graph)
    assert broken(spoilt, shapes) == []
    spoilt.add(change)
    assert any(said in message for message in broken(spoilt, shapes))


@pytest.mark.parametrize("lost", [SKOS.notation, SKOS.prefLabel, OWL.sameAs, SKOS.exactMatch])
def test_a_state_that_lacks_something_breaks_its_shape(
    graph: Graph, shapes: Graph, lost: URIRef
) -> None:
    spoilt = france(graph)
    spoilt.remove((STATE.FR, lost, None))
    assert any(str(lost).split("#")[-1] in message for message in broken(spoilt, shapes))


def test_every_state_of_iso_3166_is_there() -> None:
    current = {country.alpha_2 for country in pycountry.countries}
    assert set(LANDS) - current == {"XK"}
    assert current - set(LANDS) == SELDOM


def test_codes_are_those_of_iso_3166() -> None:
    given = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    assert {code: codes_of(row)[1] for code, row in LANDS.items()}.items() <= given.items()


def test_every_name_of_iso_3166_names_its_state() -> None:
    found = {}
    for code in STATES.keys() - {"XK"}:
        country = pycountry.countries.get(alpha_2=code)
        for kind in ("name", "common_name", "official_name"):
            # "Korea, Republic of" and "Holy See (Vatican City State)" are not what a text has.
            name = getattr(country, kind, None)
            if name and not {",", "("} & set(name):
                found[name] = (KNOWN.named(name), STATES[ELSEWHERE.get(name, code)].name)
    assert len(found) > 350
    assert {
        name for name, (entry, state) in found.items() if not entry or entry.name != state
    } == set()


def test_the_publications_office_lists_states_by_their_longer_code(graph: Graph) -> None:
    for code, row in STATES.items():
        (match,) = graph.objects(STATE[code], SKOS.exactMatch)
        # Kosovo has no code of ISO, and 1A0 there.
        assert match.rsplit("/", 1)[1] == ("1A0" if code == "XK" else codes_of(row)[1])


def test_no_two_entries_share_a_name_a_demonym_a_city_or_a_link() -> None:
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in shipped_rows():
        for kind, values in (
            ("name", row.surfaces), ("people", row.people), ("city", row.cities),
            ("link", row.same_as), ("code", row.codes),
        ):  # fmt: skip
            for value in values:
                seen[kind, value].add(row.name)
    assert {what: rows for what, rows in seen.items() if len(rows) > 1} == {}


def test_no_city_is_a_name() -> None:
    names = {name for row in shipped_rows() for name in row.surfaces}
    cities = {city for row in shipped_rows() for city in row.cities}
    assert names & cities == set()


def test_links_are_those_of_the_things_themselves() -> None:
    for name, item in {
        "Georgia": "Q230", "North Korea": "Q423", "South Korea": "Q884", "DRC": "Q974",
        "Republic of the Congo": "Q971", "Denmark": "Q35", "Netherlands": "Q55", "China": "Q148",
        "Taiwan": "Q865", "OSCE": "Q81299", "NATO": "Q7184", "UN": "Q1065", "Niger": "Q1032",
        "Nigeria": "Q1033", "Dominica": "Q784", "Dominican Republic": "Q786",
    }.items():  # fmt: skip
        entry = KNOWN.named(name)
        assert entry
        assert entry.same_as == (f"http://www.wikidata.org/entity/{item}",)


@pytest.mark.parametrize(
    ("seat", "state"),
    [
        ("Kremlin", "russia"), ("White House", "united-states"), ("Élysée", "france"),
        ("Elysee Palace", "france"), ("Downing Street", "united-kingdom"),
        ("Zhongnanhai", "china"), ("Blue House", "south-korea"), ("Casa Rosada", "argentina"),
    ],
)  # fmt: skip
def test_a_seat_of_government_belongs_to_its_state(seat: str, state: str) -> None:
    entry = KNOWN.named(seat)
    assert entry
    assert entry.party == state
    assert entry.same_as == ()


def test_what_nobody_governs_does_not_act() -> None:
    acting = {name: KNOWN.by_name[name].acts for name in ("Black Sea", "Crimea", "Sahara", "Asia")}
    assert acting == {"Black Sea": False, "Crimea": True, "Sahara": False, "Asia": True}


def test_no_entry_is_taken_for_another_across_articles() -> None:
    """Each entry named by all its names in an article of its own."""
    profiles = []
    for number, row in enumerate(shipped_rows()):
        mentions, text = [], ""
        for name in row.surfaces:
            mentions.append(Mention(Span(len(text), len(text) + len(name)), "authority"))
            text += f"{name}\n"
        actor = Actor("a", row.name, row.type, tuple(mentions), same_as=row.same_as)
        profiles.append(actor_profile(f"s{number}", text, actor))
    clusters, _ = join_named(profiles)
    names = {profile.key: profile.name for profile in profiles}
    joined = [sorted(names[key] for key in it.members) for it in clusters.sets()]
    assert [group for group in joined if len(group) > 1] == []


def test_word_lists_refer_to_entries() -> None:
    kinds = {id_ for kind in words("kinds").values() for id_ in (kind or {}).get("known") or ()}
    assert kinds | set(words("roles")["implied"].values()) <= set(KNOWN.by_id)


def test_loading_goes_without_rdflib() -> None:
    code = (
        "import sys; from kg.extract.authority import load_authority; load_authority();"
        "sys.exit(bool({'rdflib', 'spacy'} & set(sys.modules)))"
    )
    root = Path(__file__).parent.parent.parent
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=root).returncode == 0
