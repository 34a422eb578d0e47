"""Holds the words that open an order to their examples, and sentences to whether they begin as orders."""

from __future__ import annotations

import pytest

from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.orders import opening_words, opens_matter, opens_order, opens_with_verb

KINDS = ("opening", "manner", "matter")
READS = {"opening": opens_with_verb, "manner": opens_order, "matter": opens_matter}
WORDS = [(kind, word) for kind in KINDS for word in opening_words(kind).words]


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_an_entry_opens_as_the_entry_says(kind: str) -> None:
    assert READS[kind](fold(opening_words(kind).example))


@pytest.mark.parametrize(("kind", "word"), WORDS)
def test_a_word_opens_a_sentence_only_as_a_whole_word(kind: str, word: str) -> None:
    assert fold(word) == word
    assert READS[kind](f"{word} hồ sơ")
    assert READS[kind](word)
    assert word.strip() == word != ""


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_stands_twice(kind: str) -> None:
    words = opening_words(kind).words
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("sentence", "order", "verb", "matter"),
    [
        ("Rà soát, cập nhật thủ tục.", True, True, False),
        ("Định kỳ 6 tháng, Sở Nội vụ sơ kết.", True, False, False),
        ("Khẩn trương hoàn thành hồ sơ.", True, False, False),
        ("Tình hình giải ngân vốn.", False, False, True),
        ("Việc rà soát thủ tục còn chậm.", False, False, True),
        ("Sở Nội vụ rà soát thủ tục.", False, False, False),
        ("Giaothông nông thôn.", False, False, False),
        ("Trìnhtự thực hiện.", False, False, False),
        ("", False, False, False),
    ],
)
def test_a_sentence_opens_as_an_order_or_a_matter(sentence: str, order: bool, verb: bool, matter: bool) -> None:
    folded = fold(sentence)
    assert (opens_order(folded), opens_with_verb(folded), opens_matter(folded)) == (order, verb, matter)
