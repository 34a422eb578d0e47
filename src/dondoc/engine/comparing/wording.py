"""A text → the words by which it is compared with another, in folded spelling."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence

from dondoc.engine.vocabulary.folding import fold, unaccented

# "30/6/2025", "1.250,5", "12/KH-UBND" (its figure), "hồ", "%", "≥"
_WORD = re.compile(r"\d+(?:[./,]\d+)*|[^\W\d_]+|[%<>=≤≥]")
_ALMOST = 0.99
"""The most that two texts are alike whose words agree and whose folded texts do not."""


def folded_text(text: str) -> str:
    """Return a text as it is compared whole: composed, lower case, plain dashes and blanks, no marks at its ends."""
    return " ".join(fold(unicodedata.normalize("NFC", text)).split()).strip(" .,;:")


def words(folded: str) -> tuple[str, ...]:
    """Return the words, figures and comparators of a folded text; a date or a number is one of them."""
    return tuple(_WORD.findall(folded))


def printed_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as printed, with their capitals: as many as `words` finds in its folded text."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text)))


def letter_coded(texts: Sequence[Sequence[str]]) -> list[str]:
    """Return each list of words as a string with one character for each word, the same word the same in all.

    What measures strings then measures words. Frequent words get the first 256 characters, which it looks up four times as fast.
    """
    counted = Counter(word for text in texts for word in text)
    letters = {word: chr(min(index, sys.maxunicode)) for index, (word, _) in enumerate(counted.most_common())}
    return ["".join([letters[word] for word in text]) for text in texts]


def nearly(score: float) -> float:
    """Return the likeness of texts that are not the same: below 1, whatever their words say."""
    return min(score, _ALMOST)


def abbreviates(short: str, long: Sequence[str]) -> bool:
    """Return whether `short` is made of the first letters of the words of `long`: "tthc", ("thủ", "tục", "hành", "chính").

    "và" may be left out or stand as "v". All are folded.
    """
    letters = unaccented(short)
    full = [unaccented(word)[:1] for word in long]
    lean = [unaccented(word)[:1] for word in long if word != "và"]
    return len(letters) > 1 and (letters == "".join(full) or letters == "".join(lean))
