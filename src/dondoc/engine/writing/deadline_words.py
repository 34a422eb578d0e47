"""Turns a deadline into a few words: "trong quý II/2026", "trước 30/6/2026", "thường xuyên"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from dondoc.engine.extraction.plan import Deadline, DeadlineKind
from dondoc.engine.vocabulary.printing import day
from dondoc.engine.writing.language import Language, Words

NONE = "–"
_QUARTERS = ("I", "II", "III", "IV")
KINDS = {
    DeadlineKind.DATE: Words("Ngày cụ thể", "Date"),
    DeadlineKind.SPAN: Words("Trong khoảng thời gian", "Span"),
    DeadlineKind.OPEN: Words("Từ thời điểm, không có hạn cuối", "Open end"),
    DeadlineKind.CONTINUOUS: Words("Thường xuyên", "Continuous"),
    DeadlineKind.EVENT: Words("Theo sự kiện", "On an event"),
    DeadlineKind.RECURRING: Words("Định kỳ", "Recurring"),
}


def deadline_words(deadline: Deadline | None, language: Language) -> str:
    """Return a deadline in words; a recurring one and one that waits for an event are given as printed, none as a dash."""
    if deadline is None:
        return NONE
    match deadline.kind:
        case DeadlineKind.DATE if deadline.end is not None:
            before = Words("trước", "before") if deadline.strict else Words("chậm nhất", "by")
            return f"{before.of(language)} {day(deadline.end)}"
        case DeadlineKind.SPAN if deadline.end is not None:
            return _span(deadline.start, deadline.end, language)
        case DeadlineKind.OPEN if deadline.start is not None:
            return f"{Words('từ', 'from').of(language)} {_beginning(deadline.start)} {Words('trở đi', 'on').of(language)}"
        case DeadlineKind.CONTINUOUS:
            return Words("thường xuyên", "always").of(language)
        case _:
            return " ".join(deadline.evidence.text.split()) or NONE


def _span(start: date | None, end: date, language: Language) -> str:
    if start is None:
        return f"{Words('đến', 'until').of(language)} {day(end)}"
    if start.year == end.year:
        within = _within_a_year(start, end, language)
    elif _is_first(start) and _is_last(end) and start.month == 1 and end.month == 12:
        within = f"{Words('các năm', 'in').of(language)} {start.year}–{end.year}"
    else:
        within = None
    return within or f"{day(start)} – {day(end)}"


def _within_a_year(start: date, end: date, language: Language) -> str | None:
    """Name a whole month, quarter, half-year or year, or several months; `None` for any other stretch."""
    if not (_is_first(start) and _is_last(end)):
        return None
    within = Words("trong", "in").of(language)
    year = start.year
    match start.month, end.month:
        case 1, 12:
            return f"{within} {Words('năm ', '').of(language)}{year}"
        case 1, 6:
            return Words(f"6 tháng đầu năm {year}", f"first half of {year}").of(language)
        case 7, 12:
            return Words(f"6 tháng cuối năm {year}", f"second half of {year}").of(language)
        case first, last if first == last:
            return f"{within} {Words('tháng ', '').of(language)}{first}/{year}"
        case first, last if last - first == 2 and first % 3 == 1:
            return f"{within} {Words('quý ', 'quarter ').of(language)}{_QUARTERS[first // 3]}/{year}"
        case first, last:
            return f"{Words('từ tháng', 'months').of(language)} {first} {Words('đến tháng', 'to').of(language)} {last}/{year}"


def _beginning(start: date) -> str:
    """Return the year alone where a year begins: "từ 2026 trở đi"."""
    return str(start.year) if (start.month, start.day) == (1, 1) else day(start)


def _is_first(value: date) -> bool:
    return value.day == 1


def _is_last(value: date) -> bool:
    return value.day == monthrange(value.year, value.month)[1]
