"""The tagger around its network: what it reads, how its scores become attributions."""

import hashlib
import json

import numpy as np
import pytest

from kg import errors
from kg.extract.quotes import find_quotations
from kg.extract.tagger import windows as windowing
from kg.extract.tagger.decode import Pointing, Run, best_tags, link, runs_of
from kg.extract.tagger.encoding import (
    CLS_ID,
    LOWER,
    SEPARATES,
    SEPARATOR_ID,
    Labels,
    pieces_of,
    words_of,
)
from kg.extract.tagger.model import load_model
from kg.extract.tagger.tags import BEGIN, INSIDE, OUTSIDE, TAGS
from kg.extract.tagger.windows import batches, cut, features_of, windows_of
from kg.records import Document, Source

TEXT = 'The mayor said that "unbelievable" rain would end.\nHer deputy disagreed.'
LABELS = Labels({"VBD": 7}, {"nsubj": 3})


class Letters:
    """A tokenizer that cuts words into single letters, and drops what is no letter."""

    def encode(self, words, is_pretokenized, add_special_tokens):
        assert is_pretokenized
        assert not add_special_tokens
        pairs = [(n, ord(c)) for n, word in enumerate(words) for c in word if c.isalpha()]
        self.word_ids, self.ids = zip(*pairs, strict=True)
        return self


@pytest.fixture
def words(reader):
    (parsed,) = reader.read([Document("a.txt", "a.txt", TEXT, Source())])
    return words_of(parsed, find_quotations(TEXT), LABELS)


def test_words_carry_what_the_parse_says(words):
    at = {text: number for number, text in enumerate(words.texts)}
    assert "\n" not in at
    assert words.tag[at["said"]] == 7
    assert words.dep[at["mayor"]] == 3
    assert words.texts[words.head[at["mayor"]]] == "said"
    assert words.case[at["said"]] == LOWER
    assert words.case[at["The"]] != LOWER
    assert words.tag[at["rain"]] == 0  # a label that was not named
    assert [text for text, quoted in zip(words.texts, words.quoted, strict=True) if quoted] == [
        '"',
        "unbelievable",
        '"',
    ]
    assert [t for t, starts in zip(words.texts, words.breaks, strict=True) if starts] == ["Her"]


def test_pieces_lead_back_to_their_words(words):
    pieces = pieces_of(words, Letters())
    for place, word in enumerate(pieces.word):
        if word == SEPARATES:
            assert pieces.ids[place] == SEPARATOR_ID
        else:
            assert chr(pieces.ids[place]) in words.texts[word]
    for word, text in enumerate(words.texts):
        if text.isalpha():
            assert chr(pieces.ids[pieces.first[word]]) == text[0]
            assert pieces.word[pieces.first[word]] == word
    assert (pieces.word == SEPARATES).sum() == 1
    assert (np.diff(pieces.first) >= 0).all()


def test_features_point_at_heads(words):
    pieces = pieces_of(words, Letters())
    features = features_of(words, pieces)
    mayor = pieces.first[words.texts.index("mayor")]
    assert features.head[mayor] == pieces.first[words.texts.index("said")]
    assert features.head[mayor + 1] == mayor
    separator = int(np.flatnonzero(pieces.word == SEPARATES)[0])
    assert features.head[separator] == separator
    assert features.tag[separator] == 0


def test_each_piece_is_new_in_one_window(words, monkeypatch):
    monkeypatch.setattr(windowing, "WINDOW", 24)
    monkeypatch.setattr(windowing, "CONTEXT", 6)
    pieces = pieces_of(words, Letters())
    found = list(windows_of(pieces))
    fresh = [place for w in found for place in range(w.fresh, w.end)]
    assert fresh == list(range(len(pieces.ids)))
    assert len(found) > 2
    for window in found:
        part = cut(features_of(words, pieces), window)
        assert len(part.ids) == window.end - window.start + 1 <= 24
        assert part.ids[0] == CLS_ID
        assert part.head.min() >= 0
        assert part.head.max() < len(part.ids)
    separator = int(np.flatnonzero(pieces.word == SEPARATES)[0])
    assert all(w.fresh - w.start <= 6 for w in found)
    assert separator in fresh


