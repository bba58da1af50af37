"""Which person of an article a name stands for: full names, surnames, first names, namesakes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from kg.extract.actors.gender import PRONOUNS, Gender, by_given_name, by_honorific
from kg.extract.actors.mentions import Named
from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SUFFIX = re.compile(r"(Jr|Sr|I{2,3}|IV)\.?")
# A pronoun that follows so closely speaks of the same person.
CLOSE = 12


class People:
    """The persons that an article names in full, and who was named last."""

    def __init__(self, doc: "Doc", mentions: Sequence[Named]) -> None:
        self._doc = doc
        self._full = _full_names(mentions)
        self._first = _by_first_name(self._full)
        self._before = _words_before(doc, mentions)
        self._latest: dict[str, str] = {}

    def __contains__(self, last: str) -> bool:
        return last in self._full

    def named(self, last: str) -> Sequence[str]:
        """Full names with a surname, most frequent first."""
        return self._full.get(last, ())

    def key(self, mention: Named, bare: str) -> str:
        """One key for all names of a person; mentions are asked for in order."""
        fulls = self.named(surname(bare))
        if is_full(bare):
            self._latest[surname(bare)] = bare
            return f"person:{longest([bare, *(full for full in fulls if compatible(full, bare))])}"
        if not fulls and len(self._first.get(bare, ())) == 1:
            (fulls,) = self._first[bare]
        return f"person:{self._bearer(mention, surname(bare), fulls) if fulls else bare}"

    def _bearer(self, mention: Named, last: str, fulls: Sequence[str]) -> str:
        """Whom a surname stands for: by "Mr", by title, by pronoun, else who was named last."""
        left = list(dict.fromkeys(longest(f for f in fulls if compatible(f, one)) for one in fulls))
        for fits in (self._honorific, self._title, self._pronoun):
            if len(left) > 1:
                left = [full for full in left if fits(mention, full)] or left
        latest = self._latest.get(last, "")
        return next((full for full in left if latest and compatible(full, latest)), left[0])

    def _honorific(self, mention: Named, full: str) -> bool:
        told = by_honorific(_before(self._doc, mention))
        return told is None or self._gender(full) in (told, None)

    def _title(self, mention: Named, full: str) -> bool:
        title = _before(self._doc, mention)
        return title in words("titles") and title in self._before.get(full, ())

    def _pronoun(self, mention: Named, full: str) -> bool:
        sentence = self._doc[mention.start].sent
        after = islice(self._doc[mention.end : sentence.end], CLOSE)
        told = next((PRONOUNS[t.lower_] for t in after if t.lower_ in PRONOUNS), None)
        return told is None or self._gender(full) in (told, None)

    def _gender(self, full: str) -> Gender | None:
        told = (by_honorific(word) for word in sorted(self._before.get(full, ())))
        return next(filter(None, told), None) or by_given_name(full)


def surname(name: str) -> str:
    """The last word of a name that is no generational suffix."""
    parts = [part for part in name.split() if not _SUFFIX.fullmatch(part)]
    return (parts or [name])[-1]


def is_full(name: str) -> bool:
    """Whether a name has more than a surname with its particles: no "Lind", no "van der Lind"."""
    particles = words("names")["particles"]
    parts = [p for p in name.split() if p.lower() not in particles and not _SUFFIX.fullmatch(p)]
    return len(parts) > 1


def compatible(left: str, right: str) -> bool:
    """Same surname, no two suffixes, and first names that are equal or one the other's initial."""
    a, b = left.split(maxsplit=1)[0].rstrip("."), right.split(maxsplit=1)[0].rstrip(".")
    suffixes = {p.rstrip(".") for p in (*left.split(), *right.split()) if _SUFFIX.fullmatch(p)}
    alike = a.startswith(b) or b.startswith(a)
    return alike and surname(left) == surname(right) and len(suffixes) < 2


def longest(names: Iterable[str]) -> str:
    """The name with most words, then letters."""
    return max(names, key=lambda name: (len(name.split()), len(name), name))


def _full_names(mentions: Iterable[Named]) -> dict[str, list[str]]:
    """Full names of persons by surname, most frequent first."""
    counted = Counter(m.key for m in mentions if m.type == "Person" and is_full(m.key))
    full: dict[str, list[str]] = defaultdict(list)
    for name, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        full[surname(name)].append(name)
    return full


def _by_first_name(full: Mapping[str, Sequence[str]]) -> dict[str, list[Sequence[str]]]:
    """The full names of each person, by the first word of them."""
    found: dict[str, list[Sequence[str]]] = defaultdict(list)
    for names in full.values():
        for first in dict.fromkeys(name.split()[0] for name in names):
            found[first].append([name for name in names if name.split()[0] == first])
    return found


def _words_before(doc: "Doc", mentions: Iterable[Named]) -> dict[str, set[str]]:
    """The words right before each name."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        found[mention.key].add(_before(doc, mention))
    return found


def _before(doc: "Doc", mention: Named) -> str:
    return doc[mention.start - 1].lower_ if mention.start else ""
