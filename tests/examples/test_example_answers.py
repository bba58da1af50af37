"""Every question, asked of the example articles: `expected/QUERY.csv`.

`python -m tests.examples.update` writes these files again; read what it changes.
"""

import pytest

from tests.examples.answers import EXPECTED, PARAMETERS, QUESTIONS, answer
from tests.examples.example_graph import Examples


def test_every_question_has_its_expected_rows() -> None:
    assert {file.stem for file in EXPECTED.glob("*.csv")} == set(QUESTIONS)


def test_every_parameter_without_a_default_has_a_value() -> None:
    needed = {
        name: {parameter.name for parameter in query.parameters if parameter.default is None}
        for name, query in QUESTIONS.items()
    }
    assert {name: set(given) for name, given in PARAMETERS.items()} == {
        name: parameters for name, parameters in needed.items() if parameters
    }


def expected(name: str) -> list[str]:
    return (EXPECTED / f"{name}.csv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", [name for name in QUESTIONS if not QUESTIONS[name].needs])
def test_answer(name: str, examples: Examples) -> None:
    assert answer(name, examples).splitlines() == expected(name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_answer_where_what_follows_is_there(name: str, reasoned: Examples) -> None:
    assert answer(name, reasoned).splitlines() == expected(name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_examples_answer(name: str) -> None:
    assert len(expected(name)) > 1, "the example articles hold nothing that this query finds"
