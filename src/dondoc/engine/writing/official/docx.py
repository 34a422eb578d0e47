"""Turns an official document into a DOCX that Word 2010 and LibreOffice open as it stands; the same document gives the same bytes."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dondoc.engine.writing.official.blocks import OfficialDocument
from dondoc.engine.writing.official.docx_body import body
from dondoc.engine.writing.official.docx_styles import style_sheet
from dondoc.engine.writing.official.docx_units import R, W, escaped, twips, words
from dondoc.engine.writing.official.house import House
from dondoc.engine.writing.official.layout import Layout, Sheet, laid_out
from dondoc.engine.writing.official.measures import PAGE_HEIGHT, PAGE_WIDTH
from dondoc.engine.writing.official.styles import Style, forms

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip must carry a date; this one never changes
_HEADER_EDGE = 10  # millimetres from the edge of the paper to the page number, within the top margin


def official_docx(document: OfficialDocument, house: House | None = None) -> bytes:
    """Return the document as DOCX; without `house` in the sizes that most offices use."""
    house = house or House()
    layout = laid_out(document, house)
    parts = {
        "[Content_Types].xml": _content_types(layout),
        "_rels/.rels": _package_relations(),
        "word/document.xml": _document(layout, house),
        "word/_rels/document.xml.rels": _document_relations(layout),
        "word/styles.xml": style_sheet(forms(house)),
        "word/settings.xml": _settings(),
        "word/header1.xml": _page_number(),
        **({"word/footer1.xml": _small_print(layout.small_print)} if layout.small_print else {}),
        "docProps/core.xml": _properties(layout.title),
    }
    return _zipped(parts)


def _zipped(parts: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in parts.items():
            info = ZipInfo(name, _EARLIEST)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0  # else the zip tells on which system it was made
            archive.writestr(info, text.encode())
    return held.getvalue()


def _document(layout: Layout, house: House) -> str:
    parts: list[str] = []
    for index, sheet in enumerate(layout.sheets):
        parts.extend(body(sheet.elements, house.width(across=sheet.across)))
        section = _section(sheet, house, small_print=bool(layout.small_print))
        last = index + 1 == len(layout.sheets)
        parts.append(section if last else f'<w:p><w:pPr><w:pStyle w:val="{Style.END}"/>{section}</w:pPr></w:p>')
    return f"{_XML}<w:document {W} {R}><w:body>{''.join(parts)}</w:body></w:document>"


def _section(sheet: Sheet, house: House, *, small_print: bool) -> str:
    """Return the pages' size and margins; the number is counted from 1 and not shown on the first page."""
    short, long = twips(PAGE_WIDTH.span.least), twips(PAGE_HEIGHT.span.least)
    size = f'w:w="{long}" w:h="{short}" w:orient="landscape"' if sheet.across else f'w:w="{short}" w:h="{long}"'
    feet = "".join(f'<w:footerReference w:type="{kind}" r:id="rIdF"/>' for kind in ("default", "first")) if small_print else ""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/>{feet}<w:type w:val="nextPage"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="{twips(house.top)}" w:right="{twips(house.right)}" w:bottom="{twips(house.bottom)}" '
        f'w:left="{twips(house.left)}" w:header="{twips(_HEADER_EDGE)}" w:footer="{twips(_HEADER_EDGE)}" w:gutter="0"/>'
        '<w:pgNumType w:fmt="decimal" w:start="1"/><w:titlePg/></w:sectPr>'
    )


def _page_number() -> str:
    field = "".join(
        f"<w:r>{inside}</w:r>"
        for inside in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return f'{_XML}<w:hdr {W}><w:p><w:pPr><w:pStyle w:val="{Style.PAGE_NUMBER}"/></w:pPr>{field}</w:p></w:hdr>'


def _small_print(text: str) -> str:
    run = f"<w:r>{words(text)}</w:r>"
    return f'{_XML}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="{Style.SMALL_PRINT}"/></w:pPr>{run}</w:p></w:ftr>'


def _settings() -> str:
    return (
        f'{_XML}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="14"/></w:compat>'
        "</w:settings>"
    )


def _properties(title: str) -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(title)}</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


def _content_types(layout: Layout) -> str:
    kinds = {
        "word/document.xml": f"{_WORD}.document.main+xml",
        "word/styles.xml": f"{_WORD}.styles+xml",
        "word/settings.xml": f"{_WORD}.settings+xml",
        "word/header1.xml": f"{_WORD}.header+xml",
        **({"word/footer1.xml": f"{_WORD}.footer+xml"} if layout.small_print else {}),
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    parts = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _package_relations() -> str:
    properties = f"{_PACKAGE}/relationships/metadata/core-properties"
    return _relations((("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"), ("rId2", properties, "docProps/core.xml")))


def _document_relations(layout: Layout) -> str:
    feet = (("rIdF", f"{_OFFICE}/footer", "footer1.xml"),) if layout.small_print else ()
    return _relations(
        (
            ("rIdS", f"{_OFFICE}/styles", "styles.xml"),
            ("rIdT", f"{_OFFICE}/settings", "settings.xml"),
            ("rIdH", f"{_OFFICE}/header", "header1.xml"),
            *feet,
        )
    )


def _relations(rows: tuple[tuple[str, str, str], ...]) -> str:
    items = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'
