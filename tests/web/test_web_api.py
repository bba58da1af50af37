"""The lists and resources of the API over the small graph."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from small_graph import BASE, A, B
from werkzeug.test import TestResponse

from kg import queries
from kg.web.api import lists
from kg.web.api.asking import table

SOLBERG = f"{BASE}actor/mira-solberg"
VARGA = f"{BASE}actor/anton-varga"
ALL = ["b11111111111", "a33333333333", "a22222222222", "a11111111111"]


def get(client: FlaskClient, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return answer.json


def ids(client: FlaskClient, address: str) -> list[str]:
    return [item["id"] for item in get(client, address)["items"]]


def next_of(answer: TestResponse) -> str | None:
    """The next page by the header, which says the same as the body."""
    headers = {
        part.partition('rel="')[2].rstrip('"'): part.partition(">")[0].lstrip("<")
        for part in answer.headers.getlist("Link")
    }
    assert headers == answer.json["links"]
    return headers.get("next")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", ALL),
        ("speaker=mira-solberg", ["a33333333333", "a11111111111"]),
        (f"speaker={SOLBERG}", ["a33333333333", "a11111111111"]),
        ("speaker=SOLBERG", ["a33333333333", "a11111111111"]),
        ("speaker=Sol", []),
        ("speaker=Solberg&about=Varga", ["a11111111111"]),
        ("about=anton-varga", ["a11111111111"]),
        # Claims that alone tell of an event are about it, and of the talks one claim says more.
        ("about=talks", ["b11111111111", "a33333333333"]),
        ("event=talks", ["b11111111111", "a33333333333"]),
        ("event=promise", ["a11111111111"]),
        ("event=talks&speaker=Varga", ["b11111111111"]),
        ("about=Varga&event=talks", []),
        ("about=Varga&event=promise", ["a11111111111"]),
        (f"source={A.id}", ALL[1:]),
        (f"speaker=Varga&source={A.id}", ["a22222222222"]),
        ("act=promise", ["b11111111111", "a22222222222"]),
        (f"act=promise&source={B.id}", ["b11111111111"]),
        ("words=FERRY", ["b11111111111", "a22222222222", "a11111111111"]),
        ("words=ferry&speaker=Solberg", ["a11111111111"]),
        ("confidence=0.8", ["b11111111111"]),
        ("confidence=0.9", []),
        ("since=2031-03-05", ["b11111111111"]),
        ("until=2031-03-04", ALL[1:]),
        ("since=2031-03-05&speaker=Varga", ["b11111111111"]),
        ("since=2031-03-06", []),
    ],
)
def test_claims_by_each_filter(client: FlaskClient, asked: str, expected: list[str]) -> None:
    assert ids(client, f"/api/claims?{asked}") == expected


def test_a_claim_in_short(client: FlaskClient) -> None:
    (found,) = get(client, "/api/claims?event=promise")["items"]
    assert found == {
        "id": "a11111111111",
        "iri": f"{BASE}claim/a11111111111",
        "links": {
            "self": "http://localhost/api/claims/a11111111111",
            "page": "/claim/a11111111111",
        },
        "text": "Anton Varga had promised Lena Okafor a ferry by spring",
        "speaker": {"iri": SOLBERG, "name": "Mira Solberg"},
        "act": "state",
        "quotation": "indirect",
        "polarity": "positive",
        "confidence": None,
        "addressees": [{"iri": f"{BASE}actor/reporters", "name": "reporters"}],
        "about": [{"iri": VARGA, "name": "Anton Varga"}],
        "nested_in": None,
        "source": {
            "iri": f"{BASE}source/{A.id}",
            "name": "Harbour talks <script>alert(1)</script>",
            "publisher": "Nordhavn Post",
            "published": "2031-03-04",
        },
    }


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/api/actors", ["anton-varga", "lena-okafor", "mira-solberg", "nordhavn", "reporters"]),
        ("/api/actors?words=ER", ["mira-solberg", "reporters"]),
        (f"/api/actors?source={B.id}", ["anton-varga"]),
        (f"/api/actors?source={A.id}&words=mira", ["mira-solberg"]),
        ("/api/actors?same_as=https://people.example/Q1", ["mira-solberg"]),
        ("/api/actors?type=place", []),
        ("/api/events", ["talks", "promise"]),
        ("/api/events?actor=Solberg", ["talks"]),
        ("/api/events?actor=Varga", []),
        (f"/api/events?source={A.id}", ["talks", "promise"]),
        (f"/api/events?source={B.id}", ["talks"]),
        (f"/api/events?actor=Solberg&source={B.id}", ["talks"]),
        ("/api/events?words=VARGA", ["promise"]),
        ("/api/events?type=CONSULT&status=occurred", ["talks", "promise"]),
        ("/api/events?type=AID", []),
        ("/api/events?status=denied", []),
        ("/api/events?since=2031-03-04&until=2031-03-04", ["talks"]),
        ("/api/events?since=2031-03-05", []),
        ("/api/events?until=2031-03-03", []),
        ("/api/sources", [B.id, A.id]),
        ("/api/sources?publisher=nordhavn+post", [A.id]),
        ("/api/sources?words=FERRY", [B.id]),
        ("/api/sources?since=2031-03-05", [B.id]),
        ("/api/sources?until=2031-03-04", [A.id]),
    ],
)
def test_the_other_lists(client: FlaskClient, address: str, expected: list[str]) -> None:
    assert ids(client, address) == expected


def test_actors_events_and_sources_in_short(client: FlaskClient) -> None:
    (solberg,) = get(client, "/api/actors?words=mira")["items"]
    assert (solberg["name"], solberg["type"]) == ("Mira Solberg", "person")
    assert solberg["same_as"] == ["https://people.example/Q1", "javascript:alert(1)"]
    (talks,) = get(client, "/api/events?actor=Solberg")["items"]
    assert (talks["name"], talks["time"]) == ("talks (Nordhavn)", "2031-03-04")
    assert talks["participants"] == [
        {"iri": SOLBERG, "name": "Mira Solberg", "part": "participant"}
    ]
    assert talks["sources"] == [f"{BASE}source/{B.id}", f"{BASE}source/{A.id}"]
    (harbour,) = get(client, "/api/sources?words=harbour")["items"]
    assert (harbour["authors"], harbour["claims"]) == (["Ida Blom"], 3)
    assert (harbour["address"], harbour["language"]) == ("https://post.example/harbour", "en")


@pytest.mark.parametrize("kind", ["claims", "actors", "events", "sources"])
@pytest.mark.parametrize("more", ["", "&source="])
def test_pages_follow_one_another_and_leave_nothing_out(
    client: FlaskClient, kind: str, more: str
) -> None:
    more = f"{more}{A.id}" if more and kind != "sources" else ""
    whole = get(client, f"/api/{kind}?limit=200{more}")
    assert whole["total"] == len(whole["items"]) > 0
    assert "next" not in whole["links"]
    seen, address = [], f"/api/{kind}?limit=1{more}"
    while address:
        answer = client.get(address)
        seen += answer.json["items"]
        assert len(answer.json["items"]) == 1
        address = next_of(answer)
    assert seen == whole["items"]


@pytest.mark.parametrize("kind", ["claims", "events"])
def test_a_request_looks_at_some_articles_and_the_next_goes_on(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    whole = ids(client, f"/api/{kind}")
    monkeypatch.setattr(lists, "STEPS", (1,))
    pages, address = [], f"/api/{kind}"
    while address:
        answer = client.get(address)
        pages.append([item["id"] for item in answer.json["items"]])
        address = next_of(answer)
    assert [id_ for page in pages for id_ in page] == whole
    assert pages[0]
    assert pages[1]
    assert ids(client, f"/api/{kind}?words=nobody+says+this") == []
    assert "next" in get(client, f"/api/{kind}?words=nobody+says+this")["links"]


def test_a_full_page_looks_at_the_newest_articles_alone(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = []

    def record(name: str, **values: Any) -> Any:
        looked_at.append((name, values.get("source")))
        return table(name, **values)

    monkeypatch.setattr(lists, "STEPS", (1, 1))
    monkeypatch.setattr(lists, "table", record)
    get(client, "/api/claims?limit=1&until=2031-03-04")
    assert looked_at[1:] == [("api/claims-in-sources", [f"{BASE}source/{A.id}"])]


def test_as_many_articles_are_listed_as_a_request_looks_at() -> None:
    text = queries.load_query("api/newest-sources").text
    assert text.rstrip().endswith(f"LIMIT {sum(lists.STEPS)}")


def test_a_page_keeps_its_filters_in_its_links(client: FlaskClient) -> None:
    links = get(client, "/api/claims?speaker=Mira%20Solberg&limit=1")["links"]
    assert links["first"] == "http://localhost/api/claims?speaker=Mira+Solberg&limit=1"
    assert links["next"].startswith(links["first"] + "&cursor=")
    assert ids(client, links["next"]) == ["a11111111111"]


def test_a_claim_with_its_chain_evidence_and_disputes(client: FlaskClient) -> None:
    found = get(client, "/api/claims/a22222222222")
    assert found["nested_in"] == f"{BASE}claim/a11111111111"
    parts = found["parts"]
    assert [hop["speaker_label"] for hop in parts["chain"]] == ["Anton Varga", "Mira Solberg"]
    words = {(row["kind"], row["words"]) for row in parts["marks"]}
    assert ("content", "a ferry by spring") in words
    start = next(row["start"] for row in parts["marks"] if row["kind"] == "content")
    assert A.text[start:].startswith("a ferry by spring")
    assert {row["report"] for row in parts["reports"]} >= {f"{BASE}claim/b11111111111"}
    disputed = get(client, "/api/claims/b11111111111")["parts"]["disputes"]
    assert {row["said"] for row in disputed} == {"40 minute", "50 minute"}


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/api/actors/anton-varga", "decisions"),
        ("/api/events/talks", "participants"),
        (f"/api/sources/{A.id}", "furniture"),
    ],
)
def test_other_resources_with_what_their_pages_show(
    client: FlaskClient, address: str, part: str
) -> None:
    found = get(client, address)
    assert found["links"]["self"] == f"http://localhost{address}"
    assert client.get(found["links"]["page"]).status_code == 200
    assert len(found["parts"][part]) == 1


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("/api/claims/none", 404, f"{BASE}claim/none"),
        ("/api/actors/none", 404, "nothing with the address"),
        ("/api/nothing/at/all", 404, "/api lists those it has"),
        ("/api/claims?speeker=x", 400, "no parameter 'speeker'; it has speaker, about"),
        ("/api/claims/a11111111111?format=csv", 400, "it has none"),
        ("/api/claims?act=warn&act=state", 400, "act is given 2 times"),
        ("/api/claims?act=sing", 400, "one of state, warn"),
        ("/api/claims?limit=0", 400, "1 to 200"),
        ("/api/claims?limit=many", 400, "1 to 200"),
        ("/api/claims?confidence=nan", 400, "0 to 1"),
        ("/api/claims?since=2021", 400, "'since' takes a date: '2021' is no day that"),
        ("/api/claims?until=2021-02-30", 400, "'2021-02-30' is no day"),
        ("/api/actors?same_as=x", 400, "'same_as' takes an iri: 'x' is not an absolute IRI"),
        ("/api/claims?source=http://a%20b", 400, "not an absolute IRI"),
        ("/api/claims?cursor=%C3%BC", 400, "not a cursor"),
        ("/api/claims?cursor=a", 400, "not a cursor"),
        ("/api/claims?speaker=", 400, "speaker has 0 characters"),
        ("/api/claims?words=" + "x" * 201, 400, "words has 201 characters"),
    ],
)
def test_problems_are_told(client: FlaskClient, address: str, status: int, detail: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["status"] == status
    assert detail in answer.json["detail"]


def test_only_json_is_offered_and_nothing_is_written(client: FlaskClient) -> None:
    assert client.get("/api/claims", headers={"Accept": "text/csv"}).status_code == 406
    refused = client.post("/api/claims")
    assert (refused.status_code, refused.mimetype) == (405, "application/problem+json")
    assert client.head("/api/claims").status_code == 200
