"""What is checked of a pack: one function a check, which yields what does not hold.

Most of it holds or fails by the pack alone. `TEXT_CHECKS` need the article's text.
"""

from collections.abc import Callable, Iterator, Mapping

from kg.pack.checks import chain, digests, ids, made, spans, texts, whole
from kg.pack.checks.texts import Text
from kg.pack.reading import Pack, Problem

Check = Callable[[Pack], Iterator[Problem]]
TextCheck = Callable[[Pack, Text], Iterator[Problem]]

CHECKS: Mapping[str, Check] = {
    "digest": digests.check_digest,
    "parts": digests.check_parts,
    "summary": digests.check_summary,
    "whole": whole.check_whole,
    "links": whole.check_links,
    "spans": spans.check_spans,
    "overlaps": spans.check_overlaps,
    "snapshots": spans.check_snapshots,
    "claims": ids.check_claims,
    "ids": ids.check_places,
    "names": ids.check_names,
    "tool": made.check_tools,
    "decisions": made.check_decisions,
    "chain": chain.check_chain,
    "nesting": chain.check_nesting,
}
TEXT_CHECKS: Mapping[str, TextCheck] = {
    "text": texts.check_text,
    "quotes": texts.check_quotes,
}
