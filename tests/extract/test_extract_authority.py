"""Names known beforehand: files of a user's own, what wins, and what a broken file is told."""

import hashlib
import re
from pathlib import Path

import pytest

from kg import errors
from kg.config import DEFAULT_MODEL
from kg.extract import Extractor
from kg.extract.actors.casting import build_cast
from kg.extract.authority import Authority, load_authority
from kg.extract.extractor import extract_one
from kg.extract.language import Reader
from kg.extract.options import Options
from kg.extract.quotes import find_quotations
from kg.records import Actor, Document, Source

WIKIDATA = "http://www.wikidata.org/entity"
PEOPLE = """\
name,type,names,short_names,same_as
Oleksiy Hrynko,Person,Alexei Grinko|Aleksej Hrinko,Hrynko|Grinko,https://people.example/hrynko
"""
PREFIXES = """\
@prefix kg: <https://kg.example/ontology#> .
@prefix mine: <https://mine.example/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://kg.example/ontology/authority/state/> .
"""


@pytest.fixture
def known(tmp_path):
    """What is known with files of these contents beside what ships; `.ttl` gets the prefixes."""

    def load(*contents: str, suffix: str = ".csv") -> Authority:
        return load_authority(files(tmp_path, *contents, suffix=suffix)).authority

    return load


def files(folder: Path, *contents: str, suffix: str = ".csv") -> list[Path]:
    made = []
    for number, content in enumerate(contents):
        file = folder / f"names-{number}{suffix}"
        file.write_text(PREFIXES * (suffix == ".ttl") + content, encoding="utf-8")
        made.append(file)
    return made


def cast_of(text: str, known: Authority | None = None) -> dict[str, Actor]:
    reader = Reader(DEFAULT_MODEL, known)
    (parsed,) = reader.read([Document("a.txt", "a.txt", text, Source())])
    return dict(build_cast(parsed, find_quotations(text)).actors)


def surfaces(actor: Actor, text: str) -> list[str]:
    return [mention.span.of(text) for mention in actor.mentions]


# What ships.


def test_names_without_accents_and_with_typographic_apostrophes_are_names_too() -> None:
    shipped = load_authority().authority
    for name, id_ in {
        "Côte d'Ivoire": "ivory-coast", "Cote d'Ivoire": "ivory-coast", "Türkiye": "turkey",
        "Turkiye": "turkey", "Nariño Palace": "casa-de-narino", "Narino Palace": "casa-de-narino",
    }.items():  # fmt: skip
        entry = shipped.named(name)
        assert entry
        assert entry.id == id_
    assert shipped.by_capital["Bogota"].id == shipped.by_capital["Bogotá"].id == "colombia"


def test_links_reach_the_actors() -> None:
    found = cast_of("The OSCE met Georgian officials in Vienna. South Korea and NATO sent envoys.")
    assert {id_: actor.same_as for id_, actor in found.items() if actor.same_as} == {
        "organization-for-security-and-co-operation": (f"{WIKIDATA}/Q81299",),
        "georgia": (f"{WIKIDATA}/Q230",),
        "south-korea": (f"{WIKIDATA}/Q884",),
        "nato": (f"{WIKIDATA}/Q7184",),
    }


def test_a_person_with_the_name_of_a_state_has_not_its_link() -> None:
    found = cast_of("Singer Georgia Holm spoke in Bergen. Holm thanked Georgian fans.")
    assert found["georgia-holm"].same_as == ()
    assert found["georgia"].same_as == (f"{WIKIDATA}/Q230",)


def test_a_city_that_acts_is_the_state_and_one_with_an_article_too() -> None:
    text = "The Hague rejected the plan, and Kiev protested. They met in The Hague."
    found = cast_of(text)
    assert surfaces(found["netherlands"], text) == ["The Hague"]
    assert surfaces(found["ukraine"], text) == ["Kiev"]
    assert surfaces(found["hague"], text) == ["The Hague"]


