"""Turns the sample directive that ships with dondoc into a guided first look: its register, its review, and what to try next."""

from __future__ import annotations

import hashlib
import sys
from importlib.resources import files

from dondoc.cli.painting import painted, shows_colour, width_of
from dondoc.engine.extraction import extract
from dondoc.engine.review import review
from dondoc.engine.sources import read
from dondoc.engine.writing.language import Language, Words
from dondoc.engine.writing.register import Register
from dondoc.engine.writing.register_table import table
from dondoc.engine.writing.review_table import review_table
from dondoc.engine.writing.terminal import Line, Page, Piece, Tone, block, ruled

NAME = "ke-hoach-mau.docx"
_TEXT = 100  # places of a line of running text

_REGISTER = Words(
    "dondoc vừa đọc kế hoạch mẫu {name} (văn bản Word, 9 trang) của một sở không có thật. Dưới đây là sổ nhiệm vụ đọc được: "
    "mỗi tồn tại, hạn chế kèm nguyên nhân và các nhiệm vụ khắc phục; mỗi nhiệm vụ kèm đơn vị chủ trì, phối hợp và thời hạn.",
    "dondoc has just read the sample plan {name} (a Word document of 9 pages) of an invented department. Below is the register "
    "read from it: each finding with its causes and the tasks that remedy it; each task with its lead, cooperating units and deadline.",
)
_REVIEW = Words(
    "Tiếp theo là kết quả rà soát chính văn bản ấy. Năm chỗ sai được cố ý cài vào bản mẫu: số mục bị nhảy, nhiệm vụ không có đơn vị "
    "chủ trì, thời hạn rơi vào Chủ nhật, một văn bản được dẫn với hai ngày, một sở đã giải thể.",
    "Next, the review of the directive itself. Five faults were put into the sample on purpose: a number skipped, a task without "
    "lead, a deadline on a Sunday, a document cited under two dates, a department that no longer exists.",
)
_NEXT = Words("Thử tiếp với văn bản của anh, chị:", "Try it with a document of your own:")
_COMMANDS = (
    ("dondoc extract ke-hoach.docx", Words("sổ nhiệm vụ trên màn hình", "the register on the screen")),
    ("dondoc extract ke-hoach.pdf --format xlsx -o so.xlsx", Words("sổ theo dõi để làm việc ngay", "a workbook to work from")),
    (
        "dondoc extract van-ban/ --format json -o ket-qua/",
        Words("cả thư mục, kèm vị trí từng giá trị", "a folder, each value with its place"),
    ),
    ("dondoc review ke-hoach.docx", Words("rà soát văn bản", "the review of a directive")),
)


def show(language: Language) -> str:
    """Return what the demo prints, as wide as the terminal and coloured where it shows colours."""
    data = files("dondoc.sample").joinpath(NAME).read_bytes()
    source = read(data, NAME)
    register = Register(extract(source), source, hashlib.sha256(data).hexdigest())
    page = Page.fitting(width_of(sys.stdout), language)
    found = review(register.plan, source, on=None)
    lines: list[Line] = [
        *_said(_REGISTER, page),
        *table(register, page),
        *_said(_REVIEW, page),
        *review_table(register, found, page),
        ruled(min(page.width, _TEXT)),
        *block(_NEXT.of(language), page.width, tone=Tone.HEAD),
    ]
    lines += [line for command, words in _COMMANDS for line in _command(command, words, page)]
    return painted(lines, colour=shows_colour(sys.stdout))


def _command(command: str, words: Words, page: Page) -> list[Line]:
    """Say what a command gives: beside it, or above it where the terminal is narrow."""
    said = f"# {words.of(page.language)}"
    if page.width < _TEXT:
        return [(Piece(f"  {said}", Tone.FAINT),), (Piece(f"  {command}"),)]
    longest = max(len(shown) for shown, _ in _COMMANDS)
    return [(Piece(f"  {command:<{longest}}   "), Piece(said, Tone.FAINT))]


def _said(words: Words, page: Page) -> list[Line]:
    across = min(page.width, _TEXT)
    return [ruled(across), *block(words.of(page.language).format(name=NAME), across), ruled(across), ()]
