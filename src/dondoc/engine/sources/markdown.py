"""Turns a Markdown file into a source whose text is what a reader of the rendered page sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dondoc.engine.sources import encodings, html_chrome, html_cues, html_layout, html_tree, markdown_marks, text
from dondoc.engine.sources.source import Format, GridCell, Note, Progress, Row, Source, SourceBuilder, Table

_LINKS_OF_A_MENU = 3
_FRONT_MATTER = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(?:.*\n){0,200}?\1[ \t]*(?:\n|\Z)")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"\s{0,3}\#{1,6}(?:\s+(.*?))?(?:\s+\#+)?\s*$")
_RULE = re.compile(r"\s{0,3}(?:=+|(?:-\s*){2,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_DEFINITION = re.compile(r"\s{0,3}\[(?!\^)[^\[\]]{1,100}\]:\s+\S+")
_HTML_BLOCK = re.compile(
    r"\s{0,3}<(table|div|p|ul|ol|dl|h[1-6]|center|details|section|article|nav|footer|header|aside|script|style|iframe|form|blockquote|pre)\b",
    re.IGNORECASE,
)
_ENDED_BY_TAG = frozenset({"table", "script", "style", "pre", "nav", "footer"})
_PLACE = "\ue000"  # a private sign: the line that holds it stands for an HTML block


@dataclass(slots=True)
class _Page:
    """The plain lines made so far, and the HTML blocks set among them."""

    lines: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    left_out: int = 0

    def alone(self, line: str) -> None:
        """Add a line that is a paragraph of its own."""
        self.lines += ["", line, ""]


def read(data: bytes, name: str, *, progress: Progress | None = None) -> Source:
    """Return a Markdown file as a source: marks and links give their words, bullets and numbers stay as printed, pipe tables are tables.

    Front matter, lists of links and a portal's notices are left out, with a note; HTML in it is read as HTML.
    Raises TooLarge, BrokenFile.
    """
    decoded = encodings.decode(data)
    builder = SourceBuilder(name, Format.MARKDOWN)
    if decoded.note is not None:
        builder.notes.append(decoded.note)
    page = _page(_without_comments(_FRONT_MATTER.sub("", decoded.text.replace(_PLACE, ""))))
    plain = text.of("\n".join(page.lines), name)
    for block in plain.blocks:
        if isinstance(block, Table):
            builder.table([_places(plain.text, row, index) for index, row in enumerate(block.rows)])
        else:
            _add(builder, page, plain.text[block.start : block.end])
    if page.left_out:
        builder.notes.append(_left_out(page.left_out))
    if not plain.blocks:
        builder.notes.extend(plain.notes)
    if progress is not None:
        progress(1, 1)
    return builder.build()


def _places(words: str, row: Row, index: int) -> list[GridCell]:
    return [GridCell(markdown_marks.literal(words[cell.start : cell.end]), (index, at)) for at, cell in enumerate(row.cells)]


def _add(builder: SourceBuilder, page: _Page, words: str) -> None:
    """Add a paragraph, or the HTML block that its line stands for."""
    if not words.startswith(_PLACE):
        _add_words(builder, page, markdown_marks.literal(words))
        return
    root = html_tree.parse(page.html[int(words.strip(_PLACE))])
    page.left_out += html_chrome.prune(root).total()
    for item in html_layout.lay_out(root):
        if isinstance(item, str):
            _add_words(builder, page, item)
        else:
            builder.table(item.rows)


def _add_words(builder: SourceBuilder, page: _Page, words: str) -> None:
    if html_cues.is_notice(words):
        page.left_out += 1
    else:
        builder.paragraph(words)


def _left_out(count: int) -> Note:
    return Note(
        "markdown.left-out",
        f"Đã bỏ {count} chỗ không thuộc văn bản: danh sách liên kết, bộ đếm, nút bấm, thông báo đăng nhập.",
        f"{count} places that do not belong to the document were left out: lists of links, counters, buttons, log-in notices.",
    )


def _without_comments(markdown: str) -> str:
    """Return the text without `<!-- … -->`; a comment that is never closed stays."""
    parts = []
    at = 0
    while (start := markdown.find("<!--", at)) >= 0 and (end := markdown.find("-->", start + 4)) >= 0:
        parts.append(markdown[at:start])
        at = end + 3
    return "".join(parts) + markdown[at:]


def _page(markdown: str) -> _Page:
    page = _Page()
    fence = ""
    for block in _html_apart(markdown.split("\n")):
        if isinstance(block, _Html):
            page.alone(f"{_PLACE}{len(page.html)}{_PLACE}")
            page.html.append(block.text)
            continue
        for line in _without_menus(block, page):
            opened = _FENCE.match(line)
            if opened and (not fence or opened[1].startswith(fence)):
                fence = "" if fence else opened[1]
            elif fence:
                page.lines.append(line)
            else:
                _add_line(page, line)
    return page


@dataclass(frozen=True, slots=True)
class _Html:
    """A block of HTML, from its first tag to its end."""

    text: str


def _html_apart(lines: list[str]) -> Iterator[list[str] | _Html]:
    """Yield runs of Markdown lines and the HTML blocks between them."""
    run: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while at < len(lines):
        opened = _HTML_BLOCK.match(lines[at])
        if opened is None:
            run.append(lines[at])
            at += 1
            continue
        yield run
        run = []
        end = _html_end(lines, at, tag=opened[1].lower(), unclosed=unclosed)
        yield _Html("\n".join(lines[at:end]))
        at = end
    yield run


def _html_end(lines: list[str], at: int, *, tag: str, unclosed: set[str]) -> int:
    """Return the line after an HTML block: after its end tag for tables and the like, else at the next blank line."""
    if tag in _ENDED_BY_TAG and tag not in unclosed:
        for end in range(at, len(lines)):
            if f"</{tag}" in lines[end].lower():
                return end + 1
        unclosed.add(tag)  # not searched for again: the time stays linear
    return next((end for end in range(at + 1, len(lines)) if not lines[end].strip()), len(lines))


def _without_menus(lines: list[str], page: _Page) -> Iterator[str]:
    """Yield the lines but for runs of three or more that are nothing but links, blank lines between them or not."""
    run: list[str] = []
    for line in (*lines, None):
        if line is not None and (markdown_marks.is_link_point(line) or run and not line.strip()):
            run.append(line)
            continue
        if sum(words.count("](") for words in run) >= _LINKS_OF_A_MENU:
            page.left_out += 1
            yield ""
        else:
            yield from run
        run = []
        if line is not None:
            yield line


def _add_line(page: _Page, line: str) -> None:
    line = _QUOTE.sub("", line)
    heading = _HEADING.match(line)
    if heading:
        page.alone(markdown_marks.plain(heading[1] or ""))
    elif _RULE.match(line):
        page.lines.append("")
    elif not _DEFINITION.match(line):
        page.lines += markdown_marks.plain(line.removesuffix("\\")).split("\n")
