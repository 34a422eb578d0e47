"""Checks the paper: its size, which way it lies, its margins and its page numbers (Appendix I, I.1 to I.3 and I.7)."""

from __future__ import annotations

from dondoc.engine.writing.official.form_check.gathering import FaultsBuilder
from dondoc.engine.writing.official.form_check.word_file import Section, WordFile
from dondoc.engine.writing.official.form_check.zones import Zoned
from dondoc.engine.writing.official.measures import (
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_NUMBER,
    PAGE_WIDTH,
)

_ROUNDING = 0.6  # millimetres: programs give A4 in whole points or twips
# A text this long is more than one page; a shorter one may well be one.
_ONE_PAGE = 3500


def check_pages(word: WordFile, zones: tuple[Zoned, ...], faults: FaultsBuilder) -> None:
    """Find what is wrong with the pages of each section."""
    annexes_from = next((item.para.number for item in zones if item.in_annex), None)
    for section in word.sections:
        own = annexes_from is None or section is word.sections[0] or section.until < annexes_from
        _paper(section, own, faults)
    _page_numbers(word, faults)


def _paper(section: Section, own: bool, faults: FaultsBuilder) -> None:
    sides = sorted((section.width, section.height))
    if not (PAGE_WIDTH.span.holds(sides[0], _ROUNDING) and PAGE_HEIGHT.span.holds(sides[1], _ROUNDING)):
        faults.add("page.size", found=f"{section.width:.0f} × {section.height:.0f}")
    if own and section.width > section.height:
        faults.add("page.orientation")
    for measure, value in (
        (MARGIN_TOP, section.top),
        (MARGIN_BOTTOM, section.bottom),
        (MARGIN_LEFT, section.left),
        (MARGIN_RIGHT, section.right),
    ):
        if not measure.span.holds(value, _ROUNDING):
            least, most = f"{measure.span.least:g}", f"{measure.span.most:g}"
            faults.add("page.margin", article=measure.article, name=measure.name, found=_figure(value), least=least, most=most)


def _page_numbers(word: WordFile, faults: FaultsBuilder) -> None:
    first = word.sections[0] if word.sections else None
    shown = next((section for section in word.sections if section.head or section.foot), None)
    if shown is None or first is None:
        if len(word.sections) > 1 or sum(len(para.text) * para.times for para in word.paras) > _ONE_PAGE:
            faults.add("page-number.missing")
        return
    number = shown.head or shown.foot
    if shown.head is None or not shown.head.centred:
        faults.add("page-number.place")
    if number is not None and (not PAGE_NUMBER.span.holds(number.size) or number.italic):
        faults.add("page-number.size", found=_figure(number.size))
    if first.shown_first:
        faults.add("page-number.first")


def _figure(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")
