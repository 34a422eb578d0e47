"""Turns the first bytes of a file into its kind, whatever its name says, or into a named error where it is of no readable kind."""

from __future__ import annotations

import re
from enum import StrEnum

from dondoc.engine.sources import encodings, ole
from dondoc.engine.sources.archive import Archive, open_archive
from dondoc.engine.sources.errors import BrokenFile, EncryptedFile, UnknownFormat
from dondoc.engine.sources.source import Note


class Kind(StrEnum):
    """A kind of file that has a reader; the value is the extension that such a file should have."""

    TEXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    WEB_ARCHIVE = "mht"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    IMAGE = "image"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    WORD_XML = "xml"
    XLS = "xls"
    XLSB = "xlsb"
    ODS = "ods"


# The extensions that promise a kind. ".txt" with a pipe table in it is no lie, nor is ".xls" on a text table.
_EXTENSIONS: dict[str, frozenset[Kind]] = {
    "txt": frozenset({Kind.TEXT, Kind.MARKDOWN}),
    "csv": frozenset({Kind.TEXT}),
    "md": frozenset({Kind.MARKDOWN, Kind.TEXT}),
    "markdown": frozenset({Kind.MARKDOWN, Kind.TEXT}),
    "html": frozenset({Kind.HTML}),
    "htm": frozenset({Kind.HTML}),
    "xhtml": frozenset({Kind.HTML}),
    "mht": frozenset({Kind.WEB_ARCHIVE}),
    "mhtml": frozenset({Kind.WEB_ARCHIVE}),
    "docx": frozenset({Kind.DOCX}),
    "docm": frozenset({Kind.DOCX}),
    "dotx": frozenset({Kind.DOCX}),
    "dotm": frozenset({Kind.DOCX}),
    "xlsx": frozenset({Kind.XLSX}),
    "xlsm": frozenset({Kind.XLSX}),
    "xltx": frozenset({Kind.XLSX}),
    "xlsb": frozenset({Kind.XLSB}),
    "pdf": frozenset({Kind.PDF}),
    "png": frozenset({Kind.IMAGE}),
    "jpg": frozenset({Kind.IMAGE}),
    "jpeg": frozenset({Kind.IMAGE}),
    "tif": frozenset({Kind.IMAGE}),
    "tiff": frozenset({Kind.IMAGE}),
    "doc": frozenset({Kind.DOC}),
    "dot": frozenset({Kind.DOC}),
    "rtf": frozenset({Kind.RTF}),
    "odt": frozenset({Kind.ODT}),
    "fodt": frozenset({Kind.ODT}),
    "ott": frozenset({Kind.ODT}),
    "xml": frozenset({Kind.WORD_XML, Kind.ODT, Kind.HTML}),
    "xls": frozenset({Kind.XLS}),
    "ods": frozenset({Kind.ODS}),
}

_NAMES: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("văn bản thuần", "plain text"),
    Kind.MARKDOWN: ("văn bản Markdown", "Markdown text"),
    Kind.HTML: ("trang web HTML", "an HTML page"),
    Kind.WEB_ARCHIVE: ("trang web lưu một tệp (MHTML)", "a single-file web page (MHTML)"),
    Kind.DOCX: ("văn bản Word (.docx)", "a Word document (.docx)"),
    Kind.XLSX: ("bảng tính Excel (.xlsx)", "an Excel workbook (.xlsx)"),
    Kind.PDF: ("tệp PDF", "a PDF"),
    Kind.IMAGE: ("hình ảnh", "an image"),
    Kind.DOC: ("văn bản Word 97-2003 (.doc)", "a Word 97-2003 document (.doc)"),
    Kind.RTF: ("văn bản RTF", "an RTF document"),
    Kind.ODT: ("văn bản OpenDocument (.odt)", "an OpenDocument text (.odt)"),
    Kind.WORD_XML: ("văn bản Word dạng XML", "a Word XML document"),
    Kind.XLS: ("bảng tính Excel 97-2003 (.xls)", "an Excel 97-2003 workbook (.xls)"),
    Kind.XLSB: ("bảng tính Excel nhị phân (.xlsb)", "an Excel binary workbook (.xlsb)"),
    Kind.ODS: ("bảng tính OpenDocument (.ods)", "an OpenDocument spreadsheet (.ods)"),
}

