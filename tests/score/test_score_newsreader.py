"""An article in NewsReader's form, and the figures on it, counted by hand."""

from pathlib import Path
from typing import Any

import pytest

from kg import errors
from kg.score.newsreader import News, is_newsreader, read_news
from kg.score.reading import to_articles
from kg.score.scores import Scores, score_news

WORDS = [
    "Holt buys Fry",
    "May 06 , 2024",
    "Holt Inc. bought Fry on Monday , `` at last '' ( it said ) .",
    "The deal will close in June .",
    "Nobody read this far .",
]
# Tokens are numbered from 1: "Holt buys Fry" are 1 to 3, the date 4 to 7, "Holt Inc." 8 and 9.
ANCHOR = '<token_anchor t_id="{}"/>'
CERTAIN = 'certainty="CERTAIN" polarity="POS"'
MENTIONS = {  # a mark with its attributes, and its tokens
    'ENTITY_MENTION m_id="1"': (8, 9),
    'ENTITY_MENTION m_id="2"': (11,),
    'ENTITY_MENTION m_id="3"': (1,),
    f'EVENT_MENTION m_id="4" time="NON_FUTURE" {CERTAIN}': (10,),
    f'EVENT_MENTION m_id="5" time="FUTURE" {CERTAIN}': (25,),
    'EVENT_MENTION m_id="6" time="NON_FUTURE" certainty="CERTAIN" polarity="NEG"': (21,),
    'EVENT_MENTION m_id="7" time="" certainty="" polarity=""': (),
    'EVENT_MENTION m_id="8"': (2,),
    'TIMEX3 m_id="10" type="DATE" value="2024-05-06" functionInDocument="CREATION_TIME"': (),
    'TIMEX3 m_id="11" type="DATE" value="2024-05-06TXX"': (13,),
    'TIMEX3 m_id="12" type="DATE" value="2024-06"': (29,),
    'ENTITY m_id="20" ent_type="ORG"': (),
    'ENTITY m_id="21" ent_type="ORG"': (),
    'EVENT m_id="30" class="OTHER"': (),
    'EVENT m_id="31" class="SPEECH_COGNITIVE"': (),
}
LINKS = {
    "REFERS_TO": [(1, 20), (3, 20), (2, 21), (4, 30), (5, 30), (8, 30), (6, 31)],
    "HAS_PARTICIPANT": [(4, 1), (4, 2)],
    'TLINK reltype="IS_INCLUDED"': [(4, 11)],
    'TLINK reltype="AFTER"': [(5, 11)],
}


def article() -> str:
    tokens, number = [], 0
    for sentence, words in enumerate(WORDS):
        for word in words.split():
            number += 1
            tokens.append(f'<token t_id="{number}" sentence="{sentence}">{word}</token>')
    links = [
        f'<{link}><source m_id="{one}"/><target m_id="{other}"/></{link.split()[0]}>'
        for link, pairs in LINKS.items()
        for one, other in pairs
    ]
    mentions = [
        f"<{mark}>{''.join(map(ANCHOR.format, anchors))}</{mark.split()[0]}>"
        for mark, anchors in MENTIONS.items()
    ]
    marks = f"<Markables>{''.join(mentions)}</Markables><Relations>{''.join(links)}</Relations>"
    return f"<Document>{''.join(tokens)}{marks}</Document>"


@pytest.fixture
def news(tmp_path: Path) -> News:
    (tmp_path / "BUSINESS").mkdir()
    (tmp_path / "BUSINESS" / "holt.xml").write_text(article(), encoding="utf-8")
    assert is_newsreader(tmp_path)
    (found,) = read_news(tmp_path)
    return found


def test_the_text_is_set_in_print(news: News) -> None:
    assert news.text.split("\n\n") == [
        "Holt buys Fry",
        "May 06, 2024",
        'Holt Inc. bought Fry on Monday, "at last" (it said). The deal will close in June. '
        "Nobody read this far.",
    ]
    assert news.text[: news.annotated].endswith("close in June.")


def test_marks_stand_in_the_text(news: News) -> None:
    words = [[span.of(news.text) for span in it.mention.spans] for it in news.happenings]
    assert words == [["bought"], ["deal"], ["said"], ["buys"]]
    assert [it.is_counted for it in news.happenings] == [True, True, False, True]
    assert [it.day for it in news.happenings] == ["2024-05-06", None, None, None]
    assert [set(it.statuses) for it in news.happenings] == [
        {"occurred"},
        {"scheduled", "hypothetical"},
        {"denied"},
        set(),
    ]
    assert [(it.day, it.span.of(news.text)) for it in news.days] == [("2024-05-06", "Monday")]
    assert news.published == "2024-05-06"
    assert {it.instance for it in news.entities} == {"20", "21"}


@pytest.mark.parametrize("content", ["<Document>", "<Document><token/></Document>"])
def test_a_file_of_another_form(content: str, tmp_path: Path) -> None:
    (tmp_path / "odd.xml").write_text(content, encoding="utf-8")
    with pytest.raises(errors.BadRequest, match=r"odd\.xml is no article in NewsReader's form"):
        read_news(tmp_path)


def test_a_folder_without_articles(tmp_path: Path) -> None:
    assert not is_newsreader(tmp_path)


def score(news: News, *events: dict[str, Any], actors: tuple[dict[str, Any], ...] = ()) -> Scores:
    return score_news([news], to_articles([{"doc": "holt", "actors": actors, "events": events}]))


def at(news: News, words: str) -> list[int]:
    start = news.text.index(words)
    return [start, start + len(words)]


def event(news: News, *words: str, **more: Any) -> dict[str, Any]:
    mentions = [at(news, it) for it in words]
    return {"id": words[0], "mentions": mentions, "status": "occurred"} | more


def test_words_found_missed_made_up_and_not_counted(news: News) -> None:
    found = score(
        news,
        event(news, "bought"),
        event(news, "said"),
        event(news, "close"),
        event(news, "read"),
    )["event words"]
    assert (found.precision, found.recall) == (1 / 2, 1 / 3)


def test_days_and_statuses_of_events(news: News) -> None:
    timed = {"time": "2024-05-06", "time_span": at(news, "Monday")}
    scores = score(news, event(news, "bought", **timed), event(news, "deal", status="denied"))
    assert scores["days"].value == scores["days of events"].value == 1
    assert (scores["status"].found, scores["status"].gold) == (1, 2)
    wrong = score(news, event(news, "bought", **timed | {"time": "2024-05-07"}))
    assert (wrong["days"].value, wrong["days of events"].value) == (0, 0)


def test_who_takes_part(news: News) -> None:
    holt = {"id": "holt", "mentions": [at(news, "Holt Inc.")]}
    bank = {"id": "bank", "mentions": [at(news, "June")]}
    parts = [{"actor": "holt", "role": "agent"}, {"actor": "bank", "role": "agent"}]
    event_ = event(news, "bought", participants=parts)
    figure = score(news, event_, actors=(holt, bank))["participants of found"]
    assert (figure.precision, figure.recall) == (1 / 2, 1 / 2)


def test_what_is_one(news: News) -> None:
    one = score(news, event(news, "bought", "deal"), event(news, "buys"))["event identity"]
    assert (one.found, one.precision) == (3, 1)
    assert one.recall == pytest.approx(5 / 9)
    names = {"id": "a", "mentions": [[0, 4], [start := news.text.index("Fry on"), start + 3]]}
    both = score(news, actors=(names,))["actor identity"]
    assert (both.found, both.precision, both.recall) == (2, 1 / 2, 1)
