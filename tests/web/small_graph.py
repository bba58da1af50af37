"""Two short articles of our own and what is concluded across them, in the graph's vocabulary."""

import hashlib
from dataclasses import dataclass

import pyoxigraph as ox

BASE = "https://kg.example/"

FIRST = """Harbour talks resume

Mira Solberg told reporters that Anton Varga had promised Lena Okafor a ferry by spring.
"We will <b>not</b> wait," Solberg said. After that, the talks in Nordhavn lasted 50 minutes.

Sign in to comment
"""

SECOND = """Ferry promised, aide says

Anton Varga promised a new ferry, the Coast Wire agency reported. The talks took 40 minutes.
"""

PREFIXES = f"""
@prefix kg: <{BASE}ontology#> .
@prefix act: <{BASE}ontology/act/> .
@prefix event-type: <{BASE}ontology/event-type/> .
@prefix status: <{BASE}ontology/status/> .
@prefix part: <{BASE}ontology/part/> .
@prefix relation: <{BASE}ontology/relation/> .
@prefix quotation: <{BASE}ontology/quotation/> .
@prefix polarity: <{BASE}ontology/polarity/> .
@prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True)
class Article:
    """A text, and Turtle about it in which `{words}` stands for the IRI of those words."""

    id: str
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def span(self, words: str, nth: int = 0) -> str:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return f"<{BASE}text/{self.sha256}#char={start},{start + len(words)}>"

    def spans(self, turtle: str) -> str:
        """Turtle about every span that the Turtle names."""
        names = {part.split(">")[0] for part in turtle.split("<") if "#char=" in part}
        return "".join(self._describe(name) for name in sorted(names))

    def _describe(self, iri: str) -> str:
        start, end = map(int, iri.rpartition("=")[2].split(","))
        exact = self.text[start:end].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'<{iri}> a kg:Span ; oa:start {start} ; oa:end {end} ; oa:exact "{exact}" .\n'


A = Article("harbour-talks-a1", FIRST)
B = Article("ferry-promised-b2", SECOND)
SHA256_OF_MODEL = "ab" * 32
SHA256_OF_TAGGER = "cd" * 32
SHA256_OF_NAMES = "ef" * 32


def _frame(article: Article, headline: str, publisher: str, published: str, tool: str) -> str:
    return f"""
<source/{article.id}> a schema:NewsArticle ; dcterms:identifier "{article.id}" ;
  schema:headline "{headline}" ; schema:publisher "{publisher}" ; schema:inLanguage "en" ;
  schema:datePublished "{published}"^^xsd:date ; kg:snapshot <text/{article.sha256}> .
<text/{article.sha256}> a kg:TextSnapshot ; kg:sha256 "{article.sha256}" ;
  kg:length {len(article.text)} .
<source/{article.id}/extraction> a prov:Activity ; prov:used <text/{article.sha256}> ;
  prov:wasAssociatedWith <tool/{tool}> .
<tool/{tool}> a prov:SoftwareAgent ; schema:name "kg" ; schema:softwareVersion "0.1.0" ;
  kg:model "small_model" ; kg:modelVersion "3.8.0" ; kg:modelSha256 "{SHA256_OF_MODEL}" .
"""


def _actor(article: Article, name: str, id_: str, *, also: str = "") -> str:
    return f"""
<source/{article.id}/actor/{id_}> a schema:Person ; rdfs:label "{name}" ;
  kg:mention {article.span(name)} ; kg:inSource <source/{article.id}> ;
  prov:wasGeneratedBy <source/{article.id}/extraction> ; kg:rule "named-entity" {also}.
"""


def _claim(article: Article, id_: str, body: str) -> str:
    return f"""
<claim/{id_}> a kg:Claim ; dcterms:identifier "{id_}" ; kg:inSource <source/{article.id}> ;
  prov:wasGeneratedBy <source/{article.id}/extraction> ; kg:rule "reporting-verb" ;
  kg:speakerReason "named in the source" ; kg:polarity polarity:positive ; {body} .
"""


def _event(article: Article, id_: str, body: str) -> str:
    return f"""
<source/{article.id}/event/{id_}> a sem:Event ; kg:eventType event-type:CONSULT ;
  kg:status status:occurred ; kg:inSource <source/{article.id}> ;
  prov:wasGeneratedBy <source/{article.id}/extraction> ; kg:rule "noun" ; {body} .
