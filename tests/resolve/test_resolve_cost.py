"""What the resolution of an article costs, among few articles and among ten times as many."""

import cProfile
import gc
import time
from collections import Counter
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
WHOLE = 1.5  # how many more calls of functions an article may take in all among ten times as many
# And in one stage, which grows until all blocks are as wide as the neighbours that are compared.
# What grew with the square of the articles would take ten times.
STAGE = 3.0
# How much more of the processor's time: that hangs on what else the machine does, by half or more,
# and is only asked for what takes long without calls.
TIME = 3.0


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


type Work = Callable[[], object]
type Measure = Callable[[Work], float]


def calls(work: Work) -> float:
    """How many functions are called, those of the interpreter too: the same whenever it runs."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


def seconds(work: Work) -> float:
    """The processor's time."""
    gc.collect()
    gc.disable()  # its turns hang on what else is in memory
    start = time.process_time()
    work()
    spent = time.process_time() - start
    gc.enable()
    return spent


def costs(make: Callable[[int], Extraction], count: int) -> Mapping[str, float]:
    """Calls an article, in all and by stage."""
    found = [make(number) for number in range(count)]
    spent: dict[str, float] = {}
    with pytest.MonkeyPatch.context() as patch:
        for name in STAGES:
            stage: Callable[..., Any] = getattr(room, name)

            def counted(*args: Any, name: str = name, stage: Callable[..., Any] = stage) -> Any:
                result: list[Any] = []
                spent[name] = calls(lambda: result.append(stage(*args)))
                return result.pop()

            patch.setattr(room, name, counted)
        resolve(found)
    return {name: number / count for name, number in spent.items()}


def growth(before: Mapping[str, float], after: Mapping[str, float]) -> Mapping[str, float]:
    whole = sum(after.values()) / sum(before.values())
    return {name: round(after[name] / before[name], 2) for name in before} | {"whole": whole}


@pytest.mark.slow
@pytest.mark.parametrize(("make", "few"), [(crowded, 500), (article, 300)])
def test_an_article_takes_as_many_calls_among_ten_times_as_many(
    make: Callable[[int], Extraction], few: int
) -> None:
    resolve(make(number) for number in range(50))  # what is loaded once is loaded now
    before, after = costs(make, few), costs(make, 10 * few)
    assert before.keys() == after.keys() == set(STAGES)
    grown = growth(before, after)
    assert grown["whole"] < WHOLE, grown
    assert max(grown.values()) < STAGE, grown


@pytest.mark.long
@pytest.mark.parametrize(("make", "few"), [(crowded, 500), (article, 300)])
def test_nor_does_it_take_much_longer(make: Callable[[int], Extraction], few: int) -> None:
    found = [make(number) for number in range(10 * few)]
    before, after = seconds(lambda: resolve(found[:few])), seconds(lambda: resolve(found))
    assert after / before / 10 < TIME
