"""Filters that could be asked first: the values they leave, and where these are to be put in.

An engine that does not know how many values pass a filter joins first, and filters then. Where few
pass, it is quicker to look for these and to join what they belong to. They are put in as VALUES
beside the triple that has them, which changes no answer: every solution of the group has one of
them, and none stands twice (SPARQL 1.1, section 18.5).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from kg.sparql.forms import PROLOGUE
from kg.sparql.patterns import (
    Element,
    Group,
    UnreadableError,
    asked,
    is_sign,
    is_word,
    listed,
    names,
)
from kg.sparql.rewriting import spelled
from kg.sparql.terminals import AGGREGATES, Token, tokens
from kg.sparql.triples import Triple, plain

# What gives the same for the same values, wherever in a query it stands.
_FUNCTIONS = frozenset({
    "CONTAINS", "STRSTARTS", "STRENDS", "REGEX", "LCASE", "UCASE", "STR", "STRLEN", "SUBSTR",
    "STRBEFORE", "STRAFTER", "CONCAT", "REPLACE", "LANG", "LANGMATCHES", "DATATYPE", "SAMETERM",
    "YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "ABS", "CEIL", "FLOOR", "ROUND",
    "ISLITERAL", "ISIRI", "ISURI", "ISNUMERIC", "NOT", "IN", "TRUE", "FALSE",
})  # fmt: skip
_READ_WHOLE = AGGREGATES | {"ORDER", "GROUP"}
_SIGNS = frozenset("0123456789()=!<>&|+-*/,.^@")
_IRI = re.compile(r"<[^?$&|()=]*>")
_MOST_TERMINALS = 2_000
_BY_VALUE = re.compile(r"\bFILTER\b(?!\s*+(?:NOT\b|EXISTS\b))", re.IGNORECASE)
# An IRI as a subject, or as an object that is no class, is what is asked about: few things know it.
_ANCHOR = re.compile(r"(?<!\ba )<[^<>\"{}|^`\s]*+>\s*+[.;,}]|[{.]\s*+<[^<>\"{}|^`\s]*+>\s")


@dataclass(frozen=True, slots=True)
class Filtered:
    """Filters of a group that have to do with the values of one property alone.

    `pattern` has the values that pass as those of `variable`, and `place` is where they are to be
    put in. Without them, an engine reads all that `by_class` matches, where there is a class; with
    them, all that `by_property` matches.
    """

    variable: str
    place: int
    prologue: str
    pattern: str
    by_property: str
    by_class: str | None


def filtered(text: str) -> Filtered | None:
    """The filters of a query that may be worth to be asked first, as far as its form tells."""
    if not _may_be_worth_it(text):
        return None
    found = list(islice(tokens(text), _MOST_TERMINALS + 1))
    if len(found) > _MOST_TERMINALS or any(token.text.startswith("_:") for token in found):
        return None
    try:
        group = asked(found)
    except UnreadableError:
        return None
    head, tail = found[: group.start], found[group.end :]
    begin = _begin(head)
    if _is_odd(found[begin:]) or not _reads_whole(head, tail):
        return None
    parts = _read(found, group)
    return next(_candidates(text, text[: found[begin].start], parts), None) if parts else None


def _may_be_worth_it(text: str) -> bool:
    """What is asked of every text, and takes next to no time."""
    has_filter = "filter" in text.lower() and _BY_VALUE.search(text)
    return bool(has_filter) and not _ANCHOR.search(text)


@dataclass(slots=True)
class _Parts:
    """The triples of a group, each with the place where its subject stands, filters and values."""

    triples: list[tuple[int, Triple]] = field(default_factory=list)
    filters: list[Sequence[Token]] = field(default_factory=list)
    given: dict[str, Sequence[Token]] = field(default_factory=dict)


def _read(found: Sequence[Token], group: Group) -> _Parts | None:
    """The parts of a group; None where something in it may narrow it."""
    parts = _Parts()
    taken = (_take(found[each.start : each.end], each, parts) for each in group.elements)
    return parts if group.select is None and all(taken) else None


def _take(found: Sequence[Token], element: Element, parts: _Parts) -> bool:
    """Take an element in; false where it may narrow its group."""
    match element.kind:
        case "triples":
            triples = plain(found)
            parts.triples += [(found[0].start, triple) for triple in triples]
            return bool(triples)  # else a path, which may begin at few things
        case "values":
            return _take_values(found, parts)
        case "filter":
            parts.filters.append(found)
        case _:
            return element.kind in {"optional", "minus"}
    return True


def _take_values(found: Sequence[Token], parts: _Parts) -> bool:
    head, inside = listed(found)
    if [each.kind for each in head] != ["variable"]:
        return False
    if not any(is_word(each, "UNDEF") for each in inside):
        parts.given[head[0].text[1:]] = found
    return True


def _reads_whole(head: Sequence[Token], tail: Sequence[Token]) -> bool:
    """Whether an answer takes all solutions: one that ends early is not made quicker."""
    before = {token.text.upper() for token in head if token.kind == "word"}
    after = {token.text.upper() for token in tail if token.kind == "word"}
    if before & {"ASK", "FROM"} or "VALUES" in after:
        return False
    return "LIMIT" not in after or bool((before | after) & _READ_WHOLE)


def _begin(head: Sequence[Token]) -> int:
    """The first terminal after the prologue."""
    at = 0
    while at < len(head) and (skip := PROLOGUE.get(head[at].text.upper())):
        at += 1 + skip
    return min(at, len(head))


def _is_odd(found: Sequence[Token]) -> bool:
    """Whether something is an IRI by the standard, and may be comparisons to the engine.

    It takes `<3&&?w>` for two, and `<3#a>` for one with a comment.
    """
    depth = 0
    for before, token in pairwise(found):
        depth += is_sign(before, "(") - is_sign(before, ")")
        if token.kind == "iri" and (
            not _IRI.fullmatch(token.text) or (depth and not _may_precede(before))
        ):
            return True
    return False


def _may_precede(token: Token) -> bool:
    """Whether an operand may follow."""
    return token.kind == "other" and token.text != ")" and not token.text.isdigit()


def _candidates(text: str, prologue: str, parts: _Parts) -> Iterator[Filtered]:
    triples = [triple for _, triple in parts.triples]
    joined = {name for triple in triples for name in names(triple)}
    if len(triples) < 2 or any(triple.selects for triple in triples) or joined & set(parts.given):
        return
    for place, triple in parts.triples:
        if triple.predicate.kind not in {"iri", "name"}:
            continue
        filters = [each for each in parts.filters if _is_of(each, triple, set(parts.given))]
        if filters:
            used = {name for each in filters for name in names(each)}
            given = [parts.given[name] for name in sorted(used & set(parts.given))]
            said = [spelled(text, each) for each in (*given, *filters)]
            yield Filtered(
                triple.value.text,
                place,
                prologue,
                "\n".join((triple.text, *said, "")),
                triple.text,
                _class(triples, triple),
            )


def _is_of(found: Sequence[Token], triple: Triple, given: set[str]) -> bool:
    """Whether a filter says something of the value of a triple, and of what is given, alone."""
    if triple.value.kind != "variable" or not all(map(_is_plain, found)):
        return False
    name, used = triple.value.text[1:], names(found)
    words = {
        token.text.upper()
        for before, token in pairwise(found)
        if token.kind == "word" and before.text != "@"
    }
    return name in used <= given | {name} and words <= _FUNCTIONS


def _is_plain(token: Token) -> bool:
    """Whether a terminal is one to the engine too, which knows more letters."""
    return token.kind != "other" or token.text in _SIGNS


def _class(triples: Sequence[Triple], triple: Triple) -> str | None:
    """The triple that tells the class of the subject."""
    return next(
        (
            each.text
            for each in triples
            if each.gives_type
            and each.value.kind != "variable"
            and each.subject.text[1:] == triple.subject.text[1:]
        ),
        None,
    )
