"""Names made comparable: without case, accents, titles and the ways of transliteration."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from kg.resolve.words import inverted, load, word_set

ACRONYM = re.compile(r"[A-Z](?:\.?[A-Z0-9]){1,6}\.?")


def plain_words(text: str) -> tuple[str, ...]:
    """Lower-case words without accents; hyphens and apostrophes join, a final 's falls."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    bare = re.sub(r"[’']s\b", "", bare.casefold())
    return tuple(re.findall(r"[^\W_]+", re.sub(r"[-‐‑’'.]", "", bare)))


def normal_name(text: str) -> str:
    """The name run together, without a leading "the": what is called the same has the same."""
    words = plain_words(text)
    return "".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def body_name(text: str) -> str:
    """The name of a body run together, without the company's form: "orbis" of "Orbis Corp."."""
    words = [*plain_words(text)]
    while len(words) > 1 and words[-1] in word_set("names", "company_forms"):
        words.pop()
    return normal_name(" ".join(words))


def short_body_name(text: str) -> str:
    """What a body is called for short: "aldmoor" of "Aldmoor Airways plc"; empty for others."""
    words = [word for word in plain_words(text) if word not in word_set("names", "company_forms")]
    if len(words) < 2 or words[-1] not in word_set("names", "left_out"):
        return ""
    return normal_name(" ".join(words[:-1]))


def kind_name(text: str, party: str = "") -> str:
    """What makes two unnamed sources of one party one kind: no words of government or the party.

    A senior US administration official is a senior US official, and Biden's advisers are Joe
    Biden's.
    """
    spare = {*plain_words(party), *word_set("names", "government")} if party else set()
    return "".join(word for word in plain_words(text) if word not in spare) or normal_name(text)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), new) for pattern, new in load("names")["transliteration"])


@cache
def spelling(word: str) -> str:
    """One spelling for all transliterations of a word: Yury, Yuriy and Iouri give the same."""
    for pattern, new in _rules():
        word = pattern.sub(new, word)
    return word


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, each in one spelling; `given` may be empty, or an initial."""

    given: str
    middle: str
    surname: str
    suffix: str = ""

    @property
    def is_full(self) -> bool:
        """Whether a first name is given in full."""
        return len(self.given) > 1


@cache
def person_name(text: str) -> PersonName:
    """Parts of a person's name; titles, suffixes and particles fall, family-first names turn."""
    plain, suffixes = plain_words(text), word_set("names", "suffixes")
    words = [word for word in plain if word not in suffixes]
    suffix = next((word for word in plain[1:] if word in suffixes), "")
    for spare in ("titles", "particles"):
        words = [w for w in words[:-1] if w not in word_set("names", spare)] + words[-1:]
    if len(words) > 1 and words[0] in word_set("names", "family_first"):
        return PersonName(spelling("".join(words[1:])), "", spelling(words[0]), suffix)
    parts = [part for word in words if (part := spelling(word))]
    initials = "".join(part[0] for part in parts[1:-1])
    given, last = parts[0] if len(parts) > 1 else "", parts[-1] if parts else ""
    return PersonName(given, initials, last, suffix)


@cache
def _spelt(key: str) -> dict[str, frozenset[str]]:
    """Word -> the entries of a list of first names that it stands under, all in one spelling."""
    found: dict[str, frozenset[str]] = {}
    for word, entries in inverted("names", key).items():
        found[spelling(word)] = found.get(spelling(word), frozenset()) | {*map(spelling, entries)}
    return found


def _settled(given: str) -> str:
    return min(_spelt("variants").get(given, {given}))


@cache
def given_forms(given: str) -> frozenset[str]:
    """The full first names that a first name, in one spelling, may stand for."""
    return frozenset({_settled(given), *map(_settled, _spelt("nicknames").get(given, ()))})


@cache
def settled_given(given: str) -> str:
    """The one full first name that a first name stands for; empty for an initial or short form."""
    return (
        ""
        if len(given) < 2 or _spelt("nicknames").get(given, {given}) != {given}
        else _settled(given)
    )


def acronym(text: str) -> str:
    """The letters of an acronym, lower case; empty where the text is none."""
    return normal_name(text) if ACRONYM.fullmatch(text.strip()) else ""


def initialisms(text: str) -> frozenset[str]:
    """What a name of several words abbreviates to: with and without its small words."""
    words = re.sub(r"^[Tt]he\s+", "", text).replace("-", "").split()
    if len(words) < 2:
        return frozenset()
    letters = [[w[0] for w in words if w[0].isalpha()], [w[0] for w in words if w[0].isupper()]]
    return frozenset("".join(found).casefold() for found in letters if len(found) > 1)


def one_edit_apart(left: str, right: str) -> bool:
    """Whether one letter, added, dropped or changed, makes one word the other."""
    short, long = sorted((left, right), key=len)
    same = next(
        (i for i, pair in enumerate(zip(short, long, strict=False)) if len({*pair}) > 1), -1
    )
    rest = long[same + 1 :] if same >= 0 else ""
    if same < 0:
        return len(long) == len(short) + 1
    return rest in (short[same:], short[same + 1 :])


def near_spellings(word: str) -> frozenset[str]:
    """The word, and it with each letter dropped: words one edit apart share one of these."""
    return frozenset({word, *(word[:i] + word[i + 1 :] for i in range(len(word)))})


def titles_agree(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two titles, as sets of words, may be one office at two lengths."""
    ranks = word_set("names", "ranks")
    return (
        bool(left and right) and left & ranks == right & ranks and (left <= right or right <= left)
    )


@cache
def office_of(title: str) -> str:
    """The office that one person at a time holds: "prime minister" of "Norland's Prime Minister".

    Empty where the title names none, or its holder does not hold it at the time.
    """
    words = re.findall(r"[^\W_]+", re.sub(r"[’']s\b", "", title.casefold()))
    if word_set("names", "not_in_office") & {*words}:
        return ""
    shown = f" {' '.join(words)} "
    offices = word_set("names", "offices")
    found = [it for it in offices if f" {it} of " in shown or shown.endswith(f" {it} ")]
    return max(found, key=lambda office: (len(office), office), default="")
