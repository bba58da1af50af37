"""What was said: the words that a cue governs, as character spans."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from kg.extract.language import Parsed
from kg.extract.lexicon import Lexeme, lexicon
from kg.extract.subjects import PASSIVE, own_subject
from kg.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

EDGE = set(" \t\n\r\xa0,.;:-–—\"“”„«»'‘’()")
CLAUSES = {"ccomp", "parataxis"}
OBJECTS = {"dobj", "obj", "attr", "oprd"}


def governed(parsed: Parsed, cue: "Token", lexeme: Lexeme) -> tuple[str, tuple[Span, ...]]:
    """The first frame of the cue word that the parse bears out, and its content; else nothing."""
    for frame in lexeme.frames:
        tokens = FRAMES.get(frame, _preposition(frame))(cue)
        if tokens and (content := pieces(parsed, tokens)):
            return frame, content
    return "", ()


def content_of(parsed: Parsed, cue: "Token", lexeme: Lexeme) -> tuple[Span, ...]:
    """What the cue word governs, in pieces; empty if nothing."""
    return governed(parsed, cue, lexeme)[1]


def pieces(parsed: Parsed, tokens: Sequence["Token"]) -> tuple[Span, ...]:
    """Runs of tokens as spans; only punctuation and space may stand between tokens of a run."""
    ordered = sorted({t.i for t in tokens})
    runs: list[list[int]] = []
    for i in ordered:
        if runs and _only_punctuation(parsed, runs[-1][-1] + 1, i):
            runs[-1].append(i)
        else:
            runs.append([i])
    spans = (trim(parsed.document.text, _run(parsed, r)) for r in runs if not _relative(parsed, r))
    return tuple(span for span in spans if span.start < span.end)


def _relative(parsed: Parsed, run: Sequence[int]) -> bool:
    """ "a statement that they declined to confirm": the pronoun alone says nothing."""
    return len(run) == 1 and parsed.doc[run[0]].tag_ in {"WDT", "WP"}


def _run(parsed: Parsed, run: Sequence[int]) -> Span:
    return parsed.span(parsed.doc[run[0]], parsed.doc[run[-1]])


def _only_punctuation(parsed: Parsed, start: int, end: int) -> bool:
    return all(parsed.doc[i].is_punct or parsed.doc[i].is_space for i in range(start, end))


def trim(text: str, span: Span) -> Span:
    """Without punctuation and space at the edges; quotation marks inside are kept in pairs."""
    start, end = span
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return _with_partner_marks(text, span, Span(start, end))


def _with_partner_marks(text: str, whole: Span, bare: Span) -> Span:
    """Take back a mark or bracket at an edge whose partner stands inside."""
    inner = bare.of(text)
    start, end = bare
    for opener, closer in ("“”", "()", "‘’"):
        if (
            inner.count(opener) > inner.count(closer)
            and (at := text.find(closer, end, whole.end)) >= 0
        ):
            end = at + 1
        if inner.count(closer) > inner.count(opener) and opener != "‘":
            at = text.rfind(opener, whole.start, start)
            start = at if at >= 0 else start
    return Span(start, end)


def _clause(cue: "Token") -> list["Token"]:
    """The clause that the cue governs, or the one that it is a parenthesis to."""
    below = next((c for c in cue.children if c.dep_ == "ccomp" and c.pos_ != "SPACE"), None)
    if below is not None:
        return [*_condition(cue), *_without_marker(_subtree(below, cue))]
    acl = next((c for c in cue.children if c.dep_ == "acl" and _has_marker(c)), None)
    if acl is not None and cue.pos_ in {"NOUN", "PROPN"}:
        return _without_marker(_subtree(acl, cue))
    if cue.dep_ in CLAUSES and own_subject(cue) is not None and _set_off(cue):
        return _without_marker(_subtree(cue.head, cue))
    return []


def _condition(cue: "Token") -> list["Token"]:
    """ "If X, she said, Y": the condition is part of what she said."""
    for child in cue.children:
        marks = {c.lower_ for c in child.children if c.dep_ == "mark"}
        if child.dep_ == "advcl" and child.i < cue.i and marks & {"if", "unless"}:
            return _subtree(child, cue)
    return []


def _set_off(cue: "Token") -> bool:
    """ "X, he said" and "X, he said, Y": a parenthesis stands between commas or marks."""
    first, last = cue.left_edge, cue.right_edge
    opened = first.i > 0 and first.nbor(-1).is_punct
    closed = last.is_punct or (last.i + 1 < len(cue.doc) and last.nbor().is_punct)
    return opened and (cue.head.i < cue.i or closed)


def _has_marker(clause: "Token") -> bool:
    return any(c.dep_ == "mark" and c.lower_ in {"that", "whether", "if"} for c in clause.children)


def _infinitive(cue: "Token") -> list["Token"]:
    """ "promised to X", "the demand to X"."""
    for child in cue.children:
        if child.dep_ in {"xcomp", "acl", "advcl", "ccomp"} and is_infinitive(child):
            return _subtree(child, cue)
    return []


def _gerund(cue: "Token") -> list["Token"]:
    """ "denied taking X"."""
    found = next((c for c in cue.children if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    return _subtree(found, cue) if found is not None else []


def is_infinitive(verb: "Token") -> bool:
    """Whether "to" stands before the verb."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _urge(cue: "Token") -> list["Token"]:
    """ "urged Y to X": from the person urged; in a passive, X alone and the subject before it."""
    clause = next(
        (c for c in cue.children if c.dep_ in {"ccomp", "xcomp"} and is_infinitive(c)), None
    )
    if clause is None:
        return []
    found = _subtree(clause, cue)
    urged = next((c for c in cue.children if c.dep_ in {"dobj", "dative", *PASSIVE}), None)
    inside = own_subject(clause)
    if urged is None and inside is None:
        return []
    return [*(_subtree(urged, cue) if urged is not None else []), *found]


