"""Which local actors are one person, body, place or kind of unnamed source."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from kg.ids import content_id
from kg.records import Actor, ActorType, Extraction, Identity, Key, global_ids
from kg.resolve.cast import Cast
from kg.resolve.clues import DESCRIPTION_CLUES
from kg.resolve.clusters import Cluster, Clusters, decisions, link_to_first, order
from kg.resolve.named import join_named
from kg.resolve.names import normal_name, plain_words
from kg.resolve.profiles import ActorProfile, actor_profile
from kg.resolve.words import word_set

LONELY = "no other article names it in a way that matches"


def resolve_actors(sources: Mapping[str, Extraction]) -> Cast:
    """Identities of all actors: the named first, then the described, who belong to the named."""
    local = {Key(s, actor.id): actor for s, found in sources.items() for actor in found.actors}
    texts = {source: found.document.text for source, found in sources.items()}
    named = _named([
        actor_profile(key.source, texts[key.source], actor)
        for key, actor in local.items()
        if not _is_described(actor)
    ])  # fmt: skip
    ids = global_ids(named)
    described = _described([
        actor_profile(key.source, texts[key.source], actor, _party(ids, key, actor))
        for key, actor in local.items()
        if _is_described(actor)
    ])  # fmt: skip
    identities = tuple(sorted((*named, *described), key=lambda identity: identity.id))
    ids = global_ids(identities)
    names = {identity.id: identity.name for identity in identities}
    parties = _parties(local, ids)
    return Cast(identities, ids, names, parties, _voices(local, ids, parties))


def _is_described(actor: Actor) -> bool:
    return not actor.mentions and actor.type in {"Role", "Group"}


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
    titles = [role.title for role in actor.roles] + [actor.name] * _is_described(actor)
    plain = [f" {' '.join(plain_words(title))} " for title in titles]
    office = word_set("names", "spokespeople")
    return any(f" {word} " in title for title in plain for word in office)


def _named(profiles: Sequence[ActorProfile]) -> list[Identity]:
    clusters, lonely = join_named(profiles)
    return _identities("named", clusters, profiles, lonely)


def _described(profiles: Sequence[ActorProfile]) -> list[Identity]:
    groups: dict[Hashable, list[ActorProfile]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda profile: order(profile.key)):
        groups[profile.normal, profile.party].append(profile)
    clusters = Clusters({profile.key: {} for profile in profiles})
    clusters.join_all(link_to_first(DESCRIPTION_CLUES, groups.values()))
    return _identities("described", clusters, profiles, {})


def _identities(
    kind: str,
    clusters: Clusters,
    profiles: Iterable[ActorProfile],
    lonely: Mapping[Key, str],
) -> list[Identity]:
    by_key = {profile.key: profile for profile in profiles}
    return [_identity(kind, cluster, by_key, lonely) for cluster in clusters.sets()]


def _identity(
    kind: str, cluster: Cluster, profiles: Mapping[Key, ActorProfile], lonely: Mapping[Key, str]
) -> Identity:
    members = [profiles[key] for key in cluster.members]
    first = members[0]
    name, type_ = _best_name(members), _main_type(members)
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
    """The full form that most members use; of those, the longest."""
    count = Counter(member.name for member in members)
    full = {member.name: member.is_full for member in members}
    return min(count, key=lambda name: (not full[name], -count[name], -len(name), name))


def _main_type(members: Sequence[ActorProfile]) -> ActorType:
    count = Counter(member.type for member in members)
    return min(count, key=lambda type_: (-count[type_], type_))
