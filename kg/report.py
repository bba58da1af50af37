"""What became of the inputs of a build."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.ids import source_id
from kg.records import Document, Resolution, Skipped


@dataclass(frozen=True, slots=True)
class Added:
    """An article that is in the graph: built just now (`new`), or there before."""

    path: str
    source: str
    new: bool


Outcome = Added | Skipped
Progress = Callable[[Outcome, int], None]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How many articles and claims the graph holds, and what was concluded from them."""

    sources: int
    claims: int
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Report:
    """What became of each input, and the conclusion across all articles."""

    outcomes: tuple[Outcome, ...]
    conclusion: Conclusion

    @property
    def built(self) -> tuple[Added, ...]:
        """Articles built by this run."""
        return tuple(item for item in self.outcomes if isinstance(item, Added) and item.new)

    @property
    def known(self) -> tuple[Added, ...]:
        """Articles that were there before, or came twice."""
        return tuple(item for item in self.outcomes if isinstance(item, Added) and not item.new)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Inputs that could not be built, and why."""
        return tuple(item for item in self.outcomes if isinstance(item, Skipped))


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
            self.tell(Added(path, source, new=False) if added else replace(outcome, path=path))
