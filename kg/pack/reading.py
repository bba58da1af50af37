"""A file into a pack that can be checked."""

from dataclasses import dataclass

from kg import errors
from kg.pack.form import File, digest_of, split_file
from kg.pack.quads import Quads
from kg.pack.selection import Subject
from kg.rdf import iris
from kg.rdf.namespaces import KG
from kg.rdf.terms import iri
from kg.store.parsing import read_rdf


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not hold: the name of the check, where (an IRI, a graph, a line), and what."""

    check: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as it was read: its parts, its quads, and what it is about."""

    file: File
    quads: Quads
    subject: Subject

    def short(self, term: str) -> str:
        """An IRI term without its brackets and the base."""
        return term.strip("<>").removeprefix(self.subject.base)

    def hashes(self) -> list[str]:
        """SHA-256 of the text of the claim's article; none, or several, where it is not whole."""
        sources = self.quads.objects(self.subject.claim, KG["inSource"])
        texts = (text for source in sources for text in self.quads.objects(source, KG["snapshot"]))
        return [self.short(text).rpartition("/")[2] for text in texts]


def read_pack(data: bytes) -> Pack:
    """A pack from the bytes of a file; raises `errors.Invalid` where nothing can be checked."""
    file = split_file(data)
    quads = Quads.read(_read_body(file))
    claim = iri(file.manifest.claim)
    sources = quads.objects(claim, KG["inSource"])
    if len(sources) != 1:
        raise errors.Invalid(f"The pack does not tell in which article {claim} stands.")
    graph = iris.graph_iri(file.manifest.base, iris.local_id(sources[0][1:-1]))
    return Pack(file, quads, Subject(file.manifest.base, claim, iri(graph)))


def _read_body(file: File) -> list[str]:
    """The lines of N-Quads; what cannot be read is told to be changed, where its digest says so."""
    try:
        return read_rdf(file.body, file.syntax)
    except errors.Invalid as error:
        if digest_of(file.data) == file.manifest.digest:
            raise
        raise errors.Invalid(f"The pack was cut off or changed: {error}") from None
