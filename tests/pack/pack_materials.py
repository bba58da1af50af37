"""Packs of all claims of a store, with the texts of these, for the tests that change them."""

from collections.abc import Iterator
from pathlib import Path

from pack_changes import Material

from kg.config import Settings
from kg.pack.known import cited
from kg.pack.making import make_pack
from kg.pack.reading import Pack, read_pack
from kg.rdf.iris import local_id
from kg.store.archive import Archive
from kg.store.embedded import open_store

CLAIMS = """SELECT DISTINCT ?claim ?source
WHERE {
  ?claim a <https://kg.example/ontology#Claim> ; <https://kg.example/ontology#inSource> ?source
}
ORDER BY ?claim"""


def materials(folder: Path) -> Iterator[Material]:
    """A pack of each claim of a store, in the order of their ids."""
    store, archive, settings = open_store(folder, read_only=True), Archive(folder), Settings()
    for claim, source in store.select(CLAIMS).rows:
        assert claim is not None
        assert source is not None
        data = make_pack(store, settings, claim.value, local_id(source.value), "0.1.0")
        own, *others = (archive.text(sha256) for sha256 in _texts(read_pack(data)))
        yield Material(data, own, tuple(others))
    store.close()


def _texts(pack: Pack) -> list[str]:
    """SHA-256 of the text of the claim's article, then of the others that are quoted."""
    (own,) = pack.hashes()
    return [own, *(sha256 for sha256 in cited(pack) if sha256 != own)]
