"""Which local events are one happening: the dated first, then what can be only one of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

from kg.ids import content_id
from kg.iso8601 import bounds
from kg.records import Extraction, Identity, Key
from kg.resolve.cast import Cast
from kg.resolve.clues import EVENT_CLUES
from kg.resolve.clues.events import ENOUGH, MOST, conflict
from kg.resolve.clues.score import SAME_STORY, Score
from kg.resolve.clusters import (
    UNCONSTRAINED,
    Cluster,
    Clusters,
    Constraints,
    Link,
    decisions,
    near_pairs,
    strength,
)
from kg.resolve.days import with_days
from kg.resolve.profiles import EventProfile, Report, event_profile
from kg.resolve.stories import told_beside
from kg.resolve.times import calendar_facts, day_of_year, is_day, settled
from kg.resolve.wording import kinds_of
from kg.resolve.writing import Writing, days_of_writing, local_events

LONELY = "no event of another article matches"
MOST_CANDIDATES = 16  # dated happenings that one thing in common may leave to choose from
MOST_MEMBERS = 3  # of each, so many members

type Blocks = dict[Hashable, list[EventProfile]]
type Shown = Mapping[Hashable, list[list[EventProfile]]]


def resolve_events(
    sources: Mapping[str, Extraction], cast: Cast, told: Constraints = UNCONSTRAINED
) -> tuple[tuple[Identity, ...], Mapping[str, Writing]]:
    """Identities of all events, and when articles without a date were written.

    No clue joins two events of one article.

    What is joined at first tells when some articles without a date were written; with the times
    that follow from that, all is joined anew.
    """
    profiles = {source: _profiles(source, found, cast) for source, found in sources.items()}
    identities, events = _joined(profiles, told), local_events(sources)
    written = days_of_writing(identities, sources, events)
    if written:
        profiles |= {s: _profiles(s, sources[s], cast, writing) for s, writing in written.items()}
        identities = _joined(profiles, told)
    return with_days(identities, sources, events, written), written


def _joined(
    told_of: Mapping[str, Sequence[EventProfile]], told: Constraints
) -> tuple[Identity, ...]:
    """Identities of the events by source, as far as clues and people take them for one."""
    profiles = sorted(chain.from_iterable(told_of.values()), key=_similar_last)
    clusters = Clusters({profile.key: _facts(profile) for profile in profiles}, told)
    dated = [profile for profile in profiles if is_day(profile.time)]
    loose = [profile for profile in profiles if not is_day(profile.time)]
    clusters.join_all(_links(_blocks(dated, _dated_keys)))
    lonely = _attach(clusters, loose, _blocks(dated, _loose_keys))
    open_ = [profile for profile in loose if profile.key not in lonely]
    clusters.join_all(_links(_blocks(open_, _loose_keys)))
    clusters.join_all(filter(None, (_link(*pair) for pair in told_beside(profiles, clusters))))
    return _identities(clusters, profiles, lonely)


def _profiles(
    source: str, found: Extraction, cast: Cast, writing: Writing | None = None
) -> list[EventProfile]:
    published = bounds(found.published.value)[0] if found.published else None
    report = Report(source, found.document.text, published, writing)
    return [event_profile(report, event, cast) for event in found.events]


def _similar_last(profile: EventProfile) -> tuple[object, ...]:
    """Sort key that puts like events side by side, for comparison with neighbours."""
    return (
        sorted(profile.participants),
        sorted(kinds_of(profile.heads)),
        sorted(profile.heads),
        profile.time,
        profile.key,
    )


def _facts(profile: EventProfile) -> Mapping[str, str]:
    """One event an article, one day, one reality: what is feared has not happened.

    What only somebody quoted denies may have happened, or may yet.
    """
    reality = {"occurred": "real", "hypothetical": "supposed", "denied": "denied"}
    status = "" if profile.contested else profile.status
    facts = {
        **settled(profile.time),
        **calendar_facts(profile.time, profile.truncated),
        f"event in {profile.key.source}": profile.key.id,
        "reality": reality.get(status, ""),
        "denied": str(status == "denied") if status else "",
    }
    return {name: value for name, value in facts.items() if value}


def _blocks(
    profiles: Iterable[EventProfile], keys: Callable[[EventProfile], Iterable[Hashable]]
) -> Blocks:
    blocks: Blocks = defaultdict(list)
    for profile in profiles:
        for key in dict.fromkeys(keys(profile)):
            blocks[key].append(profile)
    return blocks


def _dated_keys(profile: EventProfile) -> Iterator[Hashable]:
    day = bounds(profile.time)[0]
    for actor in sorted(profile.participants):
        yield profile.type, day, actor
    for word in sorted(profile.heads):
        yield profile.type, day, "named", word
    if profile.place:
        yield profile.type, day, "in", profile.place


def _loose_keys(profile: EventProfile) -> Iterator[Hashable]:
    """Two participants; or one participant or the place, and another thing in common."""
    pairs = list(combinations(sorted(profile.participants), 2))
    others = sorted(profile.participants | {profile.place} - {""})
    yield from ((profile.type, pair) for pair in pairs)
    for trait in _traits(profile):
        yield from ((profile.type, who, trait) for who in (*pairs, *others))


def _traits(profile: EventProfile) -> Iterator[Hashable]:
    yield from sorted(profile.heads.keys() | kinds_of(profile.heads))
    yield from sorted(profile.quantities)
    if month := settled(profile.time).get("month"):
        yield month
    if day := day_of_year(profile.time, profile.truncated):
        yield day


def _links(blocks: Blocks) -> list[Link]:
    found = (_link(left, right) for left, right in near_pairs(blocks))
    return [link for link in found if link is not None]


def _link(left: EventProfile, right: EventProfile, beside: Score | None = None) -> Link | None:
    """The link by all clues together, named after the strongest; `beside` is one more."""
    if conflict(left, right):
        return None
    scores = {name: score for name, clue in EVENT_CLUES.items() if (score := clue(left, right))}
    scores |= {SAME_STORY: beside} if beside else {}
    total = round(sum(score.value for score in scores.values()), 2)
    if total < ENOUGH:
        return None
    name = max(scores, key=lambda name: scores[name].value)
    why = "; ".join(score.why for score in scores.values())
    return Link(left.key, right.key, name, Score(round(total / MOST, 3), why))


def _attach(clusters: Clusters, loose: Sequence[EventProfile], dated: Blocks) -> Mapping[Key, str]:
    """Join each undated event to the one dated happening it fits best; or say why it cannot be.

    All are compared with the dated happenings as they were before any undated one had joined.
    """
    shown = _shown(clusters, dated)
    chosen: list[Link] = []
    lonely: dict[Key, str] = {}
    for profile in loose:
        best = clusters.preferred(_best(_fits(clusters, profile, shown)))
        chosen += best[:1] if len(best) == 1 else []
        if len(best) > 1:
            lonely[profile.key] = f"it fits {len(best)} happenings of different days equally well"
    clusters.join_all(chosen)
    return lonely


def _shown(clusters: Clusters, dated: Blocks) -> Shown:
    """Of each block the clusters, and of each cluster the first members.

    What is common to many happenings picks out none: such blocks are left out, for narrower ones.
    """
    shown: dict[Hashable, list[list[EventProfile]]] = {}
    for block, profiles in dated.items():
        grouped: dict[Key, list[EventProfile]] = defaultdict(list)
        for profile in profiles:
            grouped[clusters.root(profile.key)].append(profile)
        if len(grouped) <= MOST_CANDIDATES:
            shown[block] = [group[:MOST_MEMBERS] for group in grouped.values()]
    return shown


def _fits(clusters: Clusters, profile: EventProfile, shown: Shown) -> list[Link]:
    """The best link to each dated cluster that the facts allow."""
    found: list[Link] = []
    seen: set[Key] = set()
    for block in _loose_keys(profile):
        for group in shown.get(block, ()):
            root = clusters.root(group[0].key)
            if root in seen or clusters.at_odds(root, profile.key):
                continue
            seen.add(root)
            links = [link for other in group if (link := _link(other, profile))]
            found += sorted(links, key=strength)[:1]
    return found


def _best(links: Sequence[Link]) -> list[Link]:
    top = max((link.score.value for link in links), default=0.0)
    return [link for link in links if link.score.value == top]


def _identities(
    clusters: Clusters, profiles: Iterable[EventProfile], lonely: Mapping[Key, str]
) -> tuple[Identity, ...]:
    by_key = {profile.key: profile for profile in profiles}
    sets = [(cluster, [by_key[key] for key in cluster.members]) for cluster in clusters.sets()]
    count = Counter(_base_id(members) for _, members in sets)
    made = [_identity(c, members, count[_base_id(members)] > 1, lonely) for c, members in sets]
    return tuple(sorted(made, key=lambda identity: identity.id))


def _identity(
    cluster: Cluster, members: Sequence[EventProfile], shared: bool, lonely: Mapping[Key, str]
) -> Identity:
    first = cluster.members[0]
    own = (first.source, first.id) if shared else ()
    return Identity(
        id=_base_id(members, *own),
        name=_label(members),
        type=members[0].type,
        members=cluster.members,
        decisions=decisions(cluster, lonely.get(first, LONELY)),
        time=_time(members) or None,
    )


def _base_id(members: Sequence[EventProfile], *own: str) -> str:
    """Id from what most members agree on; `own` tells apart what agrees in all of it."""
    count = Counter(actor for member in members for actor in member.participants)
    main = sorted(actor for actor, n in count.items() if 2 * n >= len(members))
    label = _label(members)
    return content_id(label, "event", members[0].type, label, _time(members), *main, "", *own)


def _label(members: Sequence[EventProfile]) -> str:
    count = Counter(member.label for member in members)
    return min(count, key=lambda label: (-count[label], -len(label), label))


def _time(members: Sequence[EventProfile]) -> str:
    """The narrowest time given; of several, the one that most members give."""
    count = Counter(member.told_time for member in members if member.told_time)
    return min(
        count, key=lambda time: (not is_day(time), -len(time), -count[time], time), default=""
    )
