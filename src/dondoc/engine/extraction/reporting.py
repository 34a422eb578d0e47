"""Turns a paragraph that orders reports into duties: who reports to whom, how often, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.plan import Frequency, ReportDuty
from dondoc.engine.extraction.reporting_intervals import Interval, intervals
from dondoc.engine.extraction.reporting_parties import addressee, bearer

# Words without which no paragraph holds a duty to report.
_MAY_HOLD = re.compile(r"báo cáo|phản ánh|gửi|tổng hợp|trình\s")
# A report as an order: not "theo báo cáo của", "báo cáo tài chính", "báo cáo viên", nor one that was heard.
_REPORT = re.compile(
    r"""
    báo\ cáo
    (?<! (?:theo|nghe)\ báo\ cáo ) (?<! (?:tại|qua)\ báo\ cáo ) (?<! cơ\ sở\ báo\ cáo ) (?<! (?:từ|đã)\ báo\ cáo )
    (?<! trong\ các\ báo\ cáo ) (?<! công\ khai\ báo\ cáo ) (?<! thẩm\ định\ báo\ cáo ) (?<! lưu\ trữ\ báo\ cáo )
    (?! \ (?:viên|tài\ chính|đánh\ giá\ tác\ động|nghiên\ cứu|kinh\ tế|của\ |số\ \d|tại\ |này|nêu\ trên) )
    """,
    re.VERBOSE,
)
# "trình UBND tỉnh", "gửi Sở Tài chính", "tổng hợp kết quả"; not "chương trình", "quá trình".
_SUBMIT = re.compile(
    r"""
    (?: trình (?=\s+(?:ubnd|ủy\ ban|hđnd|hội\ đồng|cấp\ (?:có|thẩm|trên)|chủ\ tịch|lãnh\ đạo|giám\ đốc|bộ|chính\ phủ|thủ\ tướng
            |thường\ trực|ban|tỉnh\ ủy|các\ cấp)\b)
        (?<! (?:công|giải|tiến)\ trình ) (?<! (?:quy|quá)\ trình ) (?<! lộ\ trình ) (?<! chương\ trình )
      | gửi (?!\s*,|\s+nhận)
      | tổng\ hợp (?=,?\s+(?:báo\ cáo|trình|gửi|kết\ quả|tình\ hình))
    ) (?!\w)
    """,
    re.VERBOSE,
)
_TELL = re.compile(r"(?<!\w)(?:phản ánh|phản hồi|kiến nghị|thông tin|gửi|đề xuất)(?!\w)")
_WITH_REPORT = "tổng hợp|tham mưu|thông tin|phản hồi|đề xuất|phản ánh|rà soát|phát hiện|nắm bắt|đánh giá|có văn bản|xin ý kiến|trao đổi"
# "phản ánh về Ủy ban nhân dân tỉnh"; not "giải quyết kịp thời phản ánh của người dân".
_TELLS = r"phản ánh(?=,?\s+(?:về|với|cho|đến|tới|bằng|qua|lên|những|khó khăn|các khó khăn|kịp thời|ngay|báo cáo|kiến nghị về|để))"
# "kịp thời báo cáo", "báo cáo ngay", "kịp thời tổng hợp, báo cáo", "báo cáo đột xuất".
_PROMPT = re.compile(
    rf"(?:kịp thời|nhanh chóng)\s+(?:(?:{_WITH_REPORT}),?\s+(?:và\s+)?){{0,2}}(?:báo cáo|{_TELLS})"
    rf"|(?:báo cáo|{_TELLS})(?:\s+(?!kết|tình|tiến|đánh|theo|về)\w+){{0,4}}?\s+(?:ngay|kịp thời|đột xuất|khẩn)(?!\w)"
)
# "nếu có khó khăn, vướng mắc", "khi xuất hiện ca bệnh", "trường hợp quá hạn": opens a clause, and the report follows.
_CONDITION = re.compile(r"(?:nếu|khi|trong trường hợp|trường hợp)\s(?!cần)")
_OPENS_CLAUSE = (",", ".", ";", ":", "-", "thực hiện", "đề án", "kế hoạch", "này")
# "Trong quá trình triển khai có những vấn đề phát sinh ... các đơn vị báo cáo Giám đốc".
_TROUBLE = re.compile(r"trong quá trình[^.;]{0,160}?(?:khó khăn|vướng mắc|phát sinh|bất cập)")
# "báo cáo Đảng đoàn các vấn đề phát sinh trong quá trình triển khai"
_OF_TROUBLE = re.compile(r"báo cáo[^.;]{0,100}?(?:vấn đề|khó khăn|vướng mắc)[^.;]{0,30}?(?:phát sinh )?trong quá trình")
# A last day or month with its year: "trước ngày 08/02/2025", "chậm nhất ngày 10 tháng 12 năm 2025", "trong tháng 10/2025".
_BY_DATE = re.compile(
    r"""
    (?: trước | chậm\ nhất | muộn\ nhất | xong | trong | hạn\ cuối | đến\ hết ) \s+
    (?: (?:đến|vào|là|hết|trước)\s+ ){0,2}
    (?: (?:ngày|tháng|quý)\s+ )? (?: \d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4} | \d{1,2}\s?/\s?\d{4} | [iv]{1,3}(?:\s?/\s?|\ năm\ )\d{4}
      | \d{1,2}\ tháng\ \d{1,2}\ năm\ \d{4} | \d{1,2}\ năm\ \d{4} | năm\ \d{4} )
    """,
    re.VERBOSE,
)
# "trước ngày 20/11": a day without its year comes every year, where the report is regular.
_BY_DAY = re.compile(r"trước\s+(?:ngày\s+)?\d{1,2}\s?/\s?\d{1,2}(?![/\d])")
_LONGEST_DAY = 60
_DAY_BEFORE = re.compile(r"(?:(?:định kỳ|trước|chậm nhất|vào)\s+)*(?:ngày\s+)?(?:\d{1,2}(?:/\d{1,2})?\s+)?(?:của\s+)?(?:tháng\s+)?$")
_AS_RULED = re.compile(r"tổng hợp,?\s+(?:và\s+)?báo cáo[^.;]*theo quy định")
_SENTENCE_END = re.compile(r"\.(?=\s|$)")
_CLAUSE_END = re.compile(r";(?=\s|$)")
# An interval within so many characters of the sentence's beginning opens it, lists of intervals included.
_OPENING = 50
_GENERAL = frozenset({Frequency.PERIODIC})


@dataclass(frozen=True, slots=True)
class _Due:
    """When a report is due: its frequency, and where the words that say so stand."""

    frequency: Frequency
    start: int
    end: int


def find(passage: Passage, *, timing: Passage | None = None) -> tuple[ReportDuty, ...]:
    """Return the duties to report, consolidate or submit in `passage`, one for each frequency, in reading order.

    `timing` is the row's deadline cell or the governing deadline line, where the sentence itself names no interval. An
    order to report without interval, date or occasion is no duty of reporting (it is a task).
    """
    folded = passage.folded
    if _MAY_HOLD.search(folded) is None:
        return ()
    dues: dict[Frequency, _Due] = {}
    for start, end in _parts(folded, _SENTENCE_END, start=0, end=len(folded)):
        for due in _sentence_dues(folded, start, end=end, earlier=bool(dues)):
            dues.setdefault(due.frequency, due)
    if not dues and timing is not None:
        return _from_timing(passage, timing)
    return tuple(_duty(passage, due) for due in sorted(dues.values(), key=lambda due: due.start))


def _from_timing(passage: Passage, timing: Passage) -> tuple[ReportDuty, ...]:
    """The work is a report and the cell beside it says how often."""
    if not (_REPORT.search(passage.folded) or passage.folded.startswith("tổng hợp")):
        return ()
    named = {each.frequency for each in _specific(list(intervals(timing.folded, 0, len(timing.folded))))}
    whole = passage.whole("reporting.timing")
    to = addressee(passage.text, 0, len(passage.text))
    return tuple(ReportDuty(frequency, whole, None, to, timing.text) for frequency in sorted(named))


def _parts(folded: str, mark: re.Pattern[str], *, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the ranges that `mark` parts, without the blanks before them."""
    for found in mark.finditer(folded, start, end):
        yield start, found.start()
        start = found.end()
        while start < end and folded[start] == " ":
            start += 1
    if start < end:
        yield start, end


