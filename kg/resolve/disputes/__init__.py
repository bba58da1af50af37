"""What cannot all hold, or not as it is told: one module a kind, and the table of kinds."""

from collections.abc import Callable, Iterator, Mapping

from kg.records import Dispute, DisputeKind
from kg.resolve.disputes.accounts import Accounts
from kg.resolve.disputes.authors import find_authors
from kg.resolve.disputes.conditions import find_conditions
from kg.resolve.disputes.dates import find_dates
from kg.resolve.disputes.denials import find_denials
from kg.resolve.disputes.figures import find_figures
from kg.resolve.disputes.forms import find_forms
from kg.resolve.disputes.scopes import find_scopes
from kg.resolve.disputes.statuses import find_statuses

__all__ = ["KINDS", "Accounts", "resolve_disputes"]

KINDS: Mapping[DisputeKind, Callable[[Accounts], Iterator[Dispute]]] = {
    "figure": find_figures,
    "date": find_dates,
    "denial": find_denials,
    "author": find_authors,
    "condition": find_conditions,
    "scope": find_scopes,
    "status": find_statuses,
    "form": find_forms,
}


def resolve_disputes(accounts: Accounts) -> tuple[Dispute, ...]:
    """Disputes of all kinds, each with all its sides."""
    found = (dispute for find in KINDS.values() for dispute in find(accounts))
    return tuple(sorted(found, key=lambda dispute: dispute.id))
