"""Step 3 for tables: the columns of a table by their headings, and the rows that assign work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.reading import TableView
from dondoc.engine.vocabulary.labels import Role, role_of_column

# A heading row is among the first rows; above it stand titles.
_HEADING_ROWS = 6
_GROUP_NUMBER = re.compile(r"(?:[ivxlc]+|[a-zđ]|\d{1,2})\s*[.)/]?")
# A cell that repeats the one above it.
_DITTO = re.compile(r"(?:như trên|nt|[-\"'/ ]*(?:nt|\"|//)[-\"'/ ]*)\s*[.;]?")
_BLANK = re.compile(r"[\s.…\-_/x]*")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row that assigns work: the cell that states it, and the cells of its other columns, `None` where blank.

    `group` are the titles of the group rows above it, outermost first.
    """

    content: Passage
    number: Passage | None
    lead: Passage | None
    cooperating: Passage | None
    deadline: Passage | None
    deliverable: Passage | None
    finding: Passage | None
    cause: Passage | None
    group: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what; a role that the headings do not name is not there."""

    by_role: dict[Role, int]
    heading_row: int

    def cell(self, row: tuple[Passage, ...], role: Role) -> Passage | None:
        column = self.by_role.get(role)
        if column is None or column >= len(row):
            return None
        cell = row[column]
        return cell if cell.text and not _BLANK.fullmatch(cell.folded) else None


def task_rows(table: TableView) -> tuple[TaskRow, ...]:
    """Return the rows of `table` that assign work; none where no heading names both work and who or when."""
    columns = _columns(table)
    if columns is None:
        return ()
    found: list[TaskRow] = []
    groups: list[tuple[str, Passage]] = []
    inherited: dict[Role, Passage] = {}
    for row in _spelt_out(table.rows[columns.heading_row + 1 :]):
        content = columns.cell(row, Role.CONTENT)
        if content is None or _is_heading_again(row, columns) or _is_column_numbers(row):
            continue
        if _is_group(row, content, columns):
            _open_group(groups, columns.cell(row, Role.NUMBER), content)
            inherited = {}
            continue
        if len(content.folded) < 8 or content.folded.startswith(("tổng", "cộng")) and len(content.folded) < 20:
            continue
        group = tuple(title for _, title in groups)
        found.append(_task_row(row, content, columns=columns, inherited=inherited, group=group))
    return tuple(found)


def _spelt_out(rows: tuple[tuple[Passage, ...], ...]) -> Iterator[tuple[Passage, ...]]:
    """Yield the rows with the cell above in the place of each "như trên"."""
    before: tuple[Passage, ...] = ()
    for row in rows:
        before = tuple(before[at] if at < len(before) and _DITTO.fullmatch(cell.folded) else cell for at, cell in enumerate(row))
        yield before


def _columns(table: TableView) -> _Columns | None:
    """Read the headings; where they stand in two rows ("Đơn vị thực hiện" over "Chủ trì", "Phối hợp"), the lower says more."""
    found: _Columns | None = None
    for index, row in enumerate(table.rows[:_HEADING_ROWS]):
        columns = _heading_row(row, index)
        if found is not None and (columns is None or len(columns.by_role) < len(found.by_role)):
            return found
        found = columns or found
    return found


def _heading_row(row: tuple[Passage, ...], index: int) -> _Columns | None:
    by_role: dict[Role, int] = {}
    for column, cell in enumerate(row):
        role = _role_of_heading(cell.folded)
        if role is not None:
            by_role.setdefault(role, column)
    if Role.LEAD not in by_role and Role.LEADER in by_role:
        by_role[Role.LEAD] = by_role[Role.LEADER]
    if Role.CONTENT not in by_role and Role.LEAD in by_role:
        stated = next((role for role in (Role.TARGET, Role.FINDING) if role in by_role), None)
        if stated is not None:
            by_role[Role.CONTENT] = by_role[stated]
    if Role.CONTENT not in by_role or not by_role.keys() & {Role.LEAD, Role.COOPERATING, Role.DEADLINE}:
        return None
    return _Columns(by_role, index)


def _role_of_heading(folded: str) -> Role | None:
    """Read a column's heading, of which the first words tell most ("Đơn vị chủ trì, phối hợp")."""
    return role_of_column(folded) or role_of_column(folded.split(",")[0])


def _is_heading_again(row: tuple[Passage, ...], columns: _Columns) -> bool:
    """Tell whether the row repeats the headings, as tables do on each page."""
    named = [role for role, column in columns.by_role.items() if column < len(row) and _role_of_heading(row[column].folded) is role]
    return len(named) >= 2 and len(named) * 2 > len(columns.by_role)


def _is_column_numbers(row: tuple[Passage, ...]) -> bool:
    """Tell whether the row only numbers the columns: "(1) (2) (3)"."""
    texts = [cell.text.strip("() ") for cell in row if cell.text]
    return len(texts) > 2 and all(re.fullmatch(r"\d{1,2}(?:\s*=.*)?", text) for text in texts)


def _is_group(row: tuple[Passage, ...], content: Passage, columns: _Columns) -> bool:
    """Tell whether the row only names a group: nothing but a number and a title, or one cell across the table."""
    others = {cell.start for cell in row if cell.text and cell.start != content.start}
    number = columns.cell(row, Role.NUMBER)
    if number is not None:
        others.discard(number.start)
    if others or number is None or number.start == content.start or Role.LEAD in columns.by_role:
        return not others
    return re.fullmatch(r"\d{1,3}\s*[.)]?", number.folded) is None


def _open_group(groups: list[tuple[str, Passage]], number: Passage | None, title: Passage) -> None:
    """Put a title below the groups whose numbers are of another style, in the place of one of its own style."""
    style = _style(number.text if number is not None and number.start != title.start else title.text)
    for depth, (known, _) in enumerate(groups):
        if known == style:
            del groups[depth:]
            break
    groups.append((style, title))


def _style(number: str) -> str:
    word = number.split(" ", 1)[0].strip(".)/")
    if re.fullmatch(r"[IVXLC]+", word):
        return "I"
    if re.fullmatch(r"\d+(?:\.\d+)*", word):
        return "1" + ".1" * word.count(".")
    return "A" if len(word) == 1 and word.isupper() else "a" if len(word) == 1 else ""


def _task_row(
    row: tuple[Passage, ...], content: Passage, *, columns: _Columns, inherited: dict[Role, Passage], group: tuple[Passage, ...]
) -> TaskRow:
    """Read a row; what a merged cell lost on the way (a row without number) is taken from the row above."""
    number = columns.cell(row, Role.NUMBER)
    values: dict[Role, Passage | None] = {}
    for role in (Role.LEAD, Role.COOPERATING, Role.DEADLINE, Role.DELIVERABLE):
        cell = columns.cell(row, role)
        if cell is not None and cell.start == content.start:
            cell = None
        if cell is None and number is None and role is not Role.DELIVERABLE:
            cell = inherited.get(role)
        values[role] = cell
        if cell is not None:
            inherited[role] = cell
        elif number is not None:
            inherited.pop(role, None)
    return TaskRow(
        content=content,
        number=number,
        lead=values[Role.LEAD],
        cooperating=values[Role.COOPERATING],
        deadline=values[Role.DEADLINE],
        deliverable=values[Role.DELIVERABLE],
        finding=columns.cell(row, Role.FINDING),
        cause=columns.cell(row, Role.CAUSE),
        group=group,
    )
