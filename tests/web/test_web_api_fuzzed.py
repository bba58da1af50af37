"""What a tool makes of the OpenAPI document, sent to the app: good requests and bad ones."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.openapi import from_wsgi

from kg.web.api.document import document, parameters

PATHS = list(document()["paths"])
QUERIES = [path for path in PATHS if path.startswith("/api/queries/")]
QUICK = [path for path in PATHS if path not in QUERIES] + [
    f"/api/queries/questions/{name}" for name in ("said-by", "timeline", "confident-claims")
]
GOOD, BAD = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
load_all_checks()
# A value can be of its schema and refused all the same: no pattern says how many days a month has.
# And what a schema refuses may be a good value: any number is a text too.
UNFIT = {"positive_data_acceptance", "negative_data_rejection"}
FITTING = [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in UNFIT]


def send(app: Flask, path: str, mode: GenerationMode, examples: int) -> None:
    """Requests of one operation, the same in each run: no 5xx, and all as the document says."""
    operation = from_wsgi("/api/openapi.json", app)[path]["GET"]

    @given(operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def check(case: Case) -> None:
        # The tool's client for WSGI does not undo the compression that it asks for.
        case.call_and_validate(checks=FITTING, headers={"Accept-Encoding": "identity"})

    check()


def ways(paths: list[str]) -> list[tuple[str, GenerationMode]]:
    """Each path with good requests, and with bad ones where it has parameters to be bad."""
    bad = [path for path in paths if parameters(document()["paths"][path]["get"])]
    return [*((path, GOOD) for path in paths), *((path, BAD) for path in bad)]


@pytest.mark.parametrize(("path", "mode"), ways(QUICK))
def test_some_requests(app: Flask, path: str, mode: GenerationMode) -> None:
    send(app, path, mode, 5)


@pytest.mark.slow
@pytest.mark.parametrize(("path", "mode"), ways(PATHS))
def test_many_requests(app: Flask, path: str, mode: GenerationMode) -> None:
    send(app, path, mode, 60 if path in QUICK else 10)
