"""Who says what in the example articles, to whom and through whom: `claims.yaml`."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.examples.example_graph import Article, Examples
from tests.examples.missed import missed

FACTS = yaml.safe_load(Path(__file__).with_name("claims.yaml").read_text(encoding="utf-8"))


def parameter(fact: dict[str, Any]) -> Any:
    given = dict(fact)
    wrong = given.pop("wrong", None)
    marks = [missed(wrong)] if wrong else []
    words = " ".join(fact["content"])[:40]
    return pytest.param(given, marks=marks, id=f"{fact['article']}: {words}")


def stated(article: Article, *pieces: str) -> dict[str, Any]:
    claim = article.claim(*pieces)
    outer = next((it for it in article.record.claims if it.id == claim.nested_in), None)
    return {
        "who": article.who(claim.speaker),
        "to": article.who(claim.addressee),
        "cue": claim.cue and claim.cue.of(article.text),
        "act": claim.act,
        "polarity": claim.polarity,
        "quotation": claim.kind,
        "through": [relay.name for relay in claim.relayed_by],
        "told_by": outer and article.who(outer.speaker),
    }


@pytest.mark.parametrize("fact", [parameter(fact) for fact in FACTS])
def test_claim(fact: dict[str, Any], examples: Examples) -> None:
    article = examples.articles[fact.pop("article")]
    found = stated(article, *fact.pop("content"))
    assert {field: found[field] for field in fact} == fact
