"""Turns the words that set a deadline, in a label line, a table column or a task's own sentence, into a `Deadline`."""

from __future__ import annotations

import re
from datetime import date

from dondoc.engine.extraction.dates import months, year_for
from dondoc.engine.extraction.deadline_periods import time_in
from dondoc.engine.extraction.deadline_phrases import Cue, first_cue
from dondoc.engine.extraction.deadline_readings import read
from dondoc.engine.extraction.deadline_recurrence import Recurrence, day_rule, intervals, yearly
from dondoc.engine.extraction.deadline_sentences import SetTime, set_time
from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.plan import Deadline, DeadlineKind, Evidence

_FIXED = "deadline.fixed."
# "Cả năm", "Trong năm": the year of the document
_WHOLE_YEAR = re.compile(r"(?<!\w)(?:cả năm|trong (?:cả )?năm(?: nay)?|năm nay|năm kế hoạch)(?! ?20)")
# "; thời hạn hoàn thành: quý II/2025", "(Thời gian thực hiện: thường xuyên)"
_WORK = r"(?:thực hiện|triển khai|hoàn thành|báo cáo|gửi|trình|khắc phục|xử lý|ban hành)"
_INLINE_LABEL = re.compile(
    rf"(?<!\w)(?:thời gian|thời hạn|tiến độ)(?: {_WORK})?(?: xong)?"
    r"(?: ?: ?| (?=trong |trước |quý |chậm nhất |từ tháng |từ quý |từ năm |thường xuyên|hằng |hàng ))"
)
_VALUE_END = re.compile(r"[;)]|\.(?: |$)|$")
# A value runs no longer; what follows is something else.
_LONGEST_VALUE = 400
# Words that make a day without a year one that comes back: "định kỳ báo cáo kết quả trước ngày 20/11"
_RETURNING = re.compile(r"định kỳ|(?:hằng|hàng) năm")
# Every wording of a deadline in a sentence holds one of these; most paragraphs hold none.
_NEEDLES = (
    "trước ", "nhất ", "quý ", "tháng ", "hằng ", "hàng ", "thường xuyên", "định kỳ", "khi ", "quá trình", "trường hợp", "đúng th",
    "năm 20", "(20", " - 20", " lần", "kết thúc", "kể từ", "liên tục", "cuối ", "thời hạn", "thời gian",
)  # fmt: skip


def in_label(passage: Passage, start: int, *, end: int, issued: date | None) -> Deadline | None:
    """Return the deadline that `passage.text[start:end]`, the value of a label or of a deadline column, sets.

    `None` where the value is blank or says no time. `issued` is the day the document was issued, from which a missing year is
    taken where there is but one it can be.
    """
    return _labelled(passage, start, end=end, issued=issued, rule="deadline.label.")


def _labelled(passage: Passage, start: int, *, end: int, issued: date | None, rule: str) -> Deadline | None:
    folded = passage.folded
    start, end = _trimmed(folded, start, min(end, start + _LONGEST_VALUE))
    recurring = day_rule(folded, start, end)
    time = time_in(folded, start, end=end, issued=issued)
    opens_with_time = recurring is None and time is not None and time.start == start
    cue = first_cue(folded, start, end=end, label=True) if not opens_with_time else None
    first = cue.start if cue is not None else end
    if recurring is not None and (recurring.start <= first or (cue is not None and cue.phrase.kind is DeadlineKind.RECURRING)):
        return _recurring(passage.evidence(start, end, rule + "recurring-day"), recurring)
    if time is not None and time.start <= first:
        finishing = set_time(folded, time.end, end=end, issued=issued) if ";" in folded[time.end : end] else None
        if finishing is not None and finishing.finishing:  # "đăng ký trước 15/4; hoàn thành trước 30/9"
            time = finishing.time
        reading = read(folded, time, start=start, end=end)
        return Deadline(reading.kind, reading.start, reading.end, passage.evidence(start, end, rule + "time"), reading.strict)
    if cue is not None:
        found = intervals(folded, start, end) if cue.phrase.kind is DeadlineKind.RECURRING else None
        evidence = passage.evidence(start, end, rule + cue.phrase.name)
        return Deadline(cue.phrase.kind, None, None, evidence, recurrence=found.rule if found else None)
    return _whole_year(passage.evidence(start, end, rule + "whole-year"), folded[start:end], issued)


