"""Every IRI that is minted: one function a kind. `base` is `Settings.base` and ends in a slash.

Ids may hold any characters; what a path segment cannot hold is percent-encoded, so that different
ids never give the same IRI.
"""

import re
from urllib.parse import quote, unquote

from kg.ids import content_id, digest
from kg.records import Decision, Span, Tool

# Names of the graphs that are no article's.
IDENTITY = "identity"
STATEMENTS = "statements"
DISPUTES = "disputes"
CONCLUDED = (IDENTITY, STATEMENTS, DISPUTES)
ONTOLOGY = "ontology"
INFERRED = "inferred"
QUERIES = "queries"
UPDATES = "updates"

# A count as a pattern. Bounded, since `int` refuses thousands of digits, and ASCII alone.
COUNT = "[0-9]{1,12}"
_BREAK = re.compile("[/#]")
_SPAN = re.compile(rf"text/(?P<sha256>[0-9a-f]{{64}})#char=(?P<start>{COUNT}),(?P<end>{COUNT})\Z")


def source_iri(base: str, source: str) -> str:
    """An article."""
    return f"{base}source/{_segment(source)}"


def graph_iri(base: str, name: str) -> str:
    """The named graph of an article (its id), or one of those concluded (`identity` ...)."""
    return f"{base}graph/{_segment(name)}"


def extraction_iri(base: str, source: str) -> str:
    """The run that read an article."""
    return f"{source_iri(base, source)}/extraction"


def tool_iri(base: str, tool: Tool) -> str:
    """A version of this software with its models: from all that is known of it."""
    parts = (tool.name, tool.version, tool.model, tool.model_version, tool.model_sha256)
    tagger = (tool.tagger, tool.tagger_version, tool.tagger_sha256)
    more = [part or "" for part in tagger if any(tagger)]
    more += filter(None, [tool.authority_sha256])
    return f"{base}tool/{content_id(f'{tool.name} {tool.model}', *parts, *more)}"


def executable_iri(base: str, query: str) -> str:
    """A shipped query, by `FOLDER/STEM`; its page has this address."""
    return f"{base}query/{'/'.join(map(_segment, query.split('/')))}"


def prefixes_iri(base: str) -> str:
    """The prefixes of the shipped queries."""
    return f"{base}query/prefixes"


def prefix_iri(base: str, prefix: str) -> str:
    """One of these prefixes."""
    return f"{prefixes_iri(base)}/{_segment(prefix)}"


def update_iri(base: str, update: str) -> str:
    """A change that a client of the service has made."""
    return f"{base}update/{_segment(update)}"


def client_iri(base: str, name: str) -> str:
    """Who made changes through the service, by the name that its operator gives."""
    return f"{base}client/{_segment(name)}"


def inference_iri(base: str) -> str:
    """The run that made the graph of what is inferred: there is one, made again each time."""
    return f"{base}inference"


def engine_iri(base: str, name: str, version: str) -> str:
    """A version of a reasoner."""
    return f"{base}tool/{content_id(name, name, version)}"


def text_iri(base: str, sha256: str) -> str:
    """A text, named by the SHA-256 of its UTF-8 bytes."""
    return f"{base}text/{sha256}"


def span_iri(base: str, sha256: str, span: Span) -> str:
    """Characters of a text, as a fragment by RFC 5147."""
    return f"{text_iri(base, sha256)}#char={span.start},{span.end}"


def actor_iri(base: str, source: str, actor: str) -> str:
    """An actor as one article presents it."""
    return f"{source_iri(base, source)}/actor/{_segment(actor)}"


def role_iri(base: str, source: str, actor: str, span: Span) -> str:
    """A title that an actor holds, by where it stands."""
    return f"{actor_iri(base, source, actor)}/role/{span.start}-{span.end}"


def event_iri(base: str, source: str, event: str) -> str:
    """An event as one article presents it."""
    return f"{source_iri(base, source)}/event/{_segment(event)}"


def participation_iri(base: str, source: str, event: str, actor: str) -> str:
    """An actor's part in an event."""
    return f"{event_iri(base, source, event)}/part/{_segment(actor)}"


def link_iri(base: str, source: str, event: str, relation: str, other: str) -> str:
    """How an event stands to another of the same article."""
    return f"{event_iri(base, source, event)}/link/{_segment(relation)}/{_segment(other)}"


def quantity_iri(base: str, source: str, event: str, span: Span) -> str:
    """A figure tied to an event, by where it stands."""
    return f"{event_iri(base, source, event)}/quantity/{span.start}-{span.end}"


def claim_iri(base: str, claim: str) -> str:
    """A claim. Its id already depends on the article."""
    return f"{base}claim/{_segment(claim)}"


def relay_iri(base: str, claim: str, number: int) -> str:
    """The nth relay of a claim, counted from 1 in the order of the text."""
    return f"{claim_iri(base, claim)}/relay/{number}"


def global_actor_iri(base: str, actor: str) -> str:
    """An actor across articles."""
    return f"{base}actor/{_segment(actor)}"


def global_event_iri(base: str, event: str) -> str:
    """An event across articles."""
    return f"{base}event/{_segment(event)}"


def statement_iri(base: str, statement: str) -> str:
    """What several claims report."""
    return f"{base}statement/{_segment(statement)}"


def wording_iri(base: str, statement: str, claim: str) -> str:
    """How a claim words a statement."""
    return f"{statement_iri(base, statement)}/wording/{_segment(claim)}"


def decision_iri(base: str, kind: str, decision: Decision) -> str:
    """Why two local resources of a kind (`actor`, `event`, `claim`) are one, from all it says."""
    ends = (decision.member.source, decision.member.id, decision.anchor.source, decision.anchor.id)
    why = (decision.clue, repr(float(decision.score)), decision.reason)
    who = (decision.by,) if decision.by else ()
    return f"{base}decision/{digest('decision', kind, *ends, *why, *who)}"


def dispute_iri(base: str, dispute: str) -> str:
    """What cannot all hold."""
    return f"{base}dispute/{_segment(dispute)}"


def side_iri(base: str, dispute: str, number: int) -> str:
    """The nth side of a dispute, counted from 1."""
    return f"{dispute_iri(base, dispute)}/side/{number}"


def local_id(iri: str) -> str:
    """The id that an IRI ends in: of a source, graph, actor, event, claim, statement ..."""
    return unquote(iri.rsplit("/", 1)[-1])


def last_part(iri: str) -> str:
    """What follows the last slash or hash of an IRI, with or without its brackets: `speaker`."""
    return _BREAK.split(iri.strip("<>"))[-1]


def source_of(base: str, iri: str) -> str | None:
    """Id of the article that a local resource belongs to; None for IRIs of other kinds."""
    start = f"{base}source/"
    return unquote(iri.removeprefix(start).split("/")[0]) if iri.startswith(start) else None


def parse_span(iri: str) -> tuple[str, Span] | None:
    """The text's SHA-256 and the characters that a span's IRI names; None for other IRIs."""
    match = _SPAN.search(iri)
    return match and (match["sha256"], Span(int(match["start"]), int(match["end"])))


def _segment(id_: str) -> str:
    # "." and ".." would be dropped where a relative IRI is resolved.
    return quote(id_, safe="") if id_.strip(".") else id_.replace(".", "%2E")
