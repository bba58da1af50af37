"""What cannot all hold, or not as it is told: one module a kind, and the table of kinds."""

from collections.abc import Callable, Iterator, Mapping

from kg.records import Dispute, DisputeKind
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.authors import authors
from kg.resolve.disputes.conditions import conditions
from kg.resolve.disputes.dates import dates
from kg.resolve.disputes.denials import denials
from kg.resolve.disputes.figures import figures
from kg.resolve.disputes.forms import forms
from kg.resolve.disputes.scopes import scopes
from kg.resolve.disputes.statuses import statuses

__all__ = ["KINDS", "Accounts", "resolve_disputes"]

KINDS: Mapping[DisputeKind, Callable[[Accounts], Iterator[Dispute]]] = {
    "figure": figures,
    "date": dates,
    "denial": denials,
    "author": authors,
    "condition": conditions,
    "scope": scopes,
    "status": statuses,
    "form": forms,
}


def resolve_disputes(accounts: Accounts) -> tuple[Dispute, ...]:
    """Disputes of all kinds, each with all its sides."""
    found = (dispute for find in KINDS.values() for dispute in find(accounts))
    return tuple(sorted(found, key=lambda dispute: dispute.id))
