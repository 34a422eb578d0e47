"""Turns the rows and cells of a Word table into a full grid, in which a merged cell stands at each place it covers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dondoc.engine.sources.docx_losses import LossBuilder
from dondoc.engine.sources.docx_styles import whole
from dondoc.engine.sources.docx_tags import ALTERNATE, DEL, MOVE_FROM, SDT_PR, TBL_GRID, TBL_PR, TC, TC_PR, TR, TR_PR, VAL, w
from dondoc.engine.sources.docx_text import chosen
from dondoc.engine.sources.source import GridCell
from dondoc.engine.sources.xml import Element

# Word allows 63 columns; a row may not claim more.
MAX_COLUMNS = 128
_GRID_SPAN, _V_MERGE, _H_MERGE = w("gridSpan"), w("vMerge"), w("hMerge")
_GRID_BEFORE, _GRID_AFTER = w("gridBefore"), w("gridAfter")
_NO_ROWS = frozenset({TBL_PR, TBL_GRID, TC_PR, TR_PR, SDT_PR, w("tblPrEx")})

Grid = list[list[GridCell]]


@dataclass(frozen=True, slots=True)
class _Merge:
    """What a cell says of itself: columns covered, and whether it goes on with the cell above or to the left."""

    span: int
    from_above: bool
    from_left: bool


def grid(table: Element, content: Callable[[Element], str], *, losses: LossBuilder, claim: Callable[[int], None]) -> Grid:
    """Return the rows of a `w:tbl`, all of one width; `content` gives a cell's text and is asked once for each cell that shows.

    Deleted rows (tracked) are left out. Places before, after and between cells that no cell covers are empty. `claim` is
    told of places before they are filled, and may raise where there are too many.
    """
    rows: Grid = []
    above: list[GridCell] = []
    for row in _inside(table, TR):
        properties = row.find(TR_PR)
        if properties is not None and properties.find(DEL) is not None:
            losses.deletions += 1
            continue
        line = [_blank() for _ in range(_places(properties, _GRID_BEFORE))]
        for cell in _inside(row, TC):
            merge = _merge(cell.find(TC_PR))
            place = _merged_into(merge, line, above) or GridCell(content(cell), object())
            line.extend([place] * merge.span)
        del line[MAX_COLUMNS:]
        line += [_blank() for _ in range(min(_places(properties, _GRID_AFTER), MAX_COLUMNS - len(line)))]
        claim(len(line))
        if line:
            rows.append(line)
            above = line
    width = max(map(len, rows), default=0)
    claim(sum(width - len(line) for line in rows))
    for line in rows:
        line += [_blank() for _ in range(width - len(line))]
    return rows


def distinct(rows: Grid) -> Iterator[GridCell]:
    """Yield each cell of a grid once, in reading order."""
    seen: set[object] = set()
    for row in rows:
        for cell in row:
            if cell.key not in seen:
                seen.add(cell.key)
                yield cell


def _merged_into(merge: _Merge, line: list[GridCell], above: list[GridCell]) -> GridCell | None:
    """Return the cell that the next one of `line` goes on with; None where it stands for itself."""
    if merge.from_left and line:
        return line[-1]
    if merge.from_above and len(line) < len(above):
        return above[len(line)]
    return None


def _merge(properties: Element | None) -> _Merge:
    if properties is None:
        return _Merge(1, from_above=False, from_left=False)
    span = properties.find(_GRID_SPAN)
    vertical, horizontal = properties.find(_V_MERGE), properties.find(_H_MERGE)
    return _Merge(
        span=min(max(whole(span.get(VAL), 1), 1), MAX_COLUMNS) if span is not None else 1,
        from_above=vertical is not None and vertical.get(VAL) != "restart",
        from_left=horizontal is not None and horizontal.get(VAL) != "restart",
    )


def _places(properties: Element | None, tag: str) -> int:
    element = properties.find(tag) if properties is not None else None
    return min(max(whole(element.get(VAL), 0), 0), MAX_COLUMNS) if element is not None else 0


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    """Yield rows of a table or cells of a row, also those in content controls, custom XML and insertions."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _inside(branch, wanted)
        elif child.tag not in _NO_ROWS and child.tag not in (DEL, MOVE_FROM):
            yield from _inside(child, wanted)


def _blank() -> GridCell:
    return GridCell("", object())
