"""Where a query reaches out to another server."""

import bisect
import re
from collections.abc import Iterator

from kg import errors
from kg.sparql.terminals import IRI, TOKEN, decoded

HIDDEN = "it does not stand where it can be told apart from other text"
_NO_CALLS = "queries are answered from this graph"
_NO_LOADS = "this server reads no other's graphs"
_MOST_WORK = 5_000_000  # characters looked at after the word

# What stands where the word does; it is one of ours if `found` is there.
_GAP = r"(?:\s|\#[^\r\n]*+)*+"
_CALL = re.compile(
    rf"service{_GAP}(?:silent{_GAP})?+"
    rf"(?:(?:{IRI}|(?:\\.|[^\s{{}}<>\"'\#\\])++){_GAP}(?P<found>\{{)?+)?+",
    re.IGNORECASE | re.DOTALL,
)
_LOAD = re.compile(
    rf"(?<![\w:.?$\-])load(?!:){_GAP}(?:silent{_GAP})?+(?P<found><|[\w.\-]*+:)?+", re.IGNORECASE
)


def refuse_remote(query: str, reason: str = _NO_CALLS) -> None:
    """Raise `errors.BadRequest` where the query could call another server by SERVICE.

    Engines that parse without a lexer read `FILTER(?a<?b)SERVICE#>` as a comparison and a call,
    `SERVICEex:a {` as a call, and `ex:SERVICE<…>{` as one where the prefixed name gives a bad
    IRI. So every place where the grammar's SERVICE clause would fit is a call, unless it lies in
    a string, comment, variable or IRI however the `<` before it are read. Escapes of code points
    are read both ways: the standard decodes them first, some engines do not.
    """
    if _found("service", _CALL, query):
        raise errors.BadRequest(f"SERVICE is not allowed: {reason}.")


def refuse_load(update: str, reason: str = _NO_LOADS) -> None:
    """Raise `errors.BadRequest` where an update could read another server's graph by LOAD.

    In every place where the word could begin an operation, as above.
    """
    if _found("load", _LOAD, update):
        raise errors.BadRequest(f"LOAD is not allowed: {reason}.")


def _found(word: str, pattern: re.Pattern[str], query: str) -> bool:
    texts = {query} if "\\" not in query else {query, decoded(query)}
    return any(_stands(word, pattern, text) for text in texts)


def _stands(word: str, pattern: re.Pattern[str], text: str) -> bool:
    if word not in text.lower():
        return False
    places = list(_places(word, pattern, text))
    return bool(places) and any(_has_one(bare, places) for bare in _bare(text))


def _has_one(bare: range, places: list[int]) -> bool:
    at = bisect.bisect_left(places, bare.start)
    return at < len(places) and places[at] < bare.stop


def _places(word: str, pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """Where the clause would fit, if what stands before it let it begin there."""
    work = 0
    for place in re.finditer(word, text, re.IGNORECASE):
        match = pattern.match(text, place.start())
        if match and match["found"]:
            yield place.start()
        work += len(match[0]) if match else 0
        if work > _MOST_WORK:
            raise errors.BadRequest(f"The text is too full of the word {word.upper()}.")


def _bare(text: str) -> Iterator[range]:
    """Stretches that are neither string, comment, IRI nor variable in some reading of each `<`."""
    waiting, seen = [0], {len(text)}
    while waiting:
        start = waiting.pop()
        if start in seen:
            continue
        seen.add(start)
        match = TOKEN.match(text, start)
        assert match is not None  # the last alternative takes any character
        waiting.append(match.end())
        if match.lastgroup == "iri":
            waiting.append(start + 1)
        elif match.lastgroup in {"name", "word", "other"}:
            yield range(start, match.end())
