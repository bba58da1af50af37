"""A claim as lines of text."""

import pytest

from kg.cli.claim_text import mark_passage, render
from kg.cli.lookup import Row

TEXT = "Before.\nAda told Bo the harbour would, she said, stay open.\nAfter."
SOURCE: Row = {"headline": "Harbour", "publisher": "Courier", "published": "2024-05-03"}


def mark(kind: str, words: str) -> Row:
    start = TEXT.index(words)
    end = start + len(words)
    return {"kind": kind, "words": words, "start": str(start), "end": str(end)}


MARKS = [
    mark("source", "Ada"), mark("cue", "told"), mark("addressee", "Bo"),
    mark("content", "the harbour would"), mark("content", "stay open"),
]  # fmt: skip


@pytest.fixture
def parts() -> dict[str, list[Row]]:
    return {
        "facts": [
            {"property": "https://kg.example/ontology#act", "value": "https://x.example/act/state"},
            {"property": "https://kg.example/ontology#rule", "value": "reporting-verb"},
            {"property": "https://schema.org/text", "value": "the harbour would … stay open"},
        ],
        "people": [
            {"part": "speaker", "label": "Ada"},
            {"part": "addressee", "label": "Bo"},
            {"part": "about", "label": "harbour"},
        ],
        "marks": MARKS,
        "source": [{**SOURCE, "source": "https://kg.example/source/s", "sha256": "f" * 64}],
        "chain": [
            {"hop": "inner", "speaker_label": "Ada", "text": "the harbour would … stay open"},
            {"hop": "outer", "speaker_label": "Cy", "text": "Ada told Bo"},
        ],
        "cues": [
            {"hop": "inner", "kind": "cue", "words": "told"},
            {"hop": "inner", "kind": "addressee", "words": "Bo"},
        ],
        "relays": [{"hop": "outer", "label": "Wire"}],
        "roles": [{"hop": "inner", "title": "minister", "body_label": "Oakport"}],
        "reports": [],
        "wordings": [],
        "since": [{**SOURCE, "day": "2024-05-03", "concluded": None, "source": "s"}],
        "disputes": [],
        "opponents": [],
        "run": [],
    }


def test_words_are_marked_in_their_paragraph() -> None:
    expected = "‹Ada› «told» {Bo} [the harbour would], she said, [stay open]."
    assert mark_passage(TEXT, MARKS) == expected


def test_marks_inside_marks_close_in_order() -> None:
    marks = [mark("content", "told Bo"), mark("cue", "told"), mark("addressee", "Bo")]
    assert "[«told» {Bo}]" in mark_passage(TEXT, marks)


def test_who_to_whom_and_through_whom(parts: dict[str, list[Row]]) -> None:
    text = render("https://kg.example/claim/c1", parts, "…")
    assert text.startswith("Claim c1\n")
    assert "who      Ada (minister, Oakport)\n" in text
    assert "since    2024-05-03, Courier “Harbour”\n" in text
    assert "origins  1 independent\n" in text
    assert "to whom  Bo\n" in text
    assert "through  Cy, Wire\n" in text


def test_chain_runs_from_the_article_inward(parts: dict[str, list[Row]]) -> None:
    text = render("https://kg.example/claim/c1", parts, "…").split("Chain", 1)[1]
    hops = ["Courier “Harbour”", "└ Cy (through Wire)", "└ Ada (minister, Oakport) «told» to Bo"]
    assert [text.index(hop) for hop in hops] == sorted(text.index(hop) for hop in hops)


def test_without_a_date_the_day_is_not_told(parts: dict[str, list[Row]]) -> None:
    parts["since"] = [{**parts["since"][0], "day": None}]
    assert "since    no report has a date\n" in render("https://kg.example/claim/c1", parts, "…")


def test_a_concluded_day_comes_with_its_reason(parts: dict[str, list[Row]]) -> None:
    parts["since"] = [{**parts["since"][0], "concluded": "counted from the talks"}]
    text = render("https://kg.example/claim/c1", parts, "…")
    assert "Courier “Harbour”, counted from the talks" in text


RUN: Row = {
    "name": "kg", "version": "0.1.0", "model": "small", "model_version": "3", "model_sha256": "a",
    "tagger": None, "tagger_version": None, "tagger_sha256": None,
    "authority_sha256": None, "ended": None,
}  # fmt: skip


def test_how_a_claim_was_found_by_rules_alone(parts: dict[str, list[Row]]) -> None:
    parts["run"] = [RUN]
    found = render("https://kg.example/claim/c1", parts, "…").split("How it was found")[1]
    assert "rule     reporting-verb\n" in found
    assert "tagger" not in found


def test_how_surely_and_with_which_tagger_a_claim_was_found(parts: dict[str, list[Row]]) -> None:
    confidence = {"property": "https://kg.example/ontology#confidence", "value": "0.87"}
    parts["facts"] = [*parts["facts"], confidence]
    tagger = {"tagger": "claims", "tagger_version": "1.0", "tagger_sha256": "b"}
    parts["run"] = [RUN | tagger]
    found = render("https://kg.example/claim/c1", parts, "…").split("How it was found")[1]
    assert "rule     reporting-verb, confidence 0.87\n" in found
    assert found.endswith("weights  sha256 a\n  tagger   claims 1.0\n  weights  sha256 b")


def test_with_which_authority_file_a_claim_was_found(parts: dict[str, list[Row]]) -> None:
    parts["run"] = [RUN | {"authority_sha256": "c"}]
    found = render("https://kg.example/claim/c1", parts, "…").split("How it was found")[1]
    assert found.endswith("weights  sha256 a\n  names    sha256 c")


def test_empty_sections_are_left_out(parts: dict[str, list[Row]]) -> None:
    text = render("https://kg.example/claim/c1", parts, None)
    assert "Also reported by" not in text
    assert "Disputed" not in text
    assert "The text is not kept here." in text


def test_other_reports_and_both_sides_of_a_dispute(parts: dict[str, list[Row]]) -> None:
    own, other = ("https://kg.example/claim/c1", "https://kg.example/claim/c2")
    report = {**SOURCE, "source": "s", "text": "it stays open", "origins": "2"}
    parts["reports"] = [{**report, "report": own}, {**report, "report": other}]
    wording = {"added": "gladly", "dropped": None, "stronger": None, "weaker": "will → may"}
    parts["wordings"] = [
        {"report": own, "base": None, **dict.fromkeys(wording)},
        {"report": other, "base": own, **wording},
    ]
    side = {"reason": "50 or 20 minutes", "headline": "Harbour", "source": "s", "stated_by": other}
    parts["opponents"] = [{"stated_by": other, "speaker_label": "Dan"}]
    parts["disputes"] = [
        {**side, "said": "50 minute", "words": "50 minutes"},
        {**side, "said": "20 minute", "words": "20 minutes"},
    ]
    text = render(own, parts, "…")
    reports, disputes = text.split("Also reported by")[1].split("Disputed")
    assert reports.count("claim c") == 1
    assert "claim c2" in reports
    assert "it adds: gladly" in reports
    assert "it is weaker: will → may" in reports
    assert "leaves out" not in reports
    assert "20 minute, by Dan: “20 minutes”" in disputes
    assert "independent origins: 2" in reports
    assert disputes.count("50 or 20 minutes") == 1
    assert "“50 minutes”" in disputes
    assert "“20 minutes”" in disputes
