"""Turns the paragraphs of a document into the components of the decree's diagram, by their words and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.engine.vocabulary.kinds import document_kinds
from dondoc.engine.writing.official.form_check.word_file import At, Para
from dondoc.engine.writing.official.measures import Zone

# The head stands within the first paragraphs of a document.
_HEAD = 30
_STATE = re.compile(r"cong hoa xa hoi chu nghia viet nam$")
_MOTTO = re.compile(r"doc lap\W+tu do\W+hanh phuc\W*$")
_NUMBER = re.compile(r"Số\s*:?\s*[\d….]*\s*/", re.IGNORECASE)
_DATE = re.compile(r"[^\d:;]{2,40},?\s*ngày\b.{0,12}\btháng\b.{0,12}\bnăm\b.{0,12}$", re.IGNORECASE)
_LETTER_TITLE = re.compile(r"v/v\b", re.IGNORECASE)
_ADDRESSEE = re.compile(r"kính gửi\b", re.IGNORECASE)
_BASIS = re.compile(r"(?:căn cứ|theo đề nghị|xét đề nghị|trên cơ sở)\b", re.IGNORECASE)
_FORMAL_BASIS = re.compile(r"căn cứ (?:luật|bộ luật|hiến pháp|nghị|quyết|thông|kế|chỉ|chương|kết|công|văn|pháp)\b", re.IGNORECASE)
_RECIPIENTS = re.compile(r"nơi nhận\s*:?\s*$", re.IGNORECASE)
_ANNEX = re.compile(r"phụ lục(?: số)?\s*(?:[ivxlc]+|\d{1,2}[a-z]?)?\s*[.:]?$", re.IGNORECASE)
_ANNEX_OF = re.compile(r"\(?\s*(?:ban hành )?kèm theo\b", re.IGNORECASE)
_PART = re.compile(r"(?:phần|chương|mục|tiểu mục)\s+(?:[ivxlc]+|\d{1,2})\s*[.:]?$", re.IGNORECASE)
_DRAWN = re.compile(r"[\W_]*$")
_UNSIGNED = re.compile(r"[\W_]*$|\(|\[")  # "(Đã ký)", a rule: no line above a signature
# A later line of the left column that begins so names the issuer itself; the lines before it name the body above.
_UNIT = re.compile(
    r"(?:sở|chi cục|cục|vụ|phòng|ban|văn phòng|trung tâm|thanh tra|ủy ban|uỷ ban|ubnd|hội đồng|trường|bệnh viện|viện|chi nhánh)\b"
)


class Zoned(NamedTuple):
    """A paragraph and its component, `None` for a cell of a ruled table; `in_annex` after the signature."""

    para: Para
    zone: Zone | None
    in_annex: bool = False


@cache
def kind_names() -> dict[str, str | None]:
    """Return the names of kinds, folded, with their abbreviations."""
    return {fold(kind.name): kind.abbreviation for kind in document_kinds()}


def zoned(paras: tuple[Para, ...]) -> tuple[Zoned, ...]:
    """Return every paragraph with its component, in order."""
    found: dict[int, Zone] = {}
    _head(paras, found)
    begins = _title(paras, found)
    foot = _foot(paras, found)
    return tuple(_running(paras, found, begins=begins, foot=foot))


def _head(paras: tuple[Para, ...], found: dict[int, Zone]) -> None:
    """Find the nation, the number and the date, and in the left column who issues."""
    for index, para in enumerate(paras[:_HEAD]):
        plain = unaccented(fold(para.text)) if len(para.text) < 60 else ""
        if Zone.STATE not in found.values() and _STATE.search(plain):
            found[index] = Zone.STATE
        elif Zone.MOTTO not in found.values() and _MOTTO.search(plain):
            found[index] = Zone.MOTTO
        elif Zone.NUMBER not in found.values() and _NUMBER.match(para.text) and len(para.text) < 60:
            found[index] = Zone.NUMBER
        elif Zone.DATE not in found.values() and _DATE.match(para.text):
            found[index] = Zone.DATE
        elif Zone.LETTER_TITLE not in found.values() and _LETTER_TITLE.match(para.text) and para.at is not None:
            found[index] = Zone.LETTER_TITLE
    left = list(_left_column(paras, found))
    own = next((place for place in range(len(left) - 1, 0, -1) if _UNIT.match(fold(paras[left[place]].text))), None)
    bold = [index for index in left if paras[index].look.bold]
    split = own if own is not None else left.index(bold[0]) if bold else len(left) - 1
    for place, index in enumerate(left):
        found[index] = Zone.SUPERIOR if place < split else Zone.ISSUER


def _left_column(paras: tuple[Para, ...], found: dict[int, Zone]) -> Iterator[int]:
    """Yield the lines beside the nation's: those of another cell of its row, else those before it."""
    state = next((index for index, zone in found.items() if zone is Zone.STATE), None)
    if state is None:
        return
    at = paras[state].at
    for index, para in enumerate(paras[:_HEAD]):
        if index in found or _DRAWN.match(para.text):
            continue
        same_row = at is not None and para.at is not None and (para.at.table, para.at.row) == (at.table, at.row)
        beside = same_row and para.at != at
        if beside or (at is None and index < state):
            yield index


