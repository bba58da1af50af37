"""One article that both builds read: what became of its claims, events, actors, roles and links."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.diff.matching import match
from kg.diff.names import shown
from kg.diff.records import ArticleChange, Cause, CauseKind, Change, Field
from kg.diff.resources import KINDS, ArticleGraph, Thing, Values
from kg.rdf.iris import last_part

# Which properties of a tool tell of which part of it.
TOOL_PARTS: Mapping[CauseKind, tuple[str, ...]] = {
    "program": ("name", "softwareVersion"),
    "model": ("model", "modelVersion", "modelSha256"),
    "tagger": ("tagger", "taggerVersion", "taggerSha256"),
    "authority": ("authoritySha256",),
}
# Which rules, by how their names begin, work with a part that has a say of its own.
_RULES_OF: Mapping[CauseKind, tuple[str, ...]] = {
    "tagger": ("tagger",),
    "authority": ("authority", "demonym"),
}
_SAME_TOOL = Cause(
    "rules",
    "the same tool is named, so that rules or words changed under one version, "
    "or the graph was edited",
)
_HASH_SHOWN = 12
# Properties whose difference another one shows better, where that differs too.
_SHOWN_BY = {"text": "content"}


@dataclass(frozen=True, slots=True)
class ArticleDiff:
    """What became of an article and its things, and the left IRIs of things by their right ones."""

    article: ArticleChange
    changes: tuple[Change, ...]
    renamed: dict[str, str]


def compare_article(source: str, left: ArticleGraph, right: ArticleGraph) -> ArticleDiff:
    """The differences of two graphs of one article."""
    fields = tuple(field_changes(_told(left), _told(right), left.words, right.words))
    causes = (*tool_causes(left.tool, right.tool), *_told_causes(fields))
    renamed = match(left.things, right.things)
    changes = tuple(_changes(source, left, right, renamed, causes or (_SAME_TOOL,)))
    article = ArticleChange(
        "changed",
        source,
        source,
        right.title,
        dict(right.counts),
        fields,
        causes or (_SAME_TOOL,),
    )
    return ArticleDiff(article, changes, renamed)


def tool_causes(left: Values, right: Values) -> Iterator[Cause]:
    """The parts of a tool that differ."""
    for part, names in TOOL_PARTS.items():
        before, after = (_version(tool, names) for tool in (left, right))
        if before != after:
            yield Cause(part, f"{before} → {after}")


def field_changes(
    left: Mapping[str, set[str]],
    right: Mapping[str, set[str]],
    left_names: Mapping[str, str],
    right_names: Mapping[str, str],
) -> Iterator[Field]:
    """The properties whose values differ; `names` are what people call some of these terms."""
    differing = [
        name for name in sorted({*left, *right}) if left.get(name, set()) != right.get(name, set())
    ]
    for name in differing:
        if _SHOWN_BY.get(name) in differing:
            continue
        before, after = left.get(name, set()), right.get(name, set())
        yield Field(
            name, _all_shown(before - after, left_names), _all_shown(after - before, right_names)
        )


def _all_shown(terms: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(shown(term, names.get(term)) for term in sorted(terms))


def _changes(
    source: str,
    left: ArticleGraph,
    right: ArticleGraph,
    renamed: Mapping[str, str],
    causes: tuple[Cause, ...],
) -> Iterator[Change]:
    names = (_names(left), _renamed(_names(right), renamed))
    was = {old: new for new, old in renamed.items()}
    for kind in KINDS:
        before, after = left.things[kind.name], right.things[kind.name]
        for iri, thing in before.items():
            new = after.get(was.get(iri, iri))
            if new is None:
                yield _lone(source, thing, names[0], causes, is_new=False)
            elif change := _compared(source, (thing, new), renamed, names, causes):
                yield change
        for iri, thing in after.items():
            if iri not in before and iri not in renamed:
                yield _lone(source, thing, names[1], causes, is_new=True)


def _compared(
    source: str,
    things: tuple[Thing, Thing],
    renamed: Mapping[str, str],
    names: tuple[Mapping[str, str], Mapping[str, str]],
    causes: tuple[Cause, ...],
) -> Change | None:
    """A thing that both builds have, unless they tell the same of it."""
    old, new = things
    fields = tuple(field_changes(old.values, _in_left_terms(new.values, renamed), *names))
    if not fields and old.iri == new.iri:
        return None
    rules = tuple(sorted({*old.rules, *new.rules}))
    return Change(
        kind=old.kind,
        what="changed",
        source=source,
        left=old.iri,
        right=new.iri,
        label=label_of(old, names[0]),
        rules=rules,
        fields=fields,
        causes=causes_for(rules, causes),
    )


def _lone(
    source: str, thing: Thing, names: Mapping[str, str], causes: tuple[Cause, ...], *, is_new: bool
) -> Change:
    return Change(
        kind=thing.kind,
        what="new" if is_new else "gone",
        source=source,
        left=None if is_new else thing.iri,
        right=thing.iri if is_new else None,
        label=label_of(thing, names),
        rules=thing.rules,
        fields=(),
        causes=causes_for(thing.rules, causes),
    )


def causes_for(rules: Iterable[str], causes: tuple[Cause, ...]) -> tuple[Cause, ...]:
    """Of several causes, those whose part made it, by the names of its rules; else all of them."""
    rules = tuple(rules)
    named = tuple(cause for cause in causes if _made(cause.kind, rules))
    return named or causes


def _made(part: CauseKind, rules: Iterable[str]) -> bool:
    beginnings = _RULES_OF.get(part)
    return beginnings is not None and any(rule.startswith(beginnings) for rule in rules)


def label_of(thing: Thing, names: Mapping[str, str]) -> str:
    """What people would call a thing; of a claim, with who made it."""
    speakers = (names.get(term) or shown(term) for term in sorted(thing.values.get("speaker", ())))
    return ": ".join((*speakers, thing.label))


def _names(graph: ArticleGraph) -> dict[str, str]:
    things = (thing for found in graph.things.values() for thing in found.values())
    return graph.words | {f"<{thing.iri}>": thing.label for thing in things}


def _renamed(names: Mapping[str, str], renamed: Mapping[str, str]) -> dict[str, str]:
    """The names, also by the left build's IRIs for things that have others in the right one."""
    others = {f"<{old}>": names[f"<{new}>"] for new, old in renamed.items() if f"<{new}>" in names}
    return {**names, **others}


def _in_left_terms(values: Values | Mapping[str, set[str]], renamed: Mapping[str, str]) -> Values:
    """The values with the left build's IRIs for things that have others in the right one."""
    ends = {last_part(new): last_part(old) for new, old in renamed.items()}
    return {
        " ".join(ends.get(word, word) for word in name.split(" ")): {
            f"<{renamed[term[1:-1]]}>" if term[1:-1] in renamed else term for term in terms
        }
        for name, terms in values.items()
    }


def _told(graph: ArticleGraph) -> Values:
    """What an article says of itself, and what its run took from that."""
    run = {name: terms for name, terms in graph.run.items() if name != "wasAssociatedWith"}
    return graph.article | run


def _told_causes(fields: Iterable[Field]) -> Iterator[Cause]:
    for field in fields:
        kind: CauseKind = "settings" if field.name == "endedAtTime" else "article"
        before, after = (", ".join(values) or "none" for values in (field.left, field.right))
        yield Cause(kind, f"{field.name}: {before} → {after}")


def _version(tool: Values, names: tuple[str, ...]) -> str:
    values = (shown(term) for name in names for term in sorted(tool.get(name, ())))
    return " ".join(v[:_HASH_SHOWN] if len(v) == 64 else v for v in values) or "none"
