"""Clues that two actors, as two articles present them, are one."""

from collections.abc import Mapping

from kg.resolve.clues.score import Clue, Score
from kg.resolve.names import given_forms, one_edit_apart, titles_agree
from kg.resolve.profiles import ActorProfile

BARE_SURNAME = 0.7  # of two people called alike, where no article gives a first name
SHORTEST_SLIP = 5  # letters of the longer surname: below, one letter makes another name


def same_name(left: ActorProfile, right: ActorProfile) -> Score | None:
    """Both are called the same, apart from case, accents, punctuation and a leading "the"."""
    if left.normal != right.normal or bool(left.person) != bool(right.person):
        return None
    bare = left.person and not left.is_full
    return Score(BARE_SURNAME if bare else 1.0, f"both are called {right.name}")


def same_authority(left: ActorProfile, right: ActorProfile) -> Score | None:
    """The authority file gives both the same external identifier."""
    shared = sorted(left.same_as & right.same_as)
    if not shared or bool(left.person) != bool(right.person):
        return None
    return Score(0.98, f"{left.name} and {right.name} are both {shared[0]}")


def same_spelling(left: ActorProfile, right: ActorProfile) -> Score | None:
    """The names are two transliterations of one."""
    if bool(left.person) != bool(right.person) or len(left.spelling) < 4:
        return None
    if left.spelling != right.spelling:
        return None
    return Score(0.95, f"{left.name} and {right.name} are spellings of one name")


def same_first_name(left: ActorProfile, right: ActorProfile) -> Score | None:
    """The surname is the same, and the first names are forms of one (Bill, William)."""
    one, two = left.person, right.person
    if not (one and two and one.is_full and two.is_full) or one.surname != two.surname:
        return None
    if not given_forms(one.given) & given_forms(two.given):
        return None
    return Score(0.9, f"{left.name} and {right.name} are forms of one name")


def slip_of_the_pen(left: ActorProfile, right: ActorProfile) -> Score | None:
    """First name and office agree, and the surnames differ by one letter."""
    one, two = left.person, right.person
    if not (one and two) or not given_forms(one.given) & given_forms(two.given):
        return None
    if max(len(one.surname), len(two.surname)) < SHORTEST_SLIP:
        return None
    if not (one.is_full and two.is_full and one_edit_apart(one.surname, two.surname)):
        return None
    titles = [a for a in left.titles for b in right.titles if titles_agree(a, b)]
    if not titles:
        return None
    return Score(0.8, f"{left.name} and {right.name} differ by one letter and hold the same office")


def abbreviation(left: ActorProfile, right: ActorProfile) -> Score | None:
    """One is named by an acronym only, and it is the acronym of the other."""
    short, long = sorted((left, right), key=lambda profile: not profile.is_acronym)
    if short.person or long.person or not short.is_acronym or long.is_acronym:
        return None
    if short.normal in long.acronyms:
        return Score(0.92, f"{long.name} is also called {short.name}")
    if short.normal in long.initialisms:
        return Score(0.88, f"{short.name} is what {long.name} abbreviates to")
    return None


def short_name(left: ActorProfile, right: ActorProfile) -> Score | None:
    """One is what the other body is called for short, by its article or by the kind left out."""
    short, long = sorted((left, right), key=lambda profile: len(profile.normal))
    if short.type != "Organization" or long.type != "Organization" or short.is_acronym:
        return None
    if short.normal == long.normal or short.normal not in long.short_names:
        return None
    if short.same_as and long.same_as:
        return None
    return Score(0.85, f"{short.name} is what {long.name} is called for short")


def surname_alone(left: ActorProfile, right: ActorProfile) -> Score | None:
    """One is called by the surname of the other, alone or after an initial."""
    bare, full = sorted((left, right), key=lambda profile: profile.is_full)
    if not (bare.person and full.person) or bare.is_full or not full.is_full:
        return None
    if bare.person.surname != full.person.surname:
        return None
    if not full.person.given.startswith(bare.person.given):
        return None
    return Score(0.75, f"{bare.name} is what {full.name} is called for short")


def same_description(left: ActorProfile, right: ActorProfile) -> Score | None:
    """Both are unnamed, described as the same kind of source, and belong to the same party."""
    if left.kind != right.kind or left.party != right.party:
        return None
    return Score(0.7, f"both are described as “{right.name}”, of the same party if of any")


ACTOR_CLUES: Mapping[str, Clue[ActorProfile]] = {
    "same-name": same_name,
    "same-authority": same_authority,
    "same-spelling": same_spelling,
    "same-first-name": same_first_name,
    "slip-of-the-pen": slip_of_the_pen,
}

# These hold only where nobody else could be meant: who is alone in that, the caller finds out.
SHORT_NAME_CLUES: Mapping[str, Clue[ActorProfile]] = {
    "abbreviation": abbreviation,
    "short-name": short_name,
    "surname-alone": surname_alone,
}

DESCRIPTION_CLUES: Mapping[str, Clue[ActorProfile]] = {"same-description": same_description}