"""


def first() -> str:
    """The article in which Solberg says that Varga promised a ferry."""
    a, here = A, f"source/{A.id}"
    return "".join((
        _frame(a, "Harbour talks <script>alert(1)</script>", "Nordhavn Post", "2031-03-04",
               "kg-1"),
        f'<{here}> schema:author "Ida Blom" ; kg:credits "Coast Wire" ; '
        f'schema:url <https://post.example/harbour> ; kg:furniture {a.span("Sign in to comment")} .'
        f'{a.span("Sign in to comment")} kg:reason "comment form" .',
        _actor(a, "Mira Solberg", "mira-solberg", also=(
            f'; schema:alternateName "Solberg" ; kg:mention {a.span("Solberg", 1)} ; '
            f"kg:hasRole <{here}/actor/mira-solberg/role/1-2> ")),
        f'<{here}/actor/mira-solberg/role/1-2> a org:Membership ; kg:title "harbour minister" ; '
        f"org:member <{here}/actor/mira-solberg> ; kg:evidence {a.span('Mira Solberg')} .",
        _actor(a, "Anton Varga", "anton-varga"),
        _actor(a, "Lena Okafor", "lena-okafor"),
        _actor(a, "reporters", "reporters"),
        _actor(a, "Nordhavn", "nordhavn"),
        _claim(a, "a11111111111", f"""
            schema:text "Anton Varga had promised Lena Okafor a ferry by spring" ;
            kg:speaker <{here}/actor/mira-solberg> ; kg:sourceSpan {a.span("Mira Solberg")} ;
            kg:cue {a.span("told")} ; kg:quotation quotation:indirect ; kg:act act:state ;
            kg:content {a.span("Anton Varga had promised Lena Okafor a ferry by spring")} ;
            kg:addressee <{here}/actor/reporters> ; kg:addresseeSpan {a.span("reporters")} ;
            kg:about <{here}/actor/anton-varga> ; kg:reportedIn <{here}>"""),
        _claim(a, "a22222222222", f"""
            schema:text "a ferry by spring" ;
            kg:speaker <{here}/actor/anton-varga> ; kg:sourceSpan {a.span("Anton Varga")} ;
            kg:cue {a.span("promised")} ; kg:quotation quotation:indirect ; kg:act act:promise ;
            kg:content {a.span("a ferry by spring")} ; kg:addressee <{here}/actor/lena-okafor> ;
            kg:addresseeSpan {a.span("Lena Okafor")} ; kg:nestedIn <claim/a11111111111>"""),
        _claim(a, "a33333333333", f"""
            schema:text "We will <b>not</b> wait," ; kg:speaker <{here}/actor/mira-solberg> ;
            kg:sourceSpan {a.span("Solberg", 1)} ; kg:cue {a.span("said")} ; kg:act act:state ;
            kg:content {a.span("We will <b>not</b> wait,")} ; kg:quotation quotation:direct ;
            kg:about <{here}/event/talks> ; kg:reportedIn <{here}>"""),
        _event(a, "talks", f"""
            rdfs:label "talks (Nordhavn)" ; kg:trigger {a.span("talks", 1)} ;
            kg:time "2031-03-04" ; kg:timeEvidence {a.span("Harbour talks")} ;
            kg:participation <{here}/event/talks/part/mira-solberg> ;
            kg:quantity <{here}/event/talks/quantity/1-2>"""),
        _event(a, "promise", f"""rdfs:label "promise (Varga)" ; kg:trigger {a.span("promised")} ;
            kg:before <{here}/event/talks> ; kg:claimedIn <claim/a11111111111>"""),
        f"<{here}/event/talks> kg:link <{here}/event/talks/link/after/promise> ."
        f"<{here}/event/talks/link/after/promise> a kg:EventLink ; kg:relation relation:after ;"
        f' kg:linkedTo <{here}/event/promise> ; kg:rule "marker" ;'
        f' kg:evidence {a.span("After that")} .',
        f"<{here}/event/talks/part/mira-solberg> a sem:Role ; sem:roleType part:participant ;"
        f" rdf:value <{here}/actor/mira-solberg> ; kg:evidence {a.span('Solberg', 1)} .",
        f"<{here}/event/talks/quantity/1-2> a schema:QuantitativeValue ; schema:value 50.0 ;"
        f' schema:unitText "minute" ; kg:evidence {a.span("50 minutes")} .',
    ))  # fmt: skip


def second() -> str:
    """The article that has the promise from an agency."""
    b, here = B, f"source/{B.id}"
    return "".join((
        _frame(b, "Ferry promised, aide says", "Island Gazette", "2031-03-05", "kg-2"),
        f'<tool/kg-2> kg:tagger "claims" ; kg:taggerVersion "1.0" ;'
        f' kg:taggerSha256 "{SHA256_OF_TAGGER}" ; kg:authoritySha256 "{SHA256_OF_NAMES}" .',
        _actor(b, "Anton Varga", "anton-varga"),
        _claim(b, "b11111111111", f"""
            schema:text "a new ferry" ; kg:confidence 0.87 ; kg:speaker <{here}/actor/anton-varga> ;
            kg:sourceSpan {b.span("Anton Varga")} ; kg:cue {b.span("promised", 1)} ;
            kg:content {b.span("a new ferry")} ; kg:quotation quotation:indirect ;
            kg:act act:promise ; kg:relay <claim/b11111111111/relay/1> ; kg:reportedIn <{here}>"""),
        f'<claim/b11111111111/relay/1> a kg:Relay ; rdfs:label "Coast Wire" ;'
        f" kg:evidence {b.span('Coast Wire')} .",
        _event(b, "talks", f"""rdfs:label "talks" ; kg:trigger {b.span("talks")} ;
            kg:claimedIn <claim/b11111111111> ;
            kg:quantity <{here}/event/talks/quantity/1-2>"""),
        f"<{here}/event/talks/quantity/1-2> a schema:QuantitativeValue ; schema:value 40.0 ;"
        f' schema:unitText "minute" ; kg:evidence {b.span("40 minutes")} .',
    ))  # fmt: skip


NAMES = {
    "mira-solberg": "Mira Solberg", "anton-varga": "Anton Varga", "lena-okafor": "Lena Okafor",
    "reporters": "reporters", "nordhavn": "Nordhavn",
}  # fmt: skip


def identity() -> str:
    """Global actors and the one global event, with decisions."""
    actors = "".join(
        f'<actor/{id_}> a schema:Person, kg:GlobalActor ; rdfs:label "{name}" .\n'
        f"<source/{A.id}/actor/{id_}> prov:specializationOf <actor/{id_}> .\n"
        for id_, name in NAMES.items()
    )
    return (
        actors
        + f"""
