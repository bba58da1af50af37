"""The documentation of an ontology as plain values, in the order in which it is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """A term that is named: its IRI, its short name, and its anchor on the page, if any."""

    iri: str
    name: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """What stands to a term in one way: `label` is the way, in words."""

    label: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a shape asks of data that use a term, in the words of its message."""

    shape: Ref
    message: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property. `traits` are words such as "at most one value"; `notes` say what for."""

    ref: Ref
    label: str
    definition: str
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    traits: tuple[str, ...]
    deprecated: bool
    relations: tuple[Relation, ...]
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list, by its code."""

    ref: Ref
    code: str
    label: str
    definition: str
    examples: tuple[str, ...]
    deprecated: bool
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of values, and the properties whose values come out of it."""

    ref: Ref
    label: str
    definition: str
    examples: tuple[str, ...]
    sources: tuple[str, ...]
    used_by: tuple[Ref, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What data have to look like: which ones (`targets`), and in which ways (`messages`)."""

    ref: Ref
    targets: tuple[Relation, ...]
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How an own term, or one of others that is used here, stands to a term of others."""

    term: Ref
    label: str
    other: Ref


@dataclass(frozen=True, slots=True)
class Section:
    """Classes or properties under one heading; `anchor` is the section's."""

    anchor: str
    title: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Documentation:
    """All of it. `alignments` are grouped by the name of the vocabulary aligned with."""

    iri: str
    version: str
    version_iri: str
    title: str
    description: str
    license: str
    prefix: str
    namespace: str
    prefixes: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    schemes: tuple[Scheme, ...]
    borrowed: tuple[tuple[str, tuple[Term, ...]], ...]
    alignments: tuple[tuple[str, tuple[Alignment, ...]], ...]
    shapes: tuple[Shape, ...]

    @property
    def deprecated(self) -> tuple[Term | Entry, ...]:
        """Terms that are no longer to be used, of all sections and lists."""
        found: list[Term | Entry] = [term for part in self.sections for term in part.terms]
        found += [entry for scheme in self.schemes for entry in scheme.entries]
        return tuple(item for item in found if item.deprecated)
