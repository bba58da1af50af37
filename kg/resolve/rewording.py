"""What became of a statement from one wording to the next: added, dropped, made stronger."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.records import Extraction, Wording
from kg.resolve.claims import content_of
from kg.resolve.names import plain_words
from kg.resolve.profiles import ClaimProfile
from kg.resolve.times import published
from kg.resolve.wording import family
from kg.resolve.words import load

type Step = tuple[int, str]


def wordings(
    sources: Mapping[str, Extraction], members: Sequence[ClaimProfile]
) -> tuple[Wording, ...]:
    """The wording of each member against that of the earliest or, failing dates, the fullest."""
    base = _base(sources, members)
    return tuple(_wording(sources, base, member) for member in members)


def _base(sources: Mapping[str, Extraction], members: Sequence[ClaimProfile]) -> ClaimProfile:
    days = [published(sources[member.key.source]) for member in members]
    first = [member for member, day in zip(members, days, strict=True) if day == min(days)]
    return min(first if all(days) else members, key=lambda m: (-m.weight, m.key))


def _wording(
    sources: Mapping[str, Extraction], base: ClaimProfile, member: ClaimProfile
) -> Wording:
    if member.key == base.key:
        return Wording(member.key, base.key)
    changes = [
        *_changes_of_act(base, member),
        *_changes_of_words(_words(sources, base), _words(sources, member)),
    ]
    return Wording(
        claim=member.key,
        base=base.key,
        added=_only_in(member, base),
        dropped=_only_in(base, member),
        stronger=tuple(change for rises, change in changes if rises),
        weaker=tuple(change for rises, change in changes if not rises),
    )


def _only_in(one: ClaimProfile, other: ClaimProfile) -> tuple[str, ...]:
    """The words of one that stand for nothing in the other, by alphabet.

    An adverb is its adjective: "completely" adds nothing to "complete".
    """
    known = other.words.keys() | set(map(_adjective, other.words.values()))
    found = {key: word for key, word in one.words.items() if key not in known}
    return tuple(sorted(word for word in found.values() if _adjective(word) not in known))


def _adjective(word: str) -> str:
    return family(word.removesuffix("ly"))


def _changes_of_act(base: ClaimProfile, member: ClaimProfile) -> Iterator[tuple[bool, str]]:
    for ladder in load("strength")["acts"]:
        if base.act != member.act and {base.act, member.act} <= set(ladder):
            yield (
                ladder.index(base.act) < ladder.index(member.act),
                f"{base.act} → {member.act}",
            )


def _changes_of_words(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, str]]:
    for ladder in _ladders():
        one, two = _step(ladder, before), _step(ladder, after)
        if one and two and one[0] != two[0]:
            yield one[0] < two[0], f"{one[1]} → {two[1]}"


def _step(ladder: Mapping[str, int], words: Sequence[str]) -> Step | None:
    """The one step of a ladder that words stand on, and the first of them; None for several."""
    found = [(ladder[word], word) for word in words if word in ladder]
    return found[0] if found and len({step for step, _ in found}) == 1 else None


@cache
def _ladders() -> tuple[Mapping[str, int], ...]:
    return tuple(
        {word: number for number, step in enumerate(ladder) for word in step}
        for ladder in load("strength")["words"]
    )


def _words(sources: Mapping[str, Extraction], profile: ClaimProfile) -> Sequence[str]:
    found = sources[profile.key.source]
    claim = next(claim for claim in found.claims if claim.id == profile.key.id)
    return plain_words(content_of(found.document.text, claim))
