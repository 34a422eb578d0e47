"""Builds short directives of an invented province around a body, and reads and reviews them."""

from __future__ import annotations

from datetime import date

from dondoc.engine.extraction import extract
from dondoc.engine.review import Remark, Review, review
from dondoc.engine.sources import read

HEAD = """UBND TỈNH TÂN GIANG

SỞ NỘI VỤ

Số: 15/KH-SNV

Tân Giang, ngày {day} tháng {month} năm {year}

KẾ HOẠCH

{title}

"""
FOOT = """

GIÁM ĐỐC

Trần Văn Bình
"""


def directive(body: str, *, title: str = "Khắc phục tồn tại, hạn chế trong cải cách hành chính", issued: date = date(2024, 1, 8)) -> str:
    """A whole plan with letterhead, title and signature around `body`."""
    head = HEAD.format(day=f"{issued.day:02}", month=f"{issued.month:02}", year=issued.year, title=title)
    return head + body.strip() + FOOT


def reviewed(text: str, *, on: date | None = None) -> Review:
    """The review of a text as a whole document."""
    source = read(text.encode(), "ke-hoach.txt")
    return review(extract(source), source, on=on)


def drawn(text: str, code: str) -> list[Remark]:
    """The remarks of one code that a text draws."""
    return [remark for remark in reviewed(text).remarks if remark.code == code]
