"""What is known of one article and its claims, read off N-Quads lines."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.rdf.iris import local_id, parse_span
from kg.rdf.namespaces import KG, OA, PROV, RDF, RDFS, SCHEMA
from kg.rdf.quads import outward, plain, read_quads
from kg.records import Span


class Facts:
    """Triples by subject and property; terms are as in N-Quads, and come sorted."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._values: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._subjects: dict[tuple[str, str], set[str]] = defaultdict(set)
        for quad in read_quads(lines):
            self._values[quad.subject, quad.predicate].add(quad.object)
            self._subjects[quad.predicate, quad.object].add(quad.subject)

    def all(self, subject: str, property_: str) -> list[str]:
        """The values of a property."""
        return sorted(self._values.get((subject, property_), ()))

    def first(self, subject: str, property_: str) -> str:
        """The one value of a property, or the first; empty where there is none."""
        return min(self._values.get((subject, property_), ()), default="")

    def texts(self, subject: str, property_: str) -> list[str]:
        """What the literals of a property say."""
        return [plain(value) for value in self.all(subject, property_)]

    def text(self, subject: str, property_: str) -> str:
        """What the one literal of a property says; empty where there is none."""
        return plain(self.first(subject, property_))

    def pointing(self, property_: str, value: str) -> list[str]:
        """The subjects that a property leads to a value from."""
        return sorted(self._subjects.get((property_, value), ()))

    def claims(self) -> list[str]:
        """The claims, in the order of the text: where their words begin, then end."""
        return sorted(self.pointing(RDF["type"], KG["Claim"]), key=self._place)

    def chain(self, claim: str) -> list[str]:
        """A claim, the one that tells it, and so on out to the one that the article tells."""
        return outward(claim, lambda hop: self.first(hop, KG["nestedIn"]))

    def identity(self, local: str) -> str:
        """The actor or event across articles, or the local one where there is none."""
        return self.first(local, PROV["specializationOf"]) or local

    def name(self, actor: str) -> str:
        """What an actor or event is called across articles, or else in this one."""
        return self.text(self.identity(actor), RDFS["label"]) or self.text(actor, RDFS["label"])

    def statement(self, claim: str) -> str:
        """The statement that a claim reports with others; empty where it stands alone."""
        return next(iter(self.pointing(KG["reportedAs"], claim)), "")

    def words(self, subject: str, property_: str) -> list[str]:
        """The words that the spans of a property cite, in the order of the text."""
        return [self.text(span, OA["exact"]) for span in self._spans(subject, property_)]

    def offsets(self, subject: str, property_: str) -> list[Span]:
        """Where the spans of a property stand, in characters of the text."""
        return [_span(span) for span in self._spans(subject, property_)]

    def relays(self, claim: str) -> list[str]:
        """Through whom the article has a claim, in the order of the text."""
        return sorted(self.all(claim, KG["relay"]), key=lambda relay: int(local_id(relay[1:-1])))

    def articles(self, claim: str) -> Iterator[tuple[str, str]]:
        """The articles that report what a claim says, each with its day, empty where unknown."""
        others = self.all(self.statement(claim), KG["reportedAs"]) or [claim]
        for source in sorted({self.first(other, KG["inSource"]) for other in others}):
            yield source, self.text(source, SCHEMA["datePublished"])

    def _spans(self, subject: str, property_: str) -> list[str]:
        return sorted(self.all(subject, property_), key=_span)

    def _place(self, claim: str) -> tuple[list[Span], str]:
        return self.offsets(claim, KG["content"]), claim


def _span(term: str) -> Span:
    found = parse_span(term[1:-1])
    return found[1] if found else Span(0, 0)
