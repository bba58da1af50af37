"""A query put to the engine in words that it takes.

A function that the engine does not know gives an error for each solution and not for the query:
https://www.w3.org/TR/sparql11-query/#func-arg, section 17.6.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.sparql import dialect
from kg.store import lexical
from kg.store.messages import refused

_UNKNOWN = re.compile(r"^The custom function <([^>]*)> is not supported$")

Functions = dict[NamedNode, Any]


def ask(store: Store, text: str, kinds: Sequence[NamedNode] = (), **graphs: Any) -> Any:
    """The engine's answer, asked of some graphs; `kinds` are what `lexical.held` says of the store.

    Raises `errors.BadRequest` where the text is not valid, and what the engine raises.
    """
    passes = dialect.adapted(text)
    known: Functions = {}
    if kinds:
        known = {lexical.VALUE: lexical.value}
        passes = (*passes, lexical.asked(store, passes[-1].text if passes else text, kinds))

    last = passes[-1].text if passes else text

    def run(functions: Functions) -> Any:
        return store.query(last, custom_functions=functions or None, **graphs)

    with ExitStack() as stack:
        for each in passes:
            stack.enter_context(each.places())
        try:
            return forgiving(run, known)
        except SyntaxError as error:
            raise refused("query", error, last) from None


def forgiving[Result](run: Callable[[Functions], Result], known: Functions) -> Result:
    """What `run` gives with known functions, if all that the engine does not know fail."""
    functions = dict(known)
    while True:
        try:
            return run(functions)
        except RuntimeError as error:
            found = _UNKNOWN.match(str(error))
            if found is None or NamedNode(found[1]) in functions:
                raise
            functions[NamedNode(found[1])] = _fail


def _fail(*_: object) -> None:
    """No value: an error in the expression."""
