"""Time expressions of an article, resolved against its day of publication."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg import iso8601 as iso
from kg.extract.times.rules import RULES
from kg.extract.times.setting import Setting
from kg.extract.times.tense import Tense, clause_verb, tense_around
from kg.extract.words import words
from kg.records import Span, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.extract.language import Parsed

# Rules that give a full date, whatever the day of publication.
ABSOLUTE = ("full-date", "numeric-date")
# Rules whose words can stand for a figure that is no time.
DOUBTFUL = {"year", "year-range"}


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that a rule's pattern covers."""

    rule: str
    match: re.Match[str]

    @property
    def span(self) -> Span:
        """Where the words stand, without the preposition that led to them."""
        start = self.match.end("lead") if "lead" in self.match.groupdict() else self.match.start()
        start = start if start >= 0 else self.match.start()
        surface = self.match.string[start : self.match.end()]
        return Span(start + len(surface) - len(surface.lstrip(" -")), self.match.end())


def find_times(parsed: "Parsed", published: Time | None) -> list[Time]:
    """The times that the article's own prose names, in the order of the text.

    An expression that needs a day of publication, or a time named before it, and has none, is no
    time; nor is one whose words do not fix a value.
    """
    found: list[Time] = []
    anchor = iso.bounds(published.value)[0] if published else None
    for expression in expressions(parsed.doc.text):
        if is_figure(parsed.doc, expression):
            continue
        setting = setting_of(parsed.doc, expression, anchor, found)
        value = value_of(expression, setting)
        if value:
            leans = leans_on(published, expression)
            found.append(Time(value, expression.span, expression.rule, leans))
    return join_ranges(parsed.doc.text, found)


def full_dates(text: str) -> list[Time]:
    """The days that a text gives with month and year: they need no anchor."""
    found = (e for e in expressions(text) if e.rule in ABSOLUTE)
    values = ((value_of(e, Setting(None)), e) for e in found)
    return [Time(value, e.span, e.rule) for value, e in values if value]


def value_of(found: Expression, setting: Setting) -> str | None:
    """What the expression's rule makes of it; None where that lies outside the calendar."""
    try:
        value = RULES[found.rule](found.match, setting)
        return value if value and _can_be_counted_from(value) else None
    except (OverflowError, ValueError):
        return None


def _can_be_counted_from(value: str) -> bool:
    """Whether a year is left before and after: the calendar ends with the years 1 and 9999."""
    first, last = iso.bounds(value)
    return first.year > MINYEAR and last.year < MAXYEAR


# Several rules read one text in turn: those of publication, of times, of days without a year.
@lru_cache(maxsize=2)
def expressions(text: str) -> tuple[Expression, ...]:
    """Matches of the patterns that do not overlap: the longest first, then the earlier rule."""
    found = [Expression(rule, m) for rule, pattern in patterns() for m in pattern.finditer(text)]
    ranks = {rule: rank for rank, rule in enumerate(RULES)}
    found.sort(key=lambda e: (e.match.start() - e.match.end(), ranks[e.rule], e.match.start()))
    taken: set[int] = set()
    kept: list[Expression] = []
    for expression in found:
        places = range(*expression.match.span())
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(expression)
    return tuple(sorted(kept, key=lambda e: e.match.start()))


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each rule's patterns, with the word lists filled in."""
    filled = [(rule, fill(p)) for rule, listed in words("times")["rules"].items() for p in listed]
    return tuple((rule, re.compile(rf"(?<![\w-])(?i:{p})(?!\w)")) for rule, p in filled)


def fill(pattern: str) -> str:
    """A pattern with its `@names` replaced, the longest name first."""
    pieces = _pieces()
    for name in sorted(pieces, key=len, reverse=True):
        pattern = pattern.replace(f"@{name}", pieces[name])
    return pattern


