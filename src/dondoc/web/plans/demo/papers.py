"""Writes the words of a directive as a small Word document: its head centred, its own words justified."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files
from xml.sax.saxutils import escape

_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="word/document.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    ),
}
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701"/></w:sectPr>'
_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
_SIZE = '<w:sz w:val="28"/>'  # 14 points, in halves
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same words make the same bytes


def words_of(name: str) -> str:
    """Return the template of a directive of the sample office."""
    return files("dondoc.web.plans.demo").joinpath("texts", f"{name}.txt").read_text(encoding="utf-8")


def as_word(text: str) -> bytes:
    """Return lines of text as a Word document, a paragraph each."""
    lines = text.splitlines()
    head = next((at for at, line in enumerate(lines) if line.startswith(("Căn cứ", "Thực hiện", "Thời gian"))), 0)
    body = "".join(_paragraph(line, centred=at < head) for at, line in enumerate(lines))
    document = f'<w:document xmlns:w="{_WORDS}"><w:body>{body}{_PAGE}</w:body></w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in {**_PARTS, "word/document.xml": document}.items():
            file.writestr(zipfile.ZipInfo(name, _MOMENT), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{part}')
    return made.getvalue()


def broken_scan() -> bytes:
    """Return what is left of a PDF whose transfer broke off: it says what it is, and cannot be opened."""
    return b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 4/Kids[3 0 R"


def _paragraph(line: str, *, centred: bool) -> str:
    bold = "<w:b/>" if line == line.upper() else ""
    place = '<w:jc w:val="center"/>' if centred else '<w:ind w:firstLine="567"/><w:jc w:val="both"/>'
    words = f'<w:r><w:rPr>{_FONT}{bold}{_SIZE}</w:rPr><w:t xml:space="preserve">{escape(line)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:spacing w:after="120"/>{place}</w:pPr>{words}</w:p>'
