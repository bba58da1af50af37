"""Random changes of a pack or of its article's text, each of which a check has to find.

`AS_IT_STANDS` changes the file and leaves its hashes as they are. `RECOMPUTED` changes what the
quads say and makes the file anew, with hashes, counts and summary that are right for them: what
somebody would do who wants to deceive.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from kg.pack.making import pack
from kg.pack.quads import Quads
from kg.pack.reading import Pack, read_pack
from kg.rdf.iris import parse_span
from kg.rdf.namespaces import KG, OA, RDF
from kg.rdf.quads import Quad
from kg.rdf.terms import integer
from kg.rdf.terms import text as literal

LETTERS = "abcdefgh XYZ,.“”é0123456789"


@dataclass(frozen=True)
class Material:
    """A pack, the text of its article, and those of the other articles that it may quote."""

    data: bytes
    text: str
    others: tuple[str, ...] = ()

    @property
    def pack(self) -> Pack:
        return _read(self.data)


@lru_cache(maxsize=100)
def _read(data: bytes) -> Pack:
    return read_pack(data)


Change = Callable[[Random, Material], Material]


def change(random: Random, kinds: Mapping[str, Change], material: Material) -> tuple[str, Material]:
    """One change of a random kind that is possible here, and its name."""
    while True:
        name = random.choice(sorted(kinds))
        try:
            changed = kinds[name](random, material)
        except IndexError:  # nothing of that kind stands in this pack
            continue
        if changed != material:
            return name, changed


def _other_letter(random: Random, old: str) -> str:
    return random.choice([letter for letter in LETTERS if letter != old])


def _other_digit(random: Random, old: str) -> str:
    return random.choice([digit for digit in "0123456789abcdef" if digit != old])


def _replaced(random: Random, text: str, at: int) -> str:
    return text[:at] + _other_letter(random, text[at]) + text[at + 1 :]


# Changes of the file


def letter(random: Random, material: Material) -> Material:
    text = material.data.decode()
    return replace(material, data=_replaced(random, text, random.randrange(len(text))).encode())


def cut(random: Random, material: Material) -> Material:
    return replace(material, data=material.data[: random.randrange(len(material.data))])


def line_gone(random: Random, material: Material) -> Material:
    lines = material.data.splitlines(keepends=True)
    del lines[random.randrange(len(lines))]
    return replace(material, data=b"".join(lines))


def line_twice(random: Random, material: Material) -> Material:
    lines = material.data.splitlines(keepends=True)
    at = random.randrange(len(lines))
    return replace(material, data=b"".join([*lines[:at], lines[at], *lines[at:]]))


def lines_swapped(random: Random, material: Material) -> Material:
    lines = material.data.splitlines(keepends=True)
    one, two = random.sample(range(len(lines)), 2)
    lines[one], lines[two] = lines[two], lines[one]
    return replace(material, data=b"".join(lines))


# Changes of the article


def text_letter(random: Random, material: Material) -> Material:
    at = random.randrange(len(material.text))
    return replace(material, text=_replaced(random, material.text, at))


def text_in_evidence(random: Random, material: Material) -> Material:
    places = (parse_span(span[1:-1]) for span in _spans(material.pack))
    span = random.choice([place[1] for place in places if place])
    at = random.randrange(span.start, span.end)
    return replace(material, text=_replaced(random, material.text, at))


def text_longer(random: Random, material: Material) -> Material:
    at = random.randrange(len(material.text) + 1)
    text = material.text[:at] + random.choice(LETTERS) + material.text[at:]
    return replace(material, text=text)


def text_shorter(random: Random, material: Material) -> Material:
    at = random.randrange(len(material.text))
    return replace(material, text=material.text[:at] + material.text[at + 1 :])


# Changes of the quads


def quote(random: Random, material: Material) -> Material:
    quad = random.choice(_with(material.pack, OA["exact"]))
    words = material.pack.quads.value(quad.subject, OA["exact"]) or ""
    changed = _replaced(random, words, random.randrange(len(words)))
    return _swap(material, quad, quad._replace(object=literal(changed)))


def offset(random: Random, material: Material) -> Material:
    quad = random.choice(_with(material.pack, OA["start"]) + _with(material.pack, OA["end"]))
    value = int(material.pack.quads.value(quad.subject, quad.predicate) or 0)
    moved = max(0, value + random.choice([-20, -3, -2, -1, 1, 2, 3, 20]))
    return _swap(material, quad, quad._replace(object=integer(moved)))


def span_moved(random: Random, material: Material) -> Material:
    """IRI, start and end of a span alike, wherever they stand: only the text tells."""
    pack_ = material.pack
    name = random.choice(_spans(pack_))
    _, span = parse_span(name[1:-1]) or ("", None)
    by = random.choice([-7, -1, 1, 2, 11])
    assert span is not None
    if span.start + by < 0 or material.text[span.start + by : span.end + by] == span.of(
        material.text
    ):
        raise IndexError
    new = f"{name.partition('#')[0]}#char={span.start + by},{span.end + by}>"
    moved = {OA["start"]: integer(span.start + by), OA["end"]: integer(span.end + by)}
    quads = {
        quad._replace(object=moved[quad.predicate])
        if quad.subject == name and quad.predicate in moved
        else quad
        for quad in pack_.quads.all
    }
    return _remade(material, _renamed(quads, name, new))


def hash_(random: Random, material: Material) -> Material:
    """A digit of the hash of the claim's own text: where it is stated, or wherever it stands."""
    (old,) = material.pack.hashes()
    new = old[: (at := random.randrange(64))] + _other_digit(random, old[at]) + old[at + 1 :]
    stated = [q for q in _with(material.pack, KG["sha256"]) if old in q.object]
    if random.random() < 0.5:
        return _swap(material, stated[0], stated[0]._replace(object=literal(new)))
    return _remade(material, _everywhere(material, old, new))


