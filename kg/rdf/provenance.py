"""The one writer of provenance: what was read, by which tool, by which rule, at which characters.

There is one record a run and an article, and not one a statement. An article's graph is what its
run made, so a span needs no more than the characters it names.
"""

from collections.abc import Iterable, Iterator

from kg.config import Settings
from kg.rdf import dates, iris
from kg.rdf.article import Article
from kg.rdf.namespaces import KG, OA, PROV, RDF, SCHEMA
from kg.rdf.terms import Triple, each, integer, iri, text, texts, true
from kg.records import Mention, Span, Time, Tool


def cite(
    article: Article, subject: str, predicate: str, spans: Iterable[Span | None]
) -> Iterator[Triple]:
    """Evidence: a link to each span, and the span. Raises `errors.Invalid` off the text."""
    for span in filter(None, spans):
        node = article.span(span)
        yield subject, predicate, node
        yield node, RDF["type"], KG["Span"]
        yield node, OA["start"], integer(span.start)
        yield node, OA["end"], integer(span.end)
        yield node, OA["exact"], text(span.of(article.text))


def cite_mentions(
    article: Article, subject: str, predicate: str, mentions: Iterable[Mention]
) -> Iterator[Triple]:
    """Evidence with the rules that found it."""
    mentions = tuple(mentions)
    yield from cite(article, subject, predicate, (mention.span for mention in mentions))
    yield from each(subject, KG["rule"], texts(*(mention.rule for mention in mentions)))


def cite_time(article: Article, subject: str, time: Time) -> Iterator[Triple]:
    """The words that a time was read from, how, and whether it was inferred.

    A time from what the article says of itself has an empty span: no words of the text give it.
    """
    words = [time.span] if time.span.start < time.span.end else []
    yield from cite(article, subject, KG["timeEvidence"], words)
    yield subject, KG["timeRule"], text(time.rule)
    if time.inferred:
        yield subject, KG["timeInferred"], true()


def origin(article: Article, subject: str) -> Iterator[Triple]:
    """The article and the run that a local resource comes from."""
    yield subject, KG["inSource"], article.source
    yield subject, PROV["wasGeneratedBy"], article.run


def describe_text(article: Article) -> Iterator[Triple]:
    """The text that all offsets count in, named and sealed by its hash."""
    yield article.snapshot, RDF["type"], KG["TextSnapshot"]
    yield article.snapshot, KG["sha256"], text(article.sha256)
    yield article.snapshot, KG["length"], integer(len(article.text))


def describe_run(
    article: Article, tool: Tool, published: Time | None, recorded_at: str | None
) -> Iterator[Triple]:
    """The run: what it read, with what, and the date that relative dates were counted from."""
    agent = iri(iris.tool_iri(article.base, tool))
    yield article.run, RDF["type"], PROV["Activity"]
    yield article.run, PROV["used"], article.snapshot
    yield article.run, PROV["wasAssociatedWith"], agent
    if recorded_at:
        yield article.run, PROV["endedAtTime"], dates.date_time(recorded_at)
    if published:
        yield article.run, KG["referenceTime"], text(published.value)
    if published and published.inferred:
        yield from cite_time(article, article.run, published)
    yield from _describe_tool(agent, tool)


def describe_inference(
    settings: Settings, engine: str, version: str, made: str, read: Iterable[str]
) -> Iterator[Triple]:
    """The run of a reasoner: the graph (IRI) that it made, from which graphs, and with what."""
    run = iri(iris.inference_iri(settings.base))
    agent = iri(iris.engine_iri(settings.base, engine, version))
    yield from each(run, RDF["type"], [PROV["Activity"], KG["Inference"]])
    yield from each(run, PROV["used"], map(iri, read))
    yield run, PROV["generated"], iri(made)
    yield run, PROV["wasAssociatedWith"], agent
    if settings.recorded_at:
        yield run, PROV["endedAtTime"], dates.date_time(settings.recorded_at)
    yield agent, RDF["type"], PROV["SoftwareAgent"]
    yield agent, SCHEMA["name"], text(engine)
    yield agent, SCHEMA["softwareVersion"], text(version)


def _describe_tool(agent: str, tool: Tool) -> Iterator[Triple]:
    yield agent, RDF["type"], PROV["SoftwareAgent"]
    yield from each(agent, SCHEMA["name"], texts(tool.name))
    yield from each(agent, SCHEMA["softwareVersion"], texts(tool.version))
    yield from each(agent, KG["model"], texts(tool.model))
    yield from each(agent, KG["modelVersion"], texts(tool.model_version))
    yield from each(agent, KG["modelSha256"], texts(tool.model_sha256))
    yield from each(agent, KG["tagger"], texts(tool.tagger))
    yield from each(agent, KG["taggerVersion"], texts(tool.tagger_version))
    yield from each(agent, KG["taggerSha256"], texts(tool.tagger_sha256))
    yield from each(agent, KG["authoritySha256"], texts(tool.authority_sha256))
