"""What form a query has, which prefixes it declares, whether it names its graphs."""

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Literal, get_args
from urllib.parse import urljoin

from kg import errors
from kg.sparql.terminals import IRI, Token, decoded, tokens

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: dict[str, Form] = {form: form for form in get_args(Form)}
_UPDATES = frozenset(
    ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"]
)
# Words of the prologue, and how many terminals follow each.
PROLOGUE = {"BASE": 1, "PREFIX": 2, "VERSION": 1}
# A prologue as nearly all are, and the word after it. The walk over terminals, which reads all
# others, takes longer than a small query itself.
_PLAIN = re.compile(
    rf"(?:\s*+(?:PREFIX\s++[\w\-]*:\s*+{IRI}|BASE\s++{IRI}))*+\s*+(SELECT|ASK|CONSTRUCT|DESCRIBE)\b",
    re.IGNORECASE,
)
_DECLARED = re.compile(r"PREFIX\s++([\w\-]*):\s*+<([^>]*)>", re.IGNORECASE)
# FROM as a word of its own, and before what may name a graph.
_FROM = re.compile(r"(?<![\w?$:.\-])FROM\b(?!:)(?!\s*+[.;,)}])", re.IGNORECASE)
# A CONSTRUCT that copies what it sees, its terminals parted by blanks.
_TRIPLE = r"\{ [?$](\w+) [?$](\w+) [?$](\w+) (?:\. )?\}"
_COPYING = re.compile(rf"CONSTRUCT (?:{_TRIPLE} (?:WHERE )?|WHERE ){_TRIPLE}", re.IGNORECASE)
_LONGEST_COPYING = 15  # terminals
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


def form(query: str) -> Form:
    """Tell the query's form. Raises `errors.BadRequest` for an update, or if there is no query."""
    plain = _PLAIN.match(query)
    word = (plain[1] if plain else next(_body(query), Token("other", "", 0)).text).upper()
    if word in _UPDATES:
        raise errors.BadRequest(f"{word} is an update; only queries are accepted here.")
    if word not in _FORMS:
        raise errors.BadRequest(f"The query has to begin with one of {', '.join(_FORMS)}.")
    return _FORMS[word]


def prefixes(query: str) -> dict[str, str]:
    """Prefixes that the prologue declares with an absolute IRI."""
    plain = _PLAIN.match(query)
    if plain and "\\" not in (prologue := query[: plain.start(1)]):
        return {name: iri for name, iri in _DECLARED.findall(prologue) if _SCHEME.match(iri)}
    return {
        name.text.removesuffix(":"): iri.text[1:-1]
        for name, iri in itertools.pairwise(_prologue(query))
        if name.kind == "name" and _ABSOLUTE.match(iri.text)
    }


def copies_all(query: str) -> bool:
    """Whether a query asks for every triple that it sees: `CONSTRUCT WHERE { ?s ?p ?o }`."""
    if query.count("{") > 2:  # or in a comment, so that it is copied solution by solution
        return False
    found = itertools.islice(_body(query), _LONGEST_COPYING + 1)
    match = _COPYING.fullmatch(" ".join(token.text for token in found))
    if match is None:
        return False
    template, pattern = match.groups()[:3], match.groups()[3:]
    return len(set(pattern)) == 3 and template in {pattern, (None, None, None)}


def named_graphs(query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """IRIs of the graphs that the query names with FROM, and with FROM NAMED."""
    query = decoded(query)
    if "from" not in query.lower() or not _FROM.search(query):
        return (), ()
    declared, base = prefixes(query), base_of(query)
    default, named = list[str](), list[str]()
    found = tokens(query)
    for token in found:
        if token.kind == "word" and token.text.upper() == "FROM":
            graph, into = next(found, token), default
            if graph.text.upper() == "NAMED":
                graph, into = next(found, token), named
            into.append(expanded(graph, declared, base))
    return tuple(default), tuple(named)


def undeclared(text: str) -> Token | None:
    """The first name whose prefix is not declared before it, in a query or an update."""
    declared, before = {"_"}, Token("other", "", 0)
    for token in tokens(text):
        if token.kind == "name" and before.text.upper() == "PREFIX":
            declared.add(token.text.removesuffix(":"))
        elif token.kind == "name" and token.text.partition(":")[0] not in declared:
            return token
        before = token
    return None


def resolved(base: str, iri: str) -> str:
    """An IRI as it is, if it is absolute, or by its base."""
    if not base or _SCHEME.match(iri):
        return iri
    found = urljoin(base, iri)
    return f"{found}#" if iri.endswith("#") and not found.endswith("#") else found


def expanded(name: Token, declared: Mapping[str, str], base: str) -> str:
    """The IRI that an IRI in brackets or a prefixed name stands for."""
    if name.kind == "iri":
        return resolved(base, name.text[1:-1])
    prefix, _, local = name.text.partition(":")
    return declared.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)


def base_of(query: str) -> str:
    """The last base that the prologue declares."""
    head = itertools.pairwise(_prologue(query))
    bases = [iri.text[1:-1] for word, iri in head if word.text.upper() == "BASE"]
    return bases[-1] if bases else ""


def _prologue(query: str) -> Iterator[Token]:
    if plain := _PLAIN.match(query):
        return tokens(decoded(query[: plain.start(1)]))
    body = next(_body(query), None)
    return tokens(decoded(query)[: body.start if body else None])


def _body(query: str) -> Iterator[Token]:
    """Terminals after the prologue."""
    found = tokens(decoded(query))
    for token in found:
        skip = PROLOGUE.get(token.text.upper()) if token.kind == "word" else None
        if skip is None:
            yield token
            break
        for _ in range(skip):
            next(found, None)
    yield from found
