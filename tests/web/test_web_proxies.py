"""What proxies say of a client counts if the operator has told that they are there."""

import io
import json
from pathlib import Path

import pytest
from services import TURTLE, WRITER, service

from kg.web.access_log import AccessLog

SAID = {"X-Forwarded-For": "192.0.2.9, 192.0.2.7", "X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(
    ("proxies", "client", "scheme"), [(0, "127.0.0.1", "http"), (1, "192.0.2.7", "https")]
)
def test_proxies_are_believed_if_they_are_there(
    tmp_path: Path, proxies: int, client: str, scheme: str
) -> None:
    log = io.StringIO()
    with service(tmp_path, proxies=proxies, log=AccessLog(log)) as app:
        answer = app.test_client().post(
            "/graph", data="<a> <b> <c> .", content_type=TURTLE, headers=WRITER | SAID
        )
        log.seek(0)
        assert json.loads(log.readline())["client"] == client
    assert answer.status_code == 201
    assert answer.headers["Location"].startswith(f"{scheme}://localhost/graph/")
