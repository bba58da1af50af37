"""Builds: what they keep, leave out, take up again, and how little they depend on order."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import errors, pipeline
from kg.config import Settings
from kg.ids import claim_id, source_id, text_sha256
from kg.pipeline import Target, build, conclude, correct, remove
from kg.rdf.check import Violation
from kg.records import (
    Actor,
    Claim,
    Document,
    Extraction,
    Mention,
    Skipped,
    Source,
    Span,
    Tool,
)
from kg.report import Outcome, Report
from kg.resolve.corrections import Correction, Corrections, Ref
from kg.resolve.corrections_file import load, parse
from kg.store.archive import Archive
from kg.store.embedded import open_store

TOOL = Tool("kg", "0.1.0", "none", "1", "0" * 64)
TAGGED = replace(TOOL, tagger="claims", tagger_version="1", tagger_sha256="1" * 64)

STOPPING = {
    "no-model": errors.Unavailable("There is no model."),
    "busy": errors.StoreBusy("Another process writes."),
    "broken": errors.StoreBroken("It cannot be read."),
    "disk": OSError("No space left on device"),
    "memory": MemoryError("Out of memory"),
}


class Words:
    """An extractor for texts of the form `NAME said WHAT`; counts what it was asked to read."""

    def __init__(self, tool: Tool = TOOL) -> None:
        self.tool = tool
        self.read: list[str] = []

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        for document in documents:
            self.read.append(document.name)
            if "crash" in document.text:
                raise IndexError("no such token")
            if "unreadable" in document.text:
                raise errors.SkipArticle("It is not English.")
            if document.text in STOPPING:
                raise STOPPING[document.text]
            yield extraction(document, self.tool)


def extraction(document: Document, tool: Tool = TOOL) -> Extraction:
    name, _, what = document.text.partition(" said ")
    speaker = Span(0, len(name))
    cue = Span(len(name) + 1, len(name) + 5)
    content = (Span(cue.end + 1, cue.end + 1 + len(what)),)
    id_ = claim_id(source_id(document.text), cue, content, "speaker")
    return Extraction(
        document,
        tool,
        actors=(Actor("speaker", name, "Person", (Mention(speaker, "name"),)),),
        claims=(
            Claim(id_, "speaker", "named", speaker, cue, content, "indirect", "state", "said"),
        ),
    )


def document(text: str, name: str = "a.txt") -> Document:
    return Document(name, f"/articles/{name}", text, Source(title=text))


ARTICLES = [
    document("Ada Lund said the harbour stays open", "a.txt"),
    document("Bo Rask said the harbour will close", "b.txt"),
    document("Ada Lund said nothing has been decided", "c.txt"),
]


@pytest.fixture(autouse=True)
def no_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shapes have tests of their own, and take longest."""
    monkeypatch.setattr(pipeline, "check_shapes", lambda *_: ())


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Target]:
    yield from open_target(tmp_path / "store")


def open_target(path: Path) -> Iterator[Target]:
    store = open_store(path)
    yield Target(store, Archive(path), Settings(store=path))
    store.close()


def run(target: Target, documents: Iterable[Document | Skipped], tool: Tool = TOOL) -> Report:
    return build(documents, Words(tool), target, quiet)


def quiet(*_: object) -> None: ...


def contents(target: Target) -> list[str]:
    return list(target.store.quads())


def members(target: Target) -> list[int]:
    """How many members the actors across articles have, from the fewest to the most."""
    lines = target.store.quads((target.graph("identity"),))
    ends = [line.split(" ")[2] for line in lines if "#specializationOf>" in line]
    return sorted(Counter(ends).values())


def test_report_says_what_became_of_each_input(target: Target) -> None:
    unread = Skipped("/articles/x.pdf", "Not a format that is read.")
    report = run(target, [*ARTICLES, document(ARTICLES[0].text, "copy.txt"), unread])
    assert [item.path for item in report.built] == [article.path for article in ARTICLES]
    assert [item.path for item in report.known] == ["/articles/copy.txt"]
    assert report.skipped == (unread,)
    assert (report.conclusion.sources, report.conclusion.claims) == (3, 3)


