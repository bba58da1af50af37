"""What is concluded across articles, read off its graphs: groups, decisions, disputes, days."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from kg.diff.names import shown
from kg.diff.resources import Values
from kg.rdf.iris import last_part
from kg.rdf.quads import split

# A person's decisions, by their clues.
PERSON = "person"
APART = "person-apart"
_WORDINGS = ("added", "dropped", "stronger", "weaker")
_DATINGS = ("writtenOn", "writtenFrom", "writtenReason")
# What members or other nodes tell as well.
_POINTERS = ("wording", "side", "identifier")


@dataclass(frozen=True, slots=True)
class Group:
    """A global actor, event or statement: its members (relative IRIs) and its own values."""

    kind: str
    iri: str
    members: set[str]
    values: Values

    @property
    def label(self) -> str:
        """What people would call it; of a statement, who made it."""
        names = (*self.values.get("label", ()), *self.values.get("utterer", ()))
        return shown(min(names)) if names else self.iri


@dataclass(frozen=True, slots=True)
class Decision:
    """Why two local resources are one, or not."""

    member: str
    anchor: str
    clue: str
    reason: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a dispute: its value, and the claim or event that gives it."""

    value: str
    stated_by: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """What cannot all hold, by its sides."""

    iri: str
    kind: str
    reason: str
    rule: str
    sides: frozenset[Side]


@dataclass(frozen=True, slots=True)
class Concluded:
    """All that is concluded: groups by kind and IRI, decisions by each end, disputes, days."""

    groups: dict[str, dict[str, Group]]
    decisions: dict[str, list[Decision]]
    disputes: dict[str, Dispute]
    datings: dict[str, Values] = field(default_factory=dict)


Rename = Callable[[str], str]


def read_concluded(lines: Iterable[str], rename: Rename) -> Concluded:
    """The graphs across articles; `rename` gives local resources the IRIs they are to have.

    `lines` have relative IRIs, and those of a subject follow one another in each graph. Decisions,
    which are most of them, are kept as records and not as values.
    """
    values: dict[str, Values] = {}
    members: dict[str, set[str]] = defaultdict(set)
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for subject, quads in groupby(map(split, lines), key=lambda quad: quad.subject[1:-1]):
        told: Values = defaultdict(set)
        for quad in quads:
            told[last_part(quad.predicate)].add(quad.object)
        _note_members(subject, told, members, rename)
        if subject.startswith("decision/"):
            _note_decision(_decision(told, rename), decisions)
        elif told:
            values[subject] = values.get(subject, {}) | told
    return Concluded(
        groups=_groups(values, members),
        decisions=decisions,
        disputes=_disputes(values, rename),
        datings=_datings(values),
    )


def _note_members(subject: str, told: Values, members: dict[str, set[str]], rename: Rename) -> None:
    """Take out what a subject says of who belongs to what."""
    for term in told.pop("specializationOf", ()):
        members[term[1:-1]].add(rename(subject))
    for term in told.pop("reportedAs", ()):
        members[subject].add(rename(term[1:-1]))


def _note_decision(decision: Decision, decisions: dict[str, list[Decision]]) -> None:
    for end in {decision.member, decision.anchor}:
        decisions[end].append(decision)


def _groups(
    values: Mapping[str, Values], members: Mapping[str, set[str]]
) -> dict[str, dict[str, Group]]:
    found: dict[str, dict[str, Group]] = {kind: {} for kind in ("actor", "event", "statement")}
    wordings = _wordings(values)
    for iri in sorted(members):
        kind = iri.split("/", 1)[0]
        told = {n: v for n, v in values.get(iri, {}).items() if n not in _POINTERS}
        own = told | wordings.get(iri, {})
        found[kind][iri] = Group(kind, iri, members[iri], _with_names(own, values))
    return found


def _wordings(values: Mapping[str, Values]) -> dict[str, Values]:
    """What the wordings of each statement add, drop, strengthen and weaken."""
    found: dict[str, Values] = defaultdict(lambda: defaultdict(set))
    for iri, told in values.items():
        statement, is_wording, _ = iri.partition("/wording/")
        for name in _WORDINGS if is_wording else ():
            found[statement][name] |= told.get(name, set())
    return {iri: {n: v for n, v in told.items() if v} for iri, told in found.items()}


def _with_names(told: Values, values: Mapping[str, Values]) -> Values:
    """Values that name other global resources by what these are called, since ids depend on it."""
    return {name: {_name(term, values) for term in terms} for name, terms in told.items()}


def _name(term: str, values: Mapping[str, Values]) -> str:
    return min(values.get(term[1:-1], {}).get("label", ()), default=term)


def _decision(told: Values, rename: Rename) -> Decision:
    return Decision(
        member=rename(_one(told, "member")),
        anchor=rename(_one(told, "anchor")),
        clue=_one(told, "clue"),
        reason=_one(told, "reason"),
        by=_one(told, "decidedBy") or None,
    )


def _disputes(values: Mapping[str, Values], rename: Rename) -> dict[str, Dispute]:
    found = {}
    for iri in sorted(values):
        told = values[iri]
        if iri.startswith("dispute/") and "/side/" not in iri:
            sides = (values.get(side[1:-1], {}) for side in told.get("side", ()))
            found[iri] = Dispute(
                iri=iri,
                kind=_one(told, "disputeKind"),
                reason=_one(told, "reason"),
                rule=_one(told, "rule"),
                sides=frozenset(
                    Side(_one(side, "value"), rename(_one(side, "statedBy"))) for side in sides
                ),
            )
    return found


def _datings(values: Mapping[str, Values]) -> dict[str, Values]:
    sources = (iri for iri in sorted(values) if iri.startswith("source/"))
    told = {
        iri: {name: terms for name, terms in values[iri].items() if name in _DATINGS}
        for iri in sources
    }
    return {iri: found for iri, found in told.items() if found}


def _one(told: Mapping[str, set[str]], name: str) -> str:
    """The least value of a property, empty where there is none; an IRI in full."""
    term = min(told.get(name, ()), default="")
    return term[1:-1] if term.startswith("<") else shown(term) if term else ""
