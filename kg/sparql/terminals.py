"""The terminals of SPARQL: https://www.w3.org/TR/sparql11-query/#sparqlGrammar."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ESCAPE = (
    r"\\(?:[tbnrf\"'\\]|u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}"
    r"|U(?!0000[Dd][89A-Fa-f])(?:000[0-9A-Fa-f]|0010)[0-9A-Fa-f]{4})"
)
IRI = r"<[^<>\"{}|^`\s]*+>"
TOKEN = re.compile(
    rf"""
      (?P<gap>\s+|\#[^\r\n]*)
    | (?P<iri>{IRI})
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

_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")

# Words that stand for a function of many solutions.
AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})


class Token(NamedTuple):  # which is made in half the time of a data class, for every terminal
    """A terminal: `iri`, `string`, `variable`, `name` (prefixed), `word` or `other`."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    """Terminals of a query, without white space and comments. Never fails: oddities are `other`."""
    for match in TOKEN.finditer(text):
        if match.lastgroup != "gap":
            yield Token(match.lastgroup or "other", match[0], match.start())


def decoded(query: str) -> str:
    """Put escaped code points in their place, as section 19.2 of the standard says."""
    return _CODEPOINT.sub(lambda match: chr(int(match[1] or match[2], 16)), query)
