"""Turns the bytes of an XML part into a tree of elements, with no DTD, no entities, no network and bounds on its size."""

from __future__ import annotations

from lxml import etree

from dondoc.engine.sources.errors import BrokenFile, TooLarge

Element = etree._Element

# A page of Word is about 200 tags; this is some 5,000 pages, and keeps the tree below about 300 MB.
MAX_TAGS = 2_000_000
MAX_ATTRIBUTES = 3_000_000

_STRICT = b"http://purl.oclc.org/ooxml/"
# "Strict Open XML Document" uses its own namespaces for the same elements.
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)


def parse(data: bytes, part: str, name: str) -> Element:
    """Return the root of `data`, the part called `part` of the file called `name`, with strict Open XML as transitional.

    Raises BrokenFile for malformed XML and for any DTD (office formats never have one; entities and external subsets
    live there), TooLarge above `MAX_TAGS` or `MAX_ATTRIBUTES`.
    """
    # UTF-16 has a null beside each byte of these marks: the counts hold there too.
    if len(data) > MAX_TAGS and (data.count(b"<") > MAX_TAGS or data.count(b"=") > MAX_ATTRIBUTES):
        raise TooLarge(
            f"Tệp «{name}»: phần {part} có quá nhiều phần tử. Hãy chia văn bản thành nhiều tệp nhỏ hơn.",
            f"File “{name}”: the part {part} holds too many elements. Split the document into smaller files.",
        )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _has_dtd(part, name)
    if _STRICT in data:
        for strict, transitional in _TRANSITIONAL:
            data = data.replace(strict, transitional)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile(
            f"Tệp «{name}» bị hỏng: phần {part} không phải là XML hợp lệ. Hãy mở bằng Word/Excel rồi lưu lại, hoặc xin lại tệp gốc.",
            f"File “{name}” is damaged: the part {part} is not valid XML ({error}). Open and save it in Word/Excel, or ask for it again.",
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:  # seen only where the encoding hid it from the test above
        raise _has_dtd(part, name)
    return root


def _parser() -> etree.XMLParser:
    # A parser of its own for each part: lxml's parsers may not be shared by threads.
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _has_dtd(part: str, name: str) -> BrokenFile:
    return BrokenFile(
        f"Tệp «{name}» không an toàn: phần {part} khai báo DTD hoặc thực thể XML, điều mà Word và Excel không bao giờ ghi. "
        "Không đọc; hãy xin lại tệp gốc.",
        f"File “{name}” is not safe: the part {part} declares a DTD or XML entities, which Word and Excel never write. "
        "It was not read; ask for the original file.",
    )
