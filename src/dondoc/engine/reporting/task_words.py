"""Turns tasks into items of a report: what was done and by whom, what proves it, and what is late and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dondoc.engine.reporting.annexes import AnnexKind, annex_name
from dondoc.engine.reporting.counts import counts
from dondoc.engine.reporting.general_words import stand
from dondoc.engine.reporting.passage import Passage, Place, drafted
from dondoc.engine.reporting.phrasing import capital, clipped, count, joined, names, said, small, task_name
from dondoc.engine.reporting.runs import Figure, Run, Words
from dondoc.engine.reporting.snapshot import PartRow, PeriodHead, Snapshot, TargetRow, TaskRow, UpdateRow
from dondoc.engine.tracking import TimeState
from dondoc.engine.vocabulary.printing import day, printed_number

MOST_LISTED = 10
"""Items of one kind below one title; of more the annex is named."""
_LEAST_LISTED, _ITEMS = 3, 60
LONGEST_UPDATE = 400
MOST_LEADS = 4
# What a unit says of itself needs no "báo cáo:" between.
_VERB = re.compile(r"(?:đã|đang|chưa|sẽ|tiếp tục|thường xuyên|tổ chức|phối hợp|ban hành|tham mưu|trình|xây dựng)\s", re.IGNORECASE)
_UNEXCUSED = "chưa nêu lý do"
_REACHES = {">=": "từ {} trở lên", "<=": "không quá {}", "=": "{}", ">": "trên {}", "<": "dưới {}"}


def group(snapshot: Snapshot, tasks: Sequence[TaskRow], *, key: str, section: str, targets: Sequence[TargetRow] = ()) -> Iterator[Passage]:
    """Yield what is told of a group of tasks: how they stand, progress of the period, targets, and what is late and why."""
    if tasks:
        yield drafted(f"{key}.counts", Place.TEXT, section=section, runs=_summary(tasks))
    late = sorted((task for task in tasks if task.state is TimeState.LATE), key=lambda task: -task.late_days)
    active = [task for task in tasks if task.state is not TimeState.LATE and (task.updates or _done_within(task, snapshot.period))]
    active.sort(key=lambda task: (task.done_on is None, not any(update.result_number for update in task.updates)))
    most = _most_listed(snapshot)
    for task in active[:most]:
        yield drafted(f"{key}.task.{task.key}", Place.ITEM, section=section, runs=_progress(task), sources=_behind(task))
    yield from _rest(snapshot, active[most:], key=f"{key}.more", section=section, what="nhiệm vụ khác có kết quả trong kỳ")
    for target in targets:
        runs = target_words(target)
        yield drafted(f"{key}.target.{target.key}", Place.ITEM, section=section, runs=runs, sources=(target.key,))
    repeated = _repeated(late)
    for together in repeated[:most]:
        key_of = f"{key}.late.{together[0].key}"
        behind = tuple(source for task in together for source in _behind(task))
        yield drafted(key_of, Place.ITEM, section=section, runs=_lateness(together), sources=behind)
    rest = [task for together in repeated[most:] for task in together]
    yield from _rest(snapshot, rest, key=f"{key}.late-more", section=section, what="nhiệm vụ khác quá hạn")


def _repeated(late: Sequence[TaskRow]) -> list[list[TaskRow]]:
    """Bring together the periods of one task that comes back: they have the same words and the same units."""
    found: dict[tuple[str, tuple[str, ...]], list[TaskRow]] = {}
    for task in late:
        found.setdefault((task.text, tuple(leads(task))), []).append(task)
    return list(found.values())


def _most_listed(snapshot: Snapshot) -> int:
    """Return how many items of one kind a group lists: fewer where there are many findings, so that the report stays readable."""
    return max(_LEAST_LISTED, min(MOST_LISTED, _ITEMS // max(1, len(snapshot.findings))))


def _summary(tasks: Sequence[TaskRow]) -> tuple[Run, ...]:
    """Return how the tasks of a group stand, and of how many that go on nothing was heard within the period."""
    own = counts(tasks)
    alike = len(own.total) in (len(own.running), len(own.undated), len(own.halted), len(own.overdue), len(own.done))
    first = joined((said("Có {} nhiệm vụ", count(own.total)), stand(own)), ", " if alike else ": ")
    going = {*own.under_way, *own.overdue}
    silent = [task.key for task in tasks if task.key in going and not task.updates]
    if not silent:
        return joined((first, said(".")), "")
    if len(own.total) == 1:
        return joined((first, said("; chưa có cập nhật trong kỳ.")), "")
    return joined((first, said("; {} nhiệm vụ chưa có cập nhật trong kỳ.", count(silent))), "")


def target_words(target: TargetRow) -> tuple[Run, ...]:
    """Return a target, what was reached of it, whether that is enough, and what the last period gave."""
    aim = _REACHES.get(target.op, target.op + " {}")
    first = said(f"Chỉ tiêu {{}}: mục tiêu {aim}", Words(clipped(target.subject)), _amount(target.value, target))
    if target.reached is None:
        return joined((first, said("; chưa có số liệu trong kỳ.")), "")
    found = said("; kết quả {}", _amount(target.reached, target))
    met = {True: ", đạt mục tiêu", False: ", chưa đạt mục tiêu", None: ""}[reaches(target)]
    was = said(" (kỳ trước {})", _amount(target.before, target)) if target.before is not None else ()
    by = f", theo báo cáo của {target.reached_by}" if target.reached_by else ""
    return joined((first, found, was, said("{}", Words(met + by + "."))), "")


def reaches(target: TargetRow) -> bool | None:
    """Return whether a target is met, `None` where nothing is known or it does not say how it binds."""
    if target.reached is None:
        return None
    found = {
        ">=": target.reached >= target.value,
        "<=": target.reached <= target.value,
        ">": target.reached > target.value,
        "<": target.reached < target.value,
        "=": target.reached == target.value,
    }
    return found.get(target.op)


def due_words(task: TaskRow) -> str:
    """Return a task's last day, else the words of its deadline."""
    return f"hạn {day(task.due_on)}" if task.due_on is not None else f"thời hạn: {clipped(task.due_text, 80)}" if task.due_text else ""


