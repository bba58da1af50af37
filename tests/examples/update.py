"""`python -m tests.examples.update` writes `expected/*.csv` again, from a graph built anew."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.examples.answers import EXPECTED, QUESTIONS, answer
from tests.examples.example_graph import Examples, build_examples, open_examples, reason_over


def update(examples: Examples, reasoned: Examples) -> None:
    """One file a question; those of questions that are no more go."""
    EXPECTED.mkdir(exist_ok=True)
    for file in EXPECTED.glob("*.csv"):
        if file.stem not in QUESTIONS:
            file.unlink()
    for name, query in QUESTIONS.items():
        rows = answer(name, reasoned if query.needs else examples)
        (EXPECTED / f"{name}.csv").write_text(rows, encoding="utf-8", newline="")


def main() -> None:
    """Build, ask, write."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        build_examples(store)
        reasoned = store.with_name("reasoned")
        reason_over(store, reasoned)
        with open_examples(store) as examples, open_examples(reasoned) as richer:
            update(examples, richer)


if __name__ == "__main__":
    main()
