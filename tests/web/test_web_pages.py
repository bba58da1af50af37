import re
from html import unescape
from html.parser import HTMLParser

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from small_graph import BASE, SHA256_OF_NAMES, SHA256_OF_TAGGER, A, B

from kg import queries
from kg.web.views import PARTS

HTML = {"Accept": "text/html"}
CLAIM = "/claim/a22222222222"
PAGES = [
    "/", "/search?q=solberg", "/sparql", "/ontology", "/queries",
    "/query/browse/home-speakers?run=1",
    f"/source/{A.id}", f"/source/{B.id}", "/actor/mira-solberg", "/event/talks", CLAIM,
    "/claim/a33333333333", "/statement/s1", "/dispute/p1", "/tool/kg-1",
]  # fmt: skip


def words(client: FlaskClient, path: str) -> str:
    """What a reader sees of a page, in one line."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    visible = unescape(re.sub(r"<[^>]*>", " ", answer.text.partition("<main")[2]))
    return re.sub(r"\s+([,.:])", r"\1", " ".join(visible.split()))


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_home(client: FlaskClient) -> None:
    page = words(client, "/")
    for count in ("2 articles", "4 claims", "5 actors", "2 events", "1 statements", "1 disputes"):
        assert count in page
    assert page.index("Ferry promised, aide says") < page.index("Harbour talks <script>")
    assert "Anton Varga 2 Mira Solberg 2" in page
    assert "Anton Varga a new ferry promise 2031-03-05" in page
    assert "a ferry by spring promise" not in page  # hearsay comes with the claim that holds it


def test_search(client: FlaskClient) -> None:
    assert 'href="/actor/mira-solberg"' in client.get("/search?q=SOLB", headers=HTML).text
    hostile = client.get('/search?q="><script>', headers=HTML).text
    assert "<script>" not in hostile
    assert "No actor is called anything with" in hostile


def test_source(client: FlaskClient) -> None:
    page = words(client, f"/source/{A.id}")
    for expected in (
        "Publisher Nordhavn Post", "Published 2031-03-04", "Author Ida Blom", "Credits Coast Wire",
        "Mira Solberg told reporters that Anton Varga had promised Lena Okafor a ferry by spring.",
        "Mira Solberg Person, 2×", "talks (Nordhavn) CONSULT, occurred, 2031-03-04",
        "comment form: Sign in to comment", "kg 0.1.0", "small_model 3.8.0",
    ):  # fmt: skip
        assert expected in page
    listed = page.partition("Claims 3")[2]
    assert listed.index("Anton Varga had promised") < listed.index("Anton Varga a ferry by spring")
    assert listed.index("Anton Varga a ferry by spring") < listed.index("We will <b>not</b> wait")


def test_marks_of_a_source_stand_where_they_should(client: FlaskClient) -> None:
    page = client.get(f"/source/{A.id}", headers=HTML).text
    start = A.text.index("a ferry by spring")
    assert f'id="c{start}" class="claim span" href="/claim/a22222222222"' in page
    assert f'id="c{A.text.index("told")}" class="cue span"' in page
    assert '<span id="c' in page.partition("Sign in to comment")[0].rpartition("\n")[2]


def test_actor(client: FlaskClient) -> None:
    page = words(client, "/actor/mira-solberg")
    for expected in (
        "Type Person", "Called Mira Solberg in 1, Solberg in 1", "https://people.example/Q1",
        "harbour minister: Mira Solberg", "We will <b>not</b> wait,", "No claim is about",
        "talks (Nordhavn) CONSULT, as participant, 2031-03-04", "as Mira Solberg, 2×",
    ):  # fmt: skip
        assert expected in page
    page = words(client, "/actor/anton-varga")
    for expected in (
        "Said 2", "Spoken of 1", "Mira Solberg Anton Varga had promised",
        f"Anton Varga in {B.id} Anton Varga in {A.id} same-name 1 both are called Anton Varga",
    ):  # fmt: skip
        assert expected in page
    assert page.index("a new ferry") < page.index("a ferry by spring")  # newest first


def test_event(client: FlaskClient) -> None:
    page = words(client, "/event/talks")
    for expected in (
        "Time 2031-03-04", "Mira Solberg participant, in 1: Solberg", "40 minute: 40 minutes",
        "50 minute: 50 minutes", "figure: 50 minute and 40 minute cannot both hold",
        "Mira Solberg We will <b>not</b> wait,", "2031-03-04 Harbour talks",
        "talks only claimed, by Anton Varga occurred",
        "After promise (Varga) After that, Harbour talks",
    ):  # fmt: skip
        assert expected in page
    assert "Before talks (Nordhavn) 2031-03-04 After that" in words(client, "/event/promise")


def test_claim(client: FlaskClient) -> None:
    page = words(client, CLAIM)
    start = A.text.index("a ferry by spring")
    for expected in (
        "Said by Anton Varga named in the source", "Said to Lena Okafor", "Kind promise indirect",
        f"content a ferry by spring {start}–{start + 17}",
        "Each quote below is what stands in the stored text",
        "Anton Varga promised to Lena Okafor promise a ferry by spring"
        " Mira Solberg harbour minister told to reporters state",
        "Stands in Harbour talks <script>alert(1)</script>", "Independent origins 2",
        "Reported since 2031-03-04",
        "2 reports of one statement, from 2 independent origins", "a new ferry Ferry promised",
        "same-words 0.8 ferry is in both", "Rule reporting-verb",
    ):  # fmt: skip
        assert expected in page
    assert "Other" not in words(client, "/claim/a33333333333")
    assert "Claims inside it Anton Varga a ferry by spring" in words(client, "/claim/a11111111111")
    assert "Disputed figure: 50 minute and" in words(client, "/claim/b11111111111")
    assert "Disputed" not in page
    assert "relayed by Coast Wire: Coast Wire" in words(client, "/claim/b11111111111")


def test_how_a_claim_was_found(client: FlaskClient) -> None:
    by_rules = words(client, CLAIM).partition("How it was found")[2]
    assert "Tagger" not in by_rules
    assert "Confidence" not in by_rules
    tagged = words(client, "/claim/b11111111111").partition("How it was found")[2]
    assert "Rule reporting-verb Confidence 0.87 how likely" in tagged
    assert f"Tagger of claims claims 1.0, SHA-256 {SHA256_OF_TAGGER}" in tagged
    assert f"Authority file SHA-256 {SHA256_OF_NAMES}" in tagged
    assert "Authority file" not in by_rules
    listed = words(client, f"/source/{B.id}").partition("Claims 1")[2]
    assert "a new ferry promise indirect 0.87" in listed
    assert "Tagger of claims claims 1.0" in listed


@pytest.mark.parametrize("address", [f"{CLAIM}/pack", f"{CLAIM}?format=pack"])
def test_evidence_pack_of_a_claim(client: FlaskClient, address: str) -> None:
    assert f'href="{CLAIM}/pack"' in client.get(CLAIM, headers=HTML).text
    answer = client.get(address, follow_redirects=True)
    assert answer.mimetype == "application/trig"
    assert 'filename="a22222222222.trig"' in answer.headers["Content-Disposition"]
    assert answer.text.startswith("# Evidence pack of one claim, format 1\n")
    assert "# | as told by Mira Solberg (harbour minister) «told» to reporters" in answer.text
    assert client.get("/claim/none/pack").status_code == 404


def test_claim_whose_text_is_not_what_was_quoted(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.web.evidence.article_text", lambda _: A.text.replace("ferry", "tram!"))
    assert "A quote below is not what stands in the stored text" in words(client, CLAIM)
    monkeypatch.setattr("kg.web.evidence.article_text", lambda _: None)
    assert "The text is not kept beside this graph" in words(client, CLAIM)
    assert "The text is not kept beside this graph" in words(client, f"/source/{A.id}")


def test_local_resources_lead_to_the_global_one(client: FlaskClient) -> None:
    for local, shared in (
        (f"/source/{B.id}/actor/anton-varga", "/actor/anton-varga"),
        (f"/source/{A.id}/event/talks", "/event/talks"),
    ):
        answer = client.get(local, headers=HTML)
        assert (answer.status_code, answer.headers["Location"]) == (303, shared)
    own = client.get(f"/source/{B.id}/actor/anton-varga?format=ntriples")
    assert f"<{BASE}source/{B.id}/actor/anton-varga>" in own.text


def test_other_resources_have_a_plain_page(client: FlaskClient) -> None:
    page = words(client, "/statement/s1")
    assert "reportedAs a22222222222 b11111111111" in page
    assert "p1 side" in words(client, "/dispute/p1/side/1")


def test_terms(client: FlaskClient) -> None:
    page = client.get("/ontology", headers=HTML).text
    assert 'id="Claim"' in page
    assert 'id="nestedIn"' in page
    assert client.get("/ontology/act/promise", headers=HTML).status_code == 200
    assert client.get("/ontology?format=turtle").mimetype == "text/turtle"


def test_queries_are_listed_and_run(client: FlaskClient) -> None:
    listed = client.get("/queries", headers=HTML).text
    for query in queries.all_queries():
        assert f'href="/query/{query.name}"' in listed
    page = words(client, f"/query/browse/source-claims?source={BASE}source/{A.id}&run=1")
    assert "3 rows" in page
    assert "a ferry by spring" in page
    assert "Yes" in words(client, "/query/browse/health?run=1")
    assert "This makes RDF" in words(client, "/query/browse/claim-graph?run=1")
    assert "kg build --reason" in words(client, "/query/questions/members-of-bodies?run=1")
    assert (
        "is not an absolute IRI"
        in client.get("/query/browse/source-claims?source=nowhere&run=1").text
    )
    assert client.get("/query/none").status_code == 404


@pytest.mark.parametrize("path", ["/claim/none", "/source/none", "/actor/x%3E%20y", "/none/at/all"])
def test_unknown(client: FlaskClient, path: str) -> None:
    for accept in ("text/html", "text/turtle"):
        answer = client.get(path, headers={"Accept": accept})
        assert answer.status_code == 404
        assert f"There is nothing with the address {BASE}{path[1:]} in this graph." in answer.text


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (CLAIM, ["claim/a11111111111", f"source/{A.id}", "tool/kg-1", "statement/s1"]),
        (f"/source/{A.id}", ["claim/a33333333333", f"source/{A.id}/event/talks"]),
        ("/actor/anton-varga", [f"source/{B.id}/actor/anton-varga", "decision/d1"]),
        (
            "/event/talks",
            [
                f"source/{A.id}/event/talks/quantity/1-2",
                f"source/{A.id}/event/talks/link/after/promise",
            ],
        ),
        ("/dispute/p1", ["dispute/p1/side/2"]),
    ],
)
def test_every_page_is_also_rdf(client: FlaskClient, path: str, expected: list[str]) -> None:
    for media_type in ("text/turtle", "application/ld+json", "application/n-triples"):
        answer = client.get(path, headers={"Accept": media_type})
        assert answer.mimetype == media_type
        triples = ox.parse(answer.data, format=ox.RdfFormat.from_media_type(media_type))
        subjects = {triple.subject.value for triple in triples}
        assert {f"{BASE}{name}" for name in (path[1:], *expected)} <= subjects
    assert client.get(f"{path}?format=jsonld").mimetype == "application/ld+json"
    assert client.get(f"{path}?format=csv").status_code == 400
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_safe_and_whole(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=HTML)
    elements = Elements(answer.text).found
    scripts = [attrs for tag, attrs in elements if tag == "script"]
    assert all(attrs.get("src") for attrs in scripts)
    assert not [name for _, attrs in elements for name in attrs if name.startswith("on")]
    links = [attrs["href"] or "" for _, attrs in elements if "href" in attrs]
    assert not [link for link in links if link.startswith("javascript:")]
    assert [tag for tag, _ in elements].count("h1") == 1
    searched = [attrs.get("value") for _, attrs in elements if attrs.get("id") == "q"]
    assert searched == (["solberg"] if "search" in path else [""])
    ids = [attrs["id"] for _, attrs in elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    fields = {attrs.get("id") for tag, attrs in elements if tag in ("input", "select", "textarea")
              and attrs.get("type") != "hidden"}  # fmt: skip
    assert fields <= {attrs.get("for") for tag, attrs in elements if tag == "label"}
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES)
def test_no_link_is_dead(client: FlaskClient, path: str) -> None:
    elements = Elements(client.get(path, headers=HTML).text).found
    links = {(attrs["href"] or "").partition("#")[0] for _, attrs in elements if "href" in attrs}
    inside = sorted(link for link in links if link.startswith("/") and "/query/" not in link)
    dead = [link for link in inside if client.get(link, headers=HTML).status_code not in (200, 303)]
    assert dead == []


def test_evidence_links_have_their_targets(client: FlaskClient) -> None:
    for path in (CLAIM, "/event/talks", "/actor/mira-solberg"):
        elements = Elements(client.get(path, headers=HTML).text).found
        links = {attrs["href"] or "" for _, attrs in elements if "#c" in (attrs.get("href") or "")}
        assert links
        for page, _, target in (link.partition("#") for link in links):
            assert f'id="{target}"' in client.get(page, headers=HTML).text, f"{path} {target}"


def test_every_browse_query_has_its_page() -> None:
    shipped = {query.name for query in queries.all_queries() if query.folder == "browse"}
    alone = {"health", "size", "search", "global", "resource", "resource-incoming", "graph-size"}
    graphs = {f"{kind}-graph" for kind in (*PARTS, "resource") if kind != "home"}
    parts = {f"{kind}-{part}" for kind, names in PARTS.items() for part in names}
    assert shipped == {f"browse/{name}" for name in alone | graphs | parts}
