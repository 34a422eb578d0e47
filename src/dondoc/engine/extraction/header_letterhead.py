"""Turns the lines above a document's title into its number, symbol, issuer, place and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dondoc.engine.extraction.header_casing import Spelling, is_capitals, name
from dondoc.engine.extraction.header_lines import Sheet
from dondoc.engine.extraction.plan import Printed
from dondoc.engine.vocabulary.folding import fold

# An office that has no name of its own: "ỦY BAN NHÂN DÂN TỈNH … / VĂN PHÒNG".
_NAMED_WITH_SUPERIOR = frozenset({"văn phòng", "thanh tra", "ban chỉ đạo", "hội đồng"})
# What stands where a draft's number or day is still to be filled in: "Số:   /KH", "Số: ...../KH", "ngày … tháng".
_BLANK = r"[\s.…_·]{0,40}"
_ABBREVIATION = r"[A-ZĐ][A-Za-zĐđÀ-ỹ0-9]*"
_SYMBOL = rf"(?:\d{{4}}/)?{_ABBREVIATION}(?:\s?[-&.]\s?{_ABBREVIATION})+"
_LINE_START = r"\n[ *_\"]*"
# "Số: 83/KH-UBND", "Số:  /KH-SNN&PTNT", "Số 11 /TB-UBND", and over a line break "Số:\n2820/QĐ-UBND".
_NUMBER = re.compile(rf"{_LINE_START}S[ốỐ]\s?:?{_BLANK}(?P<number>\d+[a-zđ]?)?{_BLANK}/\s*(?P<symbol>{_SYMBOL})")
# The Party's: "Số 155-KL/TW", "Số: 08-NQ/TU", "Số      -KH/ĐU".
_PARTY_NUMBER = re.compile(
    rf"{_LINE_START}S[ốỐ]\s?:?{_BLANK}(?P<number>\d+[a-zđ]?)?{_BLANK}-\s?(?P<symbol>[A-ZĐ][A-Za-zĐđ]{{1,4}}/[A-ZĐ][A-ZĐa-z0-9]+(?:-[A-ZĐ]+)*)"
)
# "Thanh Hóa, ngày 24 tháng 3 năm 2022"; the day, the month and the end of the year may be blank.
_DATE = re.compile(
    rf"""
    ,\s* (?:ngày|ngay) {_BLANK} (?P<day>\d{{1,2}})? {_BLANK}
    (?:tháng|thang) {_BLANK} (?P<month>\d{{1,2}})? {_BLANK}
    (?:năm|nam) \s* (?P<year>\d{{4}})
    """,
    re.VERBOSE,
)
# "Thanh Hóa, ngày 24/3/2022"
_SHORT_DATE = re.compile(r",\s*ngày\s*(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})")
# The country's name and motto, with what stands beside or below the issuer.
_MOTTO = re.compile(
    r"cộng\s+hòa\s+xã\s+hội(?:\s+chủ(?:\s+nghĩa(?:\s+việt(?:\s+nam)?)?)?)?|độc\s+lập\s*-\s*tự\s+do\s*-\s*hạnh\s+phúc|đảng\s+cộng\s+sản\s+việt\s+nam"
)
# A number that could not be read names nobody either.
_NO_ISSUER = re.compile(_MOTTO.pattern + r"|ch[uúùủ]\s+ngh[iíĩ]a\s+vi[eêệ]t\s+nam|(?<!\w)số\s*:[^\n]*")
_NATION = re.compile(r"cộng\s+hòa\s+xã\s+hội|đảng\s+cộng\s+sản\s+việt\s+nam")
# Where a second organisation begins below its superior: "UBND TỈNH TÂN GIANG" / "SỞ CÔNG THƯƠNG".
_ORGANISATION = re.compile(
    r"""
    (?: ủy\ ban | ubnd | hđnd | hội\ đồng | sở | bộ | cục | chi\ cục | tổng\ cục | vụ | phòng | văn\ phòng | trung\ tâm | thanh\ tra
      | tỉnh\ ủy | thành\ ủy | huyện\ ủy | quận\ ủy | đảng\ ủy | đảng\ bộ | đảng\ đoàn | chi\ bộ | ban | thường\ trực | công\ an | quân\ khu
      | viện | trường | bệnh\ viện | công\ ty | tổng\ công\ ty | tập\ đoàn | liên\ đoàn | hội | đoàn | tổ | thủ\ tướng | chính\ phủ
      | quốc\ hội | kho\ bạc | bảo\ hiểm | chi\ nhánh | đài | báo | ngân\ hàng | tòa | kiểm\ toán | thuế | hải\ quan | mặt\ trận
    ) \b
    """,
    re.VERBOSE,
)
# The line before is no whole name yet: "VĂN" / "PHÒNG CHÍNH PHỦ", "ỦY" / "BAN NHÂN DÂN", "ĐẢNG ĐOÀN" / "QUỐC HỘI".
_UNFINISHED = re.compile(
    r"(?:^|\s)(?:văn|ủy|hội đồng|thủ tướng|phó thủ tướng|đảng đoàn|đảng ủy|ban cán sự|quốc|và|của|thường vụ|bộ chỉ huy|chủ tịch"
    r"|thường trực|văn phòng|ban chỉ đạo|-|,)$"
)
# One line for both: "UBND TỈNH TÂN GIANG SỞ CÔNG THƯƠNG".
_ONE_LINE = re.compile(
    r"(?:ubnd|ủy ban nhân dân) (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường) .+? "
    r"(?=(?:sở|phòng|ban|chi cục|thanh tra|văn phòng|trung tâm) )"
)
_STAMP = re.compile(r"@|ký bởi|người ký|cơ quan:|email|thời gian ký|ngày ký|\+07:00|công văn đến|đến ngày|lưu hành")
_ISSUER_LINES = 8
_LONGEST_PLACE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head's values, and where its last line ends (0 where there is no letterhead)."""

    number: Printed | None
    symbol: Printed | None
    issuer: Printed | None
    place: Printed | None
    issued_on: Printed | None
    end: int


