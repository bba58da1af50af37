"""Which local actors are one person, body, place or kind of unnamed source."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.ids import content_id
from kg.records import Actor, ActorType, Extraction, Identity, Key, global_ids
from kg.resolve.cast import Cast, memberships
from kg.resolve.clues import DESCRIPTION_CLUES
from kg.resolve.clusters import (
    UNCONSTRAINED,
    Cluster,
    Clusters,
    Constraints,
    decisions,
    join_to_first,
)
from kg.resolve.named import join_named
from kg.resolve.names import normal_name, plain_words
from kg.resolve.offices import office_links
from kg.resolve.profiles import ActorProfile, actor_profile, is_described
from kg.resolve.words import word_set

LONELY = "no other article names it in a way that matches"


def resolve_actors(sources: Mapping[str, Extraction], told: Constraints = UNCONSTRAINED) -> Cast:
    """Identities of all actors: the named first, then the described, who belong to the named."""
    local = {Key(s, actor.id): actor for s, found in sources.items() for actor in found.actors}
    texts = {source: found.document.text for source, found in sources.items()}
    profiles = {key: actor_profile(key.source, texts[key.source], it) for key, it in local.items()}
    described = frozenset(key for key, actor in local.items() if is_described(actor))
    named = _named(sources, profiles, described, told)
    ids = global_ids(named)
    names = {identity.id: identity.name for identity in named}
    nameless = _described([
        profiles[key].belonging(party := _party(ids, key, actor), names.get(party, ""))
        for key, actor in local.items()
        if key not in ids
    ], told)  # fmt: skip
    identities = tuple(sorted((*named, *nameless), key=lambda identity: identity.id))
    ids = global_ids(identities)
    names = {identity.id: identity.name for identity in identities}
    parties = _parties(local, ids)
    return Cast(identities, ids, names, parties, _voices(local, ids, parties), memberships(names))


def _made_known(described: frozenset[Key], told: Constraints) -> frozenset[Key]:
    """The described actors of whom a person has said which named one they are."""
    ends = {end for link, _ in told.links for end in (link.left, link.right)}
    sets = (cluster.members for cluster in Clusters({end: {} for end in ends}, told).sets())
    mixed = (members for members in sets if not described.issuperset(members))
    return frozenset(key for members in mixed for key in members if key in described)


def _party(ids: Mapping[Key, str], key: Key, actor: Actor) -> str:
    return ids.get(Key(key.source, actor.party), actor.party) if actor.party else ""


def _parties(local: Mapping[Key, Actor], ids: Mapping[Key, str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, actor in local.items():
        for party in (actor.party, *(role.party for role in actor.roles)):
            if party and Key(key.source, party) in ids:
                found[ids[key]].add(ids[Key(key.source, party)])
    return {actor_id: frozenset(parties) for actor_id, parties in found.items()}


def _voices(
    local: Mapping[Key, Actor], ids: Mapping[Key, str], parties: Mapping[str, frozenset[str]]
) -> Mapping[str, str]:
    """Whom a spokesperson speaks for, where that is one."""
    speaking = {ids[key] for key, actor in local.items() if _is_spokesperson(actor)}
    return {id_: min(parties[id_]) for id_ in sorted(speaking) if len(parties.get(id_, ())) == 1}


def _is_spokesperson(actor: Actor) -> bool:
    titles = [role.title for role in actor.roles] + [actor.name] * is_described(actor)
    plain = [f" {' '.join(plain_words(title))} " for title in titles]
    office = word_set("names", "spokespeople")
    return any(f" {word} " in title for title in plain for word in office)


def _named(
    sources: Mapping[str, Extraction],
    profiles: Mapping[Key, ActorProfile],
    described: frozenset[Key],
    told: Constraints,
) -> list[Identity]:
    """The named, with those of the described who are one of them: so people say, or the office."""
    nameless = described - _made_known(described, told)
    holding = [profiles[key] for key in sorted(nameless) if profiles[key].office]
    by_name = [profile for key, profile in profiles.items() if key not in nameless]
    clusters, lonely = join_named(by_name, told, holding)
    clusters.join_all(office_links(sources, [profile.key for profile in holding], clusters))
    return _identities("named", clusters, profiles.values(), lonely, described)


def _described(profiles: Sequence[ActorProfile], told: Constraints) -> list[Identity]:
    groups: dict[Hashable, list[ActorProfile]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda profile: profile.key):
        groups[profile.kind, profile.party].append(profile)
    clusters = Clusters({profile.key: {} for profile in profiles}, told)
    join_to_first(clusters, DESCRIPTION_CLUES, groups.values())
    return _identities("described", clusters, profiles, {})


def _identities(
    kind: str,
    clusters: Clusters,
    profiles: Iterable[ActorProfile],
    lonely: Mapping[Key, str],
    known: frozenset[Key] = frozenset(),
) -> list[Identity]:
    by_key = {profile.key: profile for profile in profiles}
    made = (
        _identity(kind, cluster, [by_key[key] for key in cluster.members], lonely, known)
        for cluster in clusters.sets()
        if not known.issuperset(cluster.members)
    )
    return _with_own_ids(made, clusters.told.out)


def _with_own_ids(identities: Iterable[Identity], out: frozenset[Key]) -> list[Identity]:
    """Identities, of which all but one of those called the same have ids by their first members.

    The one is that of which no member was taken out of the others.
    """
    groups: dict[str, list[Identity]] = defaultdict(list)
    for identity in identities:
        groups[identity.id].append(identity)
    for group in groups.values():
        group.sort(key=lambda it: (not out.isdisjoint(it.members), it.members[0]))
    return [each for group in groups.values() for each in (group[0], *map(_own, group[1:]))]


def _own(identity: Identity) -> Identity:
    first = identity.members[0]
    return replace(identity, id=content_id(identity.name, identity.id, first.source, first.id))


def _identity(
    kind: str,
    cluster: Cluster,
    members: Sequence[ActorProfile],
    lonely: Mapping[Key, str],
    known: frozenset[Key],
) -> Identity:
    """One actor; those in `known` were only described, and do not tell its name."""
    naming = [member for member in members if member.key not in known]
    first = naming[0]
    name, type_ = _best_name(naming), _main_type(naming)
    # A short name that may be anybody's is this article's own; all others are told by their name.
    own = (first.key.source, first.key.id) if len(members) == 1 and first.key in lonely else ()
    sort = "person" if first.person else kind
    return Identity(
        id=content_id(name, sort, normal_name(name), first.party, *own),
        name=name,
        type=type_,
        members=cluster.members,
        decisions=decisions(cluster, lonely.get(first.key, LONELY)),
        same_as=tuple(sorted(frozenset().union(*(member.same_as for member in members)))),
    )


def _best_name(members: Sequence[ActorProfile]) -> str:
    """The authority's name, else the full form that most members use, else the longest.

    Of an unnamed source, the description that tells most.
    """
    count = Counter(member.name for member in members)
    known = {member.name for member in members if member.same_as}
    full = {member.name for member in members if member.is_full}
    told = {member.name: len(member.name.split()) for member in members if member.kind}
    return min(
        count,
        key=lambda name: (
            name not in known,
            name not in full,
            -told.get(name, 0),
            -count[name],
            -len(name),
            name,
        ),
    )


def _main_type(members: Sequence[ActorProfile]) -> ActorType:
    count = Counter(member.type for member in members)
    return min(count, key=lambda type_: (-count[type_], type_))