def in_sentence(passage: Passage, start: int, *, end: int, issued: date | None) -> Deadline | None:
    """Return the deadline that the task in `passage.text[start:end]` sets for itself, `None` where it sets none.

    Dates of cited papers, years of plans and results of past years set none. A time or a day of each period stands before a
    phrase ("thường xuyên", "khi cần"); whether it also stands against the label that governs the task says `outranks_label`.
    """
    folded = passage.folded
    if not any(needle in folded for needle in _NEEDLES):
        return None
    recurring = day_rule(folded, start, end)
    if recurring is not None and (earlier := set_time(folded, start, end=recurring.start, issued=issued)) is not None:
        return _timed(passage, start, earlier)
    if recurring is not None:
        return _recurring(passage.evidence(recurring.start, recurring.end, _FIXED + "recurring-day"), recurring)
    label = _INLINE_LABEL.search(folded, start, end)
    if label is not None:
        stop = _VALUE_END.search(folded, label.end(), end)
        named = _labelled(passage, label.end(), end=stop.start() if stop else end, issued=issued, rule=_FIXED + "inline-")
        if named is not None:
            return named
    fixed = set_time(folded, start, end=end, issued=issued)
    if fixed is not None:
        return _timed(passage, start, fixed)
    cue = first_cue(folded, start, end=end)
    return _standing(passage, cue, end) if cue is not None else None


def outranks_label(deadline: Deadline) -> bool:
    """Whether a deadline of a sentence holds even where a label ("Thời gian: …") governs the task.

    Times and "sau khi …" at its head do; "thường xuyên", "hằng năm", "khi cần" only say how the work is done meanwhile.
    """
    return deadline.evidence.rule.startswith(_FIXED)


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in " :-;,.":
        start += 1
    while end > start and folded[end - 1] in " ;,.":
        end -= 1
    return start, end


def _recurring(evidence: Evidence, found: Recurrence) -> Deadline:
    return Deadline(DeadlineKind.RECURRING, None, None, evidence, found.strict, found.rule)


def _whole_year(evidence: Evidence, folded: str, issued: date | None) -> Deadline | None:
    if _WHOLE_YEAR.search(folded) is None:
        return None
    year = year_for(1, 12, issued=issued) if issued is not None else None
    whole = months(1, 12, year) if year is not None else None
    return Deadline(DeadlineKind.SPAN, whole.start if whole else None, whole.end if whole else None, evidence)


def _timed(passage: Passage, start: int, fixed: SetTime) -> Deadline:
    """Return the deadline of a time; a day without a year comes back where the sentence says "định kỳ" before it."""
    reading, day = fixed.reading, fixed.time.points[-1].day
    evidence = passage.evidence(fixed.start, fixed.end, _FIXED + "time")
    if fixed.time.is_day and day is not None and day.year is None and _RETURNING.search(passage.folded, start, fixed.start):
        return Deadline(DeadlineKind.RECURRING, None, None, evidence, reading.strict, yearly(day.day, day.month, before=reading.strict))
    return Deadline(reading.kind, reading.start, reading.end, evidence, reading.strict)


def _standing(passage: Passage, cue: Cue, end: int) -> Deadline:
    """Return the deadline of a phrase; one that recurs is followed to the end of the intervals it lists."""
    stop, recurrence = cue.end, None
    if cue.phrase.kind is DeadlineKind.RECURRING:
        found = intervals(passage.folded, cue.start, min(end, cue.end + 60))
        if found is not None and found.start <= cue.end + 1:
            stop, recurrence = max(stop, found.end), found.rule
    rule = (_FIXED if cue.phrase.fixed and cue.start < 8 else "deadline.phrase.") + cue.phrase.name
    return Deadline(cue.phrase.kind, None, None, passage.evidence(cue.start, stop, rule), recurrence=recurrence)
