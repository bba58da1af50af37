import json

from flask.testing import FlaskClient

from kg.resources import load_context
from kg.store.jsonld import PUBLISHED


def test_the_context_is_served_at_its_address_to_pages_of_any_site(client: FlaskClient) -> None:
    answer = client.get(PUBLISHED.removeprefix("https://kg.example"))
    assert answer.status_code == 200
    assert answer.mimetype == "application/ld+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(answer.data)["@context"] == load_context()
