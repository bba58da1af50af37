"""Several ways over one parse."""

from kg.config import DEFAULT_MODEL
from kg.extract import Extractor
from kg.extract.options import Options
from kg.extract.variants import extract_variants
from kg.records import Document, Source

TEXT = "Ada Brook said that Jon Pell had promised a new ferry. According to Pell, it is late."
RULES = Options(tagger=False)
FLAT = Options(tagger=False, nesting=False)
UNCREDITED = Options(tagger=False, without=frozenset({"according-to"}))


def test_each_way_gives_what_it_gives_alone() -> None:
    documents = [Document("ferry.txt", "ferry.txt", TEXT, Source())]
    ways = [RULES, FLAT, UNCREDITED]
    ((whole, flat, uncredited),) = extract_variants(DEFAULT_MODEL, ways, documents)
    assert [whole] == list(Extractor(DEFAULT_MODEL, RULES).extract(documents))
    assert {claim.rule for claim in whole.claims} == {"reporting-verb", "according-to"}
    assert [claim.nested_in is None for claim in whole.claims].count(False) == 1
    assert all(claim.nested_in is None for claim in flat.claims)
    assert {claim.rule for claim in uncredited.claims} == {"reporting-verb"}
