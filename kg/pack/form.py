"""The form of a pack: comments with a manifest and a summary, then TriG or N-Quads.

    # Evidence pack of one claim, format 1
    # Check it with: kg verify THIS-FILE --text THE-ARTICLE
    #
    # claim: https://kg.example/claim/105e34766727
    # base: https://kg.example/
    # made-by: kg 0.1.0
    # summary: sha256:2a97…
    # graph: sha256:9c01… 140 https://kg.example/graph/harbour-closed-0123456789ab
    # digest: sha256:77de…
    #
    # | “the harbour would stay open”
    …
    @base <https://kg.example/text/58ce…> .

The hash of a graph is that of its sorted canonical N-Quads, so that it holds in any syntax; that of
the summary, of its lines; the digest, of all bytes of the file but the line that it stands in.
N-Quads can stand in the place of TriG, since comments are the same there.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg import errors
from kg.ids import text_sha256
from kg.rdf.iris import COUNT
from kg.store.syntaxes import NQUADS, TRIG, Syntax

FORMAT = 1
# Those that have named graphs and comments; the first is taken where none is asked for.
SYNTAXES = (TRIG, NQUADS)
TITLE = "# Evidence pack of one claim, format "
_HINT = "# Check it with: kg verify THIS-FILE --text THE-ARTICLE\n"
_BAR = "# | "
_DIGEST = re.compile(rb"^# digest: sha256:[0-9a-f]{64}\n", re.MULTILINE)
_HASH = r"sha256:([0-9a-f]{64})"
_IRI = r"([A-Za-z][^\x00-\x20<>\"{}|^`\\]*)"
_HEAD = re.compile(
    rf"{TITLE}{FORMAT}\n{_HINT}#\n"
    rf"# claim: {_IRI}\n# base: {_IRI}\n# made-by: ([^\n]+)\n"
    rf"# summary: {_HASH}\n((?:# graph: {_HASH} {COUNT} {_IRI}\n)+)# digest: {_HASH}\n#\n"
    rf"((?:# \|[^\n]*\n)+)(?!#)"
)
_GRAPH = re.compile(rf"# graph: {_HASH} ({COUNT}) {_IRI}\n")


@dataclass(frozen=True, slots=True)
class Part:
    """A named graph of a pack: its IRI, how many quads it has, and the SHA-256 of these."""

    graph: str
    quads: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says that it holds. `base` is what the IRIs of its graph begin with."""

    claim: str
    base: str
    made_by: str
    summary: str
    parts: tuple[Part, ...]
    digest: str = "0" * 64


@dataclass(frozen=True, slots=True)
class File:
    """A pack's bytes in their parts; `summary` is without the comment signs."""

    data: bytes
    manifest: Manifest
    summary: tuple[str, ...]
    body: bytes

    @property
    def syntax(self) -> Syntax:
        """That of the body: as it is written here, TriG begins with its base, and not an IRI."""
        return NQUADS if self.body.startswith(b"<") else TRIG


def split_file(data: bytes) -> File:
    """The parts of a pack; raises `errors.Invalid` for what is none, or of another format."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise errors.Invalid(
            f"This is no evidence pack: byte {error.start} is not UTF-8."
        ) from None
    _check_format(text)
    if (match := _HEAD.match(text)) is None:
        raise errors.Invalid("The manifest at the head of the pack is not as it should be.")
    claim, base, made_by, summary, parts, *_, digest, lines = match.groups()
    found = (Part(iri, int(count), sha) for sha, count, iri in _GRAPH.findall(parts))
    return File(
        data=data,
        manifest=Manifest(claim, base, made_by, summary, tuple(found), digest),
        summary=tuple(line.removeprefix("# |")[1:] for line in lines.split("\n")[:-1]),
        body=text[match.end() :].encode(),
    )


def join_file(manifest: Manifest, summary: Iterable[str], body: bytes) -> bytes:
    """The bytes of a pack; its digest is counted here, whatever the manifest says."""
    lines = "".join(f"{_BAR}{line}".rstrip() + "\n" for line in summary)
    data = f"{_head(manifest)}{lines}".encode() + body
    return data.replace(f"sha256:{manifest.digest}\n#\n".encode(),
                        f"sha256:{digest_of(data)}\n#\n".encode(), 1)  # fmt: skip


def digest_of(data: bytes) -> str:
    """SHA-256 of the bytes of a pack but for the line of the digest, 64 hex digits."""
    return hashlib.sha256(_DIGEST.sub(b"", data, count=1)).hexdigest()


def part_of(graph: str, lines: Iterable[str]) -> Part:
    """A named graph (IRI) from its N-Quads lines."""
    ordered = sorted(lines)
    return Part(graph, len(ordered), text_sha256("".join(ordered)))


def summary_sha256(summary: Iterable[str]) -> str:
    """SHA-256 of the lines of a summary."""
    return text_sha256("".join(f"{line}\n" for line in summary))


def _check_format(text: str) -> None:
    if not text:
        raise errors.Invalid("This is no evidence pack: the file is empty.")
    title = text.partition("\n")[0]
    if title.startswith("\ufeff"):
        raise errors.Invalid("The pack was changed: it begins with a byte order mark (U+FEFF).")
    if not title.startswith(TITLE):
        raise errors.Invalid(
            "This is no evidence pack: it does not begin as kg export --claim ID --pack writes one."
        )
    if title.endswith("\r"):
        raise errors.Invalid(
            r"The pack was changed: it has Windows line ends (\r\n), and was written with \n."
        )
    if title != f"{TITLE}{FORMAT}":
        said = title.removeprefix(TITLE)
        raise errors.Invalid(f"The pack has the format {said!r}; this version reads {FORMAT}.")


def _head(manifest: Manifest) -> str:
    parts = "".join(f"# graph: sha256:{p.sha256} {p.quads} {p.graph}\n" for p in manifest.parts)
    return (
        f"{TITLE}{FORMAT}\n{_HINT}#\n# claim: {manifest.claim}\n# base: {manifest.base}\n"
        f"# made-by: {manifest.made_by}\n# summary: sha256:{manifest.summary}\n{parts}"
        f"# digest: sha256:{manifest.digest}\n#\n"
    )
