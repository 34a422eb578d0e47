"""Turns the cells of one worksheet into the rows that hold words, with merged ranges repeated and empty columns dropped."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.engine.sources.errors import TooLarge
from dondoc.engine.sources.source import GridCell
from dondoc.engine.sources.xlsx_formats import column_number, row_number
from dondoc.engine.sources.xml import Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# A task list of 900 units with 200 cells each; a sheet of measurements is no directive.
MAX_CELLS = 200_000
# Rows and cells looked at, empty ones included, in all sheets together.
MAX_LOOKED_AT = 2_000_000
# Places of the grid, empty ones and repeated merged ones included.
MAX_PLACES = 500_000
MAX_MERGES = 50_000
# A heading has at least so many cells; what stands above are titles and the letterhead.
_HEADING_CELLS = 3

Place = tuple[int, int]
"""Row and column, both 1-based."""


@dataclass(frozen=True, slots=True)
class Range:
    """A merged range, both corners included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of a sheet by their place, the merged ranges, whether it hides rows or columns, and where formulas stand."""

    words: dict[Place, str]
    merges: tuple[Range, ...]
    hides: bool
    formulas: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet in reading order: rows above the table, of one cell (a title) or two (the letterhead), and the table."""

    above: tuple[tuple[GridCell, ...], ...]
    table: tuple[tuple[GridCell, ...], ...]


def merged_ranges(root: Element) -> Iterator[Range]:
    """Yield the merged ranges that a worksheet names; malformed references are passed over."""
    for count, element in enumerate(root.iter(f"{MAIN}mergeCell")):
        if count >= MAX_MERGES:
            return
        first, _, last = (element.get("ref") or "").replace("$", "").partition(":")
        corner = Range(row_number(first), column_number(first), row_number(last), column_number(last))
        if 0 < corner.top <= corner.bottom and 0 < corner.left <= corner.right:
            yield corner


def lay_out(sheet: Sheet, name: str) -> Layout:
    """Return the sheet's rows, those without words left out, likewise its columns. Raises TooLarge above `MAX_PLACES`."""
    rows = sorted({row for row, _ in sheet.words})
    columns = sorted({column for _, column in sheet.words})
    if len(rows) * len(columns) > MAX_PLACES:
        raise too_large(name)
    owners = _owners(sheet, name, rows=rows, columns=columns)
    lines = []
    for row in rows:
        places = [owners.get((row, column), (row, column)) for column in columns]
        lines.append(tuple(GridCell(sheet.words.get(place, ""), place) for place in places))
    start = _table_start(lines)
    return Layout(tuple(tuple(_filled(line)) for line in lines[:start]), tuple(lines[start:]))


def too_large(name: str) -> TooLarge:
    """Return the error for a workbook beyond the bounds."""
    return TooLarge(
        f"Bảng tính «{name}» quá lớn (tối đa {MAX_CELLS} ô có chữ). Hãy chỉ giữ lại các trang giao nhiệm vụ rồi nạp lại.",
        f"Workbook “{name}” is too large (at most {MAX_CELLS} cells with words). Keep only the sheets that assign work.",
    )


def _owners(sheet: Sheet, name: str, *, rows: list[int], columns: list[int]) -> dict[Place, Place]:
    """Map each place under a merged range to the range's first place, whose words it shows."""
    owners: dict[Place, Place] = {}
    covered = 0
    for area in sheet.merges:
        first, last = bisect_left(rows, area.top), bisect_right(rows, area.bottom)
        left, right = bisect_left(columns, area.left), bisect_right(columns, area.right)
        covered += (last - first) * (right - left)
        if covered > MAX_PLACES:  # only overlapping ranges, which no program writes, come here
            raise too_large(name)
        if left < right:
            owners.update(((row, column), (area.top, area.left)) for row in rows[first:last] for column in columns[left:right])
    return owners


def _filled(line: tuple[GridCell, ...]) -> Iterator[GridCell]:
    seen: set[object] = set()
    for cell in line:
        if cell.text and cell.key not in seen:
            seen.add(cell.key)
            yield cell


def _table_start(lines: list[tuple[GridCell, ...]]) -> int:
    """Return the index of the heading: the first row as wide as a heading, or as the widest row where all are narrow."""
    widths = [sum(1 for _ in _filled(line)) for line in lines]
    wanted = min(max(widths, default=0), _HEADING_CELLS)
    if wanted < 2:
        return len(lines)
    return next(index for index, width in enumerate(widths) if width >= wanted)
