"""What became of the inputs of a build."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.ids import source_id
from kg.records import Document, Skipped

# Built just now; built just now in place of what another tool had made; there before.
State = Literal["new", "remade", "known"]


@dataclass(frozen=True, slots=True)
class Added:
    """An article that is in the graph, and since when."""

    path: str
    source: str
    state: State


Outcome = Added | Skipped
Progress = Callable[[Outcome, int], None]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How many articles and claims the graph holds, and how much was concluded from them.

    `actors` and `events` are those across articles. `decided` counts the decisions of people that
    went into it, `waiting` those about articles, or parts of articles, that are not there.
    """

    sources: int
    claims: int
    actors: int
    events: int
    disputes: int
    decided: int = 0
    waiting: int = 0


NOTHING = Conclusion(0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of a decision: whether it was noted, and how many earlier ones it took back.

    It is not noted where taking back is enough.
    """

    is_noted: bool
    taken_back: int
    conclusion: Conclusion


@dataclass(frozen=True, slots=True)
class Report:
    """What became of each input, and the conclusion across all articles."""

    outcomes: tuple[Outcome, ...]
    conclusion: Conclusion

    @property
    def built(self) -> tuple[Added, ...]:
        """Articles that this run was the first to build."""
        return self._added("new")

    @property
    def remade(self) -> tuple[Added, ...]:
        """Articles that another tool had built, and this run built again."""
        return self._added("remade")

    @property
    def known(self) -> tuple[Added, ...]:
        """Articles that were there before, or came twice."""
        return self._added("known")

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Inputs that could not be built, and why."""
        return tuple(item for item in self.outcomes if isinstance(item, Skipped))

    def _added(self, state: State) -> tuple[Added, ...]:
        added = (item for item in self.outcomes if isinstance(item, Added))
        return tuple(item for item in added if item.state == state)


@dataclass(slots=True)
class Tally:
    """Counts inputs as they are read, and tells `progress` of each outcome and of that count."""

    progress: Progress
    outcomes: list[Outcome] = field(default_factory=list)
    count: int = 0
    paths: dict[str, list[str]] = field(default_factory=dict)

    def documents(self, inputs: Iterable[Document | Skipped]) -> Iterator[Document]:
        """The documents among the inputs; of the others, it is told at once."""
        for item in inputs:
            self.count += 1
            if isinstance(item, Skipped):
                self.tell(item)
            else:
                self.paths.setdefault(source_id(item.text), []).append(item.path)
                yield item

    def tell(self, outcome: Outcome) -> None:
        """Keep an outcome, and pass it on."""
        self.outcomes.append(outcome)
        self.progress(outcome, self.count)

    def tell_copies(self, source: str, outcome: Outcome) -> None:
        """Tell of the other files that hold the same text: what became of it became of them."""
        others = list(self.paths[source])
        others.remove(outcome.path)
        for path in others:
            added = isinstance(outcome, Added)
            self.tell(Added(path, source, "known") if added else replace(outcome, path=path))
