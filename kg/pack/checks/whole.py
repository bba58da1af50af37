"""Whether a pack holds what belongs to its claim, and nothing else."""

from collections.abc import Iterator

from kg.pack.quads import line
from kg.pack.reading import Pack, Problem
from kg.pack.selection import CITING, LED_TO, is_link, select
from kg.rdf.namespaces import KG, PROV
from kg.rdf.quads import Quad

# Links of what is concluded whose ends a pack describes. The words of a side may be any of its
# article's, and are described where that cites them.
_DESCRIBED = CITING - {KG["evidence"]} | {
    PROV["specializationOf"], KG["side"], KG["wording"], KG["wordedIn"],
}  # fmt: skip


def check_whole(pack: Pack) -> Iterator[Problem]:
    """Nothing stands in the pack that the rules of selection would not have put there."""
    chosen = select(pack.quads, pack.subject)
    for quad in sorted(pack.quads.all - chosen.all):
        yield Problem(
            "whole", pack.short(quad.subject), f"this does not belong here: {line(quad)!r}"
        )


def check_links(pack: Pack) -> Iterator[Problem]:
    """Whatever a link leads to is described in the pack."""
    for quad in sorted(_links(pack)):
        if pack.subject.is_local(quad.object) and quad.object not in pack.quads.by_subject:
            where = pack.short(quad.subject)
            yield Problem(
                "links", where, f"{quad.predicate} leads to {quad.object}, which is missing"
            )


def _links(pack: Pack) -> Iterator[Quad]:
    concluded = pack.subject.concluded()
    for quad in pack.quads.all:
        if quad.graph == pack.subject.graph:
            followed = is_link(quad)
        else:
            followed = quad.predicate in (_DESCRIBED if quad.graph in concluded else LED_TO)
        if followed:
            yield quad
