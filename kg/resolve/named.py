"""Joining actors by their names: full names first, then what is short for one of them."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from kg.records import Key
from kg.resolve.clues import ACTOR_CLUES, SHORT_NAME_CLUES
from kg.resolve.clues.score import Score
from kg.resolve.clusters import (
    UNCONSTRAINED,
    Clusters,
    Constraints,
    Link,
    best_link,
    join_to_first,
    links_within,
)
from kg.resolve.names import (
    PersonName,
    given_forms,
    near_spellings,
    settled_given,
    titles_agree,
)
from kg.resolve.profiles import ActorProfile, pooled
from kg.resolve.wording import listed

MOST_READINGS = 24  # full names that a short one may stand for; with more it stands for none

type Blocks = Mapping[Hashable, Sequence[ActorProfile]]


def join_named(
    profiles: Sequence[ActorProfile],
    told: Constraints = UNCONSTRAINED,
    unnamed: Sequence[ActorProfile] = (),
) -> tuple[Clusters, Mapping[Key, str]]:
    """Clusters of named actors; and of some that stand alone, why they do.

    `unnamed` are in the clusters too, and no name joins them.
    """
    names = _names_by_link(profiles)
    everybody = {profile.key: _facts(profile, names) for profile in (*profiles, *unnamed)}
    clusters = Clusters(everybody, told)
    bare = [profile for profile in profiles if _is_bare(profile)]
    groups = _same_name_groups(clusters, [p for p in profiles if not _is_bare(p)])
    clusters.join_all(links_within(ACTOR_CLUES, _blocks(groups)))
    places = {profile.normal for profile in profiles if profile.type == "Place"}
    _join_short_bodies(clusters, [group for group in groups if group.normal not in places])
    acronyms = [group for group in groups if not (group.person or group.is_full)]
    lonely = _attach(clusters, acronyms, _spelt_out(groups))
    return clusters, lonely | _attach(clusters, bare, _by_surname(groups))


def _is_bare(profile: ActorProfile) -> bool:
    """Whether a person has a surname alone, and no link tells whose."""
    return bool(profile.person) and not profile.is_full and not profile.same_as


def _names_by_link(profiles: Iterable[ActorProfile]) -> Mapping[str, PersonName]:
    """The longest name of each person with a link to elsewhere: the others are that one's too."""
    found: dict[str, PersonName] = {}
    for profile in sorted(profiles, key=lambda it: (-len(it.normal), it.normal)):
        if profile.person:
            for link in profile.same_as:
                found.setdefault(link, profile.person)
    return found


def _facts(profile: ActorProfile, names: Mapping[str, PersonName]) -> Mapping[str, str]:
    """One link a site; of a person, one full first name, middle initials and name an article."""
    known = sorted(profile.same_as)
    sites = Counter(urlsplit(link).netloc for link in known)
    links = {f"link to {site}": link for link in known if sites[site := urlsplit(link).netloc] == 1}
    person = next((names[link] for link in known if link in names), profile.person)
    if person is None or not person.is_full:
        return links
    given = settled_given(person.given)
    name = f"{given or person.given} {person.surname}"
    facts = {
        "given": given,
        "middle": person.middle,
        "suffix": person.suffix,
        _name_in(profile.key.source): name,
    }
    return links | {fact: value for fact, value in facts.items() if value}


def _name_in(source: str) -> str:
    return f"name in {source}"


def _same_name_groups(clusters: Clusters, profiles: Iterable[ActorProfile]) -> list[ActorProfile]:
    """One pooled profile a name; those of the name are joined, but for those told apart."""
    groups: dict[Hashable, list[ActorProfile]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda profile: profile.key):
        groups[bool(profile.person), profile.normal].append(profile)
    join_to_first(clusters, ACTOR_CLUES, groups.values())
    sets: dict[Hashable, list[ActorProfile]] = defaultdict(list)
    for name, group in groups.items():
        for profile in group:
            sets[name, clusters.root(profile.key)].append(profile)
    return [pooled(members) for members in sets.values()]


def _blocks(profiles: Iterable[ActorProfile]) -> Blocks:
    """Names that may be one: alike in spelling, in external id, or but for a letter."""
    blocks: dict[Hashable, list[ActorProfile]] = defaultdict(list)
    for profile in profiles:
        for block in dict.fromkeys(_block_keys(profile)):
            blocks[block].append(profile)
    return blocks