<actor/mira-solberg> owl:sameAs <https://people.example/Q1>, <javascript:alert(1)> .
<source/{B.id}/actor/anton-varga> prov:specializationOf <actor/anton-varga> .
<event/talks> a sem:Event, kg:GlobalEvent ; rdfs:label "talks (Nordhavn)" ;
  kg:eventType event-type:CONSULT ; kg:time "2031-03-04" .
<source/{A.id}/event/talks> prov:specializationOf <event/talks> .
<event/promise> a sem:Event, kg:GlobalEvent ; rdfs:label "promise (Varga)" ;
  kg:eventType event-type:CONSULT .
<source/{A.id}/event/promise> prov:specializationOf <event/promise> .
<source/{B.id}/event/talks> prov:specializationOf <event/talks> .
<decision/d1> a kg:Decision ; kg:member <source/{B.id}/actor/anton-varga> ;
  kg:anchor <source/{A.id}/actor/anton-varga> ; kg:clue "same-name" ; kg:score 1.0 ;
  kg:reason "both are called Anton Varga" .
"""
    )


def statements() -> str:
    """The promise, reported twice."""
    return """
<statement/s1> a kg:Statement ; kg:utterer <actor/anton-varga> ; kg:origins 2 ;
  kg:reportedAs <claim/a22222222222>, <claim/b11111111111> .
<decision/d2> a kg:Decision ; kg:member <claim/b11111111111> ; kg:anchor <claim/a22222222222> ;
  kg:clue "same-words" ; kg:score 0.8 ; kg:reason "ferry is in both" .
"""


def disputes() -> str:
    """How long the talks lasted."""
    side = "<dispute/p1/side/{n}> a kg:DisputeSide ; kg:value \"{value}\" ; kg:statedBy {by} ;" \
           " kg:evidence {span} .\n"  # fmt: skip
    return (
        '<dispute/p1> a kg:Dispute ; kg:disputeKind "figure" ; kg:subject <event/talks> ;'
        ' kg:reason "50 minute and 40 minute cannot both hold" ;'
        " kg:side <dispute/p1/side/1>, <dispute/p1/side/2> .\n"
        + side.format(n=1, value="50 minute", by=f"<source/{A.id}/event/talks>",
                      span=A.span("50 minutes"))
        + side.format(n=2, value="40 minute", by=f"<source/{B.id}/event/talks>",
                      span=B.span("40 minutes"))
    )  # fmt: skip


def graphs() -> dict[str, str]:
    """The N-Quads of each graph by its IRI."""
    turtle = {
        A.id: (one := first()) + A.spans(one),
        B.id: (two := second()) + B.spans(two),
        "identity": identity(),
        "statements": statements(),
        "disputes": disputes(),
    }
    return {f"{BASE}graph/{name}": _nquads(name, text) for name, text in turtle.items()}


def _nquads(name: str, turtle: str) -> str:
    graph = ox.NamedNode(f"{BASE}graph/{name}")
    triples = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE, base_iri=BASE)
    quads = (ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
    return "".join(sorted(f"{quad} .\n" for quad in quads))
