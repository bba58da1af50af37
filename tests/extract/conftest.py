"""One loaded language model for all tests of this room."""

import pytest

from kg.config import DEFAULT_MODEL
from kg.extract.extractor import extract_one
from kg.extract.language import Reader
from kg.extract.options import Options
from kg.records import Document, Source


@pytest.fixture(scope="session")
def reader():
    return Reader(DEFAULT_MODEL)


@pytest.fixture
def parse(reader):
    def read(text):
        (parsed,) = reader.read([Document("a.txt", "a.txt", text, Source())])
        return parsed

    return read


@pytest.fixture
def claims_of(reader, parse):
    """The claims of a text by the rules alone."""

    def find(text):
        return extract_one(parse(text), reader.tool, Options(tagger=False)).claims

    return find
