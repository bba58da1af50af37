from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from kg import errors

Failing = Callable[[Exception], FlaskClient]


def test_the_service_may_live_while_its_store_is_ill(client: FlaskClient, failing: Failing) -> None:
    ill = failing(errors.TimedOut("No query worker became free within 5 s."))
    assert client.get("/health").json == client.get("/health/live").json == {"status": "ok"}
    assert ill.get("/health").status_code == 503
    assert ill.get("/health/live").json == {"status": "ok"}


@pytest.mark.parametrize(
    "error",
    [errors.StoreFailed("Nothing answers."), errors.BadRequest("No ASK."), errors.KgError("Ill.")],
)
def test_whatever_ails_the_store_it_is_unavailable(failing: Failing, error: Exception) -> None:
    assert failing(error).get("/health").status_code == 503
