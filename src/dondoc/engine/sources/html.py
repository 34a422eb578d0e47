"""Turns a portal's page, or a page that Word or a browser saved, into a source with the document alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dondoc.engine.sources import encodings, html_chrome, html_cues, html_fonts, html_layout, html_main, html_tree, linear_tables
from dondoc.engine.sources.html_chrome import LeftOut
from dondoc.engine.sources.html_tree import Element
from dondoc.engine.sources.source import Format, Note, Progress, Source, SourceBuilder


def read(data: bytes, name: str, *, progress: Progress | None = None) -> Source:
    """Return a page as a source: menus, counters, log-in notices, side columns, comments and footers left out, with a note on them.

    The encoding is judged by content, since pages often declare a wrong one. Nothing in the page is run or fetched.
    Raises TooLarge, BrokenFile.
    """
    builder = SourceBuilder(name, Format.HTML)
    root = _tree(data, builder.notes)
    left = html_chrome.prune(root)
    html_main.narrow(root, left)
    _fill(builder, html_layout.lay_out(root), left)
    source = builder.build()
    # Pages copied from elsewhere may hold a table as one paragraph for each cell.
    source = replace(source, blocks=linear_tables.recognise(source.text, source.blocks))
    if progress is not None:
        progress(1, 1)
    return source


def _tree(data: bytes, notes: list[Note]) -> Element:
    """Return the page's tree in Unicode; where the page names old fonts, only the words that stand in them are decoded."""
    decoded = encodings.decode(data)
    # An encoding found by content counts for the whole page; its "và" in Arial would become "vổ".
    typed = encodings.decode_as_typed(data) if decoded.encoding.startswith(("tcvn3", "vni")) else decoded.text
    root = html_tree.parse(typed)
    if html_fonts.decode(root):
        notes.append(_fonts_note())
        return root
    if decoded.note is not None:
        notes.append(decoded.note)
    return root if typed is decoded.text else html_tree.parse(decoded.text)


def _fill(builder: SourceBuilder, items: list[html_layout.Item], left: Counter[LeftOut]) -> None:
    for item in items:
        if not isinstance(item, str):
            builder.table(item.rows)
        elif html_cues.is_notice(item):
            left[LeftOut.NOTICE] += 1
        else:
            builder.paragraph(item)
    if left:
        builder.notes.append(_left_out(left))
    if not any(isinstance(item, str) or item.rows for item in items):
        builder.notes.append(_nothing())


def _left_out(left: Counter[LeftOut]) -> Note:
    kinds = [kind for kind in LeftOut if left[kind]]
    return Note(
        "html.left-out",
        "Đã bỏ các phần của trang không thuộc văn bản: " + "; ".join(f"{kind} ({left[kind]})" for kind in kinds) + ".",
        "Parts of the page that do not belong to the document were left out: "
        + "; ".join(f"{kind.en} ({left[kind]})" for kind in kinds)
        + ".",
    )


def _fonts_note() -> Note:
    return Note(
        "encoding.fonts",
        "Trang dùng phông chữ cũ (.Vn… hoặc VNI-…); đã chuyển sang Unicode.",
        "The page uses old fonts (.Vn… or VNI-…); their text was turned into Unicode.",
    )


def _nothing() -> Note:
    return Note(
        "html.empty",
        "Trang không chứa chữ của văn bản: có thể trang chỉ hiện nội dung sau khi đăng nhập hoặc chạy mã. "
        "Hãy sao chép nội dung hoặc tải tệp gốc.",
        "The page holds no words of a document: it may show them only after log-in or by running code. "
        "Copy the contents or download the original file.",
    )
