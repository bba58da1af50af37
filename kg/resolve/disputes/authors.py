"""Different authors of one statement."""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import combinations, product

from kg.ids import digest
from kg.records import Claim, Dispute, Key, Side, Span
from kg.resolve.clues.claims import likeness
from kg.resolve.disputes.accounts import Accounts, paragraph
from kg.resolve.disputes.groups import groups
from kg.resolve.disputes.rivals import rivals
from kg.resolve.profiles import ClaimProfile
from kg.resolve.wording import listed

SAME_FOR_A_BODY = 0.3  # a body and who speaks for it already share the statement
FIRST_MEMBERS = 4  # of each speaker, which stand for all: keeps the cost of comparing flat

type Linked = Set[frozenset[Key]]


def find_authors(accounts: Accounts) -> Iterator[Dispute]:
    """One statement is attributed to different speakers, at the same level of hearsay."""
    for members in _of_one_voice(accounts):
        yield _dispute(accounts, members, "speaker-or-body")
    for members in groups(rivals(accounts)):
        yield _dispute(accounts, members, "other-speaker")


def _of_one_voice(accounts: Accounts) -> Iterator[list[ClaimProfile]]:
    """Members of a statement, at one level, some by a body and some by who speaks for it."""
    by_key = accounts.by_key()
    for statement in accounts.statements:
        levels: dict[int, list[ClaimProfile]] = defaultdict(list)
        for key in statement.members:
            if not by_key[key].is_unspecified:
                levels[accounts.depth(key)].append(by_key[key])
        linked = {frozenset((made.member, made.anchor)) for made in statement.decisions}
        for _, members in sorted(levels.items()):
            if _share(members, linked):
                yield members


def _share(members: Sequence[ClaimProfile], linked: Linked) -> bool:
    """Whether two speakers say the same, and not only what leads from one to the other."""
    by_speaker: dict[str, list[ClaimProfile]] = defaultdict(list)
    for member in members:
        by_speaker[member.speaker].append(member)
    return any(
        frozenset((one.key, two.key)) in linked or likeness(one, two) >= SAME_FOR_A_BODY
        for left, right in combinations(by_speaker.values(), 2)
        for one, two in product(left[:FIRST_MEMBERS], right[:FIRST_MEMBERS])
    )


def _dispute(accounts: Accounts, members: Sequence[ClaimProfile], rule: str) -> Dispute:
    first = members[0].key
    return Dispute(
        id=digest("author", rule, first.source, first.id),
        kind="author",
        subject=accounts.subject(members),
        reason=_reason(accounts, {member.speaker for member in members}),
        sides=tuple(_side(accounts, member) for member in _first_of_each(accounts, members)),
        rule=rule,
    )


def _reason(accounts: Accounts, speakers: Set[str]) -> str:
    """Who is named, those first who speak for themselves; and who speaks for whom."""
    cast = accounts.cast
    ordered = sorted(speakers, key=lambda id_: (id_ in cast.voices, cast.names.get(id_, id_)))
    return f"attributed to {listed([_who(accounts, id_) for id_ in ordered], last='and to')}"


def _who(accounts: Accounts, speaker: str) -> str:
    names, voice = accounts.cast.names, accounts.cast.voices.get(speaker)
    name = names.get(speaker, speaker)
    if voice:
        return f"{name} (who speaks for {names.get(voice, voice)})"
    return f"{name} (not named)" if speaker in accounts.unnamed else name


def _first_of_each(accounts: Accounts, members: Sequence[ClaimProfile]) -> list[ClaimProfile]:
    """Each speaker once an article, where it speaks first; by name."""
    first: dict[tuple[str, str], ClaimProfile] = {}
    for member in sorted(members, key=lambda m: (accounts.claims[m.key].content, m.key)):
        first.setdefault((member.key.source, member.speaker), member)
    return sorted(first.values(), key=lambda m: (accounts.speaker(m), m.key))


def _side(accounts: Accounts, member: ClaimProfile) -> Side:
    text, claim = accounts.text(member.key.source), accounts.claims[member.key]
    return Side(member.key, accounts.speaker(member), _attribution(text, claim))


def _attribution(text: str, claim: Claim) -> Span:
    """From who speaks to what is said, or the other way round, within its paragraph."""
    content = claim.content[0]
    if claim.source_span is None or not paragraph(text, content).holds(claim.source_span):
        return content
    return Span(
        min(claim.source_span.start, content.start), max(claim.source_span.end, content.end)
    )
