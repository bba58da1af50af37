"""How well two clusterings of the same items agree."""

from collections import Counter
from collections.abc import Sequence

from kg.score.figures import Figure, balanced


def b_cubed(name: str, items: Sequence[tuple[str, str]]) -> Figure:
    """B-cubed over items given as (gold cluster, our cluster) (Bagga and Baldwin 1998, LREC).

    For each item, the share of its cluster that belongs with it: of ours for precision, of gold
    for recall; averaged over the items.
    """
    if not items:
        return balanced(name, 0.0, 0.0, 0, 0)
    both = Counter(items)
    gold, ours = (Counter(column) for column in zip(*items, strict=True))
    precision = sum(n * n / ours[cluster] for (_, cluster), n in both.items()) / len(items)
    recall = sum(n * n / gold[cluster] for (cluster, _), n in both.items()) / len(items)
    return balanced(name, precision, recall, len(items), len(items))
