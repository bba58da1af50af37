"""Names that are known beforehand: states with demonyms and capitals, bodies, regions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.extract.words import words
from kg.ids import slug
from kg.records import ActorType


@dataclass(frozen=True, slots=True)
class Entry:
    """A known actor. `party` is the id of the state that a body belongs to."""

    id: str
    name: str
    type: ActorType
    names: tuple[str, ...]
    adjective: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """Entries by each way of naming them; case counts ("US" is no "us", "WHO" no "who")."""

    by_id: Mapping[str, Entry]
    by_name: Mapping[str, Entry]
    by_demonym: Mapping[str, Entry]
    by_capital: Mapping[str, Entry]

    def named(self, surface: str) -> Entry | None:
        """The entry of a name, with or without its article."""
        return self.by_name.get(without_article(surface))

    def demonym(self, surface: str) -> Entry | None:
        """The state whose people or adjective this is: "Russian", "Russians"."""
        return self.by_demonym.get(surface) or self.by_demonym.get(surface.removesuffix("s"))


def without_article(surface: str) -> str:
    """The name without a leading "the"."""
    return surface[4:] if surface[:4].lower() == "the " else surface


@cache
def authority() -> Authority:
    """All entries, read once from the word lists."""
    states = words("states")
    ids = {code: slug(row["name"]) for code, row in states.items()}
    by_state = {code: _state(ids[code], row) for code, row in states.items()}
    entries = [*by_state.values(), *(_body(row, ids) for row in words("bodies"))]
    return Authority(
        by_id={entry.id: entry for entry in entries},
        by_name={name: entry for entry in entries for name in entry.names},
        by_demonym=dict(_demonyms(states, by_state)),
        by_capital={row["capital"]: by_state[c] for c, row in states.items() if "capital" in row},
    )


def _state(id_: str, row: Mapping[str, Any]) -> Entry:
    shown = next((d for d in row["demonyms"] if d.isupper()), None)
    adjective = shown or next(iter(row["demonyms"]), row["name"])
    return Entry(id_, row["name"], "Place", (row["name"], *row.get("aliases", ())), adjective)


def _body(row: Mapping[str, Any], states: Mapping[str, str]) -> Entry:
    party = states[row["party"]] if "party" in row else None
    names = (row["name"], *row.get("names", ()))
    return Entry(slug(row["name"]), row["name"], row["type"], names, row["name"], party)


def _demonyms(
    states: Mapping[str, Mapping[str, Any]], by_state: Mapping[str, Entry]
) -> Iterator[tuple[str, Entry]]:
    for code, row in states.items():
        for demonym in row["demonyms"]:
            yield demonym, by_state[code]
