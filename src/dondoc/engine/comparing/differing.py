"""Two tasks whose words nearly agree → the words that differ, and whether these make them two tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from dondoc.engine.comparing.wording import abbreviates, folded_text, printed_words, words
from dondoc.engine.vocabulary.folding import unaccented

# Words that name no object: which of them stands there changes nothing of what is ordered.
_EMPTY = frozenset(
    "và của các những cho về tại trong trên để việc theo đối với từ đến thì là được sẽ đã này đó cũng có như do bởi vào ra "
    "tiếp tục thực hiện triển khai tổ chức tăng cường đẩy mạnh nghiêm túc chủ động kịp thời khẩn trương công tác nhằm hoặc".split()
)
# "30/6/2025", "30/6", "6/2025"; "ngày", "tháng" and "quý" stand beside a date that moved
_DATE = re.compile(r"\d{1,2}[/.]\d{1,2}(?:[/.](\d{4}))?|\d{1,2}[/.](\d{4})")
_BESIDE_A_DATE = frozenset("ngày tháng quý trước hoàn thành hạn chậm nhất".split())
_SAME_SPELLING = 80
"""Per cent of letters in common: "nghiêmm" is "nghiêm", "đai" is not "đại". A word without its marks is that word."""
_LONGEST_SPELLING = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """A task's text as printed and folded, and its folded words."""

    text: str
    folded: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Wording:
        """Fold a text and take it apart."""
        folded = folded_text(text)
        return cls(text, folded, words(folded))

    def printed(self) -> tuple[str, ...]:
        """Return the words with their capitals, but for the first, which has its capital from its place."""
        printed = printed_words(self.text)
        return (*self.words[:1], *printed[1:]) if len(printed) == len(self.words) else self.words


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of one text in the place of words of another; either may be none. The capitals are kept in the `printed` ones."""

    own: tuple[str, ...]
    other: tuple[str, ...]
    own_printed: tuple[str, ...]
    other_printed: tuple[str, ...]

    @property
    def is_harmless(self) -> bool:
        """Whether both sides say the same: empty words, other spellings, an abbreviation, another day of the same year."""
        return self._is_empty or self._is_other_day or self._is_abbreviation or self._is_other_spelling

    @property
    def may_only_say_more(self) -> bool:
        """Whether words without figures or names were put in or left out, and none replaced."""
        said = (*self.own_printed, *self.other_printed)
        return not (self.own and self.other) and not any(word[0].isdigit() or word[0].isupper() for word in said)

    @property
    def _is_empty(self) -> bool:
        return _EMPTY.issuperset(self.own) and _EMPTY.issuperset(self.other)

    @property
    def _is_other_day(self) -> bool:
        said = (*self.own, *self.other)
        days = [found for word in said if (found := _DATE.fullmatch(word))]
        rest = [word for word in said if not _DATE.fullmatch(word)]
        years = {found.group(1) or found.group(2) for found in days} - {None}
        return bool(days) and len(years) < 2 and _BESIDE_A_DATE.issuperset(rest)

    @property
    def _is_abbreviation(self) -> bool:
        return any(len(short) == 1 and abbreviates(short[0], long) for short, long in ((self.own, self.other), (self.other, self.own)))

    @property
    def _is_other_spelling(self) -> bool:
        if not 0 < len(self.own) <= _LONGEST_SPELLING or not 0 < len(self.other) <= _LONGEST_SPELLING:
            return False
        own, other = "".join(self.own), "".join(self.other)
        if not own.isalpha() or not other.isalpha():
            return False
        return own == unaccented(other) or other == unaccented(own) or fuzz.ratio(own, other) >= _SAME_SPELLING


def differences(one: Wording, two: Wording) -> Iterator[Difference]:
    """Yield where the words of two texts differ, in order; what lies between two differences agrees."""
    at, other_at = 0, 0
    printed, other_printed = one.printed(), two.printed()
    for block in Indel.opcodes(one.words, two.words).as_matching_blocks():
        if block.a > at or block.b > other_at:
            yield Difference(
                one.words[at : block.a],
                two.words[other_at : block.b],
                printed[at : block.a],
                other_printed[other_at : block.b],
            )
        at, other_at = block.a + block.size, block.b + block.size
