"""Web pages: the article that trafilatura finds in the page, and what the page says of it.

The stored text is the headline and the extracted paragraphs, one a line. The publication date is
only taken where the page states it as such: trafilatura's search through the prose is a guess.
"""

import codecs
import logging
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from kg import errors
from kg.readers.draft import Draft, Load, decode, is_web_address
from kg.readers.text import read_all
from kg.records import Source

# The page's declaration of its encoding has to stand in its first 1024 bytes (HTML standard).
DECLARATION_BYTES = 1024
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
# A fixed last day: with the default, today, the same page could give other data next year.
DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}


def articles(stream: BinaryIO, place: str, max_bytes: int) -> Iterator[Load]:
    """The one article of an `.html` file."""
    yield partial(load, stream, place, max_bytes)


def load(stream: BinaryIO, place: str, max_bytes: int) -> Draft:
    """The article in a page; raises `SkipArticle` where there is none."""
    data = read_all(stream, place, max_bytes)
    found = extract(decode(data, place, declared_encoding(data, place)))
    if found is None or not found.text:
        raise errors.SkipArticle(f"{place} has no article that can be told from the page.")
    return Draft(with_headline(found.text, found.title), stated(found), place)


def declared_encoding(data: bytes, place: str) -> str:
    """The encoding the page declares, UTF-8 where it declares none; raises `SkipArticle`."""
    match = _CHARSET.search(data[:DECLARATION_BYTES])
    if match is None:
        return "utf-8"
    name = match.group(1).decode("ascii")
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise errors.SkipArticle(f"{place} declares the unknown encoding {name}.") from error


def extract(page: str) -> Any:
    """Trafilatura's document for a page, or None."""
    import trafilatura  # noqa: PLC0415  (over a second that plain text must not pay)

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    return trafilatura.bare_extraction(
        page, include_comments=False, with_metadata=True, date_extraction_params=DATES
    )


def with_headline(body: str, title: str | None) -> str:
    """The text as stored: a headline makes claims too, and extraction often leaves it out."""
    if not title or title in body.partition("\n")[0]:
        return str(body)
    return f"{title}\n{body}"


def stated(found: Any) -> Source:
    """What the page's metadata say of the article."""
    authors = (name.strip() for name in (found.author or "").split(";"))
    return Source(
        publisher=found.sitename or None,
        title=found.title or None,
        published=found.date or None,
        authors=tuple(filter(None, authors)),
        url=found.url if found.url and is_web_address(found.url) else None,
    )
