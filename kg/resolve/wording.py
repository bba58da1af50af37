"""Words of running text made comparable, without a language model."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from kg.resolve.names import plain_words
from kg.resolve.words import inverted, load, word_set

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_FIGURE = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@cache
def stem(word: str) -> str:
    """A lower-case word without its ending: "negotiations" and "negotiate" give the same."""
    if word in word_set("function", "whole"):
        return word
    for ending in load("function")["endings"]:
        if word.endswith(ending) and len(word) - len(ending) >= 4 - (ending == "s"):
            return word[: -len(ending)]
    return word


def content_words(text: str) -> Mapping[str, str]:
    """The words that carry content, by their stems; of two words of one stem the shorter."""
    stop = word_set("function", "stop")
    words = {word for word in plain_words(text) if word not in stop and len(word) > 1}
    return {stem(word): word for word in sorted(words, key=lambda word: (-len(word), word))}


def is_negated(text: str) -> bool:
    """Whether a word of negation stands in the text."""
    return not word_set("function", "negation").isdisjoint(plain_words(text))


@cache
def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, kinds in inverted("heads", "kinds").items():
        found[stem(word)] = found.get(stem(word), frozenset()) | kinds
    return found


@cache
def _families() -> Mapping[str, str]:
    return {stem(word): min(found) for word, found in inverted("families", "families").items()}


@cache
def family(word: str) -> str:
    """The word that stands for all that a reporter may have used for it; failing that, its stem."""
    bare = stem("".join(plain_words(word)))
    return _families().get(bare, bare)


@cache
def _states() -> Mapping[str, str]:
    return {word: min(found) for word, found in inverted("demonyms", "demonyms").items()}


def is_state(word: str) -> bool:
    """Whether a word is the name or the adjective of a state."""
    return "".join(plain_words(word)) in _states()


@cache
def family_or_state(word: str) -> str:
    """The name of the state whose adjective the word is, run together; failing that, its family."""
    return _states().get("".join(plain_words(word))) or family(word)


def kinds_of(stems: Iterable[str]) -> frozenset[str]:
    """Kinds of happening that the stems name."""
    return frozenset(kind for word in stems for kind in _kinds().get(word, ()))


def figures(text: str) -> frozenset[str]:
    """The numbers in a text, in digits."""
    words = load("function")["numbers"]
    spelt = {str(words[word]) for word in plain_words(text) if word in words}
    return frozenset(spelt | {found.replace(",", "") for found in _FIGURE.findall(text)})


def quoted_words(text: str) -> frozenset[tuple[str, ...]]:
    """What stands in quotation marks: the families of its content words, where it has several."""
    found = (content_words(match[1]).values() for match in _QUOTED.finditer(text))
    return frozenset(tuple(sorted(map(family, words))) for words in found if len(words) > 1)


def shingles(text: str, size: int) -> frozenset[tuple[str, ...]]:
    """All runs of `size` words; the whole text where it is shorter."""
    words = plain_words(text)
    last = max(1, len(words) - size + 1)
    return frozenset(words[i : i + size] for i in range(last))


def listed(names: list[str], last: str = "and") -> str:
    """Names in a sentence: "A", "A and B", "A, B and C"."""
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
