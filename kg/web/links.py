"""How templates write IRIs: as a path of this site, an outside address, or a short name."""

from urllib.parse import quote, urlsplit

from flask import Flask, request

from kg.rdf.documentation.names import short
from kg.rdf.iris import last_part
from kg.rdf.namespaces import KG
from kg.web.context import context

# The terms keep their IRIs whatever the base of the data, and have their pages here too.
_ONTOLOGY = KG.iri.removesuffix("#")
_TERMS_PATH = "ontology"
_TERMS_BASE = _ONTOLOGY.removesuffix(_TERMS_PATH)
# Left as they are in a path. "%" is encoded: what the browser sends back is the IRI as it stands.
_SAFE = "/#=,;:@+-._~!$&'()*"


def register(app: Flask) -> None:
    """Offer the filters `path`, `outside` and `code` to templates."""
    app.add_template_filter(path)
    app.add_template_filter(outside)
    app.add_template_filter(code)
    app.add_template_filter(short)


def path(iri: str) -> str | None:
    """The path of this site where an IRI of the graph has its page; None for other IRIs."""
    base = context().settings.base
    for start, root in ((base, base), (_ONTOLOGY, _TERMS_BASE)):
        if iri.startswith(start):
            # Two slashes at the start of a link would lead to another host.
            rest = quote(iri.removeprefix(root), safe=_SAFE).lstrip("/")
            return f"{request.script_root}/{rest}"
    return None


def minted(rest: str) -> str:
    """The IRI whose path this is, as the server decoded it. What IRIs cannot hold is encoded."""
    is_term = rest.partition("/")[0] == _TERMS_PATH
    root = _TERMS_BASE if is_term else context().settings.base
    return root + quoted(rest)


def quoted(rest: str) -> str:
    """A path as the server decoded it, with what IRIs cannot hold encoded."""
    return quote(rest, safe=_SAFE + "%")


def outside(iri: str) -> str | None:
    """An address on the web, if it is one that may be linked: a source could name any scheme."""
    return iri if urlsplit(iri).scheme in ("http", "https") else None


def code(iri: str) -> str:
    """The last part of an IRI: `occurred` of `.../status/occurred`."""
    return last_part(iri.rstrip("/")) or iri