def _sentence_dues(folded: str, start: int, *, end: int, earlier: bool) -> Iterator[_Due]:
    """Read a sentence clause by clause; an interval that opens it governs a report ordered in any of its clauses."""
    first = True
    for begin, finish in _parts(folded, _CLAUSE_END, start=start, end=end):
        yield from _dues(folded, begin, end=finish, earlier=earlier)
        if first and finish < end and not _REPORT.search(folded, begin, finish) and _REPORT.search(folded, finish, end):
            opening = [each for each in intervals(folded, begin, finish) if each.start - begin < _OPENING]
            yield from (_Due(each.frequency, each.start, each.end) for each in _specific(opening))
        first = False


def _dues(folded: str, start: int, *, end: int, earlier: bool) -> Iterator[_Due]:
    report = _REPORT.search(folded, start, end)
    submit = report or _SUBMIT.search(folded, start, end)
    if submit is not None:
        yield from _regular(folded, start, end=end, strong=report is not None)
    if report is not None:
        dated = _BY_DATE.search(folded, start, end)
        if dated is not None and (dated.start() > report.start() or dated.start() - start < 20 or _leads_to(folded, dated, report)):
            yield _Due(Frequency.ONCE, dated.start(), dated.end())
    yield from _occasional(folded, start, end=end, report=report)
    if earlier and report is not None and (ruled := _AS_RULED.search(folded, start, end)):
        yield _Due(Frequency.PERIODIC, ruled.end() - len("theo quy định"), ruled.end())