def test_a_window_ends_with_a_line_where_one_ends_near(words, monkeypatch):
    pieces = pieces_of(words, Letters())
    separator = int(np.flatnonzero(pieces.word == SEPARATES)[0])
    monkeypatch.setattr(windowing, "WINDOW", separator + 8)
    monkeypatch.setattr(windowing, "CONTEXT", 4)
    first, second, *_ = windows_of(pieces)
    assert first.end == separator
    assert second.fresh == separator


def test_batches_are_of_like_length_and_hold_all():
    lengths = [5, 30, 6, 31, 29, 5]
    found = list(batches(lengths, 62))
    assert sorted(number for batch in found for number in batch) == list(range(6))
    for batch in found:
        assert len(batch) == 1 or max(lengths[n] for n in batch) * len(batch) <= 62
    assert [1, 3] in [sorted(batch) for batch in found] or [1, 4] in [sorted(b) for b in found]


def scores(*tags, sure=0.9):
    """Log probabilities of words that each favour one tag."""
    rest = (1 - sure) / (TAGS - 1)
    table = np.full((len(tags), TAGS), np.log(rest), dtype=np.float32)
    for row, tag in enumerate(tags):
        table[row, tag] = np.log(sure)
    return table


def test_the_best_tags_never_go_on_with_what_did_not_begin():
    table = scores(OUTSIDE, INSIDE["cue"], OUTSIDE)
    assert best_tags(table).tolist() in ([OUTSIDE, OUTSIDE, OUTSIDE], [OUTSIDE, BEGIN["cue"], 0])
    wished = [BEGIN["source"], INSIDE["source"], BEGIN["cue"], BEGIN["content"], INSIDE["content"]]
    assert best_tags(scores(*wished)).tolist() == wished


def test_neighbouring_runs_of_one_role_stay_apart():
    tags = [BEGIN["content"], INSIDE["content"], BEGIN["content"], OUTSIDE, BEGIN["cue"]]
    found = list(runs_of(tags, scores(*tags), word=10))
    assert [(run.role, run.first, run.end) for run in found] == [
        ("content", 10, 12), ("content", 12, 13), ("cue", 14, 15),
    ]  # fmt: skip
    assert all(run.sure == pytest.approx(0.9, abs=1e-4) for run in found)


def test_contents_in_pieces_join_at_their_cue():
    source, cue = Run("source", 0, 1, 0.9), Run("cue", 1, 2, 0.9)
    before, after = Run("content", 2, 4, 0.9), Run("content", 5, 6, 0.9)
    other = Run("cue", 7, 8, 0.9)
    at_cue = pointing(8, {1: 0.8, 7: 0.1}, none=0.1)
    at_source = pointing(8, {0: 0.7}, none=0.3)
    (found,) = link(
        [source, cue, before, after, other], dict.fromkeys((2, 3, 5), at_cue), {1: at_source}
    )
    assert (found.cue, found.source, found.contents) == (cue, source, (before, after))
    assert found.cue_link == pytest.approx(0.8)
    assert found.source_link == pytest.approx(0.7)


def test_no_source_is_better_than_an_unlikely_one():
    source, cue, content = (
        Run("source", 0, 1, 0.9),
        Run("cue", 1, 2, 0.9),
        Run("content", 2, 3, 0.9),
    )
    (found,) = link(
        [source, cue, content],
        {2: pointing(3, {1: 1.0})},
        {1: pointing(3, {0: 0.3}, none=0.7)},
    )
    assert found.source is None


def pointing(size, mass, none=0.0):
    row = np.zeros(size, dtype=np.float32)
    for word, probability in mass.items():
        row[word] = probability
    return Pointing(0, row, none)


def card(sha256):
    return {
        "name": "t", "version": "1", "labels": {"tags": [], "deps": []}, "confidence": {},
        "sha256": sha256,
    }  # fmt: skip


def test_a_folder_without_a_model_is_told(tmp_path):
    with pytest.raises(errors.Unavailable, match=r"model\.json is missing"):
        load_model(tmp_path)


def test_weights_that_are_not_those_of_the_card_are_not_used(tmp_path):
    sealed = hashlib.sha256(b"weights").hexdigest()
    (tmp_path / "model.json").write_text(json.dumps(card({"tagger.onnx": sealed})))
    (tmp_path / "tagger.onnx").write_bytes(b"other weights")
    with pytest.raises(errors.Unavailable, match=f"tagger.onnx .* not {sealed}"):
        load_model(tmp_path)
