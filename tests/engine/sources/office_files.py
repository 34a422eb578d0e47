"""Turns short descriptions into the bytes of Word, Excel and OLE files, so that no test keeps a binary."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of the named parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return buffer.getvalue()


def part(root: str, content: str) -> str:
    """Return the XML of a Word part whose root is `w:<root>`."""
    return f"{_HEAD}<w:{root} {_NAMESPACES}>{content}</w:{root}>"


def docx(body: str, **parts: str | bytes) -> bytes:
    """Return a Word file with the given body; keywords are the content of styles, numbering, footnotes…, or whole parts as bytes."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    related = {}
    for number, (name, content) in enumerate(parts.items(), 1):
        related[f"rId{number}"] = (name, f"{name}.xml")
        files[f"word/{name}.xml"] = content if isinstance(content, bytes) else part(name, content)
    files["word/_rels/document.xml.rels"] = relations(related)
    return zipped(files)


def relations(related: Mapping[str, tuple[str, str]]) -> str:
    """Return a relationships part: id → (kind, target)."""
    items = "".join(f'<Relationship Id="{key}" Type="{_RELATED}/{kind}" Target="{target}"/>' for key, (kind, target) in related.items())
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def p(text: str = "", *, style: str = "", number: tuple[int, int] | None = None, properties: str = "") -> str:
    """Return a paragraph of one run, with a style and a list (its number and level)."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{named}{listed}{properties}</w:pPr>{r(text) if text else ''}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def font(name: str) -> str:
    """Return run properties that set a font."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def tc(content: str, properties: str = "") -> str:
    """Return a cell; `content` is text, or XML where it begins with "<"."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def level(index: int, text: str, kind: str = "decimal", start: int = 1, more: str = "") -> str:
    """Return one level of a list definition."""
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{escape(text)}"/></w:lvl>'


def shape(identity: int, *levels: str) -> str:
    """Return a list definition (abstractNum)."""
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def num(identity: int, shape_id: int, overrides: str = "") -> str:
    """Return a list that draws on a definition."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{shape_id}"/>{overrides}</w:num>'


def xlsx(sheets: Mapping[str, str], *, strings: str = "", styles: str = "", workbook: str = "") -> bytes:
    """Return a workbook: sheet title → the content of its `worksheet` element; a title that begins with "~" is hidden."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    listed = "".join(_listed(title, n) for n, title in enumerate(sheets, 1))
    related = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)}
    related |= {"rId901": ("sharedStrings", "sharedStrings.xml"), "rId902": ("styles", "styles.xml")}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_RELATED}">{workbook}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(related),
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
    }
    for n, content in enumerate(sheets.values(), 1):
        files[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{main}">{content}</worksheet>'
    return zipped(files)


def _listed(title: str, number: int) -> str:
    state = ' state="hidden"' if title.startswith("~") else ""
    return f'<sheet name="{escape(title.lstrip("~"))}" sheetId="{number}" r:id="rId{number}"{state}/>'


def row(*cells: str, number: int = 0, hidden: bool = False) -> str:
    """Return a worksheet row of inline strings (XML cells are kept as they are)."""
    made = "".join(cell if cell.startswith("<c") else f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells)
    place = f' r="{number}"' if number else ""
    return f"<row{place}{' hidden=' + chr(34) + '1' + chr(34) if hidden else ''}>{made}</row>"


def compound(streams: Sequence[tuple[str, bytes]]) -> bytes:
    """Return an OLE compound file whose top storage has the named streams (padded to 4,096 bytes, so that each has sectors)."""
    sector, empty, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    directory_sectors = (len(streams) + 4) // 4
    table = [0xFFFFFFFD] + [n + 1 for n in range(1, directory_sectors)] + [end]
    entries = [_entry("Root Entry", kind=5, child=1 if streams else empty, start=end, size=0)]
    body = b""
    at = 1 + directory_sectors
    for n, (name, content) in enumerate(streams, 1):
        content = content.ljust(4096, b"\0")
        entries.append(_entry(name, kind=2, right=n + 1 if n < len(streams) else empty, start=at, size=4096))
        table += [*range(at + 1, at + 8), end]
        body += content
        at += 8
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0
    )
    header = header[:76] + struct.pack("<I", 0) + struct.pack("<I", empty) * 108
    fat = b"".join(struct.pack("<I", value) for value in table).ljust(sector, b"\xff")
    return header + fat + b"".join(entries).ljust(directory_sectors * sector, b"\0") + body


def _entry(name: str, *, kind: int, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIII", raw, len(raw), kind, 1, 0xFFFFFFFF, right, child, start, size, 0)
