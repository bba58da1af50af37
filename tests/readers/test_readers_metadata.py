"""What an article says of itself: stated, or null."""

import pytest

from kg.readers import dates
from kg.readers.furniture import mark
from kg.readers.metadata import describe
from kg.records import Source

PROSE = "The ministers met again on Monday, and none of them would say what they had agreed."


def source(text: str, stated: Source | None = None) -> Source:
    return describe(text, mark(text), stated or Source())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Ministers meet again\n\n{PROSE}", "Ministers meet again"),
        (f"Newsletter\n\nMinisters meet (2 reports)\n\n{PROSE}", "Ministers meet (2 reports)"),
        (f"“We will meet again,” minister says\n\n{PROSE}", "“We will meet again,” minister says"),
        (f"Ministers Meet, Nobody Says Why.\n\n{PROSE}", "Ministers Meet, Nobody Says Why."),
        (f"{PROSE}\n\n{PROSE}", None),
        ("The ministers met again on Monday and\nnone of them would say why.", None),
        ("Ministers meet again", None),
        ("", None),
    ],
)  # fmt: skip
def test_title(text: str, title: str | None) -> None:
    assert source(text).title == title


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("By Jane Doe, John Roe and Mary Major, Reuters", ("Jane Doe", "John Roe", "Mary Major")),
        ("By Jane Doe, Associated Press", ("Jane Doe",)),
        ("By Jane Doe, White House Correspondent", ("Jane Doe",)),
        ("By Jane Doe | 30 December 2021", ("Jane Doe",)),
        ("With input from Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("Reporting by Jane Doe in New York; Editing by John Roe", ("Jane Doe",)),
        ("Jane Doe contributed reporting from New York.", ("Jane Doe",)),
        ("The Associated Press contributed to this report.", ()),
        (f"(Seoul = Yonhap) Correspondent Kim Min-su Lee Ha-na and Choi Yu-ri = {PROSE}",
         ("Kim Min-su", "Lee Ha-na", "Choi Yu-ri")),
        ("By Friday the roads were open again.", ()),
    ],
)  # fmt: skip
def test_authors(line: str, authors: tuple[str, ...]) -> None:
    assert source(f"{PROSE}\n\n{line}").authors == authors


@pytest.mark.parametrize(
    ("line", "publisher", "via"),
    [
        (f"(CNN) — {PROSE}", "CNN", ("CNN",)),
        (f"(Seoul = Yonhap News) {PROSE}", "Yonhap News", ("Yonhap News",)),
        (f"(Example Today) — {PROSE}", "Example Today", ()),
        (f"WASHINGTON (AP) — {PROSE}", None, ("Associated Press",)),
        ("© 2021 The Example Post. All rights reserved.", "The Example Post", ()),
        ("Copyright 2021-2022 by Example News, Inc.", "Example News", ()),
        ("© ‘News in six languages’ Example Daily. Unauthorized use prohibited",
         "Example Daily", ()),
        ("[ⓒ Example Daily &, 무단전재 금지]", "Example Daily", ()),
        ("© AFP", None, ("Agence France-Presse",)),
        ("REUTERS", None, ("Reuters",)),
        ("The ministers leave. [사진=AP·연합뉴스]", None, ("Associated Press", "Yonhap News")),
        (f"{PROSE[:-1]}, Reuters reported.", None, ()),
    ],
)  # fmt: skip
def test_publisher_and_agencies(line: str, publisher: str | None, via: tuple[str, ...]) -> None:
    found = source(f"{PROSE}\n\n{line}")
    assert (found.publisher, found.via) == (publisher, via)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published 30 December 2021", "2021-12-30"),
        ("By Jane Doe | Dec. 30, 2021", "2021-12-30"),
        ("Posted: Thursday, December 30th, 2021 at 4:15 PM EST", "2021-12-30T16:15:00"),
        ("Published 30 December 2021 | Updated 31 December 2021", "2021-12-30"),
        ("GENEVA, December 30, 2021 — The talks ended.", "2021-12-30"),
        ("The ministers leave. [사진=AP] 2021.12.31 jane@example.org", "2021-12-31"),
        ("The ministers leave. [사진=AP] 2021.12.31", None),
        ("Updated 31 December 2021", None),
        ("Published 10/12/2021", None),
        ("Published 31 June 2021", None),
        ("GENEVA, Dec 30 (Reuters) - The talks ended.", None),
        ("They met on 30 December 2021.", None),
    ],
)
def test_published(line: str, published: str | None) -> None:
    assert source(f"{PROSE}\n\n{line}").published == published


def test_a_day_and_time_above_the_first_paragraph() -> None:
    assert source(f"Ministers meet\n2021-12-31 10:12\n\n{PROSE}").published == "2021-12-31T10:12:00"


def test_what_the_format_states_comes_first() -> None:
    stated = Source("A", "B", "2020-01-01", ("C D",), ("E",), "https://example.org/")
    text = f"Title\n\nBy Jane Doe\nPublished 30 December 2021\n\n(CNN) — {PROSE}"
    assert source(text, stated) == stated


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("30/12/2021", "2021-12-30"),
        ("12.30.2021", "2021-12-30"),
        ("05/05/2021", "2021-05-05"),
        ("4 Sept. 2021, 12:05 a.m.", "2021-09-04T00:05:00"),
        ("2021-12-30 25:99", "2021-12-30"),
        ("99 May 2021", None),
    ],
)
def test_days(stated: str, value: str | None) -> None:
    assert dates.first_moment(stated) == value