def _title(paras: tuple[Para, ...], found: dict[int, Zone]) -> int:
    """Find the kind and the title; return where the body begins."""
    after = max((index for index in found if index < _HEAD), default=-1) + 1
    names = kind_names()
    for index in range(after, min(len(paras), after + 6)):
        para = paras[index]
        if fold(para.text).strip(" .:") in names and (para.centred or para.in_capitals) and para.at is None:
            found[index] = Zone.KIND
            index += 1
            while index < len(paras) and _goes_on_as_title(paras[index], first=found.get(index - 1) is Zone.KIND):
                found[index] = Zone.TITLE
                index += 1
            return index
    return after


def _goes_on_as_title(para: Para, *, first: bool) -> bool:
    if para.at is not None or any(other.match(para.text) for other in (_BASIS, _ADDRESSEE, _DRAWN, _PART)):
        return False
    if not first and para.text.isupper():  # "QUYẾT ĐỊNH:"
        return False
    return (para.centred and para.text[:1] != "(" and (first or para.look.bold is True)) or (first and para.look.bold is True)


def _foot(paras: tuple[Para, ...], found: dict[int, Zone]) -> int:
    """Find the recipients and who signs, from the last "Nơi nhận"; return where they begin."""
    backwards = range(len(paras) - 1, -1, -1)
    begins = next((index for index in backwards if paras[index].text[0] in "Nn" and _says_recipients(paras[index].text)), None)
    if begins is None:
        return len(paras)
    found[begins] = Zone.RECIPIENTS_WORD
    at = paras[begins].at
    index = begins + 1
    while index < len(paras) and _same_cell(paras[index].at, at) and (at is not None or paras[index].text[:1] in "-–"):
        found[index] = Zone.RECIPIENTS
        index += 1
    if at is None:
        return begins
    beside = [
        place
        for place, para in enumerate(paras)
        if para.at is not None and para.at.table == at.table and para.at.column != at.column and not _UNSIGNED.match(para.text)
    ]
    for place in beside:
        named = place == beside[-1] and not paras[place].in_capitals
        found[place] = Zone.SIGNER_NAME if named else Zone.SIGNER_TITLE
    return min([begins, *beside])


def _says_recipients(text: str) -> bool:
    return _RECIPIENTS.match(text.split("\n", 1)[0]) is not None


def _same_cell(one: At | None, other: At | None) -> bool:
    return one is None if other is None else one is not None and one.table == other.table and one.column == other.column


def _running(paras: tuple[Para, ...], found: dict[int, Zone], *, begins: int, foot: int) -> Iterator[Zoned]:
    """Yield the rest by its words: bases before the first heading, parts, annexes, body and tables."""
    last: Zone | None = None
    annex = body = False
    for index, para in enumerate(paras):
        zone = found.get(index)
        if zone is None:
            annex = annex or index > foot
            if para.at is not None:
                yield Zoned(para, None, annex)
                continue
            zone = _by_words(para, last, in_body=body, annex=annex)
        if zone is None:
            zone = Zone.BODY if index >= begins else None
        body = body or (zone is Zone.BODY and index >= begins)
        last = zone if para.at is None else last
        yield Zoned(para, zone, annex)


def _by_words(para: Para, last: Zone | None, *, in_body: bool, annex: bool) -> Zone | None:
    text = para.text
    if len(text) < 40 and _ANNEX.match(text) and (annex or para.centred):
        return Zone.ANNEX
    if last in (Zone.ANNEX, Zone.ANNEX_TITLE) and _ANNEX_OF.match(text):
        return Zone.ANNEX_OF
    if last is Zone.ANNEX or (last is Zone.ANNEX_TITLE and para.centred and para.look.bold):
        return Zone.ANNEX_TITLE
    if len(text) < 24 and _PART.match(text):
        return Zone.PART
    if last is Zone.PART and para.centred:
        return Zone.PART_TITLE
    if not in_body and _ADDRESSEE.match(text):
        return Zone.ADDRESSEE
    if last is Zone.ADDRESSEE and text[:1] in "-–":
        return Zone.ADDRESSEE
    if not in_body and (_FORMAL_BASIS.match(text) or (last is Zone.BASIS and _BASIS.match(text))):
        return Zone.BASIS
    return None
