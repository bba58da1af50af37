"""What can be told of a SPARQL text before any engine reads it: its form, where it reaches out."""

from kg.sparql.forms import Form, copies_all, form, named_graphs, prefixes
from kg.sparql.nesting import MOST_STEPS, refuse_deep
from kg.sparql.remote import HIDDEN, refuse_load, refuse_remote
from kg.sparql.terminals import Token, tokens

__all__ = [
    "HIDDEN",
    "MOST_STEPS",
    "Form",
    "Token",
    "copies_all",
    "form",
    "named_graphs",
    "prefixes",
    "refuse_deep",
    "refuse_load",
    "refuse_remote",
    "tokens",
]
