"""What the resolution of an article costs, among few articles and among ten times as many."""

import gc
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from resolve_crowds import PUBLIC, crowded
from test_resolve_properties import article

from kg import resolve as room
from kg.records import Extraction, Identity
from kg.resolve import resolve
from kg.resolve.clusters import Clusters

STAGES = (
    "resolve_actors", "resolve_events", "claim_profiles", "resolve_statements", "resolve_disputes",
)  # fmt: skip
WHOLE = 1.5  # how much more an article may cost in all among ten times as many
# And in one stage, which is measured less exactly, and grows until all blocks are as wide as the
# neighbours that are compared. What grew with the square of the articles would cost ten times.
STAGE = 3.0
ATTEMPTS = 2


def sizes(identities: tuple[Identity, ...]) -> list[int]:
    return sorted((len(identity.members) for identity in identities), reverse=True)


def test_the_crowd_is_hard() -> None:
    """One name in half of the articles, one happening in most of a third, hundreds of calls."""
    found = [crowded(number) for number in range(200)]
    resolution = resolve(found)
    (public,) = [actor for actor in resolution.actors if actor.name == PUBLIC["name"]]
    assert len(public.members) > 0.4 * len(found)
    types = Counter(event.type for extraction in found for event in extraction.events)
    assert types["CONSULT"] == 2 * len(found)
    assert types["AGREE"] > 0.2 * len(found)
    truces = tuple(event for event in resolution.events if event.type == "AGREE")
    assert sizes(truces)[0] > 0.05 * len(found)
    assert max(len(statement.members) for statement in resolution.statements) > 20
    assert resolution.disputes


def test_two_large_sets_that_clash_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undated calls of the same two make sets that hardly an article is not in twice."""
    compared: Counter[tuple[Any, Any]] = Counter()
    at_odds = Clusters.at_odds

    def counting(self: Clusters, left: Any, right: Any) -> bool:
        if min(len(self.members(left)), len(self.members(right))) > 20:
            compared[self.root(left), self.root(right)] += 1
        return at_odds(self, left, right)

    monkeypatch.setattr(Clusters, "at_odds", counting)
    resolve(crowded(number) for number in range(300))
    assert compared
    assert max(compared.values()) <= 2


def timed(monkeypatch: pytest.MonkeyPatch, spent: dict[str, float]) -> None:
    """Add up the processor's time in each stage."""
    for name in STAGES:
        stage: Callable[..., Any] = getattr(room, name)

        def timing(*args: Any, name: str = name, stage: Callable[..., Any] = stage) -> Any:
            start = time.process_time()
            result = stage(*args)
            spent[name] += time.process_time() - start
            return result

        monkeypatch.setattr(room, name, timing)


def costs(
    make: Callable[[int], Extraction], count: int, spent: dict[str, float]
) -> Mapping[str, float]:
    """Seconds an article, in all and by stage."""
    found = [make(number) for number in range(count)]
    spent.clear()
    gc.collect()
    gc.disable()  # its turns hang on what else is in memory
    start = time.process_time()
    resolve(found)
    spent["whole"] = time.process_time() - start
    gc.enable()
    return {name: seconds / count for name, seconds in spent.items()}


def is_flat(growth: Mapping[str, float]) -> bool:
    return growth["whole"] < WHOLE and max(growth.values()) < STAGE


@pytest.mark.slow
@pytest.mark.parametrize(("make", "few"), [(crowded, 500), (article, 300)])
def test_an_article_costs_the_same_among_ten_times_as_many(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[int], Extraction], few: int
) -> None:
    """Measured again where it seems to grow: a machine that does other things is slow at times."""
    spent: dict[str, float] = defaultdict(float)
    timed(monkeypatch, spent)
    resolve(make(number) for number in range(50))  # what is loaded once is loaded now
    for _ in range(ATTEMPTS):
        before, after = (costs(make, count, spent) for count in (few, 10 * few))
        assert before.keys() == after.keys() == {"whole", *STAGES}
        growth = {name: round(after[name] / before[name], 2) for name in before}
        if is_flat(growth):
            return
    pytest.fail(f"An article costs so many times as much: {growth}")