def read_letterhead(head: Sheet, spelling: Spelling) -> Letterhead:
    """Read number, symbol, issuer, place and date from the lines above the title; a blank stays `None`."""
    numbered = _NUMBER.search(head.text) or _PARTY_NUMBER.search(head.text)
    dated = _DATE.search(head.folded) or _SHORT_DATE.search(head.folded)
    number, symbol = _number(head, numbered)
    place = _place(head, dated) if dated else None
    issued = place is not None or (dated is not None and numbered is not None and 0 <= dated.start() - numbered.end() < 80)
    end = max(numbered.end() if numbered else 0, dated.end() if dated and issued else 0)
    return Letterhead(
        number=number,
        symbol=symbol,
        issuer=_issuer(head, numbered.start() if numbered else None, spelling),
        place=place,
        issued_on=_issued_on(head, dated) if dated and issued else None,
        end=end,
    )


def _number(head: Sheet, found: re.Match[str] | None) -> tuple[Printed | None, Printed | None]:
    if found is None:
        return None, None
    plain = re.sub(r"\s", "", found["symbol"])
    symbol = head.printed(*found.span("symbol"), rule="letterhead.symbol", value=plain)
    if not found["number"]:
        return None, symbol
    mark = "-" if found.re is _PARTY_NUMBER else "/"
    whole = f"{found['number']}{mark}{plain}"
    return head.printed(found.start("number"), found.end("symbol"), rule="letterhead.number", value=whole), symbol


