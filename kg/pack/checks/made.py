"""Whether the IRIs of tools and decisions come from all that the pack tells of them."""

from collections.abc import Iterator
from typing import Literal, cast

from kg.pack.quads import Quads
from kg.pack.reading import Pack, Problem
from kg.rdf import iris
from kg.rdf.iris import local_id
from kg.rdf.namespaces import KG, PROV, SCHEMA
from kg.records import Decision, Key, Tool

Kind = Literal["actor", "event", "claim"]


def check_tools(pack: Pack) -> Iterator[Problem]:
    """The IRI of a tool, from its version and those of its models."""
    for tool in pack.quads.of_type(PROV["SoftwareAgent"]):
        made = iris.tool_iri(pack.subject.base, _tool(pack.quads, tool))
        if tool[1:-1] != made:
            yield Problem("tool", pack.short(tool), f"what is told of it gives {made}")


def check_decisions(pack: Pack) -> Iterator[Problem]:
    """The IRI of a decision, from its ends, its clue, its score and its reason.

    An end that is a claim which the pack does not hold, and so tells no article of, is left out.
    """
    for name in pack.quads.of_type(KG["Decision"]):
        made = _decision_iri(pack, name)
        if made and name[1:-1] != made:
            yield Problem("decisions", pack.short(name), f"what it says gives {made}")


def _tool(quads: Quads, tool: str) -> Tool:
    def told(property_: str) -> str | None:
        return quads.value(tool, property_)

    return Tool(
        name=told(SCHEMA["name"]) or "",
        version=told(SCHEMA["softwareVersion"]) or "",
        model=told(KG["model"]) or "",
        model_version=told(KG["modelVersion"]) or "",
        model_sha256=told(KG["modelSha256"]) or "",
        tagger=told(KG["tagger"]),
        tagger_version=told(KG["taggerVersion"]),
        tagger_sha256=told(KG["taggerSha256"]),
        authority_sha256=told(KG["authoritySha256"]),
    )


def _decision_iri(pack: Pack, name: str) -> str | None:
    quads = pack.quads
    clue, score, reason = (quads.value(name, KG[key]) for key in ("clue", "score", "reason"))
    ends = [_end(pack, quads.value(name, KG[key]) or "") for key in ("member", "anchor")]
    (kind, member), (_, anchor) = ends
    if member is None or anchor is None or not clue or not reason or not _is_number(score):
        return None
    made = Decision(member, anchor, clue, float(score or 0), reason,
                    by=quads.value(name, KG["decidedBy"]))  # fmt: skip
    return iris.decision_iri(pack.subject.base, kind, made)


def _end(pack: Pack, iri: str) -> tuple[Kind, Key | None]:
    """The kind and key of a local actor, event or claim; no key where its article is not told."""
    source = iris.source_of(pack.subject.base, iri)
    if source:
        return cast(Kind, iri.rsplit("/", 2)[-2]), Key(source, local_id(iri))
    article = pack.quads.value(f"<{iri}>", KG["inSource"])
    return "claim", Key(local_id(article), local_id(iri)) if article else None


def _is_number(value: str | None) -> bool:
    return value is not None and value.replace(".", "", 1).isdecimal()
