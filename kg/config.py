"""Settings, built once in a shell from options and the environment, and passed down."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_STORE = "kg-store"
DEFAULT_BASE = "https://kg.example/"
DEFAULT_MODEL = "en_core_web_md"
DEFAULT_QUERY_SECONDS = 30.0
DEFAULT_MAX_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """`base` is the IRI prefix of all that is minted; `recorded_at` is an ISO 8601 time or None.

    `max_bytes` is the largest input file read; `query_seconds` the limit of one query.
    `recorded_at` is never read from a clock: the same input has to give the same bytes.
    """

    store: Path = Path(DEFAULT_STORE)
    base: str = DEFAULT_BASE
    model: str = DEFAULT_MODEL
    recorded_at: str | None = None
    query_seconds: float = DEFAULT_QUERY_SECONDS
    max_bytes: int = DEFAULT_MAX_BYTES


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from `KG_STORE`, `KG_BASE`, `KG_MODEL`, `KG_RECORDED_AT`, `KG_QUERY_SECONDS`."""
    return Settings(
        store=Path(environ.get("KG_STORE", DEFAULT_STORE)),
        base=environ.get("KG_BASE", DEFAULT_BASE),
        model=environ.get("KG_MODEL", DEFAULT_MODEL),
        recorded_at=environ.get("KG_RECORDED_AT"),
        query_seconds=float(environ.get("KG_QUERY_SECONDS", DEFAULT_QUERY_SECONDS)),
    )
