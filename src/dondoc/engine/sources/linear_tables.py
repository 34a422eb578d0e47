"""Finds tables that a portal printed one cell to a paragraph, and gives their rows back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.engine.sources.source import Block, Cell, Paragraph, Row, Table
from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.labels import Role, role_of_column
from dondoc.engine.vocabulary.splitting import split_units

# A table's heading is at most this many paragraphs; fewer than three are not a table.
_MOST_COLUMNS = 10
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,6}|[A-ZĐ]|[a-zđ])\s*[.)]?")
_TIME = re.compile(
    r"(?:quý|năm|tháng|trước|trong|sau khi|khi|thường xuyên|hằng|hàng|định kỳ|theo|từ|đến|chậm nhất|ngày|cả năm|giai đoạn"
    r"|\d{1,2}/\d{1,4}|20\d\d)\b"
)
_AFTER_TABLE = re.compile(r"(?:nơi nhận|phụ lục|biểu(?: số)?|ghi chú)\b")
_UNITS = frozenset({Role.LEAD, Role.COOPERATING})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph as a cell: what it looks like decides which columns it may stand in."""

    start: int
    end: int
    is_number: bool
    is_units: bool
    is_time: bool
    length: int


def recognise(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return `blocks` with each one-cell-per-paragraph table made into a `Table`; other blocks stay as they are."""
    found: list[Block] = []
    index = 0
    while index < len(blocks):
        columns = _heading(text, blocks, index)
        if not columns:
            found.append(blocks[index])
            index += 1
            continue
        end = _end(text, blocks, index + len(columns))
        table = _table(text, blocks[index:end], columns)
        found.extend([table] if table is not None else blocks[index:end])
        index = end
    return tuple(found)


def _heading(text: str, blocks: Sequence[Block], index: int) -> tuple[Role | None, ...]:
    """Return the roles of the columns if `blocks[index]` opens a table's heading ("TT", "Nhiệm vụ", "Cơ quan chủ trì" …)."""
    if _role(text, blocks[index]) is not Role.NUMBER:
        return ()
    roles: list[Role | None] = [Role.NUMBER]
    for block in blocks[index + 1 : index + _MOST_COLUMNS]:
        if not isinstance(block, Paragraph) or block.end - block.start > 80 or _NUMBER.fullmatch(text[block.start : block.end]):
            break
        roles.append(_role(text, block))
    while roles and roles[-1] is None:
        roles.pop()
    named = {role for role in roles if role is not None}
    return tuple(roles) if Role.CONTENT in named and len(named) >= 3 and named & {Role.LEAD, Role.DEADLINE} else ()


def _role(text: str, block: Block) -> Role | None:
    if not isinstance(block, Paragraph) or block.end - block.start > 80:
        return None
    return role_of_column(fold(text[block.start : block.end]))


def _end(text: str, blocks: Sequence[Block], index: int) -> int:
    """Return where the table ends: at the next annex, foot, ruled line or true table."""
    while index < len(blocks):
        block = blocks[index]
        if not isinstance(block, Paragraph):
            return index
        words = text[block.start : block.end]
        if _AFTER_TABLE.match(fold(words)) or set(words) <= set("-_* "):
            return index
        if _role(text, block) is Role.NUMBER:
            return index
        index += 1
    return index


def _table(text: str, blocks: Sequence[Block], columns: tuple[Role | None, ...]) -> Table | None:
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    head, body = paragraphs[: len(columns)], paragraphs[len(columns) :]
    pieces = [_piece(text, block) for block in body]
    if len(pieces) < len(columns):
        return None
    rows = [Row(tuple(Cell(block.start, block.end) for block in head))]
    rows.extend(_row(cells, pieces, len(columns)) for cells in _arrange(pieces, columns))
    return Table(tuple(rows))


def _piece(text: str, block: Paragraph) -> _Piece:
    words = " ".join(text[block.start : block.end].split())
    folded = fold(words)
    return _Piece(
        block.start,
        block.end,
        is_number=_NUMBER.fullmatch(words) is not None,
        is_units=_is_units(words),
        is_time=_TIME.match(folded) is not None and len(words) < 120,
        length=len(words),
    )


def _is_units(words: str) -> bool:
    """Tell whether the words are a list of units: most of them are names that are known or built like one."""
    if len(words) > 400:
        return False
    hits = split_units(words)
    known = sum(hit.end - hit.start for hit in hits if hit.unit_id is not None or hit.kind.name != "OTHER")
    return known * 10 >= len(words) * 6


def _arrange(pieces: list[_Piece], columns: tuple[Role | None, ...]) -> list[dict[int, int]]:
    """Lay the pieces into rows at the least cost (Viterbi): each row gives for a column the index of its piece.

    Within a row the columns go up; a piece in a column that it does not look like costs, and so does a column left out.
    """
    costs: list[list[float]] = []
    backs: list[list[tuple[int, bool]]] = []
    for index, piece in enumerate(pieces):
        fit = [_misfit(piece, role) for role in columns]
        row_costs, row_backs = [], []
        for column in range(len(columns)):
            best, back = (_opening(column, columns), (-1, True)) if index == 0 else (float("inf"), (-1, True))
            for before in range(len(columns)) if index else ():
                same_row = before < column
                step = _left_out(before, column, columns) if same_row else _new_row(before, column, columns)
                cost = costs[-1][before] + step
                if cost < best:
                    best, back = cost, (before, not same_row)
            row_costs.append(best + fit[column])
            row_backs.append(back)
        costs.append(row_costs)
        backs.append(row_backs)
    return _rows(costs, backs)


def _rows(costs: list[list[float]], backs: list[list[tuple[int, bool]]]) -> list[dict[int, int]]:
    rows: list[dict[int, int]] = [{}]
    column = min(range(len(costs[-1])), key=costs[-1].__getitem__)
    for index in range(len(costs) - 1, -1, -1):
        rows[-1][column] = index
        before, new_row = backs[index][column]
        if new_row and index:
            rows.append({})
        column = before
    return rows[::-1]


def _misfit(piece: _Piece, role: Role | None) -> float:
    if role is Role.NUMBER:
        return 0.0 if piece.is_number else 9.0
    if piece.is_number:
        return 6.0
    if role in _UNITS:
        return 0.0 if piece.is_units else 3.0 if piece.length < 90 else 6.0
    if role is Role.DEADLINE:
        return 0.0 if piece.is_time else 2.5 if piece.length < 60 else 6.0
    if role is Role.CONTENT:
        return 2.0 if piece.is_units or piece.is_time else 0.0
    return 1.2 if piece.is_units else 0.6 if piece.is_time else 0.2


def _left_out(before: int, column: int, columns: tuple[Role | None, ...]) -> float:
    return sum(_absence(columns[between]) for between in range(before + 1, column))


def _new_row(before: int, column: int, columns: tuple[Role | None, ...]) -> float:
    return sum(_absence(role) for role in columns[before + 1 :]) + _opening(column, columns)


def _opening(column: int, columns: tuple[Role | None, ...]) -> float:
    """Return the cost of a row that begins at `column`; a row without number is rarer than one without result."""
    return sum(3.0 if role is Role.NUMBER else _absence(role) for role in columns[:column])


def _absence(role: Role | None) -> float:
    if role is Role.CONTENT:
        return 8.0
    return 1.0 if role in (Role.LEAD, Role.DEADLINE) else 0.5


def _row(cells: dict[int, int], pieces: list[_Piece], width: int) -> Row:
    """Return the row; a column without a piece is an empty cell where the last piece ends."""
    last = pieces[max(cells.values())].end
    found = (pieces[cells[column]] if column in cells else None for column in range(width))
    return Row(tuple(Cell(last, last) if piece is None else Cell(piece.start, piece.end) for piece in found))
