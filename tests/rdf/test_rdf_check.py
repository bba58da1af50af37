import time
from dataclasses import replace

import pytest

from kg import errors
from kg.rdf.check import Violation, check_shapes
from kg.rdf.describe import describe_extraction


def test_an_article_has_all_shapes(extraction, settings):
    assert check_shapes(describe_extraction(extraction, settings), settings) == ()


def test_a_violation_names_the_place_the_property_and_what_to_do(extraction, settings):
    nquads = describe_extraction(extraction, settings)
    broken = "\n".join(
        line
        for line in nquads.split("\n")
        if not ("/claim/c-outer>" in line and "#speaker>" in line)
    )
    assert check_shapes(broken, settings) == (
        Violation(
            "claim/c-outer",
            "https://kg.example/ontology#speaker",
            "A claim needs one speaker (kg:speaker).",
        ),
    )


def test_actors_that_the_article_does_not_describe_are_reported(extraction, settings):
    lost = replace(
        extraction, actors=tuple(a for a in extraction.actors if a.id not in {"reporters", "halm"})
    )
    found = check_shapes(describe_extraction(lost, settings), settings)
    assert [violation.focus.rsplit("/")[-1] for violation in found] == ["halm", "reporters"]


def test_a_content_that_is_asserted_is_reported(extraction, settings):
    nquads = describe_extraction(extraction, settings)
    claim = "<https://kg.example/claim/c-outer>"
    line = f"{claim} <https://other.example/warned> <https://kg.example/x> <urn:g> .\n"
    (violation,) = check_shapes(nquads + line, settings)
    assert violation.path == "https://other.example/warned"
    assert "never asserted" in violation.message


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("7" * 5000, "integer", f"“{'7' * 40}…” (5000 characters)."),
        ("next week", "dateTime", "“next week”."),
    ],
)
def test_a_literal_that_cannot_be_read_is_reported_with_its_place(
    extraction, settings, caplog, *, value, kind, shown
):
    nquads = describe_extraction(extraction, settings)
    claim = "https://kg.example/claim/c-outer"
    literal = f'"{value}"^^<http://www.w3.org/2001/XMLSchema#{kind}>'
    line = f"<{claim}> <https://kg.example/ontology#confidence> {literal} <urn:g> .\n"
    found = check_shapes(nquads + line, settings)
    said = f"The value of confidence cannot be read as {kind}: {shown}"
    path = "https://kg.example/ontology#confidence"
    assert Violation("claim/c-outer", path, said) in found
    assert [record.getMessage() for record in caplog.records] == []


def test_what_a_literal_is_worth_does_not_stop_a_check(extraction, settings):
    nquads = describe_extraction(extraction, settings)
    line = (
        "<https://kg.example/claim/c-outer> <https://kg.example/ontology#confidence> "
        f'"P{"9" * 500}Y"^^<http://www.w3.org/2001/XMLSchema#duration> <urn:g> .\n'
    )
    assert {violation.focus for violation in check_shapes(nquads + line, settings)} == {
        "claim/c-outer"
    }


def test_a_check_leaves_nothing_behind_for_the_next(extraction, settings):
    nquads = describe_extraction(extraction, settings)
    half = "\n".join(nquads.split("\n")[::2])
    first = check_shapes(half, settings)
    assert check_shapes(nquads, settings) == ()
    assert check_shapes(half, settings) == first != ()


def test_what_is_no_line_is_refused(settings):
    with pytest.raises(errors.Invalid, match="canonical"):
        check_shapes("<a> <b>", settings)


def test_a_long_article_is_checked_in_seconds(extraction, settings):
    claims = tuple(
        replace(claim, id=f"{claim.id}-{number}", nested_in=None)
        for number in range(15)
        for claim in extraction.claims
    )
    nquads = describe_extraction(replace(extraction, claims=extraction.claims + claims), settings)
    check_shapes("", settings)
    started = time.process_time()
    assert check_shapes(nquads, settings) == ()
    assert time.process_time() - started < 3
