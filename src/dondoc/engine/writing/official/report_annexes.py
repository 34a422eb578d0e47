"""Turns a snapshot into the annexes of its report, and the keys of rows into words by which a reader of the paper finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from dondoc.engine.reporting.annexes import AnnexKind, annexes
from dondoc.engine.reporting.counts import Counts, counts_by_finding, counts_by_unit
from dondoc.engine.reporting.general_words import BEFORE
from dondoc.engine.reporting.phrasing import capital, clipped, small
from dondoc.engine.reporting.runs import Figure, Run, plain, text_of
from dondoc.engine.reporting.snapshot import AnswerRow, FiguresData, Snapshot, TableRow, TargetRow, TaskRow, UpdateRow
from dondoc.engine.reporting.task_words import reaches, reason_words
from dondoc.engine.tracking import TimeState
from dondoc.engine.vocabulary.printing import day, printed_number
from dondoc.engine.writing.figures import OPERATORS
from dondoc.engine.writing.official.blocks import Annex, Block, Cell, Column, Paragraph, Side, Table, Tone

STATES = {
    TimeState.DONE: "Hoàn thành đúng hạn",
    TimeState.DONE_LATE: "Hoàn thành quá hạn",
    TimeState.IN_TIME: "Đang thực hiện",
    TimeState.SOON: "Sắp đến hạn",
    TimeState.LATE: "Quá hạn",
    TimeState.OPEN: "Thường xuyên",
    TimeState.NO_DATE: "Không có thời hạn",
    TimeState.HALTED: "Tạm dừng, thôi thực hiện",
}
TITLES = {
    AnnexKind.TASKS: "Tiến độ thực hiện nhiệm vụ theo đơn vị chủ trì",
    AnnexKind.UNITS: "Tình hình gửi báo cáo của các đơn vị",
    AnnexKind.TARGETS: "Kết quả thực hiện các chỉ tiêu",
    AnnexKind.FIGURES: "Biểu số liệu",
}
NO_LEAD = "Chưa xác định đơn vị chủ trì"
_LONGEST_FINDING = 120
_WIDE = 6
"""A figures table of more columns lies across."""


def report_annexes(snapshot: Snapshot) -> tuple[Annex, ...]:
    """Return the annexes that have something to list, in their order."""
    return tuple(_annex(snapshot, kind) for kind in annexes(snapshot))


def source_names(snapshot: Snapshot) -> Callable[[tuple[str, ...]], str]:
    """Return what turns the keys behind a figure into words that a reader of the paper finds: rows of the annexes, in ranges."""
    places = {key: (word, number) for word, keys in _listed(snapshot) for number, key in enumerate(keys, 1)}

    def named(keys: tuple[str, ...]) -> str:
        rows: dict[str, list[int]] = {}
        others: list[str] = []
        for key in keys:
            if key in places:
                word, number = places[key]
                rows.setdefault(word, []).append(number)
            elif key == BEFORE and snapshot.before is not None:
                others.append(f"Báo cáo {small(snapshot.before.label)}")
            else:
                others.append(key)
        return "; ".join((*(f"{word} {_ranges(sorted(set(numbers)))}" for word, numbers in rows.items()), *dict.fromkeys(others)))

    return named


def by_lead(snapshot: Snapshot) -> Iterator[tuple[str, list[TaskRow]]]:
    """Yield each unit with the tasks that it leads, in the order of names; tasks of no unit stand last.

    A task of several leads stands with each of them.
    """
    units: dict[str, list[TaskRow]] = {}
    for task in snapshot.tasks:
        for unit in dict.fromkeys(part.unit for part in task.parts if part.leads) or ("",):
            units.setdefault(unit, []).append(task)
    for unit in sorted(units, key=lambda name: (not name, name)):
        yield unit or NO_LEAD, units[unit]


def result_words(task: TaskRow) -> str:
    """Return the documents that a task gave, else the last thing that was said of it; of a late one also why."""
    made = [f"{one.result_number}{_issued(one)}" for one in task.updates if one.result_number]
    told = [" ".join(task.updates[-1].text.split())] if task.updates and not made else []
    why = [reason_words(task)] if task.state in (TimeState.LATE, TimeState.DONE_LATE) else []
    return "; ".join((*made, *told, *why))


def _issued(update: UpdateRow) -> str:
    return f" ngày {day(update.result_on)}" if update.result_on is not None else ""


def standing(task: TaskRow) -> str:
    """Return where a task stands, with the days by which it is late."""
    late = f" {printed_number(task.late_days)} ngày làm việc" if task.late_days else ""
    return STATES[task.state] + late


def _listed(snapshot: Snapshot) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the words for rows of each annex, and the keys of these rows in their order."""
    several = len(annexes(snapshot)) > 1
    for place, kind in enumerate(annexes(snapshot)):
        word = f"Phụ lục {('I', 'II', 'III', 'IV')[place]}" if several else "Phụ lục"
        match kind:
            case AnnexKind.TASKS:
                yield f"{word}, nhiệm vụ số", [task.key for task in snapshot.tasks]
            case AnnexKind.UNITS:
                yield f"{word}, dòng", [answer.key for answer in snapshot.answers]
            case AnnexKind.TARGETS:
                yield f"{word}, dòng", [target.key for target in snapshot.targets]
            case _:
                pass  # its figures come from the units' own reports


