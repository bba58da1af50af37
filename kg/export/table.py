"""Claims as a table: one row a claim, as CSV by RFC 4180 in UTF-8."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Final

from kg.export.facts import Facts
from kg.rdf.iris import last_part, local_id
from kg.rdf.namespaces import DCTERMS, KG, PROV, RDF, RDFS, SCHEMA
from kg.rdf.quads import plain
from kg.rdf.terms import PIECES

# Spreadsheets take a cell that begins like this for a formula, and run it.
# Source: OWASP, "CSV Injection"; the full-width signs work in some of them as well.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")

Column = Callable[[Facts, str], str]


def _of_claim(property_: str) -> Column:
    return lambda facts, claim: facts.text(claim, property_)


def _of_article(property_: str) -> Column:
    return lambda facts, claim: "; ".join(facts.texts(_source(facts, claim), property_))


def _code(property_: str) -> Column:
    return lambda facts, claim: last_part(facts.first(claim, property_))


def _words(property_: str) -> Column:
    return lambda facts, claim: PIECES.join(facts.words(claim, property_))


def _offsets(property_: str) -> Column:
    return lambda facts, claim: " ".join(
        f"{span.start}-{span.end}" for span in facts.offsets(claim, property_)
    )


def _source(facts: Facts, claim: str) -> str:
    return facts.first(claim, KG["inSource"])


def _speaker(facts: Facts, claim: str) -> str:
    return facts.name(facts.first(claim, KG["speaker"]))


def _speaker_iri(facts: Facts, claim: str) -> str:
    return facts.first(facts.first(claim, KG["speaker"]), PROV["specializationOf"])[1:-1]


def _speaker_type(facts: Facts, claim: str) -> str:
    return last_part(facts.first(facts.first(claim, KG["speaker"]), RDF["type"]))


def _role(facts: Facts, claim: str) -> str:
    roles = facts.all(facts.first(claim, KG["speaker"]), KG["hasRole"])
    return "; ".join(sorted({facts.text(role, KG["title"]) for role in roles}))


def _addressee(facts: Facts, claim: str) -> str:
    return facts.name(facts.first(claim, KG["addressee"]))


def _relays(facts: Facts, claim: str) -> str:
    return "; ".join(facts.text(relay, RDFS["label"]) for relay in facts.relays(claim))


def _text_hash(facts: Facts, claim: str) -> str:
    return facts.text(facts.first(_source(facts, claim), KG["snapshot"]), KG["sha256"])


def _chain(facts: Facts, claim: str) -> str:
    """From the article to who is last said to have said it: "CNN → Ushakov (told) → Putin"."""
    hops = reversed(facts.chain(claim))
    return " → ".join([_teller(facts, claim), *(_hop(facts, hop) for hop in hops)])


def _teller(facts: Facts, claim: str) -> str:
    source = _source(facts, claim)
    return facts.text(source, SCHEMA["publisher"]) or local_id(source[1:-1])


def _hop(facts: Facts, claim: str) -> str:
    relays, cue = _relays(facts, claim), " ".join(facts.words(claim, KG["cue"]))
    notes = [f"({cue})"] * bool(cue) + [f"[via {relays}]"] * bool(relays)
    return " ".join([_speaker(facts, claim), *notes])


COLUMNS: Final[Mapping[str, Column]] = {
    "claim": lambda _, claim: plain(claim),
    "id": _of_claim(DCTERMS["identifier"]),
    "article": lambda facts, claim: local_id(plain(_source(facts, claim))),
    "headline": _of_article(SCHEMA["headline"]),
    "publisher": _of_article(SCHEMA["publisher"]),
    "date": _of_article(SCHEMA["datePublished"]),
    "speaker": _speaker,
    "speaker_iri": _speaker_iri,
    "speaker_type": _speaker_type,
    "role": _role,
    "addressee": _addressee,
    "relays": _relays,
    "act": _code(KG["act"]),
    "polarity": _code(KG["polarity"]),
    "quotation": _code(KG["quotation"]),
    "content": _of_claim(SCHEMA["text"]),
    "cue": _words(KG["cue"]),
    "speaker_words": _words(KG["sourceSpan"]),
    "text_sha256": _text_hash,
    "content_offsets": _offsets(KG["content"]),
    "cue_offsets": _offsets(KG["cue"]),
    "speaker_offsets": _offsets(KG["sourceSpan"]),
    "nested_in": lambda facts, claim: local_id(plain(facts.first(claim, KG["nestedIn"]))),
    "depth": lambda facts, claim: str(len(facts.chain(claim))),
    "chain": _chain,
    "statement": lambda facts, claim: local_id(plain(facts.statement(claim))),
    "origins": lambda facts, claim: facts.text(facts.statement(claim), KG["origins"]),
    "confidence": _of_claim(KG["confidence"]),
    "rule": lambda facts, claim: "; ".join(facts.texts(claim, KG["rule"])),
}


def write_table(articles: Iterable[Facts], wanted: Set[str] | None) -> Iterator[bytes]:
    """The head, then the rows of each article: of some of its claims, or of all (None)."""
    yield _csv([COLUMNS])
    for facts in articles:
        claims = (claim for claim in facts.claims() if wanted is None or claim in wanted)
        yield _csv([guard(cell(facts, claim)) for cell in COLUMNS.values()] for claim in claims)


def guard(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: with a `'` in front where it might.

    `unguard` gives it back as it was, whatever it is.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """A guarded cell as it was."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()
