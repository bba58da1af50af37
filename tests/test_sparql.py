import contextlib
import time

import pytest

from kg import errors, sparql
from kg.sparql import updates

FORMS = [
    ("SELECT * {}", "SELECT"),
    ("select?x{}", "SELECT"),
    ("# a comment with ASK\nCONSTRUCT {} WHERE {}", "CONSTRUCT"),
    ("BASE <http://x/> PREFIX ask: <#select> PREFIX : <y> ASK {}", "ASK"),
    ("PREFIX a:<b#c>DESCRIBE <x>", "DESCRIBE"),
    ("\\u0041SK {}", "ASK"),
]


@pytest.mark.parametrize(("query", "form"), FORMS)
def test_form(query: str, form: str) -> None:
    assert sparql.form(query) == form


@pytest.mark.parametrize("query", ["", "  # SELECT", "PREFIX a: <b>", "PREFIX", "WHERE {}", "?x"])
def test_no_form(query: str) -> None:
    with pytest.raises(errors.BadRequest, match="begin with one of SELECT"):
        sparql.form(query)


@pytest.mark.parametrize("word", ["INSERT", "delete", "LOAD", "CLEAR", "Drop", "WITH"])
def test_updates_are_refused(word: str) -> None:
    with pytest.raises(errors.BadRequest, match=f"{word.upper()} is an update"):
        sparql.form(f"PREFIX a: <b> {word} DATA {{ }}")


