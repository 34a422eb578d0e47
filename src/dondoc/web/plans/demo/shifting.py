"""Moves the days that the sample plan prints on by half years, so that an office made later finds it in the midst of its work."""

from __future__ import annotations

import calendar
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from importlib.resources import files

from dondoc.web.plans.demo.calendar import month_written

ISSUED = date(2026, 1, 23)
"""The day that the sample plan itself prints."""

NAME = "ke-hoach-mau.docx"
_MOVED = timedelta(days=50)  # it is at least so old, so that some deadlines have passed
_MONTHS = 6
_DOCUMENT = "word/document.xml"
_TEXT = re.compile(r"(?<=>)[^<>]*20\d\d[^<>]*(?=<)")

# Each with an example; the order counts, a year that one has moved is not looked at again. What the Government issued keeps its day.
_DATES = re.compile(
    r"""
      (?P<kept>\d+/\d{4}/NĐ-CP([ ]ngày[ ]\d+/\d+/\d+)?)                # 118/2025/NĐ-CP ngày 09/6/2025
    | ngày[ ](?P<d>\d\d)[ ]tháng[ ](?P<m>\d\d)[ ]năm[ ](?P<y>20\d\d)          # ngày 23 tháng 01 năm 2026
    | (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>20\d\d)                    # 31/3/2026
    | tháng[ ](?P<from>\d{1,2})[ ]đến[ ]tháng[ ](?P<to>\d{1,2})/(?P<toyear>20\d\d)  # tháng 3 đến tháng 9/2026
    | (?P<thang>[Tt]háng)[ ](?P<only>\d{1,2})/(?P<onlyyear>20\d\d)            # Tháng 8/2026
    | (?P<quy>[Qq]uý)[ ](?P<quarter>I{1,3}|IV)/(?P<qyear>20\d\d)              # Quý II/2026
    | 6[ ]tháng[ ](?P<half>đầu|cuối)[ ]năm[ ](?P<hyear>20\d\d)                # 6 tháng cuối năm 2026
    | (?P<whole>20\d\d)                                                       # năm 2026
    """,
    re.VERBOSE,
)
_QUARTERS = ("I", "II", "III", "IV")


def half_years(today: date) -> int:
    """Return by how many half years the sample plan is to be moved, so that on a day it is between 50 days and 8 months old."""
    halves = 2 * (today.year - ISSUED.year) + 2  # later than wanted, on every day of that year
    while moved_day(ISSUED, halves) > today - _MOVED:
        halves -= 1
    return halves


def half_years_back(day: date, today: date) -> int:
    """Return by how many half years, whole years all, a day is to be moved back so that it has come; none where it has."""
    halves = min(0, 2 * (today.year - day.year))
    return halves if moved_day(day, halves) <= today else halves - 2


def moved_day(day: date, halves: int) -> date:
    """Return a day so many half years on; of the 31st the last day of a shorter month."""
    year, month = _moved_month(day.year, day.month, halves)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def moved_text(text: str, halves: int) -> str:
    """Return a text with the days, months, quarters, halves and years that it prints moved on."""
    return _DATES.sub(lambda found: next(write(found, halves) for name, write in _WRITERS if found[name]), text)


def sample_plan(halves: int) -> bytes:
    """Return the sample plan as a Word document whose days are moved on."""
    original = zipfile.ZipFile(io.BytesIO(files("dondoc.sample").joinpath(NAME).read_bytes()))
    made = io.BytesIO()
    with original, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in original.infolist():
            data = original.read(entry)
            if entry.filename == _DOCUMENT:
                data = _TEXT.sub(lambda found: moved_text(found[0], halves), data.decode()).encode()
            copy.writestr(entry, data)
    return made.getvalue()


def _moved_month(year: int, month: int, halves: int) -> tuple[int, int]:
    months = year * 12 + month - 1 + halves * _MONTHS
    return months // 12, months % 12 + 1


def _long(found: re.Match[str], halves: int) -> str:
    day = moved_day(date(int(found["y"]), int(found["m"]), int(found["d"])), halves)
    return f"ngày {day.day:02d} tháng {month_written(day)} năm {day.year}"


def _short(found: re.Match[str], halves: int) -> str:
    day = moved_day(date(int(found["year"]), int(found["month"]), int(found["day"])), halves)
    return f"{day.day:02d}/{month_written(day)}/{day.year}"


def _stretch(found: re.Match[str], halves: int) -> str:
    year = int(found["toyear"])
    (first_year, first), (last_year, last) = (_moved_month(year, int(found[name]), halves) for name in ("from", "to"))
    return f"tháng {first}{'' if first_year == last_year else f'/{first_year}'} đến tháng {last}/{last_year}"


def _month(found: re.Match[str], halves: int) -> str:
    year, month = _moved_month(int(found["onlyyear"]), int(found["only"]), halves)
    return f"{found['thang']} {month}/{year}"


def _quarter(found: re.Match[str], halves: int) -> str:
    quarters = int(found["qyear"]) * 4 + _QUARTERS.index(found["quarter"]) + 2 * halves
    return f"{found['quy']} {_QUARTERS[quarters % 4]}/{quarters // 4}"


def _half(found: re.Match[str], halves: int) -> str:
    moved = int(found["hyear"]) * 2 + (found["half"] == "cuối") + halves
    return f"6 tháng {'cuối' if moved % 2 else 'đầu'} năm {moved // 2}"


def _year(found: re.Match[str], halves: int) -> str:
    return str(int(found["whole"]) + halves // 2)


def _kept(found: re.Match[str], halves: int) -> str:
    return found[0]


_WRITERS: tuple[tuple[str, Callable[[re.Match[str], int], str]], ...] = (
    ("kept", _kept),
    ("d", _long),
    ("day", _short),
    ("from", _stretch),
    ("only", _month),
    ("quarter", _quarter),
    ("half", _half),
    ("whole", _year),
)
