"""Web pages: the article without the page, and only the date that the page states."""

from pathlib import Path

import pytest

from kg.readers import read
from kg.records import Document, Skipped

PAGE = """<html lang="en"><head><meta charset="utf-8"><title>Ministers meet | The Example</title>
<meta property="og:site_name" content="The Example">{head}</head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ministers meet</h1>
<p>The ministers met again on Monday, and none of them would say what they had agreed at noon.</p>
<p>A spokesman in the café said on 3 May 2020 that the talks would go on for another two weeks.</p>
<p>After the meeting they drove back to the capital through the first heavy snow of the year.</p>
</article><footer><p>© 2021 The Example. All rights reserved.</p></footer></body></html>"""
TEXT = """Ministers meet
The ministers met again on Monday, and none of them would say what they had agreed at noon.
A spokesman in the café said on 3 May 2020 that the talks would go on for another two weeks.
After the meeting they drove back to the capital through the first heavy snow of the year."""


def read_page(folder: Path, page: str | bytes) -> Document | Skipped:
    path = folder / "page.html"
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    (item,) = read([path], 100_000)
    return item


def test_article_and_metadata(tmp_path: Path) -> None:
    head = (
        '<meta property="article:published_time" content="2021-12-30T08:00:00Z">'
        '<meta name="author" content="Jane Doe; John Roe">'
        '<link rel="canonical" href="https://example.org/talks">'
    )
    document = read_page(tmp_path, PAGE.format(head=head))
    assert isinstance(document, Document)
    assert document.text == TEXT
    source = document.source
    assert (source.title, source.publisher) == ("Ministers meet", "The Example")
    assert (source.published, source.url) == ("2021-12-30", "https://example.org/talks")
    assert source.authors == ("Jane Doe", "John Roe")


def test_a_date_in_the_prose_is_not_the_publication_date(tmp_path: Path) -> None:
    document = read_page(tmp_path, PAGE.format(head=""))
    assert isinstance(document, Document)
    assert document.source.published is None


def test_a_headline_outside_the_article_is_put_first(tmp_path: Path) -> None:
    page = PAGE.format(head="").replace("<h1>Ministers meet</h1>", "")
    document = read_page(tmp_path, page.replace("Ministers meet | The Example", "Ministers meet"))
    assert isinstance(document, Document)
    assert document.text == TEXT


def test_the_declared_encoding_is_used(tmp_path: Path) -> None:
    page = PAGE.format(head="").replace("utf-8", "windows-1252")
    document = read_page(tmp_path, page.encode("windows-1252"))
    assert isinstance(document, Document)
    assert document.text == TEXT


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        pytest.param(
            PAGE.format(head="").encode("latin-1"),
            "is not UTF-8 text: the byte at offset ",
            id="not the encoding that is declared",
        ),
        pytest.param(
            PAGE.format(head="").replace("utf-8", "klingon"),
            "declares the unknown encoding klingon.",
            id="unknown encoding",
        ),
        pytest.param(
            "<html><body></body></html>",
            "has no article that can be told from the page.",
            id="nothing to read",
        ),
    ],
)
def test_unfit_page(tmp_path: Path, page: str | bytes, reason: str) -> None:
    item = read_page(tmp_path, page)
    assert isinstance(item, Skipped)
    assert item.reason.startswith(f"{tmp_path / 'page.html'} {reason}")
