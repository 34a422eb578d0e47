"""Turns the letterhead, title, preamble and signature block of a document into what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dondoc.engine.extraction.header_article import read_stated
from dondoc.engine.extraction.header_casing import Spelling
from dondoc.engine.extraction.header_letterhead import read_letterhead
from dondoc.engine.extraction.header_lines import Sheet, sheet
from dondoc.engine.extraction.header_signature import read_signer, signature_start
from dondoc.engine.extraction.header_title import read_title
from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.plan import Header, Printed, Signer
from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.provinces import city_names, find_province

__all__ = ["read", "signature_start"]

_WITHOUT_PROVINCE = frozenset({"ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân"})
_MOST_PASSAGES = 60
_MOST_CHARACTERS = 12_000
_MODEL_CHARACTERS = 8_000
_FIRST_PART = re.compile(r"(?:i|a|1|điều 1|phần (?:i|1|thứ nhất)|chương i)\s?[./):]")
# "Sở Nội vụ xây dựng kế hoạch ...", "Bộ Chính trị, Ban Bí thư kết luận như sau": who issues, where there is no letterhead.
_ISSUES = re.compile(
    r"""
    (?: ^ | (?<=\n) | (?<=[;,.]\s) )
    (?P<issuer> (?:Ủy\ ban|Uỷ\ ban|UBND|HĐND|Hội\ đồng|Sở|Bộ|Ban|Cục|Chi\ cục|Tỉnh\ ủy|Thành\ ủy|Đảng\ ủy|Đảng\ đoàn|Chính\ phủ
        |Thủ\ tướng|Văn\ phòng|Trung\ tâm|Phòng|Thanh\ tra|Công\ an|Chủ\ tịch) \ [^;.\n,]{2,70}? (?:,\ Ban\ [^;.\n,]{2,40}?)? )
    \s+ (?: xây\ dựng | ban\ hành | đề\ ra | lập | kết\ luận | yêu\ cầu | thông\ báo | đề\ nghị | triển\ khai | chỉ\ đạo ) \s+
    (?: [Kk]ế\ hoạch | [Cc]hương\ trình | [Cc]hỉ\ thị | [Nn]ghị\ quyết | [Qq]uyết\ định | [Kk]ết\ luận | [Tt]hông\ báo
      | như\ sau | các\ | một\ số\ )
    """,
    re.VERBOSE,
)


def read(passages: Sequence[Passage]) -> Header:
    """Return what the document says of itself; what is blank in the source is `None`.

    The values come from the first letterhead (of a decision that wraps a plan: the decision's). Where a page has no
    letterhead, the values that its article or its table of fields states stand in.
    """
    head = sheet(passages[: _head_length(passages)])
    spelling = Spelling.of(_model(passages))
    letterhead = read_letterhead(head, spelling)
    title = read_title(head, start=letterhead.end, symbol=letterhead.symbol, spelling=spelling)
    has_body = letterhead.symbol is not None or title.kind is not None
    stated = read_stated(head, has_body=has_body)
    issuer = letterhead.issuer or title.issuer or stated.issuer
    if issuer is None and has_body:
        issuer = _from_preamble(head, max(title.end, letterhead.end))
    return Header(
        kind=title.kind or stated.kind,
        number=letterhead.number or (None if letterhead.symbol else stated.number),
        symbol=letterhead.symbol or stated.symbol,
        issuer=_completed(issuer, letterhead.place),
        place=letterhead.place,
        issued_on=letterhead.issued_on or stated.issued_on,
        title=title.title or stated.title,
        signer=_signer(passages, stated) if has_body else stated.signer,
    )


def _completed(issuer: Printed | None, place: Printed | None) -> Printed | None:
    """Give a committee or council whose letterhead leaves its province out the province of the place of issue."""
    if issuer is None or place is None or issuer.value.lower() not in _WITHOUT_PROVINCE or find_province(place.value) is None:
        return issuer
    kind = "thành phố" if fold(place.value) in city_names() else "tỉnh"
    return Printed(f"{issuer.value} {kind} {place.value.removeprefix('TP. ')}", issuer.evidence)


def _signer(passages: Sequence[Passage], stated: Header) -> Signer | None:
    found = read_signer(passages)
    if found is None or found.name is not None or stated.signer is None:
        return found or stated.signer
    return Signer(stated.signer.name, found.position)


def _head_length(passages: Sequence[Passage]) -> int:
    """How many passages hold the head: to the first numbered part after the letterhead, at most some pages."""
    seen = False
    characters = 0
    for index, each in enumerate(passages[:_MOST_PASSAGES]):
        characters += len(each.text)
        if characters > _MOST_CHARACTERS:
            return index + 1
        if not seen:
            seen = each.folded.startswith(("số:", "số ", "cộng hòa", "độc lập", "kế hoạch", "kính gửi")) or "\nsố" in each.folded
        elif _FIRST_PART.match(each.folded) or each.folded.endswith("như sau:"):
            return index + 1
    return min(len(passages), _MOST_PASSAGES)


def _model(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The beginning of the text, by which words in capitals are spelt."""
    size = 0
    for each in passages:
        if size > _MODEL_CHARACTERS:
            return
        if not each.text[:20].isupper():
            yield each
            size += len(each.text)


def _from_preamble(head: Sheet, start: int) -> Printed | None:
    found = _ISSUES.search(head.text, start)
    if found is None:
        return None
    return head.printed(*found.span("issuer"), rule="preamble.issuer")