def leads(task: TaskRow) -> list[str]:
    """Return the units that lead a task."""
    return [part.unit for part in task.parts if part.leads]


def _progress(task: TaskRow) -> tuple[Run, ...]:
    """Return what was done of a task within the period."""
    parts = [said("{}", Words(capital(task_name(task)))), _told(task)]
    if task.state is TimeState.DONE or task.state is TimeState.DONE_LATE:
        parts.append(_finished(task))
    else:
        parts.append(joined([one for one in (_reached(task), said("{}", Words(due_words(task)))) if one], "; "))
    return joined((parts[0], said(": "), joined([part for part in parts[1:] if part], "; "), said(".")), "")


def _told(task: TaskRow) -> tuple[Run, ...]:
    """Return what the units said, each with its name, and the documents that they made."""
    by_lead = {part.unit: part.leads for part in task.parts}
    updates = sorted(task.updates, key=lambda update: not by_lead.get(update.unit, False))
    if not updates:
        return said("{}", Words(names(leads(task), most=MOST_LEADS))) if leads(task) else ()
    return joined([said("{}", Words(_said_by(update))) for update in updates], "; ")


def _said_by(update: UpdateRow) -> str:
    text = clipped(update.text, LONGEST_UPDATE)
    said_so = f"{update.unit} {small(text)}" if _VERB.match(text) else f"{update.unit} báo cáo: {text}" if text else update.unit
    issued = f" ngày {day(update.result_on)}" if update.result_on is not None else ""
    return f"{said_so}; văn bản kết quả: {update.result_number}{issued}" if update.result_number else said_so


def _finished(task: TaskRow) -> tuple[Run, ...]:
    on = f" ngày {day(task.done_on)}" if task.done_on is not None else ""
    if task.state is TimeState.DONE:
        in_time = ", đúng hạn" if task.due_on is not None else ""
        return said("{}", Words(f"hoàn thành{on}{in_time}"))
    due = f" (hạn {day(task.due_on)})" if task.due_on is not None else ""
    return joined((said(f"hoàn thành{on}, quá hạn"), _days(task), said("{}; {}", Words(due), Words(reason_words(task)))), "")