def _ranges(numbers: list[int]) -> str:
    """Return sorted numbers with runs of them as one: "1-3, 7"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1] = [found[-1][0], number]
        else:
            found.append([number])
    return ", ".join("-".join(str(end) for end in run) for run in found)


def _annex(snapshot: Snapshot, kind: AnnexKind) -> Annex:
    match kind:
        case AnnexKind.TASKS:
            return Annex(TITLES[kind], (_by_unit(snapshot), _tasks(snapshot)), across=True)
        case AnnexKind.UNITS:
            return Annex(TITLES[kind], (_units(snapshot.answers),))
        case AnnexKind.TARGETS:
            return Annex(TITLES[kind], (_targets(snapshot.targets),), across=True)
        case _:
            wide = any(len(table.columns) > _WIDE for table in snapshot.tables)
            alone = snapshot.tables[0].title if len(snapshot.tables) == 1 else TITLES[kind]
            return Annex(alone, tuple(_figures(snapshot)), across=wide)


_STATES_COUNTED = ("Số nhiệm vụ", "Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Đang thực hiện", "Tạm dừng", "Quá hạn")


def findings_table(snapshot: Snapshot) -> Table:
    """Return how the tasks of each finding stand; every count opens its rows."""
    columns = (
        Column("TT", 1, Side.CENTRE),
        Column("Tồn tại, hạn chế", 6.5),
        *(Column(title, 1.7, Side.RIGHT) for title in _STATES_COUNTED),
    )
    rows = tuple(
        (Cell(plain(str(place))), Cell(plain(clipped(finding.text, _LONGEST_FINDING))), *_counted(own))
        for place, (finding, own) in enumerate(zip(snapshot.findings, counts_by_finding(snapshot).values(), strict=True), 1)
    )
    return Table(columns, rows, "Số nhiệm vụ theo tồn tại, hạn chế")


def _by_unit(snapshot: Snapshot) -> Table:
    """Return how the tasks of each unit stand; the rows behind the counts stand in the table below."""
    columns = (Column("TT", 1, Side.CENTRE), Column("Đơn vị chủ trì", 8), *(Column(title, 2, Side.RIGHT) for title in _STATES_COUNTED))
    rows = tuple(
        (Cell(plain(str(place))), Cell(plain(unit)), *(replace(cell, runs=plain(text_of(cell.runs))) for cell in _counted(own)))
        for place, (unit, own) in enumerate(counts_by_unit(snapshot).items(), 1)
    )
    return Table(columns, rows, "Bảng 1. Số nhiệm vụ theo đơn vị chủ trì")


def _counted(own: Counts) -> Iterator[Cell]:
    for keys in (own.total, own.in_time, own.done_late, own.under_way, own.halted, own.overdue):
        yield Cell((Figure(printed_number(len(keys)), keys),) if keys else plain("0"))


def _tasks(snapshot: Snapshot) -> Table:
    """Return the tasks below the units that lead them; each keeps the number of its place in the plan."""
    with_partners = any(not part.leads for task in snapshot.tasks for part in task.parts)
    columns = (
        Column("TT", 10, Side.CENTRE),
        Column("Nhiệm vụ", 86),
        *((Column("Đơn vị phối hợp", 34),) if with_partners else ()),
        Column("Thời hạn", 24, Side.CENTRE),
        Column("Tình trạng", 30),
        Column("Tiến độ", 17, Side.RIGHT),
        Column("Kết quả, lý do chậm", 52),
    )
    numbers = {task.key: str(place) for place, task in zip(count(1), snapshot.tasks, strict=False)}
    rows: list[tuple[Cell, ...]] = []
    for unit, tasks in by_lead(snapshot):
        rows.append((Cell(plain(f"{unit} ({printed_number(len(tasks))} nhiệm vụ)"), columns=len(columns), bold=True),))
        rows += [tuple(_task(task, numbers[task.key], with_partners=with_partners)) for task in tasks]
    return Table(columns, tuple(rows), "Bảng 2. Tiến độ từng nhiệm vụ")


def _task(task: TaskRow, number: str, *, with_partners: bool) -> Iterator[Cell]:
    due = day(task.due_on) if task.due_on is not None else task.due_text
    yield Cell(plain(number))
    yield Cell(plain(" ".join(task.text.split())))
    if with_partners:
        yield Cell(_words(", ".join(part.unit for part in task.parts if not part.leads)))
    yield Cell(_words(due))
    yield Cell(plain(standing(task)), bold=task.state is TimeState.LATE)
    yield Cell(_words(f"{printed_number(task.percent)}%" if task.percent else ""))
    yield Cell(_words(result_words(task)))


def _units(answers: Sequence[AnswerRow]) -> Table:
    columns = (Column("TT", 1, Side.CENTRE), Column("Đơn vị", 7), Column("Ngày gửi", 3, Side.CENTRE), Column("Tình hình", 5))
    rows = (
        (
            Cell(plain(str(place))),
            Cell(plain(answer.unit)),
            Cell(_words(day(answer.submitted_on) if answer.submitted_on is not None else "")),
            Cell(plain(answer_words(answer)), bold=answer.submitted_on is None),
        )
        for place, answer in enumerate(answers, 1)
    )
    return Table(columns, tuple(rows))


def answer_words(answer: AnswerRow) -> str:
    """Return whether a unit reported in time, late or not."""
    if answer.submitted_on is None:
        return "Chưa gửi báo cáo"
    late = f"Chậm {printed_number(answer.late_days)} ngày làm việc" if answer.late_days else "Đúng hạn"
    return late + (f"; trả lại {printed_number(answer.returns)} lần" if answer.returns else "")


def _targets(targets: Sequence[TargetRow]) -> Table:
    columns = (
        Column("TT", 1, Side.CENTRE),
        Column("Chỉ tiêu", 9),
        Column("Đơn vị tính", 2.4, Side.CENTRE),
        Column("Mục tiêu", 2.4, Side.RIGHT),
        Column("Kỳ trước", 2.4, Side.RIGHT),
        Column("Kết quả", 2.4, Side.RIGHT),
        Column("Đánh giá", 2.6),
        Column("Đơn vị báo cáo", 4.5),
    )
    rows = (
        (
            Cell(plain(str(place))),
            Cell(plain(capital(" ".join(target.subject.split())))),
            Cell(_words(target.measure)),
            Cell(plain(f"{OPERATORS.get(target.op, target.op)} {printed_number(target.value)}")),
            Cell(_words(printed_number(target.before) if target.before is not None else "")),
            Cell(_words(printed_number(target.reached) if target.reached is not None else "")),
            Cell(plain(target_standing(target))),
            Cell(_words(target.reached_by)),
        )
        for place, target in enumerate(targets, 1)
    )
    return Table(columns, tuple(rows))


def target_standing(target: TargetRow) -> str:
    """Return whether a target is met, or that nothing is known."""
    return {True: "Đạt", False: "Chưa đạt", None: "Chưa có số liệu" if target.reached is None else "–"}[reaches(target)]


def _figures(snapshot: Snapshot) -> Iterator[Block]:
    """Yield the figures tables, each with its title where there are several."""
    for place, table in enumerate(snapshot.tables, 1):
        caption = f"Biểu {place}. {table.title}" if len(snapshot.tables) > 1 else ""
        if not table.rows:
            yield Paragraph(plain(caption or table.title), Tone.NOTE)
            continue
        yield _figures_table(table, caption)


def _figures_table(table: FiguresData, caption: str) -> Table:
    columns = (Column(table.rows_title, 3), *(Column(title, 1.4, Side.RIGHT) for title in table.columns))
    rows = tuple(
        (Cell(plain(row.title), bold=row.bold), *(Cell(_consolidated(cell, row), bold=row.bold) for cell in row.cells))
        for row in table.rows
    )
    return Table(columns, rows, caption)


def _consolidated(cell: str, row: TableRow) -> tuple[Run, ...]:
    """Return a cell of a figures table: what was counted from several reports opens them, a row of one report names its unit itself."""
    return (Figure(cell, row.sources),) if cell and len(row.sources) > 1 else _words(cell)


def _words(text: str) -> tuple[Run, ...]:
    return plain(text) if text else ()
