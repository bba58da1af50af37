"""One loaded language model for all tests of this room."""

import pytest

from kg.config import DEFAULT_MODEL
from kg.extract.language import Reader


@pytest.fixture(scope="session")
def reader():
    return Reader(DEFAULT_MODEL)