def test_people_of_the_same_name_are_one_across_articles(target: Target) -> None:
    assert run(target, ARTICLES).conclusion.actors == 2
    assert members(target) == [1, 2]


def test_known_articles_are_not_read_again(target: Target) -> None:
    run(target, ARTICLES[:2])
    words = Words()
    build(ARTICLES, words, target, quiet)
    assert words.read == ["c.txt"]


OTHER_TOOLS = {
    "version": replace(TOOL, version="0.2.0"),
    "model": replace(TOOL, model_sha256="2" * 64),
    "tagger": TAGGED,
    "authority": replace(TOOL, authority_sha256="3" * 64),
}


@pytest.mark.parametrize("other", OTHER_TOOLS)
def test_what_another_tool_made_is_made_anew(target: Target, other: str) -> None:
    run(target, ARTICLES[:2])
    report = run(target, [*ARTICLES, document(ARTICLES[0].text, "copy.txt")], OTHER_TOOLS[other])
    assert [item.path for item in report.remade] == ["/articles/a.txt", "/articles/b.txt"]
    assert [item.path for item in report.built] == ["/articles/c.txt"]
    assert [item.path for item in report.known] == ["/articles/copy.txt"]
    assert contents(target) == contents_of(target, ARTICLES, OTHER_TOOLS[other])
    assert set(target.made_by().values()) == {OTHER_TOOLS[other]}


def test_what_another_tool_made_of_other_articles_stays(target: Target) -> None:
    run(target, ARTICLES[:2])
    run(target, ARTICLES[1:], TAGGED)
    made = [target.made_by()[source_id(article.text)] for article in ARTICLES]
    assert made == [TOOL, TAGGED, TAGGED]


def test_a_record_of_before_there_was_a_tagger_is_made_anew_with_one(target: Target) -> None:
    run(target, ARTICLES[:1])
    record = target.settings.store / "records" / f"{source_id(ARTICLES[0].text)}.json"
    fields = b',"tagger":null,"tagger_version":null,"tagger_sha256":null,"authority_sha256":null'
    assert fields in record.read_bytes()
    record.write_bytes(record.read_bytes().replace(fields, b""))
    assert len(run(target, ARTICLES[:1]).known) == 1
    assert len(run(target, ARTICLES[:1], TAGGED).remade) == 1


def test_an_article_that_cannot_be_made_anew_stays_as_it_was(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(target, ARTICLES)
    before = contents(target)
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "describe_extraction", stumble)
        report = run(target, ARTICLES, TAGGED)
    assert len(report.skipped) == 3
    assert contents(target) == before


def stumble(*_: object) -> None:
    raise IndexError("no such token")


@pytest.mark.parametrize("tool", [TOOL, TAGGED], ids=["the same", "another"])
def test_killed_between_the_new_record_and_the_new_graph(target: Target, tool: Tool) -> None:
    """A graph and a record of different tools are no source; whichever tool comes, makes both."""
    run(target, ARTICLES)
    target.archive.save(extraction(ARTICLES[0], TAGGED))
    assert len(target.sources()) == 2
    run(target, ARTICLES, tool)
    assert contents(target) == contents_of(target, ARTICLES, tool)


def test_copies_are_found_by_either_path(target: Target) -> None:
    run(target, [ARTICLES[0], document(ARTICLES[0].text, "copy.txt")])
    source = source_id(ARTICLES[0].text)
    assert target.archive.paths(source) == ("/articles/a.txt", "/articles/copy.txt")


def test_one_bad_article_does_not_cost_the_others(target: Target) -> None:
    bad = [document("a crash"), document("an unreadable text")]
    report = run(target, [bad[0], ARTICLES[0], bad[1], ARTICLES[1]])
    assert len(report.built) == 2
    assert "no such token" in report.skipped[0].reason
    assert report.skipped[1].reason == "/articles/a.txt cannot be built: It is not English."
    assert contents(target) == contents_of(target, ARTICLES[:2])


