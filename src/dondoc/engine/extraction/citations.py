"""Turns mentions of other documents by number and symbol ("Nghị quyết số 13-NQ/TU ngày 11/01/2019 của …") into citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dondoc.engine.extraction.citation_surroundings import date_and_issuer, ends_in_kind, is_symbol, kind_before
from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.plan import Citation

_UPPER = "A-Z\u0110\u00c0-\u00dd\u01af\u01a0\u0102"
# "366a", "66.2", "08", "15652"
_SERIAL = r"[0-9]{1,6}(?:\.[0-9]{1,2}|[a-zA-Zđ])?"
# "2019", in a number of a legal document
_YEAR = r"(?:19|20)[0-9]{2}"
# "UBND", "QĐ", "TTr", "QyĐ", "SNN&PTNT", "QH14", "HĐND15": begins with a capital, no dot
_WORD = rf"[{_UPPER}][\w&]{{0,14}}"
_ABBREVIATION = r"(?:NQLT|NQ|QĐ|CTrHĐ|CTHĐ|CTPH|CTr|CT|QC|QyĐ|TBKL|TB|TC|HD|KHHĐ|KHPH|KHLT|KH|PA|ĐA|DA|BC|BB|TTLT|TTr|TT|CĐ|KL|NĐ|PL|CV|GM)"
_NUMBER = re.compile(
    rf"""
    (?<![\w/.,-])                                        # not inside a date, a decimal or another number
    (?:
        (?P<party>{_SERIAL}[ ]?-[ ]?{_WORD}[ ]?/[ ]?{_WORD}(?:-{_WORD})?)                  # 13-NQ/TU, 10- CTr/TU, 459-KHHĐ/TU
      | (?P<state>{_SERIAL}[ ]?/[ ]?(?:{_YEAR}[ ]?/[ ]?)?                                  # 04/2015/, 12 /2020/
            (?: {_ABBREVIATION}[ ]?-[ ]?{_WORD}                                            # NĐ-CP, QĐ- TTg
              | {_WORD}(?:[ ]?-|-[ ]?){_WORD})                                             # UBND-THKH, SNNPTNT-VP
            (?:-{_WORD}){{0,3}}(?:\.{_WORD}){{0,2}})                                       # TTLT-BNV-BTC, UBND-KT.NC
      | (?P<law>{_SERIAL}[ ]?/[ ]?{_YEAR}[ ]?/[ ]?{_WORD})                                 # 31/2018/QH14
      | (?P<bare>{_SERIAL}/{_WORD})                                                        # 6006/BGDĐT, only after "số"
    )
    (?![\w/])
    """,
    re.VERBOSE,
)
# Numbers that name no document: a form, an annex, a standard, a telephone.
_NO_DOCUMENT = re.compile(r"(?<!\w)(?:mẫu|biểu|biểu mẫu|phụ lục|bảng|tcvn|qcvn|iso|iec|mã|điện thoại|đt|fax|tài khoản)(?: số)? ?:? ?$")
# A portal's field ("Số hiệu: …", "Số/Ký hiệu: …") gives the document's own number.
_OWN_FIELD = re.compile(r"(?<!\w)(?:số hiệu|ký hiệu|số văn bản)(?: văn bản)? ?:? ?$")
_SO = re.compile(r"(?<!\w)số ?(?P<colon>:)? ?$")
_CITING = re.compile(r" ?,? ?(?:ngày|của|về|năm) ")
_WORDS = re.compile(rf"[{_UPPER}][\w]*")
_BACK = 32
# Between two members of a list stands at most a date and "và số".
_LIST_GAP = 36


def find(passage: Passage) -> tuple[Citation, ...]:
    """Return every mention of another document that carries a number and symbol, in the order of the text.

    A number is returned once for the paragraph, and again only where it is repeated there with another date.
    The number of the letterhead is none, nor are forms, standards, dates and fractions. A mention of the document itself in its
    annexes ("Kèm theo Kế hoạch số …") is returned like any other: who knows the document's number can tell it.
    """
    if "/" not in passage.text:
        return ()
    return tuple(_citations(passage))


def _citations(passage: Passage) -> Iterator[Citation]:
    after, last_kind = 0, None
    dates: dict[str, date | None] = {}
    for match in _NUMBER.finditer(passage.text):
        if not _names_another_document(passage, match):
            continue
        start, end = match.span()
        dated, issuer = date_and_issuer(passage, end)
        kind = kind_before(passage, start, after=after, printed=match.group())
        if kind is None and last_kind is not None and start - after < _LIST_GAP:  # "văn bản số 1552/BTTTT-TTH và 708/BTTTT-CATTT"
            kind = last_kind
        number = match.group().replace(" ", "")
        repeats = number.lower() in dates and dated in (None, dates[number.lower()])
        if not repeats:
            dates[number.lower()] = dated
            yield Citation(kind, number, passage.evidence(start, end, "citation." + str(match.lastgroup)), dated, issuer)
        after, last_kind = end, kind


def _names_another_document(passage: Passage, match: re.Match[str]) -> bool:
    start = match.start()
    before = passage.folded[max(0, start - _BACK) : start]
    if not all(_is_abbreviation(word) for word in _WORDS.findall(match.group())):
        return False
    if _NO_DOCUMENT.search(before) or _OWN_FIELD.search(before):
        return False
    numbered = _SO.search(before)
    if numbered is None:
        alone = passage.place is None and match.end() - start == len(passage.text)  # the number field of a portal's page
        return match.lastgroup != "bare" and not alone
    return not _is_own(passage, start - len(before) + numbered.start(), end=match.end(), colon=numbered["colon"] is not None)


def _is_abbreviation(word: str) -> bool:
    """Whether `word` is mostly capitals, as "TTr", "QyĐ", "TTg" are and "Bình", "Hà" are not."""
    return 2 * sum(letter.isupper() for letter in word) > sum(letter.isalpha() for letter in word) or is_symbol(word)


def _is_own(passage: Passage, at: int, *, end: int, colon: bool) -> bool:
    """Whether the "số" at `at` is that of a letterhead: first in its paragraph, or "Số:" after something that is no kind."""
    if at == 0:
        return colon or _CITING.match(passage.folded, end) is None
    return colon and passage.text[at] == "S" and not ends_in_kind(passage.folded, at)
