"""Checks how the text is set: fonts and colour everywhere, and size, weight, slope, capitals and place of each component."""

from __future__ import annotations

import re
import unicodedata

from dondoc.engine.sources.fonts import is_special
from dondoc.engine.writing.language import Words
from dondoc.engine.writing.official.form_check.gathering import FaultsBuilder
from dondoc.engine.writing.official.form_check.looks import Shape, Text, size_of
from dondoc.engine.writing.official.form_check.word_file import Para
from dondoc.engine.writing.official.form_check.zones import Zoned
from dondoc.engine.writing.official.measures import (
    FONT,
    GAP,
    INDENT,
    POINTS_PER_MM,
    SPACING,
    TABLE_SIZES,
    ZONES,
    Span,
    Zone,
    ZoneForm,
)

_BLACK = {None, "auto", "000000"}
_MARK = re.compile("[\u0300-\u036f]")  # a mark that stands beside its letter
_WORD_FONT = "Times New Roman"  # what Word takes where a file names none
_LONG = 110  # characters: more than a line, so that its sides and its indent are seen
_SINGLE = 240
_STRUT = 1.149  # the height of a single line of Times New Roman, in sizes


def check_settings(zones: tuple[Zoned, ...], faults: FaultsBuilder) -> None:
    """Find what is not set as the decree wants it."""
    fine: set[Text] = set()
    seen: tuple[Text, ...] = ()
    sized: Text | None = None  # the look of the cell before, where its size is fine
    composed = unicodedata.is_normalized("NFC", "\n".join([item.para.text for item in zones]))  # of all at once: it nearly always is
    for item in zones:
        para, zone, _ = item
        if para.looks is not seen and para.looks != seen:
            fine.update(look for look in para.looks if look not in fine and _font(para, look, faults))
            seen = para.looks if fine.issuperset(para.looks) else ()
        text = para.text
        if not composed and _MARK.search(text) and not unicodedata.is_normalized("NFC", text):
            faults.add("font.decomposed", para)
        if zone is Zone.BODY:
            _body(para, faults)
        elif zone is not None:
            _component(item, ZONES[zone], faults)
        elif para.look is not sized and para.at is not None:
            if TABLE_SIZES.holds(para.size):
                sized = para.look
            else:
                faults.add("table.size", para, found=_points(para.size))


def _font(para: Para, look: Text, faults: FaultsBuilder) -> bool:
    """Check one look; tell whether there is nothing to say of it."""
    name = look.font or _WORD_FONT
    fine = True
    if name.casefold() != FONT.casefold():
        code = "font.legacy" if is_special(name) and not name.lower().startswith(("symbol", "wingdings", "webdings")) else "font.family"
        faults.add(code, para, found=name)
        fine = False
    if look.colour not in _BLACK:
        faults.add("font.colour", para, found=look.colour or "")
        fine = False
    return fine


def _component(item: Zoned, form: ZoneForm, faults: FaultsBuilder) -> None:
    para, look = item.para, item.para.look
    if not form.sizes.holds(para.size):
        faults.add("zone.size", para, article=form.article, name=form.name, found=_points(para.size), allowed=_allowed(form.sizes))
    for wanted, is_so, yes, no in (
        (form.bold, look.bold is True, "zone.bold", "zone.not-bold"),
        (form.italic, look.italic is True, "zone.italic", "zone.upright"),
        (form.capitals, para.in_capitals, "zone.capitals", "zone.not-capitals"),
    ):
        if wanted is not None and wanted is not is_so:
            faults.add(yes if wanted else no, para, article=form.article, name=form.name)
    if form.centred and not para.centred and para.at is None:
        faults.add("zone.centred", para, article=form.article, name=form.name)


def _body(para: Para, faults: FaultsBuilder) -> None:
    sizes = ZONES[Zone.BODY].sizes
    if not sizes.holds(para.size):
        faults.add("body.size", para, found=_points(para.size))
    if len(para.text) < _LONG:
        return
    shape = para.shape
    if shape.side not in ("both", "distribute"):
        faults.add("body.justify", para)
    _distances(para, shape, faults)


def _distances(para: Para, shape: Shape, faults: FaultsBuilder) -> None:
    first = (shape.first or 0) / 20 / POINTS_PER_MM
    if not shape.numbered and not INDENT.span.holds(first, 0.3):
        faults.add("body.indent", para, found=_points(round(first, 1)))
    gap = ((shape.before or 0) + (shape.after or 0)) / 20
    if not GAP.span.holds(gap):
        faults.add("body.gap", para, found=_points(gap))
    line = shape.line if shape.line is not None else _SINGLE
    lines = line / _SINGLE if shape.rule in (None, "auto") else line / 20 / (size_of(para.look) * _STRUT)
    if not SPACING.span.holds(lines, 0.03):
        faults.add("body.spacing", para, found=_points(round(lines, 2)))


def _points(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _allowed(span: Span) -> Words:
    least, most = f"{span.least:g}", f"{span.most:g}"
    return Words(least, f"{least} pt") if least == most else Words(f"{least} đến {most}", f"{least} to {most} pt")
