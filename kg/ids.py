"""Ids from content: the same content gives the same id on any machine, in any order.

An id is a readable slug and a hash over length-prefixed parts, so that `("ab", "c")` and
`("a", "bc")` differ.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from kg.records import Span

SLUG_WORDS = 6
HASH_LENGTH = 12


def digest(*parts: str) -> str:
    """Twelve hex digits of the SHA-256 over the length-prefixed parts."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return text_sha256(joined)[:HASH_LENGTH]


def text_sha256(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def slug(text: str, words: int = SLUG_WORDS) -> str:
    """Lower-case ASCII words joined by hyphens; empty where the text has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    plain = plain.replace("'", "")
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:words])


def content_id(readable: str, *parts: str) -> str:
    """A slug of `readable`, then the hash of the parts: `joe-biden-3f2a9c01b7de`."""
    return "-".join(filter(None, (slug(readable), digest(*parts))))


def source_id(text: str) -> str:
    """Id of an article: its text alone, so that copies under other paths are one source."""
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    return "-".join(filter(None, (slug(first_line), text_sha256(text)[:HASH_LENGTH])))


def claim_id(source: str, cue: Span | None, content: Iterable[Span], speaker: str) -> str:
    """Id of a claim: where it stands, and whose it is."""
    spans = ";".join(f"{span.start},{span.end}" for span in ([cue] if cue else []) + [*content])
    return digest("claim", source, spans, speaker)
