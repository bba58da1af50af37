"""Shipped queries: files `queries/FOLDER/STEM.rq`, their headers, and values for their parameters.

A header is the comment lines a file begins with: `# title:`, `# description:`, `# answers:`,
`# needs:` with a part of the graph that may not be there, one of `NEEDS`, and for each parameter
`# param: NAME KIND [= DEFAULT] — DESCRIPTION`, where KIND is one of `KINDS`.
The query states a sample, `VALUES ?NAME { … }`; a value takes the place of what is in the braces,
as a serialised term. So each file runs as it stands, and no value is ever spliced into its text.
"""

import datetime
import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from kg import errors, sparql
from kg.resources import resource

_XSD = "http://www.w3.org/2001/XMLSchema#"
_FIELDS = ("title", "description", "answers", "needs", "param")
_FIELD = re.compile(rf"#\s*({'|'.join(_FIELDS)}):\s*(.*\S)\s*")
_PARAMETER = re.compile(r"(\w+)\s+(\w+)(?:\s*=\s*(.*?\S))?\s+[—–-]\s+(.+)")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*")
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


# Parts that a query may need, by the names of their graphs; and what to say where one is missing.
NEEDS = {
    "inferred": "This asks for what follows by the ontology, which the graph does not hold. "
    "To have it made: kg build --reason, with any of the articles that are in the graph.",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query can be asked about. `default` UNDEF stands for anything."""

    name: str
    kind: str
    description: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A query and what its header says. `name` is `FOLDER/STEM`, and `needs` a key of `NEEDS`."""

    name: str
    title: str
    description: str
    answers: str
    parameters: tuple[Parameter, ...]
    text: str
    needs: str = ""

    @property
    def folder(self) -> str:
        """`browse`, `questions`, `checks` or `commands`."""
        return self.name.rpartition("/")[0]

    @property
    def form(self) -> sparql.Form:
        """Of its text."""
        return sparql.form(self.text)

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Those that its text declares."""
        return sparql.prefixes(self.text)

    def lacks(self, graphs: Callable[[], Collection[str]], base: str) -> str | None:
        """What is missing for it in a store with these graphs (IRI), as a message; else None.

        `graphs` are asked for only where one is needed.
        """
        is_there = not self.needs or f"{base}graph/{self.needs}" in graphs()
        return None if is_there else NEEDS[self.needs]


def load_query(name: str) -> Query:
    """A shipped query by its name, or by the last part of it where that is one query's alone.

    Raises `errors.NotFound` with the closest names.
    """
    shipped = _shipped()
    matches = [query for query in shipped.values() if name in {query.name, _stem(query.name)}]
    if name in shipped or len(matches) == 1:
        return shipped.get(name) or matches[0]
    close = [query.name for query in matches] or _close(name)
    hint = f"; did you mean {' or '.join(close)}?" if close else "."
    raise errors.NotFound(f"There is no query {name!r}{hint}")


def all_queries() -> tuple[Query, ...]:
    """All shipped queries, sorted by name."""
    return tuple(_shipped().values())


def parse_query(name: str, text: str) -> Query:
    """A query from a file's text. Raises `errors.BadRequest` for a header that is malformed."""
    fields: dict[str, list[str]] = {name: [] for name in _FIELDS}
    for line in takewhile(lambda line: line.startswith("#"), text.splitlines()):
        if match := _FIELD.fullmatch(line):
            fields[match[1]].append(match[2])
    parameters = tuple(_parameter(name, line) for line in fields.pop("param"))
    query = Query(name, **{key: " ".join(fields[key]) for key in fields},
                  parameters=parameters, text=text)  # fmt: skip
    if query.needs and query.needs not in NEEDS:
        raise errors.BadRequest(f"{name}: needs {query.needs!r} is none of {', '.join(NEEDS)}.")
    for parameter in parameters:
        if not list(_samples(text, parameter.name)):
            raise errors.BadRequest(f"{name}: there is no VALUES ?{parameter.name} {{ … }}.")
    return query


def bind(query: Query, values: Mapping[str, str | Sequence[str]]) -> str:
    """The text with values for parameters; those left out keep the default, or else the sample.

    A sequence of values asks for any of them. Raises `errors.BadRequest` for a parameter that the
    query does not have, and for a value that is not of its kind.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            choice = f"it has {', '.join(known)}" if known else "it has none"
            raise errors.BadRequest(f"{query.name} has no parameter {name!r}; {choice}.")
    text = query.text
    for name, parameter in known.items():
        given = values.get(name, parameter.default)
        if given == "" and parameter.default is not None:  # a field of a form left empty
            given = parameter.default
        if given is not None:
            text = _filled(text, name, _terms(parameter, given))
    return text


def sample(query: Query, name: str) -> str | None:
    """The value of a parameter that the text states, where it is an IRI, a string or a number."""
    start, end = next(_samples(query.text, name))
    token = next(sparql.tokens(query.text[start:end]), None)
    if token is None or token.text.upper() == "UNDEF":
        return None
    return token.text[1:-1] if token.kind in ("iri", "string") else query.text[start:end].strip()


def _terms(parameter: Parameter, given: str | Sequence[str]) -> str:
    if given == parameter.default == "UNDEF":
        return given
    values = [given] if isinstance(given, str) else given
    if not values:
        raise errors.BadRequest(f"Parameter {parameter.name!r} needs a value.")
    try:
        return " ".join(map(KINDS[parameter.kind], values))
    except ValueError as error:
        raise errors.BadRequest(
            f"Parameter {parameter.name!r} takes {_articled(parameter.kind)}: {error}."
        ) from None


def _filled(text: str, name: str, terms: str) -> str:
    for start, end in reversed(list(_samples(text, name))):
        text = f"{text[:start]} {terms} {text[end:]}"
    return text


def _samples(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where the braces of each `VALUES ?name { … }` open and close."""
    found = list(sparql.tokens(text))
    for at, token in enumerate(found[:-2]):
        variable, brace = found[at + 1], found[at + 2]
        if token.text.upper() == "VALUES" and variable.text == f"?{name}" and brace.text == "{":
            closing = next((token for token in found[at + 3 :] if token.text == "}"), None)
            if closing:
                yield brace.start + 1, closing.start


def _parameter(query: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if not match or match[2] not in KINDS:
        raise errors.BadRequest(
            f"{query}: {line!r} is not `NAME KIND [= DEFAULT] — DESCRIPTION`"
            f" with one of the kinds {', '.join(KINDS)}."
        )
    return Parameter(match[1], match[2], match[4], match[3])


def _iri(value: str) -> str:
    if not _IRI.fullmatch(value):
        raise ValueError(f"{value!r} is not an absolute IRI")
    return f"<{value}>"


def _string(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{value!r} is not text") from None
    return f'"{value.translate(_ESCAPES)}"'


def _date(value: str) -> str:
    if not _is_day(value):
        raise ValueError(f"{value!r} is no day that is written as 2021-12-30")
    return f'"{value}"^^<{_XSD}date>'


def _is_day(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _integer(value: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]+", value):
        raise ValueError(f"{value!r} is not a whole number")
    return f'"{value}"^^<{_XSD}integer>'


def _decimal(value: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", value):
        raise ValueError(f"{value!r} is not written as 0.9")
    return f'"{value}"^^<{_XSD}decimal>'


KINDS: dict[str, Callable[[str], str]] = {
    "iri": _iri,
    "string": _string,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
}


@cache
def _shipped() -> dict[str, Query]:
    root = resource("queries")
    files = {file.relative_to(root).with_suffix("").as_posix(): file for file in root.rglob("*.rq")}
    return {name: parse_query(name, files[name].read_text("utf-8")) for name in sorted(files)}


def _stem(name: str) -> str:
    return name.rpartition("/")[2]


def _close(name: str) -> list[str]:
    stems = {_stem(known): known for known in _shipped()}
    return [stems[stem] for stem in difflib.get_close_matches(_stem(name), stems)]


def _articled(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
