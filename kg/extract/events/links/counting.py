"""What a text counts, and the words that count: "three rounds", "the second round"."""

from typing import TYPE_CHECKING

from kg.extract.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

PLURAL = {"NNS", "NNPS"}
TIMES = {"DATE", "TIME", "MONEY", "PERCENT"}


def count_of(noun: "Token") -> int | None:
    """How many a plural noun is said to be: 0 where it is "several", None where it is not said."""
    if noun.tag_ not in PLURAL:
        return None
    lists = words("relations")
    marks = {child.lower_ for child in noun.children if child.i < noun.i}
    numbers = [_number(child) for child in noun.children if child.dep_ == "nummod"]
    if any(number is not None for number in numbers):
        return next((number for number in numbers if number is not None and number > 1), None)
    if "both" in marks:
        return 2
    group = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    grouped = group is not None and group.lemma_.lower() in lists["groups"]
    return 0 if marks & set(lists["counting"]) or grouped else None


def _number(token: "Token") -> int | None:
    numbers: dict[str, int] = words("quantities")["numbers"]
    return int(token.text) if token.text.isdecimal() else numbers.get(token.lower_)


def is_number(token: "Token") -> bool:
    """Whether the word only tells which one, as "first", "the other" and "one" do."""
    lists = words("relations")
    return token.lower_ in {*lists["orders"], *lists["one"], *lists["other"]}


def is_of_time(noun: "Token") -> bool:
    """Whether what is counted are days or money: no things of which one could be the first."""
    return noun.ent_type_ in TIMES or noun.lemma_.lower() in words("quantities")["durations"]


def order_of(token: "Token") -> int | str | None:
    """The place in a row that the word, or one before the noun, gives; None where none does."""
    orders: dict[str, int | str] = words("relations")["orders"]
    near = [token, *(child for child in token.children if child.dep_ in {"amod", "compound"})]
    return next((orders[each.lower_] for each in near if each.lower_ in orders), None)
