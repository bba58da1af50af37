"""What has changed is checked as if all were, and what has not is not looked at."""

import pytest

from kg.config import Settings
from kg.ids import source_id
from kg.rdf import check
from kg.rdf.article import Article, open_article
from kg.rdf.changed import changed_parts
from kg.rdf.check import check_changes, check_shapes
from kg.rdf.resolution import describe_resolution

SETTINGS = Settings()
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
IN = f"<{SETTINGS.base}graph/identity>"


@pytest.fixture
def sources(extraction) -> dict[str, Article]:
    text = extraction.document.text
    return {source_id(text): open_article(extraction, Settings().base)}


def lines_of(nquads: str) -> list[str]:
    return [f"{line}\n" for line in nquads.split("\n") if line]


@pytest.fixture
def identity(resolution, settings, sources) -> list[str]:
    graphs = describe_resolution(resolution, settings, sources)
    return lines_of(graphs[f"{settings.base}graph/identity"])


@pytest.fixture
def whole(resolution, settings, sources) -> str:
    return "".join(sorted(describe_resolution(resolution, settings, sources).values()))


def test_each_line_left_out_of_the_whole_is_found_as_by_the_whole(whole, settings):
    lines = lines_of(whole)
    found = 0
    for gone in lines:
        rest = "".join(line for line in lines if line != gone)
        expected = check_shapes(rest, settings)
        assert check_changes(lines, rest, settings) == expected, gone
        found += bool(expected)
    assert found > len(lines) / 3


def test_a_new_graph_is_checked_whole(identity, settings):
    broken = "".join(line for line in identity if LABEL not in line)
    assert check_changes([], broken, settings) == check_shapes(broken, settings) != ()


def test_parts_find_what_the_whole_does(identity, settings, monkeypatch):
    monkeypatch.setattr(
        check, "changed_parts", lambda old, new: changed_parts(old, new, most_lines=1)
    )
    broken = "".join(line for line in identity if LABEL not in line)
    assert check_changes([], broken, settings) == check_shapes(broken, settings)
    assert check_changes([], "".join(identity), settings) == ()


def test_what_has_not_changed_is_not_looked_at(identity):
    def named(count: int) -> frozenset[str]:
        many = [f'<{SETTINGS.base}actor/a{number}> {LABEL} "x" {IN} .\n' for number in range(count)]
        parts = list(changed_parts([*identity, *many], [*identity, *many, *extra]))
        assert len(parts) == 1
        return parts[0].resources | set(parts[0].nquads.split("\n"))

    extra = [f'<{SETTINGS.base}actor/new> {LABEL} "new" {IN} .\n']
    assert named(10) == named(1000)
    assert f"{SETTINGS.base}actor/new" in named(10)
    assert f"{SETTINGS.base}actor/a1" not in named(10)


def test_nothing_new_is_nothing_to_check(identity, settings, monkeypatch):
    def unwanted(_: str) -> None:
        raise AssertionError("pySHACL is not needed")

    monkeypatch.setattr(check, "parse_union", unwanted)
    assert check_changes(identity, "".join(identity), settings) == ()