def test_an_id_of_a_known_actor_is_never_that_of_another() -> None:
    text = "Chad said that Chadian troops had left. Chad Hale denied it, and Hale laughed."
    found = cast_of(text)
    assert found["chad"].name == "Chad"
    assert found["chad"].type == "Place"
    assert found["chad-hale"].same_as == ()


def test_a_name_that_others_bear_too_is_linked_beside_a_full_one_only() -> None:
    for text in ("Georgia won in the end.", "Atlanta is in Georgia.", "Congo is a river."):
        found = cast_of(text)
        assert [a.same_as for id_, a in found.items() if "georgia" in id_ or "congo" in id_] == [()]
    for text in ("Georgian voters spoke, and Georgia won.", "Georgia and Tbilisi's mayor spoke."):
        assert cast_of(text)["georgia"].same_as == (f"{WIKIDATA}/Q230",)
    alone = cast_of("The Security Council met on Friday.")["un-security-council"]
    beside = cast_of("The UN Security Council met. The Security Council voted.")
    assert alone.same_as == ()
    assert beside["un-security-council"].same_as == (f"{WIKIDATA}/Q37470",)


def test_an_acronym_is_what_the_article_says_it_is() -> None:
    text = "The Island Energy Association (IEA) met. The IEA asked for calm."
    (found,) = [a for a in cast_of(text).values() if "IEA" in surfaces(a, text)]
    assert found.name == "Island Energy Association"
    other = cast_of("The IEA asked for calm.")
    assert other["international-energy-agency"].name == "International Energy Agency"


def test_a_sea_takes_no_part_in_what_happens_and_a_region_can() -> None:
    text = "The Black Sea attacked Norland. Crimea attacked Norland."
    (parsed,) = Reader(DEFAULT_MODEL).read([Document("a.txt", "a.txt", text, Source())])
    events = extract_one(parsed, Reader(DEFAULT_MODEL).tool, Options(tagger=False)).events
    taking_part = {part.actor for event in events for part in event.participants}
    assert "crimea" in taking_part
    assert "black-sea" not in taking_part


# Files of a user's own.


def test_all_spellings_of_a_person_are_that_person(known) -> None:
    for text in (
        "Alexei Grinko spoke in Lund. Grinko was calm.",
        "Oleksiy Hrynko spoke in Lund. Mr Hrynko was calm.",
        "Minister Aleksej Hrinko spoke in Lund. Hrinko was calm.",
    ):
        found = cast_of(text, known(PEOPLE))["oleksiy-hrynko"]
        assert (found.name, found.type) == ("Oleksiy Hrynko", "Person")
        assert found.same_as == ("https://people.example/hrynko",)
        assert len(found.mentions) == 2


def test_a_surname_is_the_known_person_unless_the_article_names_another(known) -> None:
    alone = cast_of("Mr Grinko spoke in Lund.", known(PEOPLE))
    assert alone["oleksiy-hrynko"].same_as == ()  # a short name does not make sure
    other = cast_of("Marta Grinko spoke in Lund. Grinko was calm.", known(PEOPLE))
    assert "oleksiy-hrynko" not in other
    assert len(other["marta-grinko"].mentions) == 2


def test_without_the_file_nothing_of_it_is_known() -> None:
    assert set(cast_of("Alexei Grinko spoke in Lund.")) >= {"alexei-grinko"}


def test_an_entry_of_turtle_has_all_that_one_that_ships_can_have(known) -> None:
    file = """
mine:norland a schema:Country , skos:Concept ; skos:prefLabel "Norland"@en , "Nordland"@de ;
    skos:altLabel "Kingdom of Norland" ; skos:notation "XN" ; kg:adjective "Norish" ;
    kg:demonym "Norlander" ; kg:capital "Norhaven" ; owl:sameAs <https://states.example/norland> .
mine:tower a schema:Organization , skos:Concept ; skos:prefLabel "Sea Tower" ;
    kg:seatOf mine:norland .
mine:club a schema:Organization , skos:Concept ; skos:prefLabel "Lund Club" ; kg:party state:SE .
mine:note a schema:CreativeWork ; skos:prefLabel "no entry" .
"""
    found = known(file, suffix=".ttl")
    assert found.by_name["Kingdom of Norland"].id == "norland"
    assert found.named("Norland").adjective == "Norish"
    assert found.demonym("Norlanders").id == found.by_capital["Norhaven"].id == "norland"
    assert found.named("Sea Tower").party == "norland"
    assert found.named("Lund Club").party == "sweden"
    assert found.named("no entry") is found.named("Nordland") is None
    said = cast_of("Norhaven rejected the plan. Norish officials were silent.", found)
    assert said["norland"].same_as == ("https://states.example/norland",)


