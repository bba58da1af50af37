"""What becomes of a pack's quotes in a text that is that of a cited article with changes."""

from collections.abc import Iterator, Mapping

from kg.pack.alignment import Alignment
from kg.pack.checks.texts import Text
from kg.pack.forms import other_forms
from kg.pack.known import Quote, called, quotes_of
from kg.pack.places import characters, excerpt, first_change
from kg.pack.reading import Pack, Problem
from kg.rdf.namespaces import KG

# The evidence of a claim that is looked for, and what people call it.
_EVIDENCE = {"content": "words", "cue": "cue", "sourceSpan": "source", "addresseeSpan": "addressee"}

# How many characters further on each quote stands, None where it is not to be found.
Shifts = Mapping[Quote, int | None]


def check_changed(pack: Pack, text: Text, meant: str) -> Iterator[Problem]:
    """Which article it is, how it differs, and which claims that touches.

    `meant` is the SHA-256 of the text that the pack cites, of which `text` is a changed form.
    """
    quotes = quotes_of(pack, meant)
    alignment = Alignment(quotes, text.text)
    shifts = {quote: alignment.shift(quote) for quote in quotes}
    article, forms = called(pack, meant), dict(other_forms(text.text)).get(meant)
    how = f", but {'; '.join(forms)}" if forms else f" with {first_change(pack, text, meant)}"
    yield Problem("text", text.name, f"this is the text of {article}{how}; {_count(shifts)}")
    if not forms:  # else its words are all there
        yield from _claims(pack, shifts)


def _count(shifts: Shifts) -> str:
    moved = sum(shift != 0 for shift in shifts.values())
    if not moved:
        return f"all {len(shifts)} quotes stand at their characters"
    return f"{moved} of {len(shifts)} quotes {'does' if moved == 1 else 'do'} not stand there"


def _claims(pack: Pack, shifts: Shifts) -> Iterator[Problem]:
    """What becomes of each claim whose evidence does not stand at its characters."""
    quotes = {quote.span: quote for quote in shifts}
    for claim in pack.quads.of_type(KG["Claim"]):
        evidence = [
            (part, quotes[span])
            for name, part in _EVIDENCE.items()
            for span in pack.quads.objects(claim, KG[name])
            if span in quotes
        ]
        if any(shifts[quote] != 0 for _, quote in evidence):
            yield Problem("text", pack.short(claim), _consequence(evidence, shifts))


def _consequence(evidence: list[tuple[str, Quote]], shifts: Shifts) -> str:
    gone = [f"its {part} {excerpt(quote.words)}" for part, quote in evidence
            if shifts[quote] is None]  # fmt: skip
    if gone:
        return f"the text does not have {' nor '.join(gone)}"
    found = sorted({shifts[quote] or 0 for _, quote in evidence})
    if len(found) > 1:
        return "all its evidence stands in the text, and not all at its characters"
    way = "on" if found[0] > 0 else "back"
    return f"all its evidence stands in the text, {characters(abs(found[0]))} further {way}"
