"""What the engine says of a text that it refuses, in words for its writer."""

import re

from kg import errors
from kg.places import place
from kg.sparql.forms import undeclared

_CLASS = re.compile(r",? \[(?:_|'.*?')\](?=,|$)")
# Not the query's fault: what RocksDB says of its files, with their paths.
_OF_FILES = re.compile(r"Corruption|IO error|The storage is corrupted")
# What stands among the expected words although it says what is wrong.
_STATED = re.compile(
    r"expected(?: one of)?(?: .*, )? ?([A-Z]\w* [a-zA-Z ]*[a-z]{3,}[a-zA-Z ]*)(?:, .*)?$"
)
_PLACE = re.compile(r"^error at (\d+):(\d+):")
# Of the parsers of RDF: a place, or from where to where.
_IN_RDF = re.compile(
    r"^Parser error (?:at|between) line (\d+) (?:column|between columns) (\d+)"
    r"(?: and (?:line \d+ column )?\d+)?: (.*?)(?: \(line \d+\))?$"
)


def refused(what: str, error: Exception, sparql: str = "") -> errors.KgError:
    """The error for a query, update or body that is not valid, or that cannot be answered.

    Of a text of `sparql`, a prefix that it does not declare is named, as the engine does not.
    """
    if isinstance(error, RuntimeError) and _OF_FILES.match(str(error)):
        return errors.StoreBroken(f"The store cannot be read: {error}")
    if isinstance(error, SyntaxError) and (name := undeclared(sparql)):
        at, prefix = place(sparql, name.start), name.text.partition(":")[0]
        return errors.BadRequest(
            f"The {what} is not valid at {at}: the prefix {prefix}: is not declared."
        )
    if isinstance(error, SyntaxError):
        return errors.BadRequest(_syntax(what, str(error)))
    verb = "answered" if what == "query" else "carried out"
    return errors.BadRequest(f"The {what} cannot be {verb}: {error}")


def _syntax(what: str, message: str) -> str:
    """The parser's message, its place in words, without the character classes it expected."""
    readable = _CLASS.sub("", " ".join(message.split())).rstrip(" ,")
    readable = _STATED.sub(r"\1", readable)
    readable = re.sub(r"expected(?: one of)?$", "this does not belong here", readable)
    readable = _IN_RDF.sub(r"error at \1:\2: \3", readable)
    if _PLACE.match(readable):
        return _PLACE.sub(rf"The {what} is not valid at line \1, column \2:", readable)
    return f"The {what} is not valid: {readable}"
