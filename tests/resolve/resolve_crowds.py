"""Made-up articles that crowd together, for tests of cost: what real news does to blocks of names.

Half of them name one person, three in ten tell of one long-running happening and report one
statement, and all tell of calls between the same two, on any of many days or on no day.
"""

import random
from typing import Any

from resolve_drafts import extraction

from kg.records import Extraction

PUBLIC = {"name": "Oda Maren"}  # who is in half of all articles
SIDES = {"norland": {"name": "Norland", "type": "Place"}, "rask": {"name": "Paul Rask"}}
PLACES = ("Oakport", "Suhr", "Vell")
SAID = ("the truce", "must hold", "through the winter", "whatever", "others", "may do")


def crowded(number: int, seed: int = 3) -> Extraction:
    """One of many articles on one topic."""
    rng = random.Random(f"{seed}/{number}")
    actors: dict[str, Any] = {**SIDES, "town": {"name": rng.choice(PLACES), "type": "Place"}}
    actors["other"] = {"name": f"{rng.choice('ABCDEF')}da Lund{'abcdefghij'[number // 3 % 10]}"}
    events = {f"call{i}": _call(rng) for i in range(2)}
    claims = {"own": {"speaker": "other", "says": _words(rng), "act": "state"}}
    if rng.random() < 0.5:
        actors["public"] = PUBLIC | {"called": ["Maren"]}
        claims["usual"] = {"speaker": "public", "says": _words(rng), "act": rng.choice(ACTS)}
    if rng.random() < 0.3:
        events["truce"] = _truce(rng)
        claims["shared"] = {"speaker": "rask", "says": _shared(rng), "act": "demand"}
    return extraction(f"crowd {number}", {"actors": actors, "events": events, "claims": claims})


ACTS = ("state", "warn", "deny", "demand")
NOUNS = ("truce", "border", "port", "winter", "grain", "ferry", "talks", "envoy", "tariff", "dam")
VERBS = ("hold", "open", "close", "pay", "wait", "leave", "repair", "sell", "cross", "meet")


def _words(rng: random.Random) -> str:
    """What much is made of: few words, over and over."""
    one, two = rng.sample(NOUNS, 2)
    return f"the {one} will {rng.choice(VERBS)} before the {two} can {rng.choice(VERBS)}"


def _shared(rng: random.Random) -> str:
    """One statement, told a little shorter by some."""
    return " ".join(SAID[: rng.randint(3, len(SAID))])


def _day(rng: random.Random) -> str:
    return f"20{rng.randint(10, 29)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def _call(rng: random.Random) -> dict[str, Any]:
    """A call of the two: on a day, in a month, or at no time that is told."""
    time = rng.choice(({"time": _day(rng)}, {"time": _day(rng)[:7]}, {}))
    length = {"quantities": {"minute": rng.choice((20, 30, 40, 50))}}
    return {"words": "phone call", "participants": ["norland", "rask"]} | time | length


def _truce(rng: random.Random) -> dict[str, Any]:
    time = rng.choice(({"time": "2024-03"}, {"time": "2024-03-05"}, {}))
    told = {"words": rng.choice(("truce", "ceasefire")), "type": "AGREE", "place": "town"}
    figure = {"quantities": {"troop": rng.choice((400, 500, 600))}}
    return told | {"participants": ["norland", "rask"]} | time | figure
