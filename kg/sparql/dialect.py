"""What the standard says of a query and the engine does otherwise, put right in the query's text.

Each rule is a row of a table: a hint, which most texts do not hold, and what is done where it is
found. Terminals are those of https://www.w3.org/TR/sparql12-query/#sparqlGrammar.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg import errors
from kg.places import place
from kg.sparql.narrowing import narrowings
from kg.sparql.patterns import is_word
from kg.sparql.rewriting import Edit, Rewritten, spelled
from kg.sparql.terminals import AGGREGATES, Token, tokens

_SUBJECTS = frozenset({"iri", "variable", "name"})
_OPERATORS = frozenset("!+-*/=<>&|,(")

Fault = tuple[Token, str]  # where, and what is wrong there
Check = Callable[[Sequence[Token]], Iterator[Fault]]
Rule = Callable[[str, Sequence[Token]], Iterator[Edit]]


def adapted(text: str) -> tuple[Rewritten, ...]:
    """The passes that make a query say to the engine what it means; none for most.

    Raises `errors.BadRequest` where the standard does not allow what the engine takes.
    """
    reading, passes = _Reading(text), list[Rewritten]()
    _check(reading)
    for hint, rule in RULES:
        if reading.holds(hint) and (edits := sorted(rule(reading.text, reading.terminals))):
            passes.append(Rewritten(reading.text, tuple(edits)))
            reading = _Reading(passes[-1].text)
    return tuple(passes)


def _check(reading: "_Reading") -> None:
    for hint, check in CHECKS:
        if reading.holds(hint) and (fault := next(check(reading.terminals), None)):
            at = place(reading.text, fault[0].start)
            raise errors.BadRequest(f"The query is not valid at {at}: {fault[1]}")


def nested_aggregates(found: Sequence[Token]) -> Iterator[Fault]:
    """An aggregate is not taken of an aggregate (section 11.2)."""
    for at, stack in _inside(found):
        if _is_aggregate(found[at]) and any(each.aggregate for each in _expression(stack)):
            yield found[at], "an aggregate stands inside of another"


def subjects_of_triple_terms(found: Sequence[Token]) -> Iterator[Fault]:
    """In an expression, a subject is an IRI or a variable (rule ExprTripleTermSubject)."""
    for at, stack in _inside(found):
        if stack and stack[-1].expression and _opens_triple_term(found[at : at + 4]):
            first = found[at + 3]
            if first.kind not in _SUBJECTS:
                yield first, "this cannot be the subject of a triple term"


def iris_after_variables(found: Sequence[Token]) -> Iterator[Fault]:
    """The longest terminal counts: `?x<?a&&?b>?y` is a variable, an IRI and a variable."""
    for at, stack in _inside(found):
        follows = found[at].kind == "iri" and at > 0 and found[at - 1].kind == "variable"
        if follows and stack and stack[-1].expression:
            yield found[at], "an operator has to stand between a variable and an IRI"


def booleans(_: str, found: Sequence[Token]) -> Iterator[Edit]:
    """`TRUE` is `true`: words are taken in any case (section 19.8, note 1)."""
    for token in found:
        if token.kind == "word" and token.text.lower() in {"true", "false"}:
            yield token.start, token.end, token.text.lower()


def concatenations(_: str, found: Sequence[Token]) -> Iterator[Edit]:
    """GROUP_CONCAT gives a simple literal, whatever the languages of its parts (18.5.1.7)."""
    closing = dict(_pairs(found))
    for at, token in enumerate(found):
        if token.kind == "word" and token.text.upper() == "GROUP_CONCAT" and at + 1 in closing:
            yield token.start, token.start, "STR("
            end = found[closing[at + 1]].end
            yield end, end, ")"


def reused_aggregates(text: str, found: Sequence[Token]) -> Iterator[Edit]:
    """`(COUNT(*) AS ?n) (?n + 1 AS ?m)`: a variable stands for its aggregate (section 18.2.4.1)."""
    closing = dict(_pairs(found))
    for at, token in enumerate(found):
        if token.kind == "word" and token.text.upper() == "SELECT":
            yield from _reused(text, _items(found, at + 1, closing))


@dataclass(frozen=True, slots=True)
class Hint:
    """What a text holds if a rule may have something to do: one of some words, and a finding.

    Words are in lower case. They are looked for first, which takes next to no time. All that is
    done here has to be linear in the text, which may be a hostile one.
    """

    words: tuple[str, ...]
    found: Callable[[str], object]


class _Reading:
    """A text, and what is made of it only where a hint asks for it."""

    def __init__(self, text: str) -> None:
        self.text, self._lower = text, text.lower()

    def holds(self, hint: Hint) -> bool:
        """Whether what a hint names is there."""
        for word in hint.words:  # a generator would take longer than what it looks for
            if word in self._lower:
                return bool(hint.found(self.text))
        return False

    @cached_property
    def terminals(self) -> Sequence[Token]:
        return list(tokens(self.text))


_COUNTING = tuple(sorted(word.lower() for word in AGGREGATES))
_AGGREGATE = re.compile(rf"\b({'|'.join(_COUNTING)})\b")  # of a text in lower case
_QUOTING = re.compile(r"[\"'<#\\]")  # in strings, IRIs and comments, parentheses are none
_NAMING = re.compile(r"as\s+[?$](\w+)")
_MOST_NAMES = 50


def _one_after_another(text: str) -> bool:
    """Whether the parenthesis of an aggregate may be open yet where the next one begins."""
    text = text.lower()
    if sum(map(text.count, _COUNTING)) < 2:
        return False
    found = _AGGREGATE.finditer(text)
    between = (text[one.end() : two.start()] for one, two in itertools.pairwise(found))
    return any(_QUOTING.search(part) or part.count("(") > part.count(")") for part in between)


def _name_again(text: str) -> bool:
    """Whether a name that is given stands again before the last one is given."""
    text = text.lower()
    given = list(_NAMING.finditer(text))
    if not given or len(given) > _MOST_NAMES:
        return bool(given)
    last = given[-1].start()
    return any(re.search(rf"[?$]{name[1]}\b", text[name.end() : last]) for name in given[:-1])


# `\b` is not enough: a variable or a prefixed name may hold the word, and is left by the rule.
CHECKS: Sequence[tuple[Hint, Check]] = (
    (Hint(_COUNTING, _one_after_another), nested_aggregates),
    (Hint(("<<(",), bool), subjects_of_triple_terms),
    (
        Hint(
            (">",),
            re.compile(r"<[^<>\"{}|^`\s?$&=]*+[?$&=][^<>\"{}|^`\s]*+>").search,
        ),
        iris_after_variables,
    ),
)
RULES: Sequence[tuple[Hint, Rule]] = (
    (
        Hint(("true", "false"), re.compile(r"\b(?!true\b|false\b)(?i:true|false)\b").search),
        booleans,
    ),
    (Hint(_COUNTING, _name_again), reused_aggregates),
    (Hint(("group_concat",), bool), concatenations),
    (Hint(("optional",), bool), narrowings),
)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A parenthesis or brace that stands open, and what it holds."""

    brace: bool
    aggregate: bool
    expression: bool


