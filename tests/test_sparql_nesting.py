import pytest

from kg import errors, sparql

DEEP = sparql.MOST_STEPS


@pytest.mark.parametrize("opening", ["{", "(", "[", "{(", "\\u007B"])
def test_brackets_in_brackets_are_refused(opening: str) -> None:
    text = f"SELECT * {{\n{opening * 400}"
    with pytest.raises(errors.BadRequest, match=r"At line 2, column \d+, more than 128 brackets"):
        sparql.refuse_deep(text)


def test_brackets_beside_one_another_and_in_strings_are_taken() -> None:
    sparql.refuse_deep("SELECT * {" + "{ FILTER (1) } " * 400 + "FILTER ('" + "(" * 400 + "') }")


@pytest.mark.parametrize("step", ["UNION {}", "|| 1", "BIND (1 AS ?x)", "/ <urn:p>", "optional {}"])
def test_chains_are_refused_for_the_engines_of_others(step: str) -> None:
    text = f"SELECT * {{ {f'{step} ' * (DEEP + 1)} }}"
    sparql.refuse_deep(text)
    with pytest.raises(errors.BadRequest, match=f"{DEEP} may be sent to another server"):
        sparql.refuse_deep(text, DEEP)


def test_values_and_triples_are_no_steps() -> None:
    text = (
        "SELECT * { VALUES ?x { " + "<urn:union> " * 5000 + "} " + "?s ?p ?o ; ?p ?o . " * 500 + "}"
    )
    sparql.refuse_deep(text, DEEP)
