"""What a store does with the parts of a text that ask other servers: SERVICE and LOAD.

The engine itself never asks anybody: its processes have no network. Either such a text is refused,
or other servers are asked before, and the engine gets their answers as a part of the text.
"""

import time
from collections.abc import Callable
from typing import Protocol

from kg import errors, sparql
from kg.sparql.rewriting import Rewritten
from kg.store.protocol import Rows
from kg.store.wire import Write

Ask = Callable[[str, float | None], Rows]


class Federation(Protocol):
    """What a store does with the parts of a text that ask other servers."""

    def query(self, text: str, seconds: float | None, ask: Ask) -> Rewritten:
        """The query with answers instead of them; `ask` answers a SELECT of the store itself.

        Raises `errors.BadRequest` where they are not allowed, `errors.RemoteFailed`.
        """

    def update(self, text: str, seconds: float | None) -> Rewritten | Write:
        """The update likewise; what one LOAD writes, where the update is no more than that."""


class Alone:
    """No other server is asked."""

    def query(self, text: str, seconds: float | None, ask: Ask) -> Rewritten:  # noqa: ARG002
        """The query itself."""
        sparql.refuse_remote(text)
        return Rewritten(text)

    def update(self, text: str, seconds: float | None) -> Rewritten | Write:  # noqa: ARG002
        """The update itself."""
        sparql.refuse_remote(text)
        sparql.refuse_load(text)
        return Rewritten(text)


ALONE = Alone()


def left(seconds: float | None, began: float) -> float | None:
    """What is left of some seconds, in tenths. Raises `errors.TimedOut` where nothing is."""
    if seconds is None:
        return None
    remaining = seconds - (time.monotonic() - began)
    if remaining <= 0:
        raise errors.TimedOut(f"The query was stopped after {seconds:g} s.")
    return max(0.1, round(remaining, 1))
