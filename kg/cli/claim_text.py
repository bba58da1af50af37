"""A claim for people: its chain, its words in place, how it was found, who else says it."""

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.cli.lookup import Row
from kg.lookup import first_report, origins
from kg.rdf.iris import last_part, local_id
from kg.web.marks import Mark, passage

WIDTH = 96
SIGNS = {"source": "‹›", "cue": "«»", "addressee": "{}", "content": "[]"}
DIFFERENCES = {
    "added": "adds", "dropped": "leaves out", "stronger": "is stronger", "weaker": "is weaker",
}  # fmt: skip
LEGEND = "‹who says it›  «cue»  {to whom}  [what]"


def render(iri: str, parts: dict[str, list[Row]], marked: str | None) -> str:
    """The page of a claim as lines of text."""
    facts = _facts(parts["facts"])
    sections = {
        "": _headline(facts, parts),
        "Chain, from the article inward": _chain(parts),
        "Where": _where(parts, marked),
        "How it was found": _found(facts, parts["run"]),
        "Also reported by": _reports(iri, parts),
        "Disputed": _disputes(parts),
    }
    lines = [f"Claim {local_id(iri)}"]
    for title, body in sections.items():
        found = list(body)
        lines += ["", title, *found] if title and found else found
    return "\n".join(lines)


def mark_passage(text: str, rows: Iterable[Row]) -> str:
    """The paragraph that some words stand in, with signs around each kind of them."""
    marks = [Mark(int(row["start"] or 0), int(row["end"] or 0), row["kind"] or "") for row in rows]
    start, end = passage(text, marks)
    signs: dict[int, str] = defaultdict(str)
    outermost_first = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    for mark in outermost_first:
        signs[mark.start] += SIGNS[mark.kind][0]
    for mark in outermost_first:
        signs[mark.end] = SIGNS[mark.kind][1] + signs[mark.end]
    cuts = sorted({start, end, *signs})
    return "".join(
        signs.get(left, "") + text[left:right]
        for left, right in zip(cuts, [*cuts[1:], end], strict=True)
    )


def _headline(facts: dict[str, str], parts: dict[str, list[Row]]) -> Iterator[str]:
    people: dict[str, list[str]] = defaultdict(list)
    for row in parts["people"]:
        people[row["part"] or ""].append(row["label"] or "")
    yield from _wrap(f"“{facts.get('text', '')}”")
    roles = _roles(parts, parts["chain"][0]["hop"])
    yield from _wrap(f"who      {_list(people['speaker'])}{roles}")
    yield f"  to whom  {_list(people['addressee']) or 'not said'}"
    yield f"  through  {_list(_through(parts)) or 'nobody else'}"
    if people["about"]:
        yield f"  about    {_list(people['about'])}"
    yield f"  how      {_list(facts.get(name) for name in ('act', 'quotation', 'polarity'))}"
    first = first_report(parts)
    yield from _wrap(f"since    {_since(first) if first else 'no report has a date'}")
    yield f"  origins  {origins(parts)} independent"


def _through(parts: dict[str, list[Row]]) -> list[str]:
    """Speakers between the claim and the article, and agencies; the chain begins innermost."""
    outer = [row["speaker_label"] or "" for row in parts["chain"][1:]]
    return [*outer, *(row["label"] or "" for row in parts["relays"])]


def _chain(parts: dict[str, list[Row]]) -> Iterator[str]:
    cues = _by_hop(parts["cues"], "cue", "words")
    source = _describe_source(parts["source"][0])
    yield f"  {source}"
    addressees = _by_hop(parts["cues"], "addressee", "words")
    for depth, row in enumerate(reversed(parts["chain"]), start=1):
        hop = row["hop"]
        cue = f" «{', '.join(cues[hop])}»" if hop in cues else ""
        to = f" to {', '.join(addressees[hop])}" if hop in addressees else ""
        relays = [relay["label"] or "" for relay in parts["relays"] if relay["hop"] == hop]
        via = f" (through {', '.join(relays)})" if relays else ""
        who = f"{row['speaker_label']}{_roles(parts, hop)}"
        yield from _wrap(f"└ {who}{cue}{to}{via}: {row['text']}", depth + 1)


