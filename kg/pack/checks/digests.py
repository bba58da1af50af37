"""Whether the bytes, the graphs and the summary are those that the manifest names."""

from collections.abc import Iterator

from kg.pack.form import digest_of, part_of, summary_sha256
from kg.pack.quads import line
from kg.pack.reading import Pack, Problem
from kg.pack.summary import summarize


def check_digest(pack: Pack) -> Iterator[Problem]:
    """The digest over the whole file."""
    found = digest_of(pack.file.data)
    if found != pack.file.manifest.digest:
        said = pack.file.manifest.digest
        yield Problem("digest", "file", f"its bytes have the SHA-256 {found}, and not {said}")


def check_parts(pack: Pack) -> Iterator[Problem]:
    """Each graph: that it is named, how many quads it has, and their hash."""
    said = {part.graph: part for part in pack.file.manifest.parts}
    found = {
        graph[1:-1]: part_of(graph[1:-1], map(line, pack.quads.graph(graph)))
        for graph in pack.quads.graphs()
    }
    for graph in sorted(said.keys() | found.keys()):
        if said.get(graph) != found.get(graph):
            named, there = _shown(said.get(graph)), _shown(found.get(graph))
            yield Problem("parts", graph, f"the manifest says {named}, and there are {there}")


def check_summary(pack: Pack) -> Iterator[Problem]:
    """The lines for people: their hash, and that the quads say the same."""
    if summary_sha256(pack.file.summary) != pack.file.manifest.summary:
        yield Problem("summary", "manifest", "the hash is not that of the summary")
    if pack.file.summary != (right := summarize(pack.quads, pack.subject.claim)):
        pairs = zip((*pack.file.summary, ""), (*right, ""), strict=False)
        said, told = next(pair for pair in pairs if pair[0] != pair[1])
        yield Problem("summary", repr(said), f"the graph says {told!r}")


def _shown(part: object) -> str:
    quads, sha256 = getattr(part, "quads", 0), getattr(part, "sha256", "none")
    return f"{quads} quads of the SHA-256 {sha256}"
