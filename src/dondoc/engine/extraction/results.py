"""Turns a sentence about a past year into the results of an index: score, change, rank."""

from __future__ import annotations

import re

from dondoc.engine.extraction.numbers import NUMBER, value
from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.plan import Result

# "83,78 điểm", "7,43/10 điểm", "77.21%"
_SCORE = re.compile(rf"(?P<value>{NUMBER})(?:\s?/\s?(?P<maximum>{NUMBER}))?\s?(?P<unit>%|điểm)(?!\w)")
# Between "chỉ số" and the score: "CCHC năm 2023 đạt", "SIPAS có mức độ đánh giá tương đối thấp".
_NAMED = re.compile(
    r"""
    \s+ (?P<index>[^.;:()\d]{2,80}? (?:\ \([^()\d]{2,20}\))?) \s*
    (?: năm\s?(?P<year>(?:19|20)\d\d) \s* (?:của\ [^.;:()\d]{2,60}?\ )? )?
    (?: (?:chỉ|mới|ước)?\s* đạt (?:\ được)? | có\ mức\ độ\ [^.;()\d]{0,40}? | là | ở\ mức | với ) (?:\ tương\ đối\ thấp|\ mức|\ khoảng)? \s*
    """,
    re.VERBOSE,
)
_CHANGE = re.compile(rf"(?P<way>giảm|tăng)\s+(?:[^\d.;()]{{0,20}}\s)?(?P<change>{NUMBER})\s?(?:%|điểm)")
_RANK = re.compile(r"(?:xếp|đứng)\s+(?:vị\s+)?(?:thứ|hạng|vị\s+trí)(?:\s+hạng)?(?:\s+thứ)?\s+(?P<rank>\d{1,4})(?:\s?/\s?(?P<of>\d{1,4}))?")
_YEAR = re.compile(r"(?P<compared>so với (?:cùng kỳ )?)?năm\s?(?P<year>(?:19|20)\d\d)")
_AIM = re.compile(r"ph[ấầân]n đấu|mục tiêu|chỉ tiêu cụ thể|đến năm")
_DELIMITERS = re.compile(r"[;:()]|\.\s|,\s(?=[^\W\d_]+\s(?:chỉ|lĩnh))")
_BEFORE = 160
_AFTER = 90


def find(passage: Passage) -> tuple[Result, ...]:
    """Return the results of indices that `passage` reports, in reading order; what it aims at is no result.

    A score belongs to the "chỉ số ..." named right before it, or stands in brackets after the field that it is for.
    """
    folded = passage.folded
    if "chỉ số" not in folded and "điểm" not in folded or "%" not in folded and "điểm" not in folded:
        return ()
    results: list[Result] = []
    for score in _SCORE.finditer(folded):
        sentence = max(folded.rfind(". ", 0, score.start()), folded.rfind("; ", 0, score.start())) + 1
        named = _name(folded, max(sentence, score.start() - _BEFORE), score)
        number = value(score["value"])
        if named is not None and number is not None and not _AIM.search(folded, sentence, score.start()):
            results.append(_result(passage, score, number=number, named=named))
    return tuple(results)


def _name(folded: str, start: int, score: re.Match[str]) -> tuple[int, int, int | None] | None:
    """Return where the name of the index or field stands, and the year beside it."""
    at = folded.rfind("chỉ số", start, score.start())
    between = _NAMED.fullmatch(folded, at + len("chỉ số"), score.start()) if at >= 0 else None
    if between is not None:
        return *between.span("index"), int(between["year"]) if between["year"] else None
    if folded[score.start() - 1 : score.start()] != "(" or score["maximum"] is None and "chỉ số" not in folded:
        return None
    end = len(folded[: score.start() - 1].rstrip())
    marks = [found.end() for found in _DELIMITERS.finditer(folded, start, end)]
    first = marks[-1] if marks else start
    return (first, end, None) if 4 <= end - first <= 120 else None


def _result(passage: Passage, score: re.Match[str], *, number: float, named: tuple[int, int, int | None]) -> Result:
    start, end, year = named
    tail = _tail(passage.folded, score.end())
    change, rank = _CHANGE.search(tail), _RANK.search(tail)
    amount = value(change["change"]) if change else None
    return Result(
        index=re.sub(r"\s+của\s.*$", "", passage.text[start:end].strip(" ,-+*")),
        value=number,
        evidence=passage.evidence(score.start(), score.end(), "result.score"),
        year=year or _year(passage.folded, score.start()),
        unit=score["unit"],
        change=-amount if change and amount and change["way"] == "giảm" else amount,
        rank=int(rank["rank"]) if rank else None,
        of=int(rank["of"]) if rank and rank["of"] else None,
        maximum=value(score["maximum"]) if score["maximum"] else None,
    )


def _tail(folded: str, end: int) -> str:
    """What is said of the same number: the rest of its bracket, or the words up to the end of the next one."""
    return re.split(r"[.;]\s|\(\d\)", folded[end : end + _AFTER].split(")", 1)[0])[0]


def _year(folded: str, at: int) -> int | None:
    """The last year named before the score, else the one after the year that it is compared with."""
    years = [*_YEAR.finditer(folded)]
    before = [found for found in years if found.start() < at and not found["compared"]]
    if before:
        return int(before[-1]["year"])
    compared = [found for found in years if found["compared"]]
    return int(compared[0]["year"]) + 1 if compared else None
