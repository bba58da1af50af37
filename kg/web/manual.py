"""The documentation of the ontology as a file of its own, for people without the server.

It goes without Flask, so that the command line does not pay for it; the server's page has the same
body (`templates/ontology-body.html`).
"""

from pathlib import Path

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from kg.rdf.documentation.records import Documentation

STYLE = Path(__file__).parent / "static" / "style.css"


def manual(documentation: Documentation) -> str:
    """HTML that needs nothing else: the style is in it, and links lead into it or to the web."""
    environment = Environment(loader=PackageLoader("kg.web"), autoescape=True)
    return environment.get_template("ontology-file.html").render(
        doc=documentation,
        address=str,
        style=Markup(STYLE.read_text(encoding="utf-8")),  # our own sheet, and no text of others
    )
