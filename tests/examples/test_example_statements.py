"""Which claims of the example articles report one statement, and which titles people are given."""

import pytest

from tests.examples.example_graph import Article, Examples
from tests.examples.missed import missed

STATEMENTS = """PREFIX kg: <https://kg.example/ontology#>
SELECT ?statement ?claim WHERE { ?statement kg:reportedAs ?claim }"""
SANCTIONS = [  # what Putin answered: new sanctions would end relations
    (
        "harbour-courier",
        "sweeping sanctions would be an error of historic size and could end relations between the"
        " two countries",
    ),
    (
        "northgate-times",
        "a new wave of sanctions could end in a full break between Moscow and Washington",
    ),
    ("tri-city-post", "New sanctions would finish our ties with America"),
]
LIKE_WORDS = [("meridian-dispatch", "wide-ranging sanctions would be “the gravest of errors")]
OTHER_WORDS = [
    ("capital-ledger", "they would wreck relations between Russia and the West"),
    (
        "tri-city-post",
        "Russia may break off relations with the United States if the West punishes it again over"
        " Ukraine",
    ),
    (
        "hanbit-daily",
        "If heavy sanctions come out, the bond of both countries can be cut completely",
    ),
]
TITLES = [
    ("tri-city-post", "Antony Blinken", "Secretary of State"),
    ("tri-city-post", "Volodymyr Zelenskyy", "Ukrainian President"),
    ("harbour-courier", "Sergei Ryabkov", "Russian deputy foreign minister"),
    ("harbour-courier", "Wendy Sherman", "US Deputy Secretary of State"),
    ("capital-ledger", "Sergey Lavrov", "Foreign Minister"),
    ("northgate-times", "Yuri V. Ushakov", "Kremlin aide"),
    ("hanbit-daily", "Jen Saki", "White House spokesperson"),
]
WHOLE_TITLES = [
    ("harbour-courier", "Jen Psaki", "White House press secretary"),
    ("harbour-courier", "Yury Ushakov", "foreign policy adviser"),
    ("hanbit-daily", "Wendy Sherman", "US Deputy Secretary of State"),
    ("meridian-dispatch", "Wendy Sherman", "US Deputy Secretary of State"),
]


def statement(examples: Examples, file: str, words: str) -> str:
    """What a claim reports; the claim itself, where no other reports it."""
    claim = examples.articles[file].claim(words).id
    reported = {
        row["claim"].rpartition("/")[2]: row["statement"] for row in examples.ask(STATEMENTS)
    }
    return reported.get(claim, claim)


@missed("the short reports of the answer stand together, apart from the long one")
def test_three_articles_report_one_answer(examples: Examples) -> None:
    assert len({statement(examples, *told) for told in SANCTIONS}) == 1


@pytest.mark.parametrize(("file", "words"), LIKE_WORDS, ids=lambda value: value[:20])
def test_the_answer_in_like_words(file: str, words: str, examples: Examples) -> None:
    assert statement(examples, file, words) == statement(examples, *SANCTIONS[0])


@pytest.mark.parametrize(("file", "words"), OTHER_WORDS, ids=lambda value: value[:20])
@missed("other words for the same answer stay a statement of their own")
def test_the_answer_in_other_words(file: str, words: str, examples: Examples) -> None:
    assert statement(examples, file, words) == statement(examples, *SANCTIONS[0])


def titles(article: Article, name: str) -> set[str]:
    (actor,) = [actor for actor in article.record.actors if actor.name == name]
    return {role.title for role in actor.roles}


@pytest.mark.parametrize(("file", "name", "title"), TITLES)
def test_title(file: str, name: str, title: str, examples: Examples) -> None:
    assert title in titles(examples.articles[file], name)


@pytest.mark.parametrize(("file", "name", "title"), WHOLE_TITLES)
def test_whole_title(file: str, name: str, title: str, examples: Examples) -> None:
    assert title in titles(examples.articles[file], name)