@dataclass(frozen=True, slots=True)
class _Item:
    """`(expression AS ?name)` of a SELECT: its terminals, and its name."""

    name: str
    expression: Sequence[Token]


def _inside(found: Sequence[Token]) -> Iterator[tuple[int, Sequence[_Opened]]]:
    """The number of each terminal, and what stands open around it."""
    stack = list[_Opened]()
    for at, token in enumerate(found):
        if token.kind == "other" and token.text in ")}" and stack:
            stack.pop()
        yield at, stack
        if token.kind == "other" and token.text in "({":
            stack.append(_opened(found, at, stack))


def _opened(found: Sequence[Token], at: int, stack: Sequence[_Opened]) -> _Opened:
    if found[at].text == "{":
        return _Opened(brace=True, aggregate=False, expression=False)
    before = found[at - 1] if at else found[at]
    in_triple_term = at > 1 and [t.text for t in found[at - 2 : at]] == ["<", "<"]
    inner = bool(stack) and stack[-1].expression and before.text in _OPERATORS
    called = before.kind == "word" and before.text != "a"
    return _Opened(False, _is_aggregate(before), (inner and not in_triple_term) or called)


def _expression(stack: Sequence[_Opened]) -> Iterator[_Opened]:
    """What is open of the innermost expression: a pattern in it begins anew."""
    for each in reversed(stack):
        if each.brace:
            return
        yield each


def _is_aggregate(token: Token) -> bool:
    return is_word(token, *AGGREGATES)


def _opens_triple_term(found: Sequence[Token]) -> bool:
    """Whether `<<(` and one more terminal are there, and the signs stand close together."""
    signs = found[:3]
    joined = all(one.end == two.start for one, two in itertools.pairwise(signs))
    return len(found) > 3 and joined and [sign.text for sign in signs] == ["<", "<", "("]


def _pairs(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The numbers of each opening parenthesis and of the one that closes it."""
    opened = list[int]()
    for at, token in enumerate(found):
        if token.kind == "other" and token.text == "(":
            opened.append(at)
        elif token.kind == "other" and token.text == ")" and opened:
            yield opened.pop(), at


def _items(found: Sequence[Token], at: int, closing: Mapping[int, int]) -> Iterator[_Item]:
    while at < len(found) and found[at].text not in "{" and found[at].text.upper() != "WHERE":
        last = closing.get(at)
        if last is not None and last - at > 3 and found[last - 2].text.upper() == "AS":
            yield _Item(found[last - 1].text[1:], found[at + 1 : last - 2])
        at = at + 1 if last is None else last + 1


def _reused(text: str, items: Iterable[_Item]) -> Iterator[Edit]:
    known = dict[str, str]()
    for item in items:
        edits = [
            (token.start, token.end, f"({known[token.text[1:]]})")
            for token in _outside_aggregates(item.expression)
            if token.kind == "variable" and token.text[1:] in known
        ]
        yield from edits
        if edits or any(map(_is_aggregate, item.expression)):
            known[item.name] = spelled(text, item.expression, edits)


def _outside_aggregates(found: Sequence[Token]) -> Iterator[Token]:
    for at, stack in _inside(found):
        if not any(each.aggregate for each in stack):
            yield found[at]
