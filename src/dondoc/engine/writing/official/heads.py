"""Turns what stands around the body into lines: letterhead, addressees, recipients, signature, and what an annex belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.engine.writing.official.blocks import Letterhead, OfficialDocument
from dondoc.engine.writing.official.lines import Columns, Element, Line, Rule, line
from dondoc.engine.writing.official.signing import signing_lines
from dondoc.engine.writing.official.styles import Style
from dondoc.engine.writing.official.text_width import balanced, width

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PART_OF_LINE = 0.42  # a rule under a name or a title is a third to a half of the line above it
_ISSUER_COLUMN = 72 / 165
_BLANK_NUMBER = "      "


def number_line(head: Letterhead) -> str:
    """Return "Số: 05/KH-SNNMT"; a number below 10 has a leading zero, a draft a blank (Appendix I, II.3)."""
    return f"Số: {head.number:02}/{head.symbol}" if head.number is not None else f"Số:{_BLANK_NUMBER}/{head.symbol}"


def date_line(head: Letterhead) -> str:
    """Return "Hà Châu, ngày 08 tháng 01 năm 2026"; days below 10 and the months 1 and 2 have a leading zero (II.4)."""
    return f"{head.place}, {day_words(head)}"


def day_words(head: Letterhead) -> str:
    """Return the day of issue in words, with blanks for what is not known yet."""
    if head.issued is not None:
        day = head.issued
        return f"ngày {day.day:02} tháng {_month(day.month)} năm {day.year}"
    year, _, month = head.partly_issued.partition("-")
    known = _month(int(month[:2])) if month[:2].isdigit() else "    "
    return f"ngày      tháng {known} năm {year or '       '}"


def _month(value: int) -> str:
    return f"{value:02}" if value <= 2 else str(value)


def letterhead(document: OfficialDocument, room: float) -> Iterator[Columns]:
    """Yield the two columns of the head: who issues, and the nation; below them the number, and place and date."""
    head, left = document.letterhead, room * _ISSUER_COLUMN
    superior = balanced(head.superior.upper(), 12, within=left, bold=False)
    issuer = balanced(head.issuer.upper(), 12, within=left, bold=True)
    longest = max(width(part, 12, bold=True) for part in issuer.split("\n"))
    issuing: tuple[Line | Rule, ...] = (
        *((line(Style.SUPERIOR, superior),) if superior else ()),
        line(Style.ISSUER, issuer),
        Rule(min(longest, left) * PART_OF_LINE),
    )
    nation = (line(Style.STATE, STATE), line(Style.MOTTO, MOTTO), Rule(width(MOTTO, 13, bold=True)))
    numbered: tuple[Line | Rule, ...] = (line(Style.NUMBER, number_line(head)),)
    if document.kind is None:
        about = document.title if document.title.startswith("V/v") else f"V/v {document.title}"
        numbered += (line(Style.LETTER_TITLE, balanced(about, 12, within=left, bold=False)),)
    yield Columns(left, room - left, ((issuing, nation), (numbered, (line(Style.DATE, date_line(head)),))))


def addressees(document: OfficialDocument) -> Iterator[Line]:
    """Yield "Kính gửi: …"; several stand below one another with dashes (II.9)."""
    names = [name.rstrip(" .;") for name in document.addressees]
    if len(names) == 1:
        yield line(Style.ADDRESSEE, f"Kính gửi: {names[0]}")
    elif names:
        yield line(Style.ADDRESSEES_WORD, "Kính gửi:")
        yield from (line(Style.ADDRESSEES, item) for item in dashed(names))


def foot(document: OfficialDocument, room: float) -> Iterator[Element]:
    """Yield the recipients at the left and who signs at the right, which stay on one page."""
    if document.signature is None and not document.recipients:
        return
    to = [line(Style.RECIPIENTS, item) for item in dashed([name.rstrip(" .;") for name in document.recipients])]
    left = (line(Style.RECIPIENTS_WORD, "Nơi nhận:"), *to) if to else ()
    right: tuple[Line, ...] = ()
    if document.signature is not None:
        titles = (line(Style.SIGNER_TITLE, title) for title in signing_lines(document.signature))
        right = (*titles, line(Style.SIGNER_NAME, document.signature.name))
    yield Line(Style.GAP, ())
    yield Columns(room / 2, room / 2, ((left, right),))


def dashed(names: list[str]) -> Iterator[str]:
    """Yield "- …;" for each and "- …." for the last."""
    for index, name in enumerate(names, 1):
        yield f"- {name}{'.' if index == len(names) else ';'}"


def annex_of(document: OfficialDocument) -> str:
    """Return "(Kèm theo Kế hoạch số 05/KH-SNNMT ngày 08 tháng 01 năm 2026 của Sở …)" (III.1)."""
    head = document.letterhead
    kind = (document.kind or "công văn").lower()
    number = number_line(head).removeprefix("Số:").lstrip() if head.number is not None else f"{_BLANK_NUMBER}/{head.symbol}"
    return f"(Kèm theo {kind[:1].upper()}{kind[1:]} số {number} {day_words(head)} của {head.issuer})"


def file_title(document: OfficialDocument) -> str:
    """Return the name that a program shows for the file."""
    kind = (document.kind or "công văn").lower()
    return f"{kind[:1].upper()}{kind[1:]}: {document.title}"
