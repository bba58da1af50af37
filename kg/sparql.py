"""What can be told of a SPARQL text before any engine reads it: its form, and where it reaches out.

The grammar's terminals are those of https://www.w3.org/TR/sparql11-query/#sparqlGrammar.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from kg import errors

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: dict[str, Form] = {form: form for form in get_args(Form)}
_UPDATES = frozenset(
    ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"]
)
_PROLOGUE = {"BASE": 1, "PREFIX": 2, "VERSION": 1}
_MOST_WORK = 200_000_000

_ESCAPE = (
    r"\\(?:[tbnrf\"'\\]|u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}"
    r"|U(?!0000[Dd][89A-Fa-f])(?:000[0-9A-Fa-f]|0010)[0-9A-Fa-f]{4})"
)
_IRI = r"<[^<>\"{}|^`\s]*+>"
_TOKEN = re.compile(
    rf"""
      (?P<gap>\s+|\#[^\r\n]*)
    | (?P<iri>{_IRI})
    | (?P<string>'''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*'''
               | \"\"\"(?:\"{{0,2}}(?:[^\"\\]|{_ESCAPE}))*\"\"\"
               | '(?:[^'\\\r\n]|{_ESCAPE})*+'
               | \"(?:[^\"\\\r\n]|{_ESCAPE})*+\")
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:\w[\w.\-]{{0,200}}+)?:(?:[\w:.\-]|%[0-9A-Fa-f]{{2}}|\\.)*(?<!\.))
    | (?P<word>[^\W\d]\w*)
    | (?P<other>\\.|.)
    """,
    re.VERBOSE | re.DOTALL,
)

_GAP = r"(?:\s|\#[^\r\n]*+)*+"
_CALL = re.compile(
    rf"(?=service{_GAP}(?:silent{_GAP})?(?:{_IRI}|(?:\\.|[^\s{{}}<>\"'\#\\])++){_GAP}\{{)",
    re.IGNORECASE | re.DOTALL,
)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:")
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")


@dataclass(frozen=True, slots=True)
class Token:
    """A terminal: `iri`, `string`, `variable`, `name` (prefixed), `word` or `other`."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Terminals of a query, without white space and comments. Never fails: oddities are `other`."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "gap":
            yield Token(match.lastgroup or "other", match[0], match.start())


def form(query: str) -> Form:
    """Tell the query's form. Raises `errors.BadRequest` for an update, or if there is no query."""
    word = next(_body(query), Token("other", "", 0)).text.upper()
    if word in _UPDATES:
        raise errors.BadRequest(f"{word} is an update; only queries are accepted here.")
    if word not in _FORMS:
        raise errors.BadRequest(f"The query has to begin with one of {', '.join(_FORMS)}.")
    return _FORMS[word]


def prefixes(query: str) -> dict[str, str]:
    """Prefixes that the prologue declares with an absolute IRI."""
    body = next(_body(query), None)
    head = tokens(_decoded(query)[: body.start if body else None])
    return {
        name.text.removesuffix(":"): iri.text[1:-1]
        for name, iri in itertools.pairwise(head)
        if name.kind == "name" and _ABSOLUTE.match(iri.text)
    }


def names_dataset(query: str) -> bool:
    """Whether the query says with FROM which graphs it is asked of."""
    return any(token.kind == "word" and token.text.upper() == "FROM" for token in tokens(query))


def refuse_remote(query: str) -> None:
    """Raise `errors.BadRequest` where the query could call another server by SERVICE.

    Engines that parse without a lexer read `FILTER(?a<?b)SERVICE#>` as a comparison and a call,
    `SERVICEex:a {` as a call, and `ex:SERVICE<…>{` as one where the prefixed name gives a bad
    IRI. So every place where the grammar's SERVICE clause would fit is a call, unless it lies in
    a string, comment, variable or IRI however the `<` before it are read. Escapes of code points
    are read both ways: the standard decodes them first, some engines do not.
    """
    for text in {query, _decoded(query)}:
        if _calls(text):
            raise errors.BadRequest("SERVICE is not allowed: queries are answered from this graph.")


def _body(query: str) -> Iterator[Token]:
    """Terminals after the prologue."""
    found = tokens(_decoded(query))
    for token in found:
        skip = _PROLOGUE.get(token.text.upper()) if token.kind == "word" else None
        if skip is None:
            yield token
            break
        for _ in range(skip):
            next(found, None)
    yield from found


def _decoded(query: str) -> str:
    """Put escaped code points in their place, as section 19.2 of the standard says."""
    return _CODEPOINT.sub(lambda match: chr(int(match[1] or match[2], 16)), query)


def _calls(text: str) -> bool:
    if text.lower().count("service") * len(text) > _MOST_WORK:
        raise errors.BadRequest("The query is too long, and too full of the word SERVICE.")
    places = {match.start() for match in _CALL.finditer(text)}
    return bool(places) and any(place in bare for bare in _bare(text) for place in places)


def _bare(text: str) -> Iterator[range]:
    """Stretches that are neither string, comment, IRI nor variable in some reading of each `<`."""
    waiting, seen = [0], {len(text)}
    while waiting:
        start = waiting.pop()
        if start in seen:
            continue
        seen.add(start)
        match = _TOKEN.match(text, start)
        assert match is not None  # the last alternative takes any character
        waiting.append(match.end())
        if match.lastgroup == "iri":
            waiting.append(start + 1)
        elif match.lastgroup in {"name", "word", "other"}:
            yield range(start, match.end())
