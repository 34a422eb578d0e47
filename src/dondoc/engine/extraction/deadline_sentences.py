"""Turns a task's own sentence into the days that it sets, leaving aside the dates of cited papers and the years of plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from dondoc.engine.extraction.deadline_periods import Time, time_in
from dondoc.engine.extraction.deadline_readings import Reading, read
from dondoc.engine.extraction.plan import DeadlineKind

# Words that may stand between the word that sets a time and the time: "chậm nhất là vào 17h00 ngày 30/6/2025".
_CLOCK = r"[0-9]{1,2}[ ]?(?:h|g|giờ)(?:[ ]?[0-9]{2})?(?:[ ]phút)?,?"
_FILLER = rf"(?:[ ](?:là|vào|đến|trong|trước|ngày|hết|ngay|cuối|đầu|giữa|lúc|thời[ ]điểm|{_CLOCK})){{0,5}}"
_SETTING = re.compile(
    rf"""
    (?<!\w)
    (?P<cue>trước|chậm[ ]nhất|muộn[ ]nhất|không[ ]muộn[ ]hơn|từ[ ]nay|đến[ ]hết|hết|xong|hoàn[ ]thành|trong|vào|hạn[ ]cuối
      |(?:thực[ ]hiện|triển[ ]khai|áp[ ]dụng)[ ]từ)
    {_FILLER}[ ]
    (?=[0-9]|quý[ ]|tháng[ ]|năm[ ]20)
    """,
    re.VERBOSE,
)
# Words that bind however they stand; "trong", "vào" and "hết" also place what was done or planned.
_BINDING = re.compile(r"trước|chậm nhất|muộn nhất|muộn hơn|từ nay|xong|hoàn thành|hạn cuối")
# "(2025 - 2026).", "(xuyên suốt 2025 - 2035);", "(hoàn thành trong quý II/2025)"
_BRACKETED = re.compile(r"\((?=[^()]{0,60}20[0-9]{2})(?P<inside>[^()]{6,70})\)(?= ?(?:[.;]|$))")
_BRACKET_WORDS = re.compile(
    r"(?:(?:xuyên suốt|trong|thực hiện|hoàn thành|xong|trước|từ|đến|hết|ngày|giai đoạn|thời gian|năm|chậm nhất|:) ?){0,6}"
)
_BRACKET_END = re.compile(r" ?(?:trở đi|và (?:các|những) năm [^()]{0,20})?")
_NAMED_FOR_YEARS = re.compile(r"(?:giai đoạn|nhiệm kỳ|thời kỳ|năm học|khóa [ivx]+|kế hoạch|chương trình|đề án|luật) ?$")
# ", quý II/2025." at the end of a clause
_TRAILING = re.compile(r"[,:] (?=quý |tháng )")
_ENDS = re.compile(r" ?(?:[.;)/]|$|để |nhằm )")
_CLAUSE_ENDS = re.compile(r"[.;] ?|[.;]?$")
_CLAUSE_STARTS = re.compile(r"[;.](?= )")
_DOING = re.compile(
    r"hoàn (?:thành|chỉnh|thiện)|xong|ban hành|trình |báo cáo|gửi |công bố|phê duyệt|triển khai|thực hiện|tổ chức|xây dựng|khởi công"
    r"|khắc phục|xử lý|bàn giao|đưa vào|sửa đổi|tham mưu|rà soát|đề xuất|số hóa"
)
_FINISHING = re.compile(r"hoàn (?:thành|chỉnh)|xong")
# "Trong tháng 10/2025, Trung tâm đã thu thập ..." tells what was.
_TOLD = re.compile(r"[^.;]{0,100}? đã ")
_FROM_THEN_ON = re.compile(r" ?(?:trở đi|và (?:các|những) năm)")
# No task sets more times; a text that seems to is none.
_MOST = 32
# A clause longer than this is looked at only near the time.
_CLAUSE = 400


@dataclass(frozen=True, slots=True)
class SetTime:
    """A time set at `start:end` of a sentence; `finishing` where it says when the work is to be finished."""

    start: int
    end: int
    time: Time
    reading: Reading
    finishing: bool


def set_time(folded: str, start: int, *, end: int, issued: date | None) -> SetTime | None:
    """Return the time by which `folded[start:end]` wants its work done: the first that says "hoàn thành", else the last."""
    found = [time for time in _set_times(folded, start, end=end, issued=issued) if not _is_past(time, issued)]
    if not found:
        return None
    return next((time for time in found if time.finishing), found[-1])


def _set_times(folded: str, start: int, *, end: int, issued: date | None) -> Iterator[SetTime]:
    for match in islice(_SETTING.finditer(folded, start, end), _MOST):
        time = time_in(folded, match.end(), end=min(end, match.end() + 64), issued=issued)
        if time is not None and time.start == match.end() and _binds(folded, match, start=start, time=time):
            yield _set(folded, time, start=match.start(), end=end)
    for match in _BRACKETED.finditer(folded, start, end):
        if (time := _bracketed(folded, match, issued)) is not None:
            yield _set(folded, time, start=match.start() + 1, end=match.end() - 1)
    for match in islice(_TRAILING.finditer(folded, start, end), _MOST):
        time = time_in(folded, match.end(), end=min(end, match.end() + 40), issued=issued)
        if time is not None and time.start == match.end() and time.period() and _CLAUSE_ENDS.match(folded, time.end, end):
            yield _set(folded, time, start=match.end(), end=end)


def _set(folded: str, time: Time, *, start: int, end: int) -> SetTime:
    clause = folded[_clause_start(folded, max(0, start - 60), start) : time.start]
    return SetTime(start, time.end, time, read(folded, time, start=start, end=end), _FINISHING.search(clause) is not None)


def _binds(folded: str, match: re.Match[str], *, start: int, time: Time) -> bool:
    """Whether the word in `match` makes `time` a deadline and not the time of something told."""
    clause_start = _clause_start(folded, max(start, match.start() - _CLAUSE), match.start())
    if _TOLD.match(folded, time.end):
        return False
    if _BINDING.search(folded, match.start(), match.end()):
        return True
    if match["cue"].endswith(" từ"):
        return time.is_range or _FROM_THEN_ON.match(folded, time.end) is not None
    if match["cue"] == "trong" and time.period() and not _is_year(time) and _CLAUSE_ENDS.match(folded, time.end):
        return True
    doing = _DOING.search(folded, clause_start, match.start()) is not None
    if time.is_day or _is_year(time) or match["cue"] in ("hết", "đến hết"):
        return doing and (time.is_day or _ENDS.match(folded, time.end) is not None)
    return doing or _DOING.search(folded, time.end, min(len(folded), time.end + 200)) is not None


def _is_year(time: Time) -> bool:
    point = time.points[0]
    return point.day is None and (point.first_month, point.last_month) == (1, 12)


def _clause_start(folded: str, start: int, at: int) -> int:
    for mark in _CLAUSE_STARTS.finditer(folded, start, at):
        start = mark.end()
    return start


def _bracketed(folded: str, match: re.Match[str], issued: date | None) -> Time | None:
    inside, close = match.span("inside")
    time = time_in(folded, inside, end=close, issued=issued)
    if time is None or _NAMED_FOR_YEARS.search(folded, max(0, match.start() - 16), match.start()):
        return None
    words = folded[inside : time.start]
    bare_year = _is_year(time) and not time.is_range and not words and folded[time.start] == "2"
    is_open = folded.startswith(" trở đi", time.end)
    if (bare_year and not is_open) or not _BRACKET_WORDS.fullmatch(words) or not _BRACKET_END.fullmatch(folded, time.end, close):
        return None
    return time


def _is_past(time: SetTime, issued: date | None) -> bool:
    """Whether it lies before the document itself and so tells what was."""
    last = time.reading.end
    return issued is not None and last is not None and last < issued and time.reading.kind is not DeadlineKind.OPEN
