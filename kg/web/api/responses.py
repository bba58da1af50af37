"""Bodies in JSON, in the order in which they are written."""

from typing import Any

from flask import Response, json


def answer(body: Any) -> Response:
    """A body as JSON, with characters as they are."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=False)
    return Response(text + "\n", mimetype="application/json")