def _as(cue: "Token") -> list["Token"]:
    """ "described Y as X", "considered Y X"."""
    predicate = next((c for c in cue.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    if predicate is None:
        predicate = next((c for c in cue.children if c.dep_ == "oprd"), None)
    thing = next((c for c in cue.children if c.dep_ in {"dobj", *PASSIVE}), None)
    if predicate is None or thing is None:
        return []
    return [*_subtree(thing, cue), *_subtree(predicate, cue)]


def _object(cue: "Token") -> list["Token"]:
    """ "demanded X"; in a passive, the subject."""
    found = next((c for c in cue.children if c.dep_ in OBJECTS | PASSIVE), None)
    if found is None or found.pos_ in {"PRON", "NUM"} or found.ent_type_ in {"DATE", "TIME"}:
        return []
    return _subtree(found, cue)


def _preposition(word: str) -> Callable[["Token"], list["Token"]]:
    """ "called for X"; "of" also takes "accused Y of X", where Y belongs to the content."""

    def frame(cue: "Token") -> list["Token"]:
        prep = next(
            (c for c in cue.children if c.dep_ in {"prep", "dative"} and c.lower_ == word), None
        )
        if prep is None:
            return []
        found = [t for t in _subtree(prep, cue) if t.i != prep.i]
        accused = [c for c in cue.children if c.dep_ in {"dobj", *PASSIVE} and cue.pos_ == "VERB"]
        if word in {"of", "for", "with"} and accused:
            found += [prep, *_subtree(accused[0], cue)]
        return [*found, *(_infinitive(cue) if word == "on" else [])]

    return frame


def _subtree(head: "Token", cue: "Token") -> list["Token"]:
    """The head's subtree, without the cue's own words and without what goes on for the speaker."""
    own = {cue.i} | ({t.i for t in cue.subtree} if _inside(cue, head) else set())
    cut = {t.i for t in _continuations(head)}
    return [t for t in head.subtree if t.i not in own and t.i not in cut]


def _inside(token: "Token", head: "Token") -> bool:
    return any(t.i == head.i for t in token.ancestors)


def _continuations(head: "Token") -> Iterable["Token"]:
    """ "..., adding that Y" at the end of a content goes on for the one who speaks."""
    for token in head.children:
        participle = token.tag_ == "VBG" and token.lemma_ in lexicon().continuing
        goes_on = participle and token.dep_ == "advcl"
        credit = token.lower_ == "according"
        if (goes_on or credit) and token.i > head.i and _after_comma(token):
            yield from token.subtree


def _after_comma(token: "Token") -> bool:
    return token.i > 0 and token.nbor(-1).is_punct


def _without_marker(tokens: Sequence["Token"]) -> list["Token"]:
    """Without the "that" which opens the clause."""
    ordered = sorted(tokens, key=lambda t: t.i)
    while ordered and (ordered[0].is_punct or ordered[0].is_space):
        ordered = ordered[1:]
    if ordered and ordered[0].lower_ == "that" and ordered[0].dep_ in {"mark", "det", "nsubj"}:
        return ordered[1:] if ordered[0].dep_ == "mark" else ordered
    return ordered


FRAMES: dict[str, Callable[["Token"], list["Token"]]] = {
    "clause": _clause,
    "infinitive": _infinitive,
    "gerund": _gerund,
    "urge": _urge,
    "as": _as,
    "object": _object,
    "quote": lambda _: [],
}