@cache
def _pieces() -> dict[str, str]:
    """The pieces of patterns: those written out, and one for each list of words."""
    topic = words("times")
    months = _either([*map(str.title, topic["months"]), *map(str.upper, topic["months"])])
    lists = {
        "weekday": topic["weekdays"],
        "named_day": topic["named_days"],
        "day_word": topic["day_words"],
        "anaphoric_day": topic["anaphoric_days"],
    }
    made = {name: rf"(?P<{name}>{_either(listed)})\b" for name, listed in lists.items()}
    # The names of months are words of other kinds where they are not capitalised.
    made["month"] = rf"(?P<month>(?-i:{months}))\b"
    made["number"] = rf"(?P<number>\d{{1,3}}|{_either(topic['numbers'])})"
    pieces: dict[str, str] = topic["pieces"]
    return pieces | made


def _either(names: Iterable[str]) -> str:
    """A pattern for any of the names, the longest tried first."""
    return "|".join(sorted(set(names), key=lambda name: (-len(name), name)))


def setting_of(
    doc: "Doc", found: Expression, anchor: date | None, before: Iterable[Time]
) -> Setting:
    """What an expression is read against; of the times before it, those of its paragraph."""
    paragraph = found.match.string.rfind("\n", 0, found.match.start())
    near = tuple(time for time in before if time.span.start > paragraph)
    return Setting(anchor, tense_at(head_of(doc, found.span)), near)


def head_of(doc: "Doc", span: Span) -> "Token | None":
    """The word of the expression that the others depend on."""
    phrase = doc.char_span(*span, alignment_mode="expand")
    return phrase.root if phrase is not None else None


def tense_at(head: "Token | None") -> Tense | None:
    """Past, future, or None where the words around leave it open.

    The simple present is used of what is to come ("parliament votes on Tuesday") where the verb
    names something that is planned, and of what has been where it does not, as in captions.
    """
    found = tense_around(head) if head is not None else None
    if found != "present" or head is None:
        return found
    verb = clause_verb(head)
    planned = verb is not None and verb.lemma_ in words("times")["planned_present"]
    return "future" if planned else None


def is_figure(doc: "Doc", found: Expression) -> bool:
    """Whether what looks like a time counts something: "2000 soldiers", "the 20th century"."""
    head = head_of(doc, found.span)
    if found.rule == "day-of-month":
        counted = head.nbor() if head is not None and head.i + 1 < len(doc) else None
        return counted is not None and counted.pos_ in {"NOUN", "ADJ"}
    if found.rule not in DOUBTFUL:
        return False
    if head is None or head.text.startswith(("$", "€", "£")):
        return True
    text = found.match.string
    after = text[found.match.end() : found.match.end() + 2]
    before = text[max(0, found.match.start() - 1) : found.match.start()]
    counts = head.dep_ == "nummod" and head.head.tag_ == "NNS" and head.ent_type_ != "DATE"
    joined = before in set("$€£.,:#/") or bool(re.match(r"%|[.,:]\d", after))
    return counts or joined


def join_ranges(text: str, times: list[Time]) -> list[Time]:
    """Two times joined as "from A to B" or "between A and B" are one interval."""
    joined: list[Time] = []
    for time in times:
        last = joined[-1] if joined else None
        if last and _is_range(text, last, time):
            value = iso.interval(iso.bounds(last.value)[0], iso.bounds(time.value)[1])
            joined[-1] = Time(value, Span(last.span.start, time.span.end), "range", time.inferred)
        else:
            joined.append(time)
    return joined


def _is_range(text: str, left: Time, right: Time) -> bool:
    lead = text[: left.span.start].rstrip().rpartition(" ")[2].lower()
    between = text[left.span.end : right.span.start].strip().lower()
    ordered = iso.bounds(left.value)[0] < iso.bounds(right.value)[1]
    ends = {"between": {"and"}, "from": {"to", "until", "till", "through"}}
    return ordered and between in ends.get(lead, set())


def leans_on(published: Time | None, found: Expression) -> bool:
    """Whether the value rests on a day of publication that was itself inferred."""
    complete = re.search(r"\d{4}", found.match.group()) is not None
    return published is not None and published.inferred and not complete