def _leads_to(folded: str, dated: re.Match[str], report: re.Match[str]) -> bool:
    """ "hoàn thành trước ngày 31/12/2025 và tổng hợp, báo cáo": one day for both."""
    return re.fullmatch(r"\s*,?\s*(?:và\s+|,\s*)(?:gửi\s+|tổng hợp,?\s+){0,2}", folded[dated.end() : report.start()]) is not None


def _regular(folded: str, start: int, *, end: int, strong: bool) -> Iterator[_Due]:
    named = list(intervals(folded, start, end))
    by_day = _BY_DAY.search(folded, start, end)
    if by_day is not None and strong and {each.frequency for each in named} == _GENERAL:
        yield _Due(Frequency.ANNUAL, by_day.start(), by_day.end())
        return
    for each in _specific(named):
        if strong or each.frequency is not Frequency.AD_HOC:
            yield _Due(each.frequency, _due_start(folded, start, each.start), each.end)


def _specific(named: list[Interval]) -> list[Interval]:
    """ "định kỳ" says nothing more where an interval is named beside it."""
    regular = [each for each in named if each.frequency not in (Frequency.PERIODIC, Frequency.AD_HOC)]
    return [each for each in named if each.frequency is not Frequency.PERIODIC] if regular else named


def _due_start(folded: str, start: int, at: int) -> int:
    """Take in the day before the interval: "trước ngày 18 hằng tháng", "định kỳ ngày 15 của tháng cuối quý"."""
    start = max(start, at - _LONGEST_DAY)
    before = _DAY_BEFORE.search(folded[start:at])
    return start + before.start() if before else at


def _occasional(folded: str, start: int, *, end: int, report: re.Match[str] | None) -> Iterator[_Due]:
    """A report on an occasion: prompt, or when something happens."""
    prompt = _PROMPT.search(folded, start, end)
    if prompt is not None:
        yield _Due(Frequency.AD_HOC, prompt.start(), prompt.end())
        return
    trouble = _TROUBLE.search(folded, start, end)
    if trouble is not None and (_REPORT.search(folded, trouble.end(), end) or _TELL.search(folded, trouble.end(), end)):
        yield _Due(Frequency.AD_HOC, trouble.start(), trouble.end())
        return
    told = _OF_TROUBLE.search(folded, start, end)
    if told is not None:
        yield _Due(Frequency.AD_HOC, told.start(), told.end())
        return
    condition = _condition(folded, start, end) if report is not None else None
    if condition is not None and _REPORT.search(folded, condition.end(), end):
        stop = folded.find(",", condition.end(), end)
        yield _Due(Frequency.AD_HOC, condition.start(), stop if stop >= 0 else end)


def _condition(folded: str, start: int, end: int) -> re.Match[str] | None:
    for found in _CONDITION.finditer(folded, start, end):
        before = folded[max(start, found.start() - 12) : found.start()].rstrip()
        if not before or before.endswith(_OPENS_CLAUSE):
            return found
    return None


def _duty(passage: Passage, due: _Due) -> ReportDuty:
    folded = passage.folded
    sentences = _parts(folded, _SENTENCE_END, start=0, end=len(folded))
    start, end = next((part for part in sentences if part[1] >= due.end), (0, len(folded)))
    verb = next((found for each in (_REPORT, _SUBMIT, _TELL) if (found := each.search(folded, start, end))), None)
    return ReportDuty(
        frequency=due.frequency,
        evidence=passage.evidence(due.start, due.end, "reporting.duty"),
        bearer=bearer(passage.text, start, end),
        addressee=addressee(passage.text, verb.start() if verb else start, end),
        due=passage.text[due.start : due.end],
    )
