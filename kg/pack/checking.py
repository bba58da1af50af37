"""The verdict on packs: every check, against the texts that are at hand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.pack.checks import CHECKS, TEXT_CHECKS
from kg.pack.checks.changed import check_changed
from kg.pack.checks.shapes import check_shapes
from kg.pack.checks.texts import Text
from kg.pack.known import cited
from kg.pack.likeness import Known
from kg.pack.reading import Pack, Problem, read_pack
from kg.rdf.namespaces import KG


@dataclass(frozen=True, slots=True)
class Verdict:
    """What does not hold; what was checked; and which texts (SHA-256) were not at hand.

    `is_compared` tells that the text of the claim's own article was: with its characters or with
    changes; those of others that are quoted are not enough.
    """

    claim: str
    problems: tuple[Problem, ...]
    spans: int
    compared: int
    missing: tuple[str, ...]
    is_compared: bool


def verify(data: bytes, texts: Iterable[Text], *, shapes: bool = True) -> Verdict:
    """The verdict on one pack (its bytes); raises `errors.Invalid` for what is none."""
    pack = read_pack(data)
    known = Known([pack])
    return check(pack, [known.recognize(text) for text in texts], shapes=shapes)


def check(pack: Pack, texts: Sequence[Text], *, shapes: bool = True) -> Verdict:
    """The verdict on one pack, against texts that were recognized.

    It is compared with the texts that it cites. Where one of these is not among them, but a
    changed form of it is, it is told what that changes. Texts of other articles are passed over.
    """
    forms = {sha256: _forms(texts, sha256) for sha256 in cited(pack)}
    found = {sha256: texts for sha256, texts in forms.items() if texts}
    spans = pack.quads.of_type(KG["Span"])
    return Verdict(
        claim=pack.subject.claim[1:-1],
        problems=tuple(_problems(pack, found, shapes=shapes)),
        spans=len(spans),
        compared=sum(any(f"/{sha256}#" in span for sha256 in found) for span in spans),
        missing=tuple(sha256 for sha256 in forms if sha256 not in found),
        is_compared=not found.keys().isdisjoint(pack.hashes()),
    )


def _forms(texts: Iterable[Text], sha256: str) -> list[Text]:
    """A text, else the changed forms of it that are at hand."""
    forms = [text for text in texts if text.meant == sha256]
    exact = [text for text in forms if text.sha256 == sha256]
    return exact[:1] or forms


def _problems(
    pack: Pack, found: Mapping[str, Sequence[Text]], *, shapes: bool
) -> Iterator[Problem]:
    for check_pack in CHECKS.values():
        yield from check_pack(pack)
    for sha256, texts in found.items():
        for text in texts:
            yield from _of_text(pack, text, sha256)
    if shapes:
        yield from check_shapes(pack)


def _of_text(pack: Pack, text: Text, sha256: str) -> Iterator[Problem]:
    if text.sha256 != sha256:
        yield from check_changed(pack, text, sha256)
        return
    for check_text in TEXT_CHECKS.values():
        yield from check_text(pack, text)