# Enough for a page's head full of styles, and for a text's first lines.
_SAMPLE = 16 * 1024
_PDF_WITHIN = 1024  # readers accept "%PDF-" after up to 1 kB of mail or scanner headers
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_OTHER = (
    (b"Rar!", "tệp nén RAR", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7-Zip", "a 7-Zip archive"),
    (b"\x1f\x8b", "tệp nén GZIP", "a GZIP archive"),
    (b"GIF8", "ảnh GIF", "a GIF image"),
    (b"BM", "ảnh BMP", "a BMP image"),
    (b"RIFF", "ảnh WebP hoặc âm thanh, phim", "a WebP image, or sound or film"),
    (b"\0\0\0\x18ftyp", "ảnh HEIC hoặc phim", "a HEIC image, or a film"),
    (b"\0\0\0\x1cftyp", "ảnh HEIC hoặc phim", "a HEIC image, or a film"),
    (b"\0\0\0\x20ftyp", "phim", "a film"),
    (b"ID3", "âm thanh", "sound"),
    (b"MZ", "chương trình Windows", "a Windows program"),
    (b"\x7fELF", "chương trình Linux", "a Linux program"),
    (b"AT&TFORM", "bản quét DjVu", "a DjVu scan"),
)

_READABLE_VI = "Dondoc đọc được .docx, .doc, .odt, .rtf, .pdf, .xlsx, .xls, .html, .txt, .md và ảnh quét PNG, JPEG, TIFF"
_READABLE_EN = "dondoc reads .docx, .doc, .odt, .rtf, .pdf, .xlsx, .xls, .html, .txt, .md and scans as PNG, JPEG, TIFF"


def detect(data: bytes, name: str) -> Kind:
    """Return the kind of file that `data` is; `name` matters only to tell Markdown from text and for messages.

    Raises BrokenFile for an empty or damaged file and for bytes of no kind under a known extension, EncryptedFile for
    an Office file under a password, UnknownFormat for a known or unknown kind that dondoc does not read.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise BrokenFile(
            f"Tệp «{name}» rỗng. Hãy tải hoặc chép lại tệp.",
            f"File “{name}” is empty. Fetch or copy it again.",
        )
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_archive(open_archive(data, name))
    if data.startswith(ole.MAGIC):
        return _of_compound(data, name)
    if data.startswith(_IMAGES):
        return Kind.IMAGE
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Kind.PDF
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rt"):
        return Kind.RTF
    try:
        sample = encodings.decode(data[: _whole_characters(data)]).text
    except BrokenFile:
        raise _of_no_kind(data, name) from None
    return _of_text(sample, name)


def renamed(kind: Kind, name: str) -> Note | None:
    """Return a note where the extension of `name` promises another kind than the file is; None for an unknown extension."""
    extension = _extension(name)
    promised = _EXTENSIONS.get(extension)
    if promised is None or kind in promised:
        return None
    vi, en = _NAMES[kind]
    return Note(
        "format.renamed",
        f"Tệp có đuôi .{extension} nhưng bên trong là {vi}; đã đọc theo nội dung thật. Hãy kiểm tra xem có đúng tệp cần nạp không.",
        f"The file is named .{extension} but is {en}; it was read as what it is. Check that it is the file you meant.",
    )


def _extension(name: str) -> str:
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def _of_archive(archive: Archive) -> Kind:
    if "word/document.xml" in archive or _has_part(archive, "word/", ".xml"):
        return Kind.DOCX
    if "xl/workbook.bin" in archive:
        return Kind.XLSB
    if _has_part(archive, "xl/", ".xml"):
        return Kind.XLSX
    mimetype = (archive.read("mimetype") or b"")[:200]
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return Kind.ODT
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Kind.ODS
    if _has_part(archive, "ppt/", ".xml") or b"presentation" in mimetype:
        raise _not_read("bản trình chiếu", "a slide show", archive.name)
    raise _not_read(
        "tệp nén ZIP; hãy giải nén rồi nạp từng văn bản bên trong",
        "a ZIP archive; unpack it and give the documents inside",
        archive.name,
    )


def _has_part(archive: Archive, folder: str, ending: str) -> bool:
    return any(part.startswith(folder) and part.endswith(ending) for part in archive.members)


# Record numbers of [MS-XLS]: a sheet's beginning, and the mark that what follows is encrypted.
_XLS_FILEPASS = 0x2F
_XLS_RECORDS_SEEN = 8


def _of_compound(data: bytes, name: str) -> Kind:
    heads = {stream.name.lower(): stream.head for stream in ole.streams(data)}
    if "encryptedpackage" in heads:
        raise _encrypted(name)
    if "worddocument" in heads:
        # [MS-DOC] FibBase: 16 bits at offset 10, of which 0x0100 says that the file is encrypted.
        if len(heads["worddocument"]) > 11 and heads["worddocument"][11] & 0x01:
            raise _encrypted(name)
        return Kind.DOC
    workbook = heads.get("workbook", heads.get("book"))
    if workbook is not None:
        if _xls_is_encrypted(workbook):
            raise _encrypted(name)
        return Kind.XLS
    if "powerpoint document" in heads:
        raise _not_read("bản trình chiếu PowerPoint", "a PowerPoint slide show", name)
    if not heads:
        raise BrokenFile(
            f"Tệp «{name}» bị hỏng: đầu tệp là của Office 97-2003 nhưng mục lục bên trong không đọc được. Hãy xin lại tệp gốc.",
            f"File “{name}” is damaged: it begins like an Office 97-2003 file but its directory cannot be read. Ask for it again.",
        )
    raise _not_read("tệp OLE không phải Word hay Excel", "an OLE file that is neither Word nor Excel", name)


def _xls_is_encrypted(head: bytes) -> bool:
    at = 0
    for _ in range(_XLS_RECORDS_SEEN):
        if at + 4 > len(head):
            return False
        if int.from_bytes(head[at : at + 2], "little") == _XLS_FILEPASS:
            return True
        at += 4 + int.from_bytes(head[at + 2 : at + 4], "little")
    return False


# "<p>", "<div class=…>", "<!DOCTYPE html", "<?xml …?><html"; "<100 kg" is no tag
_HTML = re.compile(
    r"""
    \A \s* (?: <\?xml [^>]* > \s* )? (?: <!-- .*? --> \s* )*+  # possessive: comments are not shared out anew
    < (?: !doctype \s+ html | html | head | body | meta | title | style | link | div | table | p | span | article | section | h[1-6]
        | center | font | ul | ol | main | base | script ) \b [^<>]* >
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# A page after a line of headers or a script: "<html" or "<body" further down.
_HTML_LATER = re.compile(r"< (?: !doctype \s+ html | html | body ) \b [^<>]* >", re.VERBOSE | re.IGNORECASE)
# "MIME-Version: 1.0 … Content-Type: multipart/related", what Word calls a single-file web page
_WEB_ARCHIVE = re.compile(r"\A \s* (?: [\w-]+ : [^\n]* \n (?: [ \t]+ [^\n]* \n )* )* MIME-Version: ", re.VERBOSE | re.IGNORECASE)
# "| --- | :---: |"
_PIPE_RULE = re.compile(r"^ [ \t]*+ \|?+ [ \t]*+ :? -{3,} :? [ \t]* \| [-:| \t]* $", re.VERBOSE | re.MULTILINE)


def _whole_characters(data: bytes) -> int:
    """Return the length of a sample that ends with a whole character: half of one would look like another encoding."""
    if len(data) <= _SAMPLE:
        return len(data)
    return next((end for end in range(_SAMPLE, _SAMPLE - 4, -1) if data[end] & 0xC0 != 0x80), _SAMPLE)


def _of_text(sample: str, name: str) -> Kind:
    if "<?mso-application" in sample and "Word.Document" in sample or "schemas.microsoft.com/office/2006/xmlPackage" in sample:
        return Kind.WORD_XML
    if sample.lstrip().startswith("<") and "urn:oasis:names:tc:opendocument:xmlns:office" in sample:
        return Kind.ODT
    if _WEB_ARCHIVE.match(sample) and "multipart/related" in sample.lower():
        return Kind.WEB_ARCHIVE
    if _HTML.match(sample) or _HTML_LATER.search(sample):
        return Kind.HTML
    if sample.lstrip().startswith("<?xml"):
        raise _not_read("dữ liệu XML không phải văn bản Word", "XML data that is no Word document", name)
    if _extension(name) in ("md", "markdown") or (_extension(name) != "txt" and _PIPE_RULE.search(sample)):
        return Kind.MARKDOWN
    return Kind.TEXT


def _of_no_kind(data: bytes, name: str) -> BrokenFile | UnknownFormat:
    for magic, vi, en in _OTHER:
        if data.startswith(magic):
            return _not_read(vi, en, name)
    if name.rpartition("/")[2].startswith("~$"):
        return BrokenFile(
            f"«{name}» là tệp tạm mà Word tạo ra khi đang mở văn bản, không phải chính văn bản. Hãy đóng Word rồi nạp tệp không có «~$».",
            f"“{name}” is the temporary file that Word keeps while a document is open, not the document. Give the file without “~$”.",
        )
    extension = _extension(name)
    if extension in _EXTENSIONS:
        return BrokenFile(
            f"Tệp «{name}» có đuôi .{extension} nhưng nội dung không phải là định dạng đó hay định dạng nào đọc được: tệp đã hỏng. "
            "Hãy tải hoặc chép lại tệp gốc.",
            f"File “{name}” is named .{extension}, but its content is neither that nor any other kind that can be read: it is damaged. "
            "Fetch or copy the original again.",
        )
    return _not_read("dữ liệu nhị phân không rõ loại", "binary data of unknown kind", name)


def _not_read(vi: str, en: str, name: str) -> UnknownFormat:
    return UnknownFormat(
        f"Tệp «{name}» là {vi}. {_READABLE_VI}; hãy chuyển sang một trong các định dạng đó.",
        f"File “{name}” is {en}. {_READABLE_EN}; convert it to one of these.",
    )


def _encrypted(name: str) -> EncryptedFile:
    return EncryptedFile(
        f"Tệp «{name}» được bảo vệ bằng mật khẩu. Hãy mở bằng Word/Excel, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi nạp lại.",
        f"File “{name}” is protected by a password. Open it in Word/Excel, remove the password (File → Info → Protect) and give it again.",
    )
