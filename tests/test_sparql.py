import contextlib
import time

import pytest

from kg import errors, sparql

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
        ("SELECT * FROM <urn:g> { }", True),
        ("CONSTRUCT { ?s ?p ?o } from named <urn:g> WHERE { }", True),
        ('SELECT ?from { ?s <urn:FROM> "FROM" } # FROM', False),
    ],
)
def test_names_dataset(query: str, named: bool) -> None:
    assert sparql.names_dataset(query) is named


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