@pytest.mark.parametrize(
    "row",
    [
        "Russia,Place,Rossiya,",
        f"Rossiya,Place,,{WIKIDATA}/Q159",
        "Rossiya,Place,,https://www.wikidata.org/wiki/Q159",
        "Russian Federation,Place,Rossiya,https://states.example/ru",
    ],
)
def test_an_entry_for_what_ships_adds_to_it(known, row: str) -> None:
    found = known(f"name,type,names,same_as\n{row}\n")
    entry = found.named("Rossiya")
    assert entry is found.named("Russia") is found.by_capital["Moscow"] is found.demonym("Russian")
    assert entry.id == "russia"
    assert f"{WIKIDATA}/Q159" in entry.same_as
    assert found.named("Kremlin").party == "russia"
    assert found.by_id.keys() == load_authority().authority.by_id.keys()


def test_an_entry_with_another_link_is_another_thing_and_takes_the_name(known) -> None:
    found = known(f"name,type,same_as\nGeorgia,Place,{WIKIDATA}/Q1428\n")
    assert found.named("Georgia").same_as == (f"{WIKIDATA}/Q1428",)
    assert found.demonym("Georgian").same_as == (f"{WIKIDATA}/Q230",)
    assert found.named("Georgia").id != found.demonym("Georgian").id


def test_a_party_is_named_by_code_name_or_iri(known) -> None:
    found = known("name,type,party\nSea Office,Organization,NOR\nLund Board,Organization,Norway\n")
    assert found.named("Sea Office").party == found.named("Lund Board").party == "norway"


def test_what_the_docs_show_can_be_used(tmp_path: Path) -> None:
    docs = Path(__file__).parents[2]
    for page in ("docs/authority.md", "README.md"):
        shown = re.findall(
            r"```(csv|turtle)\n(.*?)```", (docs / page).read_text("utf-8"), re.DOTALL
        )
        made = [
            tmp_path / f"{number}.{kind[:3].replace('tur', 'ttl')}"
            for number, (kind, _) in enumerate(shown)
        ]
        for file, (_, content) in zip(made, shown, strict=True):
            file.write_text(content, encoding="utf-8")
        found = load_authority(made).authority
        assert found.named("Vladimir Zelensky").same_as == (f"{WIKIDATA}/Q3874799",)
        if page.startswith("docs"):
            assert found.named("MoR").party == found.named("MoF").party == "brazil"


def test_files_are_told_by_their_hash(tmp_path: Path) -> None:
    one, other = files(tmp_path, PEOPLE, "name,type\nLund Board,Organization\n")
    assert load_authority().sha256 is None
    assert load_authority([one]).sha256 == hashlib.sha256(one.read_bytes()).hexdigest()
    hashes = {
        load_authority(order).sha256 for order in ([one], [other], [one, other], [other, one])
    }
    assert len(hashes) == 4


