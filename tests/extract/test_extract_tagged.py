"""How what the tagger finds joins what the rules find, and how sure each is."""

from dataclasses import replace

import pytest

from kg.extract.actors.casting import build_cast
from kg.extract.claims.attribution import Attribution
from kg.extract.claims.confidence import LEAST, confidence_of, with_confidence
from kg.extract.claims.finding import find_claims
from kg.extract.claims.tagged import joined
from kg.extract.options import Options
from kg.extract.quotes import find_quotations
from kg.extract.tagger import tagging
from kg.records import Document, Source, Span

SURE = {"cue": 0.99, "content": 0.99, "source": 0.99, "cue link": 0.99, "source link": 0.99}
UNSURE = {**SURE, "content": 0.4}


def attribution(cue, *content, rule="reporting-verb", act="warn", signs=None):
    return Attribution(
        Span(*cue), tuple(Span(*piece) for piece in content), None, act, rule, signs=signs or {}
    )


def tagged(cue, *content, signs=SURE):
    return attribution(cue, *content, rule="tagger", act="state", signs=signs)


def test_the_rule_says_how_it_is_meant_and_the_tagger_what():
    (found,) = joined([attribution((10, 14), (15, 30))], [tagged((8, 14), (15, 50))], [])
    assert found.content == (Span(15, 50),)
    assert (found.act, found.cue) == ("warn", Span(10, 14))
    assert found.rule == "tagger and reporting-verb"


def test_a_content_that_the_tagger_is_unsure_of_is_the_rules():
    rule = attribution((10, 14), (15, 30))
    (found,) = joined([rule], [tagged((8, 14), (15, 50), signs=UNSURE)], [])
    assert found.content == (Span(15, 30),)


def test_what_only_a_rule_finds_stays_inside_a_content_and_no_longer_than_it():
    outer = tagged((0, 4), (5, 40))
    inner, apart = attribution((20, 24), (25, 60)), attribution((70, 74), (75, 90))
    found = joined([inner, apart], [outer], [])
    assert found == [outer, replace(inner, content=(Span(25, 40),))]


@pytest.mark.parametrize("rule", ["headline-colon", "quotation-goes-on"])
def test_the_tagger_has_no_say_in_headlines_and_quotations_that_go_on(rule):
    item = attribution((0, 1), (2, 30), rule=rule)
    assert joined([item], [tagged((0, 1), (2, 60))], []) == [item]
    assert joined([item], [], []) == [item]


def test_a_whole_quotation_is_never_lost():
    text = '"The well is dry by now," she told them.'
    quotations = find_quotations(text)
    said = attribution((30, 34), quotations[0].inner)
    assert joined([said], [], quotations) == [said]
    assert joined([said], [], []) == []


def test_confidence_follows_its_signs():
    weights = {"tagger": {"always": -1.0, "content": 0.5, "rule tagger": 0.2}}
    sure, unsure = (confidence_of(tagged((0, 1), (2, 3), signs=s), weights) for s in (SURE, UNSURE))
    assert 0 <= unsure < sure <= 1
    assert confidence_of(attribution((0, 1), (2, 3)), weights) is None


def test_what_is_hardly_ever_right_is_left_out():
    unlikely = {"tagger": {"always": -5.0}, "rules": {"always": -5.0}}
    items = [tagged((0, 1), (2, 3)), attribution((0, 1), (2, 3))]
    (kept,) = with_confidence(items, unlikely)
    assert kept.rule == "reporting-verb"
    assert kept.confidence < LEAST


@pytest.fixture
def claims_of(reader):
    def find(text, **options):
        (parsed,) = reader.read([Document("a.txt", "a.txt", text, Source())])
        quotations = find_quotations(text)
        cast = build_cast(parsed, quotations)
        return find_claims(parsed, cast, quotations, Options(**options))

    return find


def test_the_tagger_finds_cues_that_no_list_has(claims_of):
    text = (
        "Local fishermen have long griped that the harbour fees eat up their earnings. "
        "The council has until May to answer."
    )
    assert not any("harbour" in c.content[0].of(text) for c in claims_of(text, tagger=False))
    found = [c for c in claims_of(text) if "the harbour fees" in c.content[0].of(text)]
    assert [(c.cue.of(text).split()[-1], c.source_span.of(text)) for c in found] == [
        ("griped", "Local fishermen")
    ]


def test_claims_are_as_sure_as_they_are_plain(claims_of):
    text = (
        '"The bridge will open in May," said Ana Prado, the mayor. '
        "There is some talk of delays in the town."
    )
    plain = next(c for c in claims_of(text) if "bridge" in c.content[0].of(text))
    assert plain.confidence > 0.9
    assert plain.rule == "tagger and reporting-verb"


def test_a_long_article_read_in_parts_gives_nearly_the_same(claims_of, monkeypatch):
    paragraph = (
        "Ana Prado said that well number {} was dry. Farmers feared that crops would fail.\n"
    )
    text = "".join(paragraph.format(number) for number in range(40))
    whole = claims_of(text)
    monkeypatch.setattr(tagging, "PART", 2)
    parts = claims_of(text)
    assert len(whole) >= 70
    # Numbers of eight bits are scaled by the batch, so that a claim in doubt may fall otherwise.
    same = {(c.cue, c.content) for c in parts} & {(c.cue, c.content) for c in whole}
    assert len(same) >= 0.9 * len(whole)
