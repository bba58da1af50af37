"""`kg merge` and `kg split`: what people decide, and how it is taken back."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from cli_articles import Kg, write_articles
from click.testing import Result

from kg.cli.deciding import Member, standing_for
from kg.extract import Extractor
from kg.ids import source_id
from kg.resolve.corrections import Ref

LENA = "actor/lena-brandt-"
NO_READING = "an article was read again"


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch, built: Path) -> None:
    """Once the graph is built, no article is read by any model."""
    assert built.is_dir()

    def fail(*_: object) -> None:
        raise AssertionError(NO_READING)

    monkeypatch.setattr(Extractor, "extract", fail)


def file_of(store: Path) -> Path:
    return store.parent / "store.decisions.yaml"


def quads(kg: Kg, store: Path) -> str:
    result = kg("export", "--store", store)
    assert result.exit_code == 0
    return result.output


def done(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output


def names(kg: Kg, store: Path) -> list[str]:
    query = (
        "PREFIX kg: <https://kg.example/ontology#> SELECT ?l WHERE { ?a a kg:GlobalActor ; "
        "<http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l"
    )
    result = kg("query", "-", "--store", store, "--format", "csv", input=query)
    return done(result).splitlines()[1:]


def id_of(kg: Kg, store: Path, name: str) -> str:
    return re.search(r"\((\w+/\S+)\)", done(kg("split", name, "--store", store)))[1]  # type: ignore[index]


def test_merge_makes_one_and_says_who_decided(kg: Kg, store: Path) -> None:
    said = ("--reason", "a stage name", "--by", "M. Lind")
    output = done(kg("merge", "Paul Rask", "Tom Vale", *said, "--store", store))
    assert "are one: Paul Rask (actor/paul-rask-" in output
    assert "3 members" in output
    assert "1 decision of" in output
    assert "wait" not in output
    rows = done(kg("query", "identity-decisions", "-p", "actor=Rask", "--store", store))
    assert 'Tom Vale,,person,1,"a stage name, says M. Lind"' in rows
    assert '/ontology#decidedBy> "M. Lind"' in quads(kg, store)
    assert "Tom Vale" not in names(kg, store)


def test_split_by_an_article(kg: Kg, store: Path, articles: Path) -> None:
    whole = id_of(kg, store, "Lena Brandt")
    output = done(
        kg("split", "lena brandt", "--out", articles / "envoy.txt", "--by", "M. Lind",
           "--store", store)
    )  # fmt: skip
    assert f"Took 1 of 2 members out of Lena Brandt ({whole})." in output
    assert f"Left: Lena Brandt ({whole}), 1 member" in output
    assert len(re.findall(r"Taken out, now: Lena Brandt \(actor/lena-brandt-\w+\)", output)) == 1
    assert names(kg, store).count("Lena Brandt") == 2
    assert '"they are not one, says M. Lind"' in quads(kg, store)
    assert done(kg("validate", "--store", store))


def test_a_name_that_several_bear_lists_them(kg: Kg, store: Path, articles: Path) -> None:
    done(kg("split", "Lena Brandt", "--out", articles / "envoy.txt", "--store", store))
    result = kg("merge", "Lena Brandt", "Tom Vale", "--store", store)
    assert result.exit_code == 3
    assert len(re.findall(r"actor/lena-brandt-\w{12}", result.stderr)) == 2
    assert "can be any of 2" in result.stderr


def test_split_lists_members_and_each_command_works(kg: Kg, store: Path) -> None:
    output = done(kg("split", "Lena Brandt", "--store", store))
    assert "same-name: both are called Lena Brandt" in output
    commands = re.findall(r"^  kg (split .*--out.*)$", output, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        copy = shutil.copytree(store, store.parent / f"copy{commands.index(command)}")
        words = shlex.split(command.replace(str(store), str(copy)))
        assert "Took 1 of 2 members" in done(kg(*words))


@pytest.mark.parametrize("by_file", [True, False])
def test_merge_then_split_is_as_before(kg: Kg, store: Path, articles: Path, by_file: bool) -> None:
    before = quads(kg, store)
    done(kg("merge", "Paul Rask", "Tom Vale", "--store", store))
    assert quads(kg, store) != before
    source = source_id((articles / "strike.txt").read_text(encoding="utf-8"))
    member = articles / "strike.txt" if by_file else f"source/{source}/actor/tom-vale"
    output = done(kg("split", "Paul Rask", "--out", member, "--store", store))
    assert "Took back 1 earlier decision" in output
    assert quads(kg, store) == before


def test_split_then_merge_is_as_before(kg: Kg, store: Path, articles: Path) -> None:
    before, whole = quads(kg, store), id_of(kg, store, "Lena Brandt")
    output = done(kg("split", "Lena Brandt", "--out", articles / "envoy.txt", "--store", store))
    out = re.search(r"Taken out, now: .*\((\S+)\)", output)[1]  # type: ignore[index]
    assert "is enough" in done(kg("merge", whole, out, "--store", store))
    assert quads(kg, store) == before


def test_a_deleted_entry_is_taken_back_by_the_next_build(
    kg: Kg, store: Path, articles: Path
) -> None:
    before = quads(kg, store)
    done(kg("merge", "Paul Rask", "Tom Vale", "--store", store))
    file_of(store).unlink()
    done(kg("build", articles, "--store", store))
    assert quads(kg, store) == before


def test_decisions_outlive_the_store(
    kg: Kg, store: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(kg("merge", "Paul Rask", "Tom Vale", "--store", store))
    done(kg("split", "Lena Brandt", "--out", articles / "envoy.txt", "--store", store))
    decided = quads(kg, store)
    shutil.rmtree(store)
    monkeypatch.undo()
    assert "2 decisions of" in done(kg("build", articles, "--store", store))
    assert quads(kg, store) == decided


def test_extract_goes_by_decisions(
    kg: Kg, store: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(kg("merge", "Paul Rask", "Tom Vale", "--store", store))
    monkeypatch.undo()
    files = (articles / "envoy.txt", articles / "strike.txt")
    shared = []
    for given in ((), ("--decisions", file_of(store))):
        records = map(json.loads, done(kg("extract", *files, *given)).splitlines())
        envoy, strike = ({actor["id"] for actor in record["actors"]} for record in records)
        shared.append({id_.rpartition("-")[0] for id_ in envoy & strike})
    assert shared == [set(), {"paul-rask"}]


def test_decisions_wait_for_an_article_that_is_gone(
    kg: Kg, store: Path, articles: Path, tmp_path: Path
) -> None:
    decided = tmp_path / "shared.yaml"
    done(kg("merge", "Paul Rask", "Tom Vale", "--store", store, "--decisions", decided))
    noted = decided.read_text(encoding="utf-8")
    done(kg("remove", articles / "strike.txt", "--store", store, "--decisions", decided))
    left = quads(kg, store)
    others = write_articles(tmp_path / "others", "harbour.txt", "envoy.txt")
    output = done(kg("build", others, "--store", store, "--decisions", decided))
    assert "0 decisions of" in output
    assert "count; 1 waits for articles that are not there." in output
    assert decided.read_text(encoding="utf-8") == noted
    done(kg("build", others, "--store", store))
    assert quads(kg, store) == left


def test_decisions_by_a_variable(kg: Kg, store: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("KG_DECISIONS", str(tmp_path / "mine.yaml"))
    done(kg("merge", "Paul Rask", "Tom Vale", "--store", store))
    assert (tmp_path / "mine.yaml").is_file()
    assert not file_of(store).exists()


@pytest.mark.parametrize("command", ["build", "remove", "extract"])
def test_a_file_of_decisions_that_was_named_and_is_not_there(
    kg: Kg, store: Path, articles: Path, command: str
) -> None:
    before = quads(kg, store)
    where = () if command == "extract" else ("--store", store)
    result = kg(command, articles / "strike.txt", *where, "--decisions", "typo.yaml")
    assert result.exit_code == 3
    assert "There is no file of decisions typo.yaml" in result.stderr
    assert quads(kg, store) == before


def test_decisions_that_cannot_be_read_stop_a_build_before_it_begins(
    kg: Kg, store: Path, tmp_path: Path
) -> None:
    file_of(store).write_text("- merge: claim/a\n", encoding="utf-8")
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "new.txt").write_text("Ana Lund said that the ferry would leave.", encoding="utf-8")
    result = kg("build", folder, "--store", store)
    assert result.exit_code == 2
    assert "store.decisions.yaml: line 1 needs merge and with" in result.stderr
    assert len(list((store / "records").iterdir())) == 3


def test_events_and_statements_too(kg: Kg, store: Path) -> None:
    query = (
        "PREFIX kg: <https://kg.example/ontology#> SELECT ?x WHERE { ?x a kg:GlobalEvent } "
        "ORDER BY ?x"
    )
    events = done(kg("query", "-", "--store", store, "-f", "csv", input=query)).splitlines()[1:]
    one, two = events[0], events[-1].removeprefix("https://kg.example/")
    assert "are one" in done(kg("merge", one, two, "--store", store))
    claims = (
        "PREFIX kg: <https://kg.example/ontology#> SELECT ?x WHERE { ?x a kg:Claim } ORDER BY ?x"
    )
    found = done(kg("query", "-", "--store", store, "-f", "csv", input=claims)).splitlines()[1:]
    output = done(kg("merge", found[0], found[1], "--store", store))
    statement = re.search(r"are one: .*\((statement/\w+)\)", output)[1]  # type: ignore[index]
    assert "2 members" in done(kg("split", statement, "--store", store))
    member = found[0].removeprefix("https://kg.example/")
    assert "Took back 1" in done(kg("split", statement, "--out", member, "--store", store))
    result = kg("merge", one, found[0], "--store", store)
    assert result.exit_code == 2
    assert "are of different kinds: event and claim." in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("merge", "Paul Rask", "Nobody Known"), 3, "There is no actor, event or statement 'Nobo"),
        (("merge", "Paul Rask", "paul rask"), 2, "is one already."),
        (("merge", "Paul Rask", "claim/abc"), 3, "There is no claim/abc in "),
        (("split", "Tom Vale", "--out", "envoy.txt"), 3, "No source 'envoy.txt'"),
        (("split", "Tom Vale", "--out", "source/x/actor/y"), 3, "source/x/actor/y has no part in"),
        (("split", "Tom Vale", "envoy.txt"), 2, "What is to be taken out comes after --out."),
    ],
)
def test_what_cannot_be_decided(
    kg: Kg, store: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    result = kg(*words, "--store", store)
    assert result.exit_code == code
    assert message in result.stderr
    assert not file_of(store).exists()


def test_one_member_has_to_stay(kg: Kg, store: Path, articles: Path) -> None:
    out = ("--out", articles / "harbour.txt", articles / "envoy.txt")
    result = kg("split", "Lena Brandt", *out, "--store", store)
    assert result.exit_code == 2
    assert "one has to stay" in result.stderr
    result = kg("split", "Lena Brandt", "--out", articles / "strike.txt", "--store", store)
    assert result.exit_code == 3
    assert "has no part in Lena Brandt" in result.stderr


def member(source: str, name: str, time: str = "") -> Member:
    return Member(Ref("event", source, "e"), name, source, "", (name, time, ""), "", "")


def test_who_stands_for_an_identity() -> None:
    """One of each combination of facts, all that meet the others, and some more."""
    many = [member(f"a{number:02}", "call") for number in range(20)]
    dated = [*many, member("b", "call", "2024-03-05"), member("c", "talk")]
    found = [ref.source for ref in standing_for(dated, "call", [member("a15", "summit")])]
    assert found == ["a00", "a15", "b", "c", "a01", "a02", "a03", "a04"]
    assert len(standing_for(dated, "call", many)) == 22