def test_the_hash_is_recorded_of_the_tool(tmp_path: Path) -> None:
    (file,) = files(tmp_path, PEOPLE)
    options = Options(tagger=False, authority=(file,))
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    extractor = Extractor(DEFAULT_MODEL, options)
    assert extractor.tool.authority_sha256 == sha256
    (found,) = extractor.extract([Document("a", "a", "Alexei Grinko left.", Source())])
    assert [actor.name for actor in found.actors if actor.same_as] == ["Oleksiy Hrynko"]
    assert Extractor(DEFAULT_MODEL, Options(tagger=False)).tool.authority_sha256 is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name,kind\nA,Person\n", r"names-0.csv, line 1: 'kind' is no column; these are: name"),
        ("name,names\nA,B\n", r"names-0.csv, line 1: there is no column 'type'\."),
        ("", r"names-0.csv, line 1: there is no column 'name'\."),
        ("name,type,type\nA,Person,Place\n", r"line 1: a column stands there twice\."),
        ("name,type\nA,Person\n,Place\n", r"names-0.csv, line 3: the name is missing\."),
        ("name,type\nA,Human\n", r"line 2: 'Human' is no type; these are: Person, Organ"),
        ("name,type\nA,Role\n", r"line 2: 'Role' is no type"),
        ("name,type\nA,Person,x\n", r"line 2 has more values than the header has columns\."),
        ("name,type,same_as\nA,Person,Q42\n", r"line 2: 'Q42' is no web address \(same_as\)\."),
        ("name,type,party\nA,Person,Nowhere\n", r"line 2: the party 'Nowhere' is no known entry\."),
        ("name,type,names\nA,Person,C\nB,Person,C\n",
         r"names-0.csv, line 3: the name 'C' is that of \S*names-0.csv, line 2 too\."),
        ("name,type,same_as\nA,Person,http://x.example/1\nB,Person,http://x.example/1\n",
         r"line 3: the link 'http://x.example/1' is that of \S*, line 2 too\."),
        ('name,type\n"A,Person\n', r"names-0.csv is not CSV: "),
    ],
)  # fmt: skip
def test_a_broken_table_is_told_in_one_sentence(known, content: str, said: str) -> None:
    with pytest.raises(errors.BadRequest, match=said) as caught:
        known(content)
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("mine:a a schema:Person ;;; .", None),
        ('mine:a skos:prefLabel "A" , .', r"names-0.ttl is not Turtle: .* line 7 .*\."),
        ("mine:a a schema:Person , skos:Concept .", r"ttl, https://mine.example/a has no name"),
        ('mine:a a skos:Concept ; skos:prefLabel "A" .', r"/a needs one type \(rdf:type\) out of"),
        ('mine:a a skos:Concept, schema:Person, schema:Place ; skos:prefLabel "A" .', "one type"),
        ('mine:a a skos:Concept, schema:Person ; skos:prefLabel "A", "B" .',
         r"/a: \S*prefLabel can be one only, but is 'A' and 'B'\."),
        ('mine:a a skos:Concept, schema:Person ; skos:prefLabel "A" ; kg:party mine:b .',
         r"/a: the party 'https://mine.example/b' is no known entry\."),
        ('mine:a a skos:Concept, schema:Person ; skos:prefLabel "A" ; owl:sameAs mine:b, <urn:x> .',
         r"/a: 'urn:x' is no web address \(same_as\)\."),
    ],
)  # fmt: skip
def test_broken_turtle_is_told_in_one_sentence(known, content: str, said: str | None) -> None:
    if said is None:
        assert known(content, suffix=".ttl").by_id == load_authority().authority.by_id
        return
    with pytest.raises(errors.BadRequest, match=said) as caught:
        known(content, suffix=".ttl")
    assert str(caught.value).count("\n") == 0


def test_a_clash_between_files_names_both(tmp_path: Path) -> None:
    rows = ["name,type,names\nA,Person,C\n", "name,type\n\nC,Person\n"]
    with pytest.raises(errors.BadRequest, match=r"names-1.csv, line 3: .*names-0.csv, line 2 too"):
        load_authority(files(tmp_path, *rows))


def test_a_file_that_is_missing_or_of_another_kind_is_named(tmp_path: Path) -> None:
    with pytest.raises(errors.BadRequest, match=r"lost\.csv cannot be read: No such file"):
        load_authority([tmp_path / "lost.csv"])
    with pytest.raises(errors.BadRequest, match=r"names-0\.txt is no authority file: .*\.ttl or"):
        load_authority(files(tmp_path, "x", suffix=".txt"))
    latin = tmp_path / "latin.csv"
    latin.write_bytes("name,type\nÉlan,Organization\n".encode("latin-1"))
    with pytest.raises(errors.BadRequest, match=r"latin\.csv is not in UTF-8"):
        load_authority([latin])
