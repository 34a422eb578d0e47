"""The lines of a yearly notice ("31/8/2027 nghỉ; 21/8/2027 làm bù"), typed, pasted or from a workbook → its days, and the wrong lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dondoc.engine.tracking.legal_holidays import spread
from dondoc.engine.tracking.working_time import SATURDAY
from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.calendars.models import SetKind
from dondoc.web.organisations.lists.sheet import Column, cut, read_list

LONGEST_SPAN = 16
"""Days that one line may cover; a longer span is a slip of the pen."""
MOST_LINES = 200

COLUMNS = (
    Column("first", "Ngày", "", ("Từ ngày", "Ngày nghỉ", "Ngày bắt đầu")),
    Column("kind", "Là ngày", "", ("Loại", "Nội dung", "Hình thức")),
    Column("last", "Đến ngày", "", ("Đến hết ngày", "Ngày kết thúc")),
    Column("name", "Tên", "", ("Tên ngày", "Dịp", "Ghi chú")),
)

# "02/9/2027", "2/9", "2-9-2027", "2027-09-02"
_DAY = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?)"
# "từ ngày 16/02 đến hết ngày 20/02/2027: nghỉ Tết", "thứ Bảy, 21/8/2027 làm bù cho 30/8"
_LINE = re.compile(
    rf"""^(?:[-*•]\s*)?(?:từ\s+)?(?:(?:thứ\s+\w+|chủ\s+nhật),?\s+)?(?:ngày\s+)?(?P<first>{_DAY})
    (?:\s*(?:-|–|→|đến|tới)\s*(?:hết\s+)?(?:(?:thứ\s+\w+|chủ\s+nhật),?\s+)?(?:ngày\s+)?(?P<last>{_DAY}))?
    \s*[:,\t–-]?\s*(?P<words>.*)$""",
    re.VERBOSE | re.IGNORECASE,
)
_MADE_UP = re.compile(r"\b(?:lam bu|di lam|lam viec)\b")
_FESTIVE = re.compile(r"\b(?:tet|le|quoc khanh|gio to|ngay van hoa|giai phong|thong nhat|chien thang|lao dong)\b")
_SWAP = re.compile(r"\b(?:hoan doi|thay cho)\b")
_OFF = re.compile(r"\bnghi\b")


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """A day as a line says it."""

    line: int
    date: date
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class LineError:
    """A line that cannot be taken: what it says, and what is wrong."""

    line: int
    said: str
    wrong: str


@dataclass(frozen=True, slots=True)
class ReadNotice:
    """The days of a notice in their order, and the lines to mend."""

    days: tuple[NoticeDay, ...]
    errors: tuple[LineError, ...]


class _Wrong(ValueError):
    """What is wrong with a line, in words for the person."""


def read_notice(text: str, year: int) -> ReadNotice:
    """Return the days that lines (or parts between semicolons) set in `year`; a day without its year is of that year."""
    days: dict[date, NoticeDay] = {}
    errors: list[LineError] = []
    lines = [line.strip() for line in re.split(r"[\n;]", text)]
    for number, line in enumerate([line for line in lines if line][:MOST_LINES], 1):
        try:
            for day in _days(line, number, year):
                if (other := days.get(day.date)) is not None:
                    raise _Wrong(_("Ngày %(day)s đã có ở dòng %(line)s.") % {"day": _shown(day.date), "line": other.line})
                days[day.date] = day
        except _Wrong as wrong:
            errors.append(LineError(number, cut(line), str(wrong)))
    return ReadNotice(tuple(days[on] for on in sorted(days)), tuple(errors))


def lines_of_workbook(data: bytes, name: str) -> str:
    """Return a workbook's rows as lines that `read_notice` takes; raises WrongList."""
    rows = read_list(data, name, COLUMNS).rows
    return "\n".join(_row_line(row.values) for row in rows)


def _row_line(cells: dict[str, str]) -> str:
    """Return one row as a line: "16/02/2027 - 20/02/2027 nghỉ Tết Nguyên đán"."""
    days = " - ".join(cells[key].split(" ")[0] for key in ("first", "last") if cells.get(key))
    return " ".join(part for part in (days, cells.get("kind", ""), cells.get("name", "")) if part).replace(";", ",").replace("\n", " ")


def _days(line: str, number: int, year: int) -> Iterator[NoticeDay]:
    found = _LINE.match(line)
    if found is None:
        raise _Wrong(_("Không thấy ngày ở đầu dòng. Ghi như 31/8/%(year)s nghỉ, hoặc 21/8/%(year)s làm bù.") % {"year": year})
    first = _day(found["first"], year)
    last = _day(found["last"], year) if found["last"] else first
    if not 0 <= (last - first).days < LONGEST_SPAN:
        raise _Wrong(_("Khoảng ngày phải từ trước đến sau, không quá %(n)s ngày.") % {"n": LONGEST_SPAN})
    kind, name = _kind(found["words"].strip(" .,:"))
    for on in spread(first, last):
        if on.year != year:
            raise _Wrong(_("Ngày %(day)s không thuộc năm %(year)s.") % {"day": _shown(on), "year": year})
        if kind == SetKind.MAKE_UP and on.weekday() < SATURDAY:
            raise _Wrong(_("Ngày %(day)s là ngày thường, không phải ngày nghỉ để làm bù.") % {"day": _shown(on)})
        yield NoticeDay(number, on, kind, name)


def _day(text: str, year: int) -> date:
    parts = [int(part) for part in re.split(r"[/.-]", text)]
    try:
        if parts[0] > 31:
            return date(parts[0], parts[1], parts[2])
        return date(parts[2] if len(parts) == 3 else year, parts[1], parts[0])
    except ValueError:
        raise _Wrong(_("Không có ngày %(text)s.") % {"text": text}) from None


def _kind(words: str) -> tuple[str, str]:
    """Return what kind of day words mean, and the name to show."""
    plain = unaccented(fold(words))
    name = words[:1].upper() + words[1:120]
    if _MADE_UP.search(plain):
        return SetKind.MAKE_UP, name
    if not _OFF.search(plain) and not _FESTIVE.search(plain):
        raise _Wrong(_("Không rõ là ngày nghỉ hay ngày làm bù. Thêm chữ “nghỉ” hoặc “làm bù”."))
    if _FESTIVE.search(plain) and not _SWAP.search(plain):
        return SetKind.HOLIDAY, name
    return SetKind.OFF, name


def _shown(on: date) -> str:
    return date_format(on, "SHORT_DATE_FORMAT")
