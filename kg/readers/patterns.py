"""The parts that the regular expressions of the word lists are put together from."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import chain
from types import MappingProxyType

from kg.readers.words import words

# Not the `<` of a lookbehind, which `=` or `!` follows.
_PART = re.compile(r"<([a-z]+)>")


@cache
def parts() -> Mapping[str, str]:
    """The parts of `words/furniture.yaml` by name, each a group, and `agency`."""
    found = {"agency": agency_pattern()}
    for name, part in words("furniture")["parts"].items():
        found[name] = f"(?:{expand(part, found)})"
    return MappingProxyType(found)


def expand(pattern: str, known: Mapping[str, str]) -> str:
    """The pattern with each `<part>` written out."""
    return _PART.sub(lambda match: known[match.group(1)], pattern)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that names parts, ready for use."""
    return re.compile(expand(pattern, parts()))


def agency_pattern() -> str:
    """Any spelling of any agency or outlet, the longest first, and none shorter once it holds."""
    ordered = sorted(names_by_spelling(), key=lambda spelling: (-len(spelling), spelling))
    return f"(?>{'|'.join(map(re.escape, ordered))})"


@cache
def names_by_spelling() -> Mapping[str, str]:
    """The name of each agency and outlet under every way to write it, the name itself included."""
    listed = chain.from_iterable(group.items() for group in words("agencies").values())
    pairs = ((spelling, name) for name, spellings in listed for spelling in (name, *spellings))
    return MappingProxyType(dict(pairs))


@cache
def wires() -> frozenset[str]:
    """Names of the agencies whose text and pictures others print."""
    return frozenset(words("agencies")["wires"])
