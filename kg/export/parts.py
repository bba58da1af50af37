"""Parts of the graph as N-Quads lines: one claim with its evidence, one actor."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from kg.rdf import iris
from kg.rdf.namespaces import PROV
from kg.rdf.quads import split
from kg.store.protocol import Store

# Links that lead away from what is asked for: to other claims, other events, and what nobody said.
_NOT_FOLLOWED = (
    "#claimedIn>", "#furniture>", "#linkedTo>", "#before>", "#during>", "/subEventOf>",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Links:
    """Quads by subject with the IRI each leads to, and subjects by what they point to.

    Subjects and targets are written as in N-Quads: `<IRI>`.
    """

    lines: dict[str, list[tuple[str, str | None]]]
    backward: dict[str, set[str]]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Self:
        """Index N-Quads lines."""
        links = cls(defaultdict(list), defaultdict(set))
        for line in lines:
            links._add(line)
        return links

    def _add(self, line: str) -> None:
        quad = split(line)
        followed = quad.object[0] == "<" and not quad.predicate.endswith(_NOT_FOLLOWED)
        self.lines[quad.subject].append((line, quad.object if followed else None))
        self.backward[quad.object].add(quad.subject)

    def reachable(self, seeds: Iterable[str]) -> set[str]:
        """The seeds, and every subject that links lead to from them."""
        found: set[str] = set()
        waiting = list(seeds)
        while waiting:
            subject = waiting.pop()
            if subject not in found and subject in self.lines:
                found.add(subject)
                waiting += [target for _, target in self.lines[subject] if target]
        return found

    def pointing_to(self, targets: Iterable[str]) -> set[str]:
        """Subjects that have a link to any of the targets."""
        return {subject for target in targets for subject in self.backward.get(target, ())}

    def about(self, subjects: Iterable[str]) -> Iterator[str]:
        """The lines of the subjects, sorted."""
        return iter(sorted(line for subject in subjects for line, _ in self.lines[subject]))


def claim_lines(store: Store, base: str, claim: str, source: str) -> Iterator[str]:
    """A claim (IRI) of an article (id): its chain, evidence, speakers, article, text and run.

    What was concluded of it (identities, statement, disputes) comes along with the reasons; other
    articles are named there, and not described.
    """
    links = _links(store, base, [source])
    inner = links.reachable([f"<{claim}>"])
    return links.about(inner | links.reachable(_concluded(links, base, inner)))


def actor_lines(store: Store, base: str, actor: str) -> Iterator[str]:
    """A global actor (IRI): how each article presents it, what it said, what it took part in."""
    identity = store.quads((iris.graph_iri(base, iris.IDENTITY),))
    end = f" {PROV['specializationOf']} <{actor}> "
    members = {split(line).subject for line in identity if end in line}
    sources = {iris.source_of(base, member.strip("<>")) for member in members}
    links = _links(store, base, sorted(filter(None, sources)))
    seeds = {f"<{actor}>", *members}
    return links.about(links.reachable(seeds | links.pointing_to(seeds)))


def _links(store: Store, base: str, sources: Iterable[str]) -> Links:
    graphs = (*sources, *iris.CONCLUDED)
    return Links.of(store.quads(tuple(iris.graph_iri(base, name) for name in graphs)))


def _concluded(links: Links, base: str, subjects: set[str]) -> set[str]:
    """What is concluded of local resources: decisions, statements, disputes with a side here."""
    local = (f"<{base}source/", f"<{base}claim/")
    pointing = links.pointing_to(subject for subject in subjects if subject.startswith(local))
    sides = {subject for subject in pointing if subject.startswith(f"<{base}dispute/")}
    kinds = tuple(f"<{base}{kind}/" for kind in ("decision", "statement", "dispute"))
    return {subject for subject in pointing | links.pointing_to(sides) if subject.startswith(kinds)}
