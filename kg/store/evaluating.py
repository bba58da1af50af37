"""A query put to the engine in words that it takes.

A function that the engine does not know gives an error for each solution and not for the query:
https://www.w3.org/TR/sparql11-query/#func-arg, section 17.6.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.sparql import dialect
from kg.store import lexical, standard, union
from kg.store.messages import refused
from kg.store.selecting import Values

_UNKNOWN = re.compile(r"^The custom function <([^>]*)> is not supported$")

Functions = dict[NamedNode, Any]
OURS: Functions = {lexical.VALUE: lexical.value, standard.NODE: standard.node}


def ask(
    store: Store,
    text: str,
    kinds: Sequence[NamedNode] = (),
    values: Values | None = None,
    **graphs: Any,
) -> Any:
    """The engine's answer, asked of some graphs; `kinds` are what `lexical.held` says of the store.

    `values` are those of a store that stays as it is, for queries that name no graphs with FROM.
    Raises `errors.BadRequest` where the text is not valid, and what the engine raises.
    """
    passes = dialect.adapted(text)
    last = passes[-1].text if passes else text
    said = standard.meant(store, last, lexical.MARK.value if kinds else "", **graphs)
    if said != last:
        with suppress(SyntaxError):  # of the text as it was sent, which then gives the message
            return _run(store, _held(store, said, kinds), graphs)
    if kinds:
        passes = (*passes, lexical.asked(store, last, kinds))
    elif values and (narrowed := values.put_in(last, graphs)):
        passes = (*passes, narrowed)
    last = passes[-1].text if passes else text

    with ExitStack() as stack:
        for each in passes:
            stack.enter_context(each.places())
        try:
            return _run(store, last, graphs)
        except SyntaxError as error:
            raise refused("query", error, last) from None


def _held(store: Store, text: str, kinds: Sequence[NamedNode]) -> str:
    return lexical.asked(store, text, kinds).text if kinds else text


def _run(store: Store, text: str, graphs: dict[str, Any]) -> Any:
    def run(functions: Functions) -> Any:
        return store.query(text, custom_functions=functions or None, **graphs)

    return forgiving(run, OURS if union.OURS in text else {})


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
