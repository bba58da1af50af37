"""Look-up of known actors by what a text has for them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.authority.entries import Entry, Row, forms, without_article
from kg.ids import digest, slug

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEY = "kg.authority"
_TOKEN = re.compile(r"\w+|[^\w\s]")
_FIRST = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Authority:
    """Entries by each way of naming them; case counts ("US" is no "us", "WHO" no "who").

    `first_words` are those that a name can begin with in a text, `longest` how many tokens the
    longest name has, so that a text is searched in one pass.
    """

    by_id: Mapping[str, Entry]
    by_name: Mapping[str, Entry]
    by_demonym: Mapping[str, Entry]
    by_capital: Mapping[str, Entry]
    first_words: frozenset[str]
    longest: int

    def named(self, surface: str) -> Entry | None:
        """The entry of a name, with or without its article."""
        return self.by_name.get(without_article(surface))

    def demonym(self, surface: str) -> Entry | None:
        """The state whose people or adjective this is: "Russian", "Russians"."""
        return self.by_demonym.get(surface) or self.by_demonym.get(surface.removesuffix("s"))


def remember(doc: "Doc", known: Authority) -> None:
    """Let a parsed text carry what is known beforehand to the rules that read it."""
    doc.user_data[_KEY] = known


def authority(doc: "Doc") -> Authority:
    """What is known beforehand in the run that parsed the text."""
    known: Authority = doc.user_data[_KEY]
    return known


def make_index(rows: Mapping[str, Row], parties: Mapping[str, str]) -> Authority:
    """The index of rows by id; `parties` are ids by id. The first that has a name keeps it."""
    entries = {id_: _entry(id_, row, parties.get(id_)) for id_, row in rows.items()}
    by_name = _by_form((name, entries[id_]) for id_, row in rows.items() for name in row.surfaces)
    return Authority(
        by_id=entries,
        by_name=by_name,
        by_demonym=_by_form((name, entries[i]) for i, row in rows.items() for name in row.people),
        by_capital=_by_form(
            (name, entries[i])
            for i, row in rows.items()
            for name in map(without_article, row.cities)
        ),
        first_words=frozenset(word for name in by_name for word in _first_words(name)),
        longest=max((len(_TOKEN.findall(name)) for name in by_name), default=0),
    )


def ids_of(rows: Iterable[Row]) -> dict[str, Row]:
    """Rows by ids of their own: the name in plain letters, told apart where two are alike."""
    found: dict[str, Row] = {}
    for row in rows:
        name = row.shipped_as or row.name
        plain = slug(name) or digest(name)
        longer = slug(name, words=len(name))
        choice = (plain, longer, f"{plain}-{digest(*row.surfaces, *row.same_as)}")
        found[next(id_ for id_ in choice if id_ and id_ not in found)] = row
    return found


def _entry(id_: str, row: Row, party: str | None) -> Entry:
    shared = frozenset(form for name in row.shared for form in forms(name))
    named = (*row.surfaces, *row.people, *row.cities)
    words = tuple(form for name in named for form in forms(name))
    return Entry(
        id=id_,
        name=row.name,
        type=row.type,
        names=row.surfaces,
        adjective=row.adjective or row.name,
        party=party,
        same_as=row.same_as,
        shared=shared,
        telling=tuple(word for word in words if word not in shared),
        acts=row.acts,
    )


def _by_form(named: Iterable[tuple[str, Entry]]) -> dict[str, Entry]:
    """Entries by names; a name as it stands goes before one that lost its accents."""
    found: dict[str, Entry] = {}
    other: dict[str, Entry] = {}
    for name, entry in named:
        exact, *plain = forms(name)
        found.setdefault(exact, entry)
        for form in plain:
            other.setdefault(form, entry)
    return other | found


def _first_words(name: str) -> Iterator[str]:
    """What the first token may be: "G-7", "People's" and "U.N." are split in different ways."""
    word = name.split(maxsplit=1)[0]
    yield from (word, word.split("-", maxsplit=1)[0])
    yield from _FIRST.findall(word)[:1]
