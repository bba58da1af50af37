"""All articles of two builds: those of one alone, and what became of those of both."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.diff.articles import compare_article
from kg.diff.builds import Pair
from kg.diff.ledger import Ledger
from kg.diff.records import ArticleChange, Change
from kg.diff.replaced import Lone, paired, read_lone
from kg.diff.resources import count_kinds, read_article

# Called with the article that is done, and how many there are.
Step = Callable[[str, int], None]


@dataclass(slots=True)
class Sources:
    """What was found so far; `counts` are of resources by kind and "left", "right" or outcome."""

    articles: list[ArticleChange] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    ledger: Ledger = field(default_factory=Ledger)

    def count(self, counts: Counter[str], *columns: str) -> None:
        """Add counts by kind to some columns."""
        for column in columns:
            self.counts.update({(kind, column): number for kind, number in counts.items()})

    def add_shared(self, source: str, left: list[str], right: list[str]) -> None:
        """The graphs of an article that both builds read."""
        self.counts.update([("article", "left"), ("article", "right")])
        if left == right:
            self.count(count_kinds(left), "left", "right")
            return
        before, after = read_article(left), read_article(right)
        diff = compare_article(source, before, after)
        self.count(before.counts, "left")
        self.count(after.counts, "right")
        self.articles.append(diff.article)
        for change in diff.changes:
            self.changes.append(change)
            self.ledger.note(change)

    def add_lone(self, source: str, lines: Iterable[str], *, is_new: bool) -> Lone:
        """The graph of an article that one build has."""
        graph = read_article(lines)
        column = "right" if is_new else "left"
        self.count(graph.counts, column, "new" if is_new else "gone")
        self.counts["article", column] += 1
        return read_lone(source, graph, is_new=is_new)


def compare_sources(pair: Pair, step: Step) -> Sources:
    """Every article, one at a time; raises `errors.Invalid` for what is no graph of kg."""
    found = Sources()
    left, right = pair.left, pair.right
    every = sorted(left.articles | right.articles)
    lone = []
    for source in every:
        if source in left.articles and source in right.articles:
            found.add_shared(source, [*left.lines(source)], [*right.lines(source)])
        else:
            is_new = source in right.articles
            lines = (right if is_new else left).lines(source)
            lone.append(found.add_lone(source, lines, is_new=is_new))
        step(source, len(every))
    for item in paired(lone):
        found.articles.append(item.change)
        found.ledger.note_article(item.change, item.claims)
    return found
