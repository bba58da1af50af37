"""What follows the noun of a description, in full: "the inquiry", told of as "fraud inquiry"."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DEFINITE = {"the", "this", "that", "these", "those"}
KEY = "nouns told in full"  # of `Doc.user_data`: the article is looked through once

type Told = Mapping[str, Sequence[tuple[int, str]]]


def in_full(tokens: Sequence["Token"]) -> str:
    """The words, each definite noun with the nouns that stood before it where it came up last."""
    return "".join(f"{_left_out(t)}{t.text_with_ws}" for t in tokens).strip()


def _left_out(noun: "Token") -> str:
    """ "corruption " for "the inquiry" after "a corruption inquiry"; empty where nothing is."""
    bare = noun.pos_ == "NOUN" and not any(c.dep_ != "det" for c in noun.lefts)
    if not bare or not any(child.lower_ in DEFINITE for child in noun.lefts):
        return ""
    places = _told(noun.doc).get(noun.lemma_.lower(), ())
    at = bisect_left(places, (noun.i, ""))
    return f"{places[at - 1][1]} " if at else ""


def _told(doc: "Doc") -> Told:
    """By its lemma, where each noun stands with nouns right before it, and these."""
    if KEY not in doc.user_data:
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for token in doc:
            before = [c for c in token.lefts if c.dep_ == "compound" and c.pos_ == "NOUN"]
            if token.pos_ == "NOUN" and before:
                words = doc[before[0].i : token.i].text
                found[token.lemma_.lower()].append((token.i, words))
        doc.user_data[KEY] = found
    told: Told = doc.user_data[KEY]
    return told
