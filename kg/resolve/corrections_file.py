"""The file of decisions: YAML for people, one entry a decision, in any order, with comments.

    - split:
        - source/quake-felt-in-oakport-0f3a5c7e9b1d/actor/john-hale  # John Hale
      from:
        - source/mayor-opens-bridge-2b4d6f8a0c1e/actor/john-hale  # John Hale
      reason: the geologist is not the mayor
      by: M. Lind

Programs add and take out entries without touching the others, comments included.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from kg import errors
from kg.resolve.corrections import Act, Correction, Corrections, Ref, read_ref

HEADER = """\
# What people decided of identities, for kg. One entry a decision, in any order:
#   merge ... with ...   the two are one, whatever the articles and the rules say
#   split ... from ...   none of the first are one with any of the second
# An entry that is deleted is taken back. It counts from the next kg build, merge, split or remove.
"""
_SIDES: Mapping[Act, str] = {"merge": "with", "split": "from"}
_NAMED = re.compile(r"((?:source|claim)/\S+)\s+#\s*(.+?)\s*$", re.MULTILINE)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(path: Path) -> Corrections:
    """The decisions of a file, none where there is no file; raises `errors.BadRequest`."""
    return parse(read_text(path), path.name)


def read_text(path: Path) -> str:
    """The text of a file, empty where there is none; raises `errors.BadRequest`."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (UnicodeDecodeError, OSError) as error:
        raise errors.BadRequest(f"{path} cannot be read as decisions: {error}.") from None


def save(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def parse(text: str, name: str = "") -> Corrections:
    """The decisions of a text; `name` is that of its file, for messages.

    Raises `errors.BadRequest` with the line where it is not as it should be, or where one decision
    contradicts another.
    """
    return Corrections(tuple(_entry(node, name) for node in _nodes(text, name)), name)


def add(text: str, entry: Correction, names: Mapping[Ref, str]) -> str:
    """A text with one more entry at its end; `names` are put beside the members, as comments.

    Raises `errors.BadRequest` where the text is no list of lines to which one can be added.
    """
    start = text if text.strip() else HEADER
    longer = f"{start.rstrip('\n')}\n\n{_written(entry, names)}"
    try:
        is_longer = len(_nodes(longer, "")) == len(_nodes(text, "")) + 1
    except errors.BadRequest:
        is_longer = False
    if not is_longer:
        raise errors.BadRequest(
            "Nothing can be added to these decisions: "
            "they should be a list of which each entry begins its line with a hyphen."
        )
    return longer


def put(text: str, line: int, entry: Correction | None) -> str:
    """A text with another entry, or none, in place of the one at a line (from 1).

    Raises `errors.BadRequest` where the entry shares its line with another.
    """
    lines = text.splitlines(keepends=True)
    starts = [node.start_mark.line for node in _nodes(text, "")]
    if starts.count(line - 1) != 1 or not lines[line - 1].startswith("- "):
        raise errors.BadRequest(
            f"The entry at line {line} does not begin its line with a hyphen: change it by hand."
        )
    end = min((start for start in starts if start > line - 1), default=len(lines))
    while end > line and _is_bare(lines[end - 1]):
        end -= 1
    names = dict(_names("".join(lines[line - 1 : end])))
    before, after = "".join(lines[: line - 1]), "".join(lines[end:])
    if entry:
        return before + _written(entry, names) + after
    return (before.rstrip("\n") + "\n" if before.strip() else "") + after


def _is_bare(line: str) -> bool:
    return not line.strip() or line.startswith("#")


def _names(text: str) -> Iterator[tuple[Ref, str]]:
    for match in _NAMED.finditer(text):
        if ref := read_ref(match[1]):
            yield ref, match[2]


def _written(entry: Correction, names: Mapping[Ref, str]) -> str:
    lines = [f"- {entry.act}:", *(_member(ref, names) for ref in entry.left)]
    lines += [f"  {_SIDES[entry.act]}:", *(_member(ref, names) for ref in entry.right)]
    said = {"reason": entry.reason, "by": entry.by}
    lines += [f"  {key}: {_scalar(value)}" for key, value in said.items() if value]
    return "\n".join(lines) + "\n"


def _member(ref: Ref, names: Mapping[Ref, str]) -> str:
    name = " ".join("".join(c if c.isprintable() else " " for c in names.get(ref, "")).split())
    return f"    - {ref}" + (f"  # {name}" if name else "")


def _scalar(value: str) -> str:
    """A value on one line as YAML writes it, with quotes only where it needs them."""
    plain = " ".join(value.split())
    dumped: str = yaml.safe_dump([plain], allow_unicode=True, width=float("inf"))
    return dumped.removeprefix("- ").rstrip("\n")


def _nodes(text: str, name: str) -> list[yaml.MappingNode]:
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "the file"
        problem = getattr(error, "problem", None) or "a character that YAML does not allow"
        raise errors.BadRequest(f"{name}: {where} is no YAML: {problem}.") from None
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise _wrong(root, name, "is no list of decisions, each after a hyphen")
    return [_mapping(node, name) for node in root.value]


def _mapping(node: yaml.Node, name: str) -> yaml.MappingNode:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(node, name, "is no decision with merge and with, or split and from")
    return node


def _entry(node: yaml.MappingNode, name: str) -> Correction:
    fields = _fields(node, name)
    act: Act = "split" if "split" in fields else "merge"
    wanted = {act, _SIDES[act]}
    if not wanted <= fields.keys() <= wanted | {"reason", "by"}:
        raise _wrong(
            node, name, "needs merge and with, or split and from; beside these only reason and by"
        )
    left, right = (_refs(fields[key], name) for key in (act, _SIDES[act]))
    entry = Correction(act, left, right, line=node.start_mark.line + 1)
    if len({ref.kind for ref in (*left, *right)}) > 1:
        raise _wrong(node, name, "names things of different kinds, such as an actor and an event")
    if shared := set(left) & set(right):
        raise _wrong(node, name, f"has {min(shared)} on both sides")
    texts = (_text(fields[key], name) if key in fields else "" for key in ("reason", "by"))
    reason, by = (" ".join(text.split()) for text in texts)
    return replace(entry, reason=reason, by=by)


def _fields(node: yaml.MappingNode, name: str) -> dict[str, yaml.Node]:
    pairs = [(_text(key, name), value) for key, value in node.value]
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise _wrong(node, name, "gives something twice")
    return fields


def _refs(node: yaml.Node, name: str) -> tuple[Ref, ...]:
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not items:
        raise _wrong(node, name, "names nothing")
    return tuple(dict.fromkeys(_ref(item, name) for item in items))


def _ref(node: yaml.Node, name: str) -> Ref:
    text = _text(node, name)
    ref = read_ref(text)
    if ref is None:
        form = "source/ARTICLE/actor/ID, source/ARTICLE/event/ID or claim/ID"
        raise _wrong(node, name, f"has {text!r}, which is not of the form {form}")
    return ref


def _text(node: yaml.Node, name: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _wrong(node, name, "has a list or an entry where words should be")
    return str(node.value)


def _wrong(node: yaml.Node, name: str, what: str) -> errors.BadRequest:
    return errors.BadRequest(f"{name}: line {node.start_mark.line + 1} {what}.")
