"""Parts of the graph as N-Quads lines: one source, one claim with its evidence, one actor."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from kg.rdf.iris import graph_iri, source_of
from kg.store.protocol import Store

_LINE = re.compile(r"<(?P<subject>[^>]*)> <(?P<predicate>[^>]*)> (?P<object>.*) <[^>]*> \.")
_IRI = re.compile(r"<([^>]*)>\Z")

IDENTITY, CONCLUDED = "identity", ("identity", "statements", "disputes")
_SPECIALIZES = "http://www.w3.org/ns/prov#specializationOf"
# Links that lead away from what is asked for: to other claims, and to what nobody said.
_NOT_FOLLOWED = ("#claimedIn", "#furniture")


@dataclass(frozen=True, slots=True)
class Links:
    """Quads by subject, and subjects by the IRI that they point to."""

    lines: dict[str, list[tuple[str, str | None]]]
    backward: dict[str, set[str]]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Self:
        """Index N-Quads lines."""
        links = cls(defaultdict(list), defaultdict(set))
        for line in lines:
            if match := _LINE.match(line):
                links._add(line, match)
        return links

    def _add(self, line: str, match: re.Match[str]) -> None:
        target = _IRI.match(match["object"])
        followed = target and not match["predicate"].endswith(_NOT_FOLLOWED)
        self.lines[match["subject"]].append((line, target[1] if target and followed else None))
        if target:
            self.backward[target[1]].add(match["subject"])

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


def source_lines(store: Store, base: str, source: str) -> Iterator[str]:
    """The graph of one article."""
    return store.quads((graph_iri(base, source),))


def claim_lines(store: Store, base: str, claim: str, source: str) -> Iterator[str]:
    """A claim (IRI) of an article (id): its chain, evidence, speakers, text and run.

    What was concluded of it (identities, statement, disputes) comes along with the reasons; other
    articles are named there, and not described.
    """
    graphs = (source, *CONCLUDED)
    links = Links.of(store.quads(tuple(graph_iri(base, name) for name in graphs)))
    inner = links.reachable([claim])
    return links.about(links.reachable(_concluded(links, base, inner)) | inner)


def _concluded(links: Links, base: str, subjects: set[str]) -> set[str]:
    """What is concluded of local resources: decisions, statements, disputes that have a side here."""
    local = (f"{base}source/", f"{base}claim/")
    pointing = links.pointing_to(subject for subject in subjects if subject.startswith(local))
    sides = (subject for subject in pointing if subject.startswith(f"{base}dispute/"))
    kinds = tuple(f"{base}{kind}/" for kind in ("decision", "statement", "dispute"))
    return {subject for subject in pointing | links.pointing_to(sides) if subject.startswith(kinds)}


def actor_lines(store: Store, base: str, actor: str) -> Iterator[str]:
    """A global actor (IRI): how each article presents it, what it said, and what it took part in."""
    members = _members(store, base, actor)
    sources = sorted({source for member in members if (source := source_of(base, member))})
    graphs = (*sources, *CONCLUDED)
    links = Links.of(store.quads(tuple(graph_iri(base, name) for name in graphs)))
    seeds = {actor, *members}
    return links.about(links.reachable(seeds | links.pointing_to(seeds)))


def _members(store: Store, base: str, actor: str) -> list[str]:
    identity = store.quads((graph_iri(base, IDENTITY),))
    end = f" <{_SPECIALIZES}> <{actor}> "
    return [line.split("> ", 1)[0].removeprefix("<") for line in identity if end in line]
