"""What statements are called: they have no name, but the words of a claim that reports them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import batched

from kg import queries
from kg.diff.builds import Build, Pair
from kg.diff.groups import Concluded, Group
from kg.diff.records import Conclusion

_QUERY = "commands/claim-words"
_AT_ONCE = 200


def with_words(
    pair: Pair, left: Concluded, right: Concluded, conclusions: Iterable[Conclusion]
) -> Iterator[Conclusion]:
    """The conclusions, where labels of statements tell who says what."""
    conclusions = list(conclusions)
    groups = left.groups["statement"] | right.groups["statement"]
    named = [groups[_iri(item)] for item in conclusions if item.kind == "statement"]
    claims = sorted({min(group.members) for group in named})
    words = _words(pair.right, claims) | _words(pair.left, claims)
    for item in conclusions:
        yield _named(item, groups[_iri(item)], words) if item.kind == "statement" else item


def _iri(conclusion: Conclusion) -> str:
    """That of the whole, where it was split or merged."""
    sides = (conclusion.left, conclusion.right)
    return (sides[1] if conclusion.what in {"new", "merged"} else sides[0])[0]


def _named(item: Conclusion, group: Group, words: Mapping[str, str]) -> Conclusion:
    said = words.get(min(group.members))
    return replace(item, label=f"{item.label}: “{said}”") if said else item


def _words(build: Build, claims: Iterable[str]) -> dict[str, str]:
    """The words of the claims that a build has, by their relative IRIs."""
    found = {}
    for batch in batched(claims, _AT_ONCE):
        iris = [f"{build.base}{claim}" for claim in batch]
        text = queries.bind(queries.load_query(_QUERY), {"claim": iris})
        for claim, words in build.store.select(text).rows:
            if claim and words:
                found[claim.value.removeprefix(build.base)] = words.value
    return found
