"""How templates write IRIs: as a path of this site, an outside address, or a short name."""

from urllib.parse import quote, urlsplit

from flask import Flask, request

from kg.web.context import context

# Left as they are in a path. "%" is encoded: what the browser sends back is the IRI as it stands.
_SAFE = "/#=,;:@+-._~!$&'()*"


def register(app: Flask) -> None:
    """Offer the filters `path`, `outside` and `code` to templates."""
    app.add_template_filter(path)
    app.add_template_filter(outside)
    app.add_template_filter(code)


def path(iri: str) -> str | None:
    """The path of this site where a minted IRI has its page; None for other IRIs."""
    base = context().settings.base
    if not iri.startswith(base):
        return None
    return f"{request.script_root}/{quote(iri.removeprefix(base), safe=_SAFE)}"


def outside(iri: str) -> str | None:
    """An address on the web, if it is one that may be linked: a source could name any scheme."""
    return iri if urlsplit(iri).scheme in ("http", "https") else None


def code(iri: str) -> str:
    """The last part of an IRI: `occurred` of `.../status/occurred`."""
    return iri.rstrip("/").rpartition("#")[2].rpartition("/")[2] or iri