def claim_renamed(random: Random, material: Material) -> Material:
    pack_ = material.pack
    claim = random.choice(pack_.quads.of_type(KG["Claim"]))
    old = claim[1:-1].rpartition("/")[2]
    return _remade(material, _everywhere(material, old, f"{random.randrange(16**12):012x}"))


def speaker(random: Random, material: Material) -> Material:
    quad = random.choice([q for q in _with(material.pack, KG["speaker"]) if _is_own(material, q)])
    others = {q.subject for q in _with(material.pack, KG["mention"])} - {quad.object}
    return _swap(material, quad, quad._replace(object=random.choice(sorted(others))))


def speaker_called(random: Random, material: Material) -> Material:
    """The name of a named actor."""
    named = {q.subject for q in _with(material.pack, KG["mention"])}
    labels = _with(material.pack, "<http://www.w3.org/2000/01/rdf-schema#label>")
    quad = random.choice([q for q in labels if q.subject in named and _is_own(material, q)])
    return _swap(material, quad, quad._replace(object=literal("Vera Lindqvist")))


def chain_link(random: Random, material: Material) -> Material:
    """A link of the chain that is gone, or leads elsewhere."""
    links = _with(material.pack, KG["nestedIn"]) + _with(material.pack, KG["reportedIn"])
    quad = random.choice([q for q in links if _is_own(material, q)])
    claims = material.pack.quads.of_type(KG["Claim"])
    if random.random() < 0.3:
        return _remade(material, material.pack.quads.all - {quad})
    others = [claim for claim in claims if claim != quad.object]
    return _swap(material, quad, quad._replace(object=random.choice(others),
                                               predicate=KG["nestedIn"]))  # fmt: skip


def wording(random: Random, material: Material) -> Material:
    quad = random.choice(_with(material.pack, "<https://schema.org/text>"))
    words = material.pack.quads.value(quad.subject, quad.predicate) or ""
    changed = _replaced(random, words, random.randrange(len(words)))
    return _swap(material, quad, quad._replace(object=literal(changed)))


def stranger(random: Random, material: Material) -> Material:
    """A quad of something that no link leads to."""
    subject = f"<{material.pack.subject.base}claim/{random.randrange(16**12):012x}>"
    added = Quad(subject, RDF["type"], KG["Claim"], material.pack.subject.graph)
    return _remade(material, material.pack.quads.all | {added})


def quad_gone(random: Random, material: Material) -> Material:
    """Any quad: some are found to be missing, and some are not."""
    quads = material.pack.quads.all
    return _remade(material, quads - {random.choice(sorted(quads))})


def value_changed(random: Random, material: Material) -> Material:
    """Any plain text that no id, quote or hash depends on."""
    free = [KG["rule"], KG["speakerReason"], KG["title"], KG["referenceTime"],
            "<https://schema.org/headline>", "<https://schema.org/publisher>"]  # fmt: skip
    quad = random.choice([q for name in free for q in _with(material.pack, name)])
    return _swap(material, quad, quad._replace(object=literal("something else")))


AS_IT_STANDS: Mapping[str, Change] = {
    "letter": letter, "cut": cut, "line gone": line_gone, "line twice": line_twice,
    "lines swapped": lines_swapped,
}  # fmt: skip
OF_THE_TEXT: Mapping[str, Change] = {
    "text letter": text_letter, "text in evidence": text_in_evidence, "text longer": text_longer,
    "text shorter": text_shorter,
}  # fmt: skip
RECOMPUTED: Mapping[str, Change] = {
    "quote": quote, "offset": offset, "span moved": span_moved, "hash": hash_,
    "claim renamed": claim_renamed, "speaker": speaker, "speaker called": speaker_called,
    "chain link": chain_link, "wording": wording, "stranger": stranger,
}  # fmt: skip
# What the text and the ids of content do not seal: only a signature, or a build, would tell.
UNSEALED: Mapping[str, Change] = {"quad gone": quad_gone, "value changed": value_changed}


def _with(pack_: Pack, property_: str) -> list[Quad]:
    return sorted(quad for quad in pack_.quads.all if quad.predicate == property_)


def _spans(pack_: Pack) -> list[str]:
    """The spans of the claim's own article."""
    (sha256,) = pack_.hashes()
    spans = pack_.quads.of_type(KG["Span"])
    return [span for span in spans if f"/{sha256}#" in span]


def _is_own(material: Material, quad: Quad) -> bool:
    return quad.graph == material.pack.subject.graph


def _swap(material: Material, old: Quad, new: Quad) -> Material:
    return _remade(material, material.pack.quads.all - {old} | {new})


def _renamed(quads: set[Quad], old: str, new: str) -> set[Quad]:
    return {Quad(*(new if term == old else term for term in quad)) for quad in quads}


def _everywhere(material: Material, old: str, new: str) -> set[Quad]:
    quads = material.pack.quads.all
    return {Quad(*(term.replace(old, new) for term in quad)) for quad in quads}


def _remade(material: Material, quads: set[Quad] | frozenset[Quad]) -> Material:
    """The pack of other quads, with everything that is counted over them."""
    was = material.pack
    return replace(material, data=pack(Quads.of(quads), was.subject, was.file.manifest.made_by))