def _block_keys(profile: ActorProfile) -> Iterator[Hashable]:
    yield "spelling", profile.spelling
    yield from (("authority", iri) for iri in sorted(profile.same_as))
    if profile.person:
        for given in sorted(given_forms(profile.person.given)):
            for surname in sorted(near_spellings(profile.person.surname)):
                yield "person", given, surname


def _join_short_bodies(clusters: Clusters, groups: Sequence[ActorProfile]) -> None:
    """Join each body to the only one that is called so for short."""
    longer: dict[str, list[ActorProfile]] = defaultdict(list)
    for group in groups:
        for name in sorted(group.short_names - {group.normal}):
            longer[name].append(group)
    for short in sorted(groups, key=lambda group: group.key):
        names = longer.get(short.normal, ())
        readings = _readings(clusters, short, names) if len(names) <= MOST_READINGS else []
        if len(readings) == 1:
            clusters.join(_explained(readings[0][0], "nothing else is"))


def _spelt_out(groups: Iterable[ActorProfile]) -> Blocks:
    """Full names by the acronyms that may stand for them."""
    found: dict[Hashable, list[ActorProfile]] = defaultdict(list)
    for profile in groups:
        for letters in sorted(profile.acronyms | profile.initialisms) if profile.is_full else ():
            found[False, letters].append(profile)
    return found


def _by_surname(groups: Iterable[ActorProfile]) -> Blocks:
    found: dict[Hashable, list[ActorProfile]] = defaultdict(list)
    for profile in groups:
        if profile.person:
            found[True, profile.person.surname].append(profile)
    return found


def _attach(clusters: Clusters, short: Iterable[ActorProfile], full: Blocks) -> dict[Key, str]:
    """Join each short name to the one it can stand for; or say why it stands alone.

    Short names that no full one explains are joined to each other.
    """
    lonely: dict[Key, str] = {}
    unexplained: dict[Hashable, list[ActorProfile]] = defaultdict(list)
    explained = {clusters.root(profile.key) for block in full.values() for profile in block}
    open_ = [profile for profile in short if clusters.root(profile.key) not in explained]
    for profile in sorted(open_, key=lambda it: (clusters.is_last(it.key), it.key)):
        names = full.get(_short_key(profile), ())
        if len(names) > MOST_READINGS:
            lonely[profile.key] = f"{profile.name} may be short for {len(names)} names"
            continue
        readings = _readings(clusters, profile, names)
        chosen = _chosen(profile, readings)
        if chosen:
            clusters.join(chosen)
        elif readings:
            choice = listed(sorted({reading.name for _, reading in readings}), "or")
            lonely[profile.key] = f"{profile.name} may be short for {choice}"
        else:
            unexplained[profile.normal].append(profile)
    join_to_first(clusters, ACTOR_CLUES, unexplained.values())
    return lonely


def _short_key(profile: ActorProfile) -> Hashable:
    return (True, profile.person.surname) if profile.person else (False, profile.normal)


def _readings(
    clusters: Clusters, short: ActorProfile, full: Sequence[ActorProfile]
) -> list[tuple[Link, ActorProfile]]:
    """The best link to each cluster that the short name may stand for."""
    found: dict[Key, tuple[Link, ActorProfile]] = {}
    for profile in full:
        link = best_link(SHORT_NAME_CLUES, short, profile)
        if link is None or _name_in(short.key.source) in clusters.facts(profile.key):
            continue  # where an article names both, it has told them apart
        if clusters.at_odds(short.key, profile.key):
            continue
        root = clusters.root(profile.key)
        if root not in found or found[root][0].score < link.score:
            found[root] = link, profile
    wanted = clusters.preferred([link for link, _ in found.values()])
    return [reading for reading in found.values() if reading[0] in wanted]


def _chosen(short: ActorProfile, readings: Sequence[tuple[Link, ActorProfile]]) -> Link | None:
    """The link that is alone, or alone of its strength, or alone in agreeing on the office."""
    best = max((link.score.value for link, _ in readings), default=0.0)
    strong = [(link, profile) for link, profile in readings if link.score.value == best]
    titled = [link for link, profile in strong if _same_office(short, profile)]
    if len(strong) == 1:
        return _explained(strong[0][0], "nothing else fits as well")
    return _explained(titled[0], "nobody else fits the office") if len(titled) == 1 else None


def _same_office(left: ActorProfile, right: ActorProfile) -> bool:
    return any(titles_agree(one, two) for one in left.titles for two in right.titles)


def _explained(link: Link, why: str) -> Link:
    score = Score(link.score.value, f"{link.score.why}; {why}")
    return Link(link.left, link.right, link.clue, score)