def _place(head: Sheet, dated: re.Match[str]) -> Printed | None:
    """The words before ", ngày": one line, and the line above where it is the name's beginning ("Thành phố Tân" / "Giang")."""
    end = dated.start()
    start, _ = head.line_span(max(end - 1, 0))
    start = max(start, head.text.rfind("  ", 0, end) + 2 if "  " in head.text[start:end] else start)
    line = head.text[start:end].strip(" *_\n")
    if start > 1 and head.text[start - 2 : start] != "\n\n":
        above_start, above_end = head.line_span(start - 2)
        above = head.text[above_start:above_end].strip()
        if _begins_place(above):
            start, line = above_start, f"{above} {line}"
    words = line.split()
    if not words or len(words) > _LONGEST_PLACE_WORDS or not words[0][0].isupper() or any(char in ":/0123456789" for char in line):
        return None
    start += len(head.text[start:end]) - len(head.text[start:end].lstrip(" *_\n"))
    return head.printed(start, end, rule="letterhead.place", value=line)


def _begins_place(above: str) -> bool:
    words = above.split()
    if not 1 <= len(words) <= 4 or is_capitals(above) or re.search(r"[\d:/,.]", above) or not words[0][0].isupper():
        return False
    return not _MOTTO.search(above.lower()) and "phúc" not in above


def _issued_on(head: Sheet, found: re.Match[str]) -> Printed:
    """As exact as the source: a whole date, a year and month, or a year; what is no day of the calendar is left off."""
    day, month = found["day"], found["month"]
    value = found["year"]
    if month and 1 <= int(month) <= 12:
        value = f"{value}-{int(month):02d}"
        if day and _is_day(int(found["year"]), month=int(month), day=int(day)):
            value = f"{value}-{int(day):02d}"
    start = found.start() + len(found.group()) - len(found.group().lstrip(", \n"))
    return head.printed(start, found.end(), rule="letterhead.date", value=value)


def _is_day(year: int, *, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _issuer(head: Sheet, number_at: int | None, spelling: Spelling) -> Printed | None:
    """The last organisation above the number: the issuer stands below its superior."""
    nation = _NATION.search(head.folded)
    if number_at is None and nation is None:
        return None
    limit = number_at if number_at is not None else head.passage_end(nation.start()) if nation else 0
    text = _NO_ISSUER.sub(lambda found: re.sub(r"\S", " ", found.group()), head.folded[:limit])
    lines = _issuer_lines(head, text)
    if not lines:
        return None
    first = _last_organisation([head.folded[start:end] for start, end in lines])
    start, end = lines[first][0], lines[-1][1]
    shown = _shown(head, lines[first:])
    if first and fold(shown) in _NAMED_WITH_SUPERIOR:
        above = _last_organisation([head.folded[a:b] for a, b in lines[:first]])
        whole = f"{name(shown, spelling)} {name(_shown(head, lines[above:first]), spelling)}"
        return head.printed(lines[above][0], end, rule="letterhead.issuer", value=whole)
    superior = _ONE_LINE.match(" ".join(head.folded[start:end].split())) if first == len(lines) - 1 else None
    if superior:
        shown = shown[superior.end() :]
        start += superior.end()
    return head.printed(start, end, rule="letterhead.issuer", value=name(shown.strip(" -*"), spelling))


def _shown(head: Sheet, lines: list[tuple[int, int]]) -> str:
    return " ".join(" ".join(head.text[start:end].split()) for start, end in lines)


def _issuer_lines(head: Sheet, folded: str) -> list[tuple[int, int]]:
    """The lines in capitals above the number, from the last line that is no part of a letterhead."""
    lines: list[tuple[int, int]] = []
    for start, end in _lines(folded):
        bare = folded[start:end].strip()
        if not bare or not re.search(r"[^\W\d_]", bare):
            continue
        begin = start + len(folded[start:end]) - len(folded[start:end].lstrip())
        if is_capitals(head.text[begin:end]) and not _STAMP.search(bare) and bare != "số":
            lines.append((begin, begin + len(bare)))
        else:
            lines.clear()
    return lines[-_ISSUER_LINES:]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _last_organisation(lines: list[str]) -> int:
    """Return the index of the line with which the last organisation begins."""
    first = 0
    before = ""
    for index, line in enumerate(lines):
        if index and _ORGANISATION.match(line) and not _UNFINISHED.search(before):
            first = index
            before = line
        else:
            before = f"{before} {line}".strip()
    return first
