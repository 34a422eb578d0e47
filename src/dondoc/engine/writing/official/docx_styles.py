"""Turns the named styles into the style sheet of a DOCX: every look of the document is a style that a clerk finds by its name."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.engine.writing.official.docx_units import W, escaped, half_points, twips
from dondoc.engine.writing.official.measures import FONT
from dondoc.engine.writing.official.styles import Form, Style

BOLD, ITALIC, BOLD_ITALIC = "Dam", "Nghieng", "DamNghieng"
TABLE, FRAME = "BangCoKhung", "KhungKhongVien"
_FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
_LINE = 240  # a single line, in 240ths
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def style_sheet(forms: dict[Style, Form]) -> str:
    """Return word/styles.xml."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles {W}>{"".join(_parts(forms))}</w:styles>'


def _parts(forms: dict[Style, Form]) -> Iterator[str]:
    yield (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        f'<w:spacing w:before="0" w:after="0" w:line="{_LINE}" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    yield '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    yield from (_paragraph_style(style, form) for style, form in forms.items())
    for name, shown, marks in ((BOLD, "Đậm", "<w:b/>"), (ITALIC, "Nghiêng", "<w:i/>"), (BOLD_ITALIC, "Đậm nghiêng", "<w:b/><w:i/>")):
        yield (
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{name}"><w:name w:val="{shown}"/>'
            f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{marks}</w:rPr></w:style>'
        )
    yield from _table_styles()


def _paragraph_style(style: Style, form: Form) -> str:
    rule = "exact" if style in (Style.RULE, Style.GAP, Style.END) else "auto"
    line = 20 * form.size if rule == "exact" else _LINE * form.lines
    first = f' w:firstLine="{twips(form.first)}"' if form.first > 0 else f' w:hanging="{twips(-form.first)}"' if form.first < 0 else ""
    indent = f'<w:ind w:left="{twips(form.left)}" w:right="{twips(form.right)}"{first}/>' if form.first or form.left or form.right else ""
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>' if style is Style.RULE else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style}"><w:name w:val="{escaped(form.name)}"/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        + ("<w:keepNext/>" if form.keeps_next else "")
        + f'<w:widowControl/>{border}<w:spacing w:before="{round(form.before * 20)}" w:after="{round(form.after * 20)}" '
        + f'w:line="{round(line)}" w:lineRule="{rule}"/>{indent}<w:jc w:val="{form.side}"/>'
        + (f'<w:outlineLvl w:val="{form.outline - 1}"/>' if form.outline else "")
        + "</w:pPr><w:rPr>"
        + ("<w:b/><w:bCs/>" if form.bold else "")
        + ("<w:i/><w:iCs/>" if form.italic else "")
        + f'<w:sz w:val="{half_points(form.size)}"/><w:szCs w:val="{half_points(form.size)}"/></w:rPr></w:style>'
    )


def _table_styles() -> Iterator[str]:
    ruled = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
    for name, shown, borders, edge in ((TABLE, "Bảng có khung", ruled, 1.4), (FRAME, "Khung không viền", "", 0)):
        margins = "".join(f'<w:{side} w:w="{twips(edge)}" w:type="dxa"/>' for side in ("left", "right"))
        yield (
            f'<w:style w:type="table" w:customStyle="1" w:styleId="{name}"><w:name w:val="{shown}"/><w:tblPr>'
            + (f"<w:tblBorders>{borders}</w:tblBorders>" if borders else "")
            + f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        )