def test_prefixes_are_those_of_the_prologue_with_an_absolute_iri() -> None:
    query = (
        "BASE <x:y> PREFIX a: <urn:a#> prefix : <urn:b> PREFIX c: <d> SELECT * { a:b <urn:e> 1 }"
    )
    assert sparql.prefixes(query) == {"a": "urn:a#", "": "urn:b"}
    assert sparql.prefixes("PREFIX a: <urn:a>") == {"a": "urn:a"}


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT * FROM <urn:g> { }", (("urn:g",), ())),
        ("CONSTRUCT { ?s ?p ?o } from named <urn:g> WHERE { }", ((), ("urn:g",))),
        ('SELECT ?from { ?s <urn:FROM> "FROM" } # FROM', ((), ())),
        ("PREFIX : <urn:b> ASK FROM :g FROM# why\n<urn:g> { }", (("urn:bg", "urn:g"), ())),
        ("PREFIX a: <urn:a> SELECT * { ?s a:from ?from . ?from a:wasFrom ?o }", ((), ())),
        ("ASK \\u0046ROM <urn:g> { }", (("urn:g",), ())),
        (
            "BASE <http://x/y/> PREFIX e: <urn:e:> ASK FROM <z> FROM e:a\\.b { }",
            (("http://x/y/z", "urn:e:a.b"), ()),
        ),
    ],
)
def test_named_graphs(query: str, named: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert sparql.named_graphs(query) == named


@pytest.mark.parametrize(
    ("query", "all_"),
    [
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", True),
        ("PREFIX a: <urn:a#> construct{?s $p ?o.}{?s ?p ?o .} # all", True),
        ("CONSTRUCT WHERE { ?a ?b ?c }", True),
        ("CONSTRUCT { ?s ?p ?o }", False),
        ("CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o }", False),
        ("CONSTRUCT WHERE { ?s ?p ?s }", False),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 5", False),
        ("CONSTRUCT { ?s ?p ?o } FROM <urn:g> WHERE { ?s ?p ?o }", False),
        ("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", False),
        ("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }", False),
    ],
)
def test_a_query_may_copy_all_that_it_sees(query: str, *, all_: bool) -> None:
    assert sparql.copies_all(query) == all_


def test_tokens_know_strings_iris_names_and_where_they_start() -> None:
    text = '?x a:b.c <urn:#d> """e " \'# f"""@en \'it\\\'s\' # g\n}'
    found = [(token.kind, token.text) for token in sparql.tokens(text)]
    assert found == [
        ("variable", "?x"),
        ("name", "a:b.c"),
        ("iri", "<urn:#d>"),
        ("string", '"""e " \'# f"""'),
        ("other", "@"),
        ("word", "en"),
        ("string", "'it\\'s'"),
        ("other", "}"),
    ]
    assert all(text.startswith(token.text, token.start) for token in sparql.tokens(text))


INNOCENT = [
    "SELECT ?service { ?service ?p ?o . GRAPH ?service { ?o ?q ?r } }",
    'SELECT * { ?s ?p "SERVICE <x> { }" }',
    "SELECT * { ?s ?p 'it\\'s a SERVICE <x> { }' }",
    'SELECT * { ?s ?p """\n"SERVICE" <x> {\n SERVICE <x> { } """ }',
    "PREFIX service: <urn:s:> SELECT * { ?s a service:SERVICE . ?s service:service ?z . }",
    "PREFIX ex: <urn:e:> SELECT * { ?s ex:service ?o OPTIONAL { ?s ?p ?o } }",
    "SELECT * { ?s <http://x/SERVICE/y> ?o . ?o <http://x#service> ?p }",
    "# SERVICE <x> { }\nASK { }",
    'SELECT * { FILTER(?a<?b && ?b>3) BIND("SERVICE <x> {" AS ?c) }',
    "PREFIX schema: <urn:s> SELECT * { ?s schema:serviceType ?t # a service {\n }",
]


@pytest.mark.parametrize("query", INNOCENT)
def test_the_word_service_alone_is_no_call(query: str) -> None:
    sparql.refuse_remote(query)


# Each of these made pyoxigraph 0.5 open a connection, or would make an engine that decodes first.
CALLS = [
    "SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "SELECT * { {} service\n#c\nsilent\t?x{ ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<x>{ ?s ?p ?o } }",
    "PREFIX e: <x> SELECT * { SERVICEe:foo { ?s ?p ?o } }",
    "PREFIX : <x> PREFIX service: <y> SELECT * { service:foo { ?s ?p ?o } }",
    "PREFIX e: <http://a:> SELECT * { ?s ?p e:SERVICE<x>{ ?s ?p ?o } }",
    "PREFIX : <x> SELECT * { ?service service:x { } }",
    "SELECT * { ?s ?p trueSERVICE<x>{ ?s ?p ?o } }",
    "SELECT * { VALUES ?x {1}SERVICE<x>{ ?s ?p ?o } }",
    "SELECT * { #\rSERVICE <x> { ?s ?p ?o } }",
    "SELECT * { FILTER(?a<?b)SERVICE#>\n<x> { ?s ?p ?o } }",
    'SELECT * { FILTER(?a<?b#>"""\n) SERVICE <x> { ?s ?p ?o } } #"""',
    "SELECT * { FILTER(?a<'#>')SERVICE<x>{ ?s ?p ?o } #'\n}",
    'SELECT * { VALUES ?x { """a" } SERVICE <x> { ?s ?p ?o } #\\uD800\n#"""\n }',
    "SELECT * { SERVIC\\u0045 <x> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "\\u0022 SERVICE <x> { ?s ?p ?o } #" }',
]


@pytest.mark.parametrize("query", CALLS)
def test_calls_of_other_servers_are_refused(query: str) -> None:
    with pytest.raises(errors.BadRequest, match="SERVICE is not allowed"):
        sparql.refuse_remote(query)


@pytest.mark.parametrize(
    "part", ["service", "service#", "service<", "a.", '"""\\q', "'''", "<a", '"a', "service ?x\n"]
)
def test_hostile_texts_take_no_long_time(part: str) -> None:
    query = part * (100_000 // len(part))
    began = time.monotonic()
    with contextlib.suppress(errors.BadRequest):
        sparql.refuse_remote(query)
    list(sparql.tokens(query))
    assert time.monotonic() - began < 5


UPDATE = """PREFIX : <urn:> # }
INSERT DATA { :a :b 'x}' . GRAPH :g { :a :b 2 } . :c :d 1 } ;
DELETE { ?s ?p ?o } INSERT { GRAPH ?g { ?s :p ?o } } WHERE { ?s ?p ?o FILTER (?o<3 && ?o>1) } ;
DELETE WHERE { ?s ?p ?o } ; COPY DEFAULT TO :g
"""


def test_operations_of_an_update() -> None:
    found = updates.operations(UPDATE)
    assert [operation.names[:2] for operation in found] == [
        ("INSERT", "DATA"), ("DELETE", "INSERT"), ("DELETE", "WHERE"), ("COPY", "DEFAULT"),
    ]  # fmt: skip
    assert [operation.is_data for operation in found] == [True, False, False, False]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "INSERT DATA { GRAPH <urn:o> { :a :b 'x}' . } GRAPH :g { :a :b 2 } "
            ". GRAPH <urn:o> { :c :d 1 } }"),
        (1, "DELETE { GRAPH <urn:o> { ?s ?p ?o } } INSERT { GRAPH ?g { ?s :p ?o } } "
            "WHERE { ?s ?p ?o FILTER (?o<3 && ?o>1) }"),
        (2, "DELETE { GRAPH <urn:o> { ?s ?p ?o } } WHERE { ?s ?p ?o }"),
        (3, "COPY GRAPH <urn:o> TO :g"),
    ],
)  # fmt: skip
def test_the_default_graph_of_an_update_is_named(number: int, expected: str) -> None:
    operation = updates.operations(UPDATE)[number]
    written = updates.with_default(UPDATE, operation, "urn:o")
    assert " ".join(written.split()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DROP ALL ; PREFIX : <urn:> CLEAR ALL", "PREFIX : <urn:> DROP ALL ; CLEAR ALL"),
        (
            "PREFIX : <urn:> DROP ALL ; PREFIX : <urn:> PREFIX A: <urn:A> PREFIX a: <b> CLEAR ALL",
            "PREFIX : <urn:> PREFIX : <urn:> PREFIX A: <urn:A> PREFIX a: <b> DROP ALL ; CLEAR ALL",
        ),
        ("PREFIX : <urn:a> DROP ALL ; PREFIX : <urn:b> CLEAR ALL", None),
        ("BASE <urn:a> DROP ALL ; BASE <urn:b> CLEAR ALL", None),
        ("PREFIX : <urn:a> DROP ALL ; CLEAR ALL ;", None),
        ("", None),
    ],
)
def test_declarations_go_before_the_first_operation(text: str, expected: str | None) -> None:
    written = updates.hoisted(text)
    assert (" ".join(written.split()) if expected else written) == (expected or text)


LOADS = ["LOAD <x:a>", "CLEAR ALL;load#\nsilent e:a", "PREFIX e: <x:>LOAD e:a", "BASE <x:>LOAD<a>"]


@pytest.mark.parametrize("update", LOADS)
def test_loads_are_refused(update: str) -> None:
    with pytest.raises(errors.BadRequest, match="LOAD is not allowed"):
        sparql.refuse_load(update)


@pytest.mark.parametrize(
    "update",
    [
        "PREFIX load: <urn:> INSERT DATA { load:a load:load load:b }",
        "INSERT DATA { <urn:load> <urn:p> 'LOAD <x:a>' } # LOAD <x:a>",
        "DELETE WHERE { ?load ?p ?o }",
    ],
)
def test_the_word_load_alone_is_no_load(update: str) -> None:
    sparql.refuse_load(update)
