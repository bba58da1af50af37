"""The verdict on packs: every check, against the texts that are at hand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.pack.checks import CHECKS, TEXT_CHECKS
from kg.pack.checks.shapes import check_shapes
from kg.pack.checks.texts import Text, check_quotes, cited
from kg.pack.reading import Pack, Problem, read_pack
from kg.rdf.namespaces import KG, RDF


@dataclass(frozen=True, slots=True)
class Verdict:
    """What does not hold; what was checked; and which texts (SHA-256) were not at hand.

    `is_compared` tells that the text of the claim's own article was: those of others that are
    quoted are not enough.
    """

    claim: str
    problems: tuple[Problem, ...]
    spans: int
    compared: int
    missing: tuple[str, ...]
    is_compared: bool


def verify(data: bytes, texts: Sequence[Text], *, shapes: bool = True) -> Verdict:
    """The verdict on one pack (its bytes); raises `errors.Invalid` for what is none.

    A pack is compared with the texts that it cites. Where the text of its own article is not among
    them, it is compared with the one that differs least, so that it is told what does.
    """
    pack = read_pack(data)
    chosen = choose(pack, texts)
    hashes = {text.sha256 for text in chosen}
    spans = pack.quads.of_type(KG["Span"], RDF["type"])
    return Verdict(
        claim=pack.subject.claim[1:-1],
        problems=tuple(_problems(pack, chosen, shapes=shapes)),
        spans=len(spans),
        compared=sum(any(f"/{sha256}#" in span for sha256 in hashes) for span in spans),
        missing=tuple(sha256 for sha256 in cited(pack) if sha256 not in hashes),
        is_compared=not hashes.isdisjoint(pack.hashes()),
    )


def choose(pack: Pack, texts: Sequence[Text]) -> list[Text]:
    """The texts that a pack cites; beside them the likeliest one, if its own article's is not."""
    own, known = pack.hashes(), set(cited(pack))
    found = [text for text in texts if text.sha256 in known]
    others = [text for text in texts if text.sha256 not in known and not text.is_cited]
    if others and not any(text.sha256 in own for text in found):
        found.append(min(others, key=lambda text: sum(1 for _ in check_quotes(pack, text))))
    return found


def _problems(pack: Pack, texts: Iterable[Text], *, shapes: bool) -> Iterator[Problem]:
    for check in CHECKS.values():
        yield from check(pack)
    for text in texts:
        for text_check in TEXT_CHECKS.values():
            yield from text_check(pack, text)
    if shapes:
        yield from check_shapes(pack)
