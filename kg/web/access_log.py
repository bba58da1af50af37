"""The access log: a line of JSON for each request, without the query's text or any token."""

import hashlib
import json
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from kg.errors import BadRequest, KgError
from kg.web.context import QUERY, ROWS
from kg.web.observing import Seen


class AccessLog:
    """Lines to a stream, whole ones from several threads."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._lock = stream, threading.Lock()

    def note(self, seen: Seen) -> None:
        """Write the line of a request that has ended. Raises `KgError` where it is lost."""
        line = json.dumps(_fields(seen), ensure_ascii=False, separators=(",", ":"))
        try:
            with self._lock:
                self._stream.write(line + "\n")
                self._stream.flush()
        except OSError as error:
            raise KgError(
                f"The access log cannot be written ({error.strerror}): lines of it are lost."
            ) from None


def open_log(file: Path | None) -> TextIO:
    """The stream of a log: a file, added to, or else standard error. Raises `BadRequest`."""
    if file is None:
        return sys.stderr
    try:
        return file.open("a", encoding="utf-8")
    except OSError as error:
        raise BadRequest(f"The access log {file} cannot be written: {error.strerror}.") from None


def _fields(seen: Seen) -> dict[str, str | int | float]:
    fields = {
        "time": datetime.fromtimestamp(seen.at, UTC).isoformat(timespec="milliseconds"),
        "client": seen.environ.get("REMOTE_ADDR", ""),
        "method": seen.environ["REQUEST_METHOD"],
        "path": seen.environ["PATH_INFO"],
        "status": seen.status,
        "ms": round(seen.seconds * 1000, 2),
        "bytes": seen.size,
        "query": _hash(seen.environ.get(QUERY)),
        "rows": seen.environ.get(ROWS),
        "error": seen.error,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _hash(query: str | None) -> str | None:
    """Tells queries apart, and the same one again, without showing what was asked."""
    return None if query is None else hashlib.sha256(query.encode()).hexdigest()[:16]
