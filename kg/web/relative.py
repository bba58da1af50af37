"""Relative IRIs in queries and updates: they stand for addresses below that of the service.

https://www.w3.org/TR/sparql11-protocol/, section 2.1.5: the base may be the service endpoint.
"""

import re
from collections.abc import Callable

from kg.sparql.rewriting import Rewritten

# An IRI without a scheme. What looks like one and is not, as in `?a<?b&&?c>?d`, does no harm; nor
# does one whose scheme is written with escapes.
_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.\-]*:)[^<>\"{}|^`\s]*>")


def is_relative(text: str) -> bool:
    """Whether the text may hold a relative IRI."""
    return _RELATIVE.search(text) is not None


def resolved[Result](text: str, base: str, run: Callable[[str], Result]) -> Result:
    """What `run` makes of a text whose relative IRIs are resolved against `base`, an absolute IRI.

    Raises what `run` raises; a `BadRequest` names places in the text as it was given.
    """
    if not is_relative(text):
        return run(text)
    asked = Rewritten(text, ((0, 0, f"BASE <{base}> "),))
    with asked.places():
        return run(asked.text)