def _lateness(together: Sequence[TaskRow]) -> tuple[Run, ...]:
    """Return how late a task is, in each of its periods where it comes back, who leads it, why, and how far it has come."""
    task = together[0]
    if len(together) == 1:
        late = joined((said(": quá hạn"), _days(task), said("{}", Words(_due_beside(task)))), "")
    else:
        each = joined([_late_period(one) for one in together], "; ")
        late = joined((said(": quá hạn {} kỳ (", count([one.key for one in together])), each, said(")")), "")
    parts = [joined((said("{}", Words(capital(task_name(task)))), late), "")]
    if leads(task):
        parts.append(said("{}", Words(f"chủ trì: {names(leads(task), most=MOST_LEADS)}")))
    parts.append(said("{}", Words(reason_words(task))))
    reached = _reached(task)
    if task.updates:
        parts.append(joined([said("đến nay "), _told(task), *((said(", "), reached) if reached else ())], ""))
    elif reached:
        parts.append(reached)
    return joined((joined(parts, "; "), said(".")), "")


def _due_beside(task: TaskRow) -> str:
    """Return the last day in brackets, and how often it was moved."""
    facts = [due_words(task)] if due_words(task) else []
    if task.extensions:
        facts.append(f"đã gia hạn {printed_number(task.extensions)} lần")
    return f" ({', '.join(facts)})" if facts else ""


def _late_period(task: TaskRow) -> tuple[Run, ...]:
    return joined((said("{}", Words(due_words(task))), _days(task)), "")


def _days(task: TaskRow) -> tuple[Run, ...]:
    """Return by how many working days a task is late; none where only rest days have passed."""
    return said(" {} ngày làm việc", Figure(printed_number(task.late_days), (task.key,))) if task.late_days else ()


def _reached(task: TaskRow) -> tuple[Run, ...]:
    return said("tiến độ {}", Figure(f"{printed_number(task.percent)}%", (task.key,))) if task.percent else ()


def reason_words(task: TaskRow) -> str:
    """Return why a task is late, as its units said; one reason of all is said once."""
    late = _late_parts(task)
    given = {clipped(part.excuse, LONGEST_UPDATE) for part in late if part.excuse.strip()}
    if not given:
        return _UNEXCUSED
    if len(late) == 1 or (len(given) == 1 and all(part.excuse.strip() for part in late)):
        return f"lý do: {small(given.pop())}"
    each = [f"{part.unit} – {small(clipped(part.excuse, LONGEST_UPDATE))}" for part in late if part.excuse.strip()]
    silent = [part.unit for part in late if not part.excuse.strip()]
    rest = (
        [f"{names(silent) if len(silent) <= MOST_LEADS else f'{printed_number(len(silent))} đơn vị khác'} {_UNEXCUSED}"] if silent else []
    )
    return f"lý do: {'; '.join((*each, *rest))}"


def _late_parts(task: TaskRow) -> list[PartRow]:
    late = [part for part in task.parts if part.state in (TimeState.LATE, TimeState.DONE_LATE)]
    return [part for part in late if part.leads] or late


def _rest(snapshot: Snapshot, tasks: Sequence[TaskRow], *, key: str, section: str, what: str) -> Iterator[Passage]:
    if tasks:
        words = f"Còn {{}} {what}, nêu tại {annex_name(snapshot, AnnexKind.TASKS)}."
        yield drafted(key, Place.ITEM, section=section, runs=said(words, count([task.key for task in tasks])))


def _behind(task: TaskRow) -> tuple[str, ...]:
    return (task.key, *(update.key for update in task.updates), *(part.key for part in _late_parts(task) if part.excuse.strip()))


def _done_within(task: TaskRow, period: PeriodHead) -> bool:
    return task.done_on is not None and period.first_day <= task.done_on <= period.last_day


def _amount(value: float | None, target: TargetRow) -> Figure:
    measure = target.measure if target.measure == "%" else f" {target.measure}" if target.measure else ""
    return Figure(f"{printed_number(value or 0)}{measure}", (target.key,))