def contents_of(target: Target, documents: Iterable[Document], tool: Tool = TOOL) -> list[str]:
    """The quads of a build of these alone, elsewhere."""
    for other in open_target(target.settings.store.parent / "other"):
        run(other, documents, tool)
        return contents(other)
    raise AssertionError


@pytest.mark.parametrize("text", STOPPING)
def test_what_would_befall_all_stops_the_build(target: Target, text: str) -> None:
    with pytest.raises(type(STOPPING[text]), match=str(STOPPING[text])):
        run(target, [document(text)])


def test_article_that_the_store_refuses_does_not_cost_the_others(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe = pipeline.describe_extraction

    def malformed(found: Extraction, settings: Settings) -> str:
        quads = describe(found, settings)
        return quads.replace("<", "<a b", 1) if found.document.name == "b.txt" else quads

    monkeypatch.setattr(pipeline, "describe_extraction", malformed)
    report = run(target, ARTICLES)
    assert [item.path for item in report.skipped] == ["/articles/b.txt"]
    assert "are malformed" in report.skipped[0].reason
    assert contents(target) == contents_of(target, [ARTICLES[0], ARTICLES[2]])


def test_article_that_breaks_a_shape_is_not_committed(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    violation = Violation("claim/c", None, "A claim needs a speaker.")
    monkeypatch.setattr(pipeline, "check_shapes", lambda *_: (violation,))
    report = run(target, ARTICLES[:1])
    assert "A claim needs a speaker." in report.skipped[0].reason
    assert target.sources() == ()


@pytest.mark.parametrize("seed", range(3))
def test_order_and_steps_do_not_matter(target: Target, seed: int) -> None:
    shuffled = random.Random(seed).sample(ARTICLES, len(ARTICLES))
    for one in shuffled:
        run(target, [one])
    assert contents(target) == contents_of(target, ARTICLES)


@pytest.mark.parametrize("gone", range(len(ARTICLES)))
def test_removed_is_as_if_never_read(target: Target, gone: int) -> None:
    run(target, ARTICLES)
    remove(target, source_id(ARTICLES[gone].text))
    rest = [article for article in ARTICLES if article is not ARTICLES[gone]]
    assert contents(target) == contents_of(target, rest)
    assert len(list((target.settings.store / "texts").iterdir())) == len(rest)


def test_removing_all_leaves_what_ships(target: Target) -> None:
    run(target, ARTICLES[:1])
    remove(target, source_id(ARTICLES[0].text))
    assert [graph.rsplit("/", 1)[-1] for graph in target.store.graphs()] == [
        "ontology",
        "queries",
    ]


def test_removing_what_is_not_there(target: Target) -> None:
    with pytest.raises(errors.NotFound, match="nobody"):
        remove(target, "nobody")


@pytest.mark.parametrize("folder", ["records", "texts"])
def test_what_is_lost_or_broken_is_made_again_by_the_next_build(
    target: Target, folder: str
) -> None:
    run(target, ARTICLES)
    spoil(target, ARTICLES[1], folder)
    assert len(target.sources()) == 2
    report = run(target, ARTICLES)
    assert [item.path for item in report.built] == ["/articles/b.txt"]
    assert contents(target) == contents_of(target, ARTICLES)


@pytest.mark.parametrize("folder", ["records", "texts"])
def test_what_is_lost_or_broken_can_be_removed(target: Target, folder: str) -> None:
    run(target, ARTICLES)
    spoil(target, ARTICLES[1], folder)
    remove(target, target.archive.find(source_id(ARTICLES[1].text)))
    assert contents(target) == contents_of(target, [ARTICLES[0], ARTICLES[2]])
    assert len(list((target.settings.store / "texts").iterdir())) == 2


def spoil(target: Target, article: Document, folder: str) -> None:
    """Damage the record of an article, or lose its text."""
    store, text = target.settings.store, text_sha256(article.text)
    if folder == "texts":
        (store / "texts" / f"{text}.txt").unlink()
    else:
        (store / "records" / f"{source_id(article.text)}.json").write_text('{"paths": [')


def test_killed_between_record_and_graph(target: Target) -> None:
    """A record without a graph is no source, and the next build makes up for it."""
    run(target, ARTICLES[:2])
    target.archive.save(extraction(ARTICLES[2]))
    assert len(target.sources()) == 2
    run(target, ARTICLES[2:])
    assert contents(target) == contents_of(target, ARTICLES)


def test_killed_before_concluding(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "conclude", stop)
        with pytest.raises(KeyboardInterrupt):
            run(target, ARTICLES)
    assert len(target.sources()) == 3
    run(target, ARTICLES[:1])
    assert contents(target) == contents_of(target, ARTICLES)


def stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_concluding_twice_changes_nothing(target: Target) -> None:
    run(target, ARTICLES)
    before = contents(target)
    conclude(target)
    assert contents(target) == before


def test_progress_is_told_of_every_input(target: Target) -> None:
    told: list[tuple[Outcome, int]] = []
    unread = Skipped("/articles/x.pdf", "Not a format that is read.")
    inputs = [ARTICLES[0], unread, ARTICLES[1], document(ARTICLES[0].text, "copy.txt")]
    report = build(inputs, Words(), target, lambda *item: told.append(item))
    assert tuple(outcome for outcome, _ in told) == report.outcomes
    assert [total for _, total in told] == [2, 4, 4, 4]


def decisions(*pairs: tuple[int, int]) -> Corrections:
    """Merges of the speakers of two articles each, by their numbers."""
    speakers = [Ref("actor", source_id(article.text), "speaker") for article in ARTICLES]
    merges = (Correction("merge", (speakers[a],), (speakers[b],)) for a, b in pairs)
    return Corrections(tuple(merges))


@pytest.mark.parametrize("gone", range(len(ARTICLES)))
def test_removed_is_as_if_never_read_whatever_was_decided(target: Target, gone: int) -> None:
    told = replace(target, corrections=decisions((0, 1), (1, 2)))
    assert run(told, ARTICLES).conclusion.decided == 2
    remove(told, source_id(ARTICLES[gone].text))
    rest = [article for article in ARTICLES if article is not ARTICLES[gone]]
    for other in open_target(target.settings.store.parent / "other"):
        report = run(replace(other, corrections=told.corrections), rest)
        assert contents(target) == contents(other)
        assert report.conclusion.waiting == (2 if gone == 1 else 1)


def test_a_correction_is_kept_and_concluded_without_reading(target: Target) -> None:
    run(target, ARTICLES)
    entry = decisions((0, 1)).entries[0]
    refs = [*entry.left, *entry.right]
    done = correct(target, entry, refs, {refs[0]: "Ada Lund"})
    assert (done.is_noted, done.taken_back, done.conclusion.decided) == (True, 0, 1)
    assert members(target) == [3]
    text = target.settings.decisions_file.read_text(encoding="utf-8")
    assert f"    - {refs[0]}  # Ada Lund\n" in text
    again = replace(target, corrections=parse(text))
    before = contents(target)
    conclude(again)
    assert contents(target) == before


def test_a_correction_that_takes_back_another_stands_where_that_is_not_enough(
    target: Target,
) -> None:
    """Ada Lund of two articles is one by her name: to take back a merge does not split her."""
    run(target, ARTICLES)
    merge = decisions((0, 2)).entries[0]
    refs = [*merge.left, *merge.right]
    correct(target, merge, refs, {})
    told = replace(target, corrections=load(target.settings.decisions_file))
    done = correct(told, Correction("split", merge.right, merge.left), refs, {})
    assert (done.is_noted, done.taken_back, done.conclusion.decided) == (True, 1, 1)
    assert members(target) == [1, 1, 1]
