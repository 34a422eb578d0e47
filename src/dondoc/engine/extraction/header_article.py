"""Turns a web page's own words about a document into the values that its letterhead lacks."""

from __future__ import annotations

import re
from datetime import date

from dondoc.engine.extraction.header_lines import Sheet
from dondoc.engine.extraction.header_title import KINDS
from dondoc.engine.extraction.plan import Header, Printed, Signer

_DAY = r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})"
_SYMBOL = r"(?P<number>\d+[a-zđ]?)(?P<mark>[/-])(?P<symbol>(?:\d{4}/)?[A-Za-zĐđ][\w&]*(?:[-/&][A-Za-zĐđ][\w&]*)+)"
_KIND = "|".join(re.escape(kind) for kind in KINDS)
# "Ngày 08/01/2024, Sở Nội vụ tỉnh Tân Giang ban hành Kế hoạch số 18/KH-SNV về khắc phục tồn tại năm 2023 với mục đích ..."
_ISSUED = re.compile(
    rf"""
    ngày\s+ {_DAY} ,\s* (?P<issuer>[^\W\d_][^,;.\n]{{3,80}}?) \s+
    (?:đã\ |vừa\ |ký\ )* (?:ban\ hành|có) \s* (?P<kind>{_KIND}) \s+ số\s* {_SYMBOL}
    (?: \s* (?:về\ việc|về) \s+ (?P<title>[^\n;.]+?) (?= \s+với\ (?:mục|các|những) | ,\s+với\s | \s+nhằm\s | [;.\n] | $ ) )?
    """,
    re.VERBOSE,
)
# The table that legal databases put above a text: "Số hiệu: 83/KH-UBND", "Người ký: ...", "Ngày ban hành: 24/03/2022".
_NUMBER_FIELD = re.compile(rf"số hiệu:?\s*{_SYMBOL}")
_KIND_FIELD = re.compile(rf"loại văn bản:?\s*(?P<kind>{_KIND})\b")
_SIGNER_FIELD = re.compile(r"người ký:?\s*(?P<name>[^\W\d_]+(?: [^\W\d_]+){1,4}?)(?=\s*\n|\s+Ngày|\s*$)")
_DATE_FIELD = re.compile(rf"ngày ban hành:?\s*{_DAY}")
# "TOÀN VĂN: KẾT LUẬN 155-KL/TW CỦA BỘ CHÍNH TRỊ": a headline that names the document.
_HEADLINE = re.compile(rf"(?<!\w)(?P<kind>{_KIND})\s+(?:số\s+)?{_SYMBOL}")
_HEADLINE_LENGTH = 300


def read_stated(head: Sheet, *, has_body: bool) -> Header:
    """Read what the page says of the document; an article's sentence counts only where no document follows (`has_body`)."""
    if not has_body:
        issued = _ISSUED.search(head.folded)
        if issued is not None and head.text[issued.start("symbol")].isupper():
            return _from_article(head, issued)
    number, kind = _NUMBER_FIELD.search(head.folded), _KIND_FIELD.search(head.folded)
    day, signed = _DATE_FIELD.search(head.folded), _SIGNER_FIELD.search(head.folded)
    if has_body and number is None:
        number = kind = _HEADLINE.search(head.folded, 0, _HEADLINE_LENGTH)
    return Header(
        kind=_value(head, kind, group="kind", shown=kind["kind"]) if kind else None,
        number=_number(head, number),
        symbol=_value(head, number, group="symbol") if number else None,
        issued_on=_date(head, day) if day else None,
        signer=Signer(_value(head, signed, group="name"), None) if signed else None,
    )


def _from_article(head: Sheet, found: re.Match[str]) -> Header:
    return Header(
        kind=_value(head, found, group="kind", shown=found["kind"]),
        number=_number(head, found),
        symbol=_value(head, found, group="symbol"),
        issuer=_value(head, found, group="issuer"),
        issued_on=_date(head, found),
        title=_value(head, found, group="title") if found["title"] else None,
    )


def _value(head: Sheet, found: re.Match[str], *, group: str, shown: str | None = None) -> Printed:
    return head.printed(*found.span(group), rule=f"stated.{group}", value=shown)


def _number(head: Sheet, found: re.Match[str] | None) -> Printed | None:
    if found is None:
        return None
    return head.printed(found.start("number"), found.end("symbol"), rule="stated.number")


def _date(head: Sheet, found: re.Match[str]) -> Printed | None:
    try:
        value = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return head.printed(found.start("day"), found.end("year"), rule="stated.date", value=value.isoformat())