def _where(parts: dict[str, list[Row]], marked: str | None) -> Iterator[str]:
    source = parts["source"][0]
    yield f"  source {local_id(source['source'] or '')}"
    yield f"  text   sha256 {source['sha256']}"
    for row in parts["marks"]:
        yield f"  {row['kind']:<9} characters {row['start']}-{row['end']}: {row['words']}"
    yield ""
    yield from _wrap(" ".join((marked or "(The text is not kept here.)").split()))
    yield f"  {LEGEND}"


def _found(facts: dict[str, str], runs: Sequence[Row]) -> Iterator[str]:
    sure = f", confidence {facts['confidence']}" if "confidence" in facts else ""
    yield f"  rule     {facts.get('rule', '?')}{sure}"
    yield f"  speaker  {facts.get('speakerReason', '?')}"
    for run in runs:
        yield f"  tool     {run['name']} {run['version']}"
        yield f"  model    {run['model']} {run['model_version']}"
        yield f"  weights  sha256 {run['model_sha256']}"
        if run["tagger"]:
            yield f"  tagger   {run['tagger']} {run['tagger_version']}"
            yield f"  weights  sha256 {run['tagger_sha256']}"
        if run["authority_sha256"]:
            yield f"  names    sha256 {run['authority_sha256']}"
        if run["ended"]:
            yield f"  at       {run['ended']}"


def _reports(iri: str, parts: dict[str, list[Row]]) -> Iterator[str]:
    others = [row for row in parts["reports"] if row["report"] != iri]
    wordings = {row["report"]: row for row in parts["wordings"]}
    for row in others:
        yield f"  {_describe_source(row)}, claim {local_id(row['report'] or '')}"
        yield from _wrap(f"“{row['text']}”", 2)
        yield from _differences(wordings.get(row["report"]))
    yield from _differences(wordings.get(iri), "this one")
    if others:
        yield f"  independent origins: {others[0]['origins']}"


def _differences(row: Row | None, whose: str = "it") -> Iterator[str]:
    """What a wording has that the one it is compared with has not, and the other way round."""
    for name, said in DIFFERENCES.items() if row and row["base"] else ():
        if row and row[name]:
            yield from _wrap(f"{whose} {said}: {row[name]}", 2)


def _since(first: Row) -> str:
    told = f", {first['concluded']}" if first["concluded"] else ""
    return f"{first['day']}, {_describe_source({**first, 'published': None})}{told}"


def _roles(parts: dict[str, list[Row]], hop: str | None) -> str:
    """Titles and for whom they are held, or the party of somebody who is only described."""
    rows = [row for row in parts["roles"] if row["hop"] == hop]
    names = (", ".join(filter(None, (row["title"], row["body_label"]))) for row in rows)
    return f" ({'; '.join(dict.fromkeys(names))})" if rows else ""


def _disputes(parts: dict[str, list[Row]]) -> Iterator[str]:
    sides = parts["disputes"]
    speakers = {row["stated_by"]: row["speaker_label"] for row in parts["opponents"]}
    for reason in dict.fromkeys(row["reason"] for row in sides):
        yield from _wrap(reason or "")
        for row in sides:
            if row["reason"] == reason:
                who = speakers.get(row["stated_by"])
                said = f"{row['said']}, by {who}" if who else row["said"]
                text = f"{said}: “{row['words']}” ({row['headline'] or row['source']})"
                yield from _wrap(text, 2)


def _facts(rows: Iterable[Row]) -> dict[str, str]:
    """Values by the last part of the property; of IRIs too, only the last part."""
    return {last_part(row["property"] or ""): _last_of_term(row["value"] or "") for row in rows}


def _last_of_term(value: str) -> str:
    return last_part(value) if value.startswith(("http://", "https://")) else value


def _describe_source(row: Row) -> str:
    title = row["headline"] and f"“{row['headline']}”"
    day = row["published"] and f"({row['published']})"
    return " ".join(filter(None, (row["publisher"], title, day))) or local_id(row["source"] or "")


def _by_hop(rows: Iterable[Row], kind: str, value: str) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = defaultdict(list)
    for row in rows:
        if row["kind"] == kind:
            found[row["hop"]].append(row[value] or "")
    return found


def _list(names: Iterable[str | None]) -> str:
    return ", ".join(dict.fromkeys(filter(None, names)))


def _wrap(text: str, depth: int = 1) -> list[str]:
    start = "  " * depth
    return textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=start + "  ")
