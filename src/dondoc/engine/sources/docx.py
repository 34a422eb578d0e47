"""Turns the bytes of a Word document (.docx, .docm, .dotx) into a source: its paragraphs and tables as Word shows them."""

from __future__ import annotations

from dondoc.engine.sources import docx_tags as tags
from dondoc.engine.sources.archive import Archive, open_archive
from dondoc.engine.sources.docx_body import BodyReader, Piece
from dondoc.engine.sources.docx_losses import LossBuilder
from dondoc.engine.sources.docx_numbering import Numbering
from dondoc.engine.sources.docx_styles import Styles
from dondoc.engine.sources.docx_text import NoteReference
from dondoc.engine.sources.errors import BrokenFile
from dondoc.engine.sources.package import Relation, main_part, relations
from dondoc.engine.sources.source import Format, Progress, Source, SourceBuilder
from dondoc.engine.sources.xml import Element, parse

# Only a theme that names a legacy or symbol font is worth its parsing.
_THEME_OF_INTEREST = (b'".Vn', b'"VNI', b'"Vn', b'"Wing', b'"Symb')


def read(data: bytes, name: str, *, progress: Progress | None = None) -> Source:
    """Return the document held in `data`: the body in its order, with the numbers that Word generates, then its footnotes.

    Tracked insertions are read; deletions, comments, hidden text, page headers and footers are left out; pictures,
    embedded objects and macros are not opened; notes tell of each. External relations are never followed.
    `progress` is called once, at the end: a Word file has no pages of its own.
    Raises BrokenFile, EncryptedFile or TooLarge.
    """
    archive = open_archive(data, name)
    main = main_part(archive, "word/document.xml")
    body = _body(archive, main)
    related = relations(archive, main)
    losses = LossBuilder(macros="word/vbaproject.bin" in archive)
    styles = Styles(_part(archive, related, "styles"), _theme(archive, related))
    reader = BodyReader(name, styles, numbering=Numbering(_part(archive, related, "numbering"), styles), losses=losses)
    builder = SourceBuilder(name, Format.DOCX)
    _lay(builder, reader.pieces(body))
    _lay_footnotes(builder, reader, archive=archive, related=related)
    losses.footnotes = len(reader.text.references)
    builder.notes += losses.notes()
    if progress is not None:
        progress(1, 1)
    return builder.build()


def _body(archive: Archive, main: str) -> Element:
    data = archive.read(main)
    root = parse(data, main, archive.name) if data is not None else None
    body = root.find(tags.BODY) if root is not None and root.tag == tags.DOCUMENT else None
    if body is None:
        raise BrokenFile(
            f"Tệp «{archive.name}» không có phần nội dung của một văn bản Word. Hãy mở bằng Word, lưu lại thành .docx rồi nạp.",
            f"File “{archive.name}” lacks the body of a Word document. Open it in Word, save it as .docx and give that.",
        )
    return body


def _part(archive: Archive, related: tuple[Relation, ...], kind: str) -> Element | None:
    """Return the root of the related part of a kind; a file whose relations are lost may still have it under its usual name."""
    part = next((relation.part for relation in related if relation.kind == kind), f"word/{kind}.xml")
    data = archive.read(part)
    return parse(data, part, archive.name) if data is not None else None


def _theme(archive: Archive, related: tuple[Relation, ...]) -> Element | None:
    part = next((relation.part for relation in related if relation.kind == "theme"), None)
    data = archive.read(part) if part is not None else None
    if part is None or data is None or not any(mark in data for mark in _THEME_OF_INTEREST):
        return None
    return parse(data, part, archive.name)


def _lay(builder: SourceBuilder, pieces: list[Piece]) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            builder.paragraph(piece)
        else:
            builder.table(piece)


def _lay_footnotes(builder: SourceBuilder, reader: BodyReader, *, archive: Archive, related: tuple[Relation, ...]) -> None:
    """Set footnotes and endnotes after the body, each under its mark: within the text they would break a sentence or a list."""
    references = list(reader.text.references)
    for tag, kind in ((tags.FOOTNOTE, "footnotes"), (tags.ENDNOTE, "endnotes")):
        wanted = [reference for reference in references if reference.tag == tag]
        root = _part(archive, related, kind) if wanted else None
        if root is not None:
            elements = {element.get(tags.ID): element for element in root.iterchildren(tag)}
            for reference in wanted:
                _lay(builder, _footnote(elements.get(reference.id), reference, reader))


def _footnote(element: Element | None, reference: NoteReference, reader: BodyReader) -> list[Piece]:
    pieces = reader.pieces(element) if element is not None else []
    if pieces and isinstance(pieces[0], str):
        pieces[0] = f"{reference.mark} {pieces[0]}"
    return pieces
