"""The shipped queries: a list of them, and a page to run each with parameters of one's own."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request

from kg import queries, sparql
from kg.store.protocol import Form, Rows
from kg.web.context import context

MOST_ROWS = 1000

blueprint = Blueprint("shipped", __name__)


@blueprint.get("/queries")
def index() -> str:
    """All shipped queries, by folder."""
    return render_template("queries.html", queries=queries.all_queries())


@blueprint.get("/query/<path:name>")
def query(name: str) -> str:
    """One query with a form of its parameters, and its rows once they are all given."""
    shipped = queries.load_query(name)
    given = {p.name: request.args[p.name] for p in shipped.parameters if p.name in request.args}
    text = queries.bind(shipped, given)
    form = sparql.form(text)
    run = "run" in request.args
    results = _results(form, text) if run else {}
    here = context()
    return render_template(
        "query.html",
        query=shipped,
        text=text,
        form=form,
        given=given,
        most=MOST_ROWS,
        run=run,
        lack=shipped.lacks(here.store.graphs, here.settings.base),
        **results,
    )


def _results(form: Form, text: str) -> Mapping[str, Rows | bool]:
    """Rows or a truth value, for the template; RDF is left to the endpoint."""
    here = context()
    if form == "SELECT":
        return {"rows": here.store.select(text, seconds=here.settings.query_seconds)}
    if form == "ASK":
        return {"truth": here.store.ask(text, seconds=here.settings.query_seconds)}
    return {}
