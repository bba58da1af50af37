"""Fits the confidence of attributions on annotated articles (Platt 1999)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from kg.extract.claims.attribution import Attribution
from kg.extract.claims.confidence import features
from kg.extract.claims.finding import find_attributions, outermost
from kg.extract.claims.speakers import source_span
from kg.extract.language import Parsed
from kg.extract.options import Options
from kg.extract.quotes import find_quotations
from kg.score.attributions import compare, counted_tokens, of_gold
from kg.score.calibration import Calibration, Judged, calibrate
from kg.score.corpus import Annotated, Gold

if TYPE_CHECKING:
    import numpy as np

# Articles held out at a time, so that the error is measured on claims that were not fitted.
FOLDS = 5
DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """What speaks for an attribution of an article, and whether it is right."""

    article: str
    features: dict[str, float]
    right: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """The weights, and the calibration of articles that were held out of the fit."""

    weights: dict[str, float]
    held_out: Calibration


def samples(item: Annotated, parsed: Parsed, options: Options) -> Iterator[Sample]:
    """The attributions that stand in no other, as the first annotator of an article judges them."""
    every = find_attributions(parsed, find_quotations(item.text), options)
    # What rules alone add to the tagger's finds has weights of its own.
    found = [it for it in outermost(every) if it.signs or not options.tagger]
    tokens = counted_tokens(item)
    gold = of_gold(tokens, item.annotators[0])
    ours = [(it, of_gold(tokens, [_as_gold(parsed, it)])) for it in found]
    counted = [(it, form[0]) for it, form in ours if form]
    judged = compare(gold, [form for _, form in counted]).judged
    for (it, _), judgement in zip(counted, judged, strict=True):
        yield Sample(item.name, dict(features(it)), judgement.right)


def _as_gold(parsed: Parsed, item: Attribution) -> Gold:
    source = (source_span(parsed, item.source),) if item.source is not None else ()
    return Gold(source, (item.cue,) if item.cue else (), item.content)


def fit(found: Iterable[Sample]) -> Fit | None:
    """The weights that fit best, with those of rare features kept small.

    None where too few articles have claims to hold some out, or where all claims are right or
    all wrong.
    """
    rows: Sequence[Sample] = list(found)
    if len({row.article for row in rows}) < FOLDS or len({row.right for row in rows}) < 2:
        return None
    names = DictVectorizer(sparse=False)
    table = names.fit_transform([row.features for row in rows])
    right = [row.right for row in rows]
    model = LogisticRegression(fit_intercept=False, max_iter=1000)
    apart = cross_val_predict(
        model, table, right, groups=[row.article for row in rows],
        cv=GroupKFold(FOLDS), method="predict_proba",
    )  # fmt: skip
    weights = model.fit(table, right).coef_[0]
    return Fit(
        {
            name: round(float(w), DECIMALS)
            for name, w in zip(names.feature_names_, weights, strict=True)
        },
        _calibration(apart, right),
    )


def _calibration(probabilities: "np.ndarray", right: Sequence[bool]) -> Calibration:
    judged = (Judged(float(p[1]), r) for p, r in zip(probabilities, right, strict=True))
    found = calibrate(judged)
    assert found is not None
    return found
