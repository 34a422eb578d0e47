"""The keys behind a figure of a report → the very rows that it was counted from, as they were frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from dondoc.engine.reporting.general_words import BEFORE
from dondoc.engine.reporting.snapshot import AnswerRow, DifficultyRow, PartRow, PlanHead, Snapshot, TargetRow, TaskRow, UpdateRow
from dondoc.engine.tracking import TimeState, Told
from dondoc.engine.writing.official.report_annexes import answer_words, target_standing
from dondoc.web.organisations.permissions import READING, Scope
from dondoc.web.plans.queries.due import words_of
from dondoc.web.reports.models import Period


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row behind a figure: where it is in the register, what it is, whose, and how it stood; `state` names colour and shape."""

    key: str
    name: str
    text: str
    unit: str = ""
    state: str = ""
    told: str = ""
    day: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Links:
    """Where rows lead: nowhere for who may not see the tasks of the department."""

    tasks: bool
    period: Period

    def task(self, key: str) -> str:
        return reverse("plans:task", args=[key.partition(":")[2]]) if self.tasks and key.startswith("nv:") else ""

    def part(self, task: str, key: str) -> str:
        return f"{self.task(task)}?phan={key.partition(':')[2]}" if self.task(task) else ""

    def report(self, key: str) -> str:
        return reverse("reports:unit_report", args=[key.partition(":")[2]])

    def target(self, key: str) -> str:
        return reverse("tracking:target", args=[key.partition(":")[2]]) if self.tasks else ""


def rows_behind(keys: Sequence[str], data: Snapshot, *, period: Period, scope: Scope) -> tuple[SourceRow, ...]:
    """Return a row for each key, in their order; a key of no row of the snapshot stands as it is."""
    known = _known(data, _Links(scope.holds(*READING, path=period.duty.unit.path), period), frozenset(keys))
    return tuple(known.get(key) or SourceRow(key, "", _other(key, data)) for key in keys)


def _other(key: str, data: Snapshot) -> str:
    if key == BEFORE and data.before is not None:
        return _("Báo cáo kỳ trước: %(label)s") % {"label": data.before.label}
    return key


def _known(data: Snapshot, links: _Links, wanted: frozenset[str]) -> Mapping[str, SourceRow]:
    """Return the rows that are wanted by their keys; no other is drawn."""
    tasks = {task.key: task for task in data.tasks}
    found = {key: _task(task, links) for key, task in tasks.items() if key in wanted}
    for task in data.tasks:
        found |= {part.key: _part(task, part, links) for part in task.parts if part.key in wanted}
        found |= {update.key: _update(task, update, links) for update in task.updates if update.key in wanted}
    found |= {one.key: SourceRow(one.key, one.number, one.text) for one in data.findings if one.key in wanted}
    found |= {one.key: _target(one, links) for one in data.targets if one.key in wanted}
    found |= {one.key: _difficulty(one, tasks.get(one.task), links) for one in data.difficulties if one.key in wanted}
    found |= {one.key: _answer(one, links) for one in data.answers if one.key in wanted}
    if data.plan is not None and data.plan.key in wanted:
        found[data.plan.key] = _plan(data.plan, links)
    return found


def _plan(plan: PlanHead, links: _Links) -> SourceRow:
    url = reverse("plans:plan", args=[plan.key.partition(":")[2]]) if links.tasks else ""
    return SourceRow(plan.key, plan.number, plan.title, plan.issuer, day=plan.issued_on, url=url)


def _task(task: TaskRow, links: _Links) -> SourceRow:
    units = "; ".join(part.unit for part in task.parts if part.leads)
    told = _told(task.state, task.late_days)
    return SourceRow(task.key, _name(task), task.text, units, task.state, told, task.due_on, links.task(task.key))


def _part(task: TaskRow, part: PartRow, links: _Links) -> SourceRow:
    told = _told(part.state, part.late_days)
    return SourceRow(part.key, _name(task), task.text, part.unit, part.state, told, part.due_on, links.part(task.key, part.key))


def _update(task: TaskRow, update: UpdateRow, links: _Links) -> SourceRow:
    return SourceRow(update.key, _name(task), update.text, update.unit, day=update.on, url=links.task(task.key))


def _name(task: TaskRow | None) -> str:
    return (task.code or task.number) if task is not None else ""


def _target(target: TargetRow, links: _Links) -> SourceRow:
    told, url = target_standing(target), links.target(target.key)
    return SourceRow(target.key, "", target.subject, target.reached_by, told=told, day=target.reached_on, url=url)


def _difficulty(row: DifficultyRow, task: TaskRow | None, links: _Links) -> SourceRow:
    return SourceRow(row.key, _name(task), row.text, row.unit, url=links.task(row.task))


def _answer(answer: AnswerRow, links: _Links) -> SourceRow:
    state = TimeState.LATE if answer.submitted_on is None else TimeState.DONE_LATE if answer.late_days else TimeState.DONE
    text = _("Báo cáo của đơn vị")
    return SourceRow(answer.key, "", text, answer.unit, state, answer_words(answer), answer.submitted_on, links.report(answer.key))


def _told(state: TimeState, late_days: int) -> str:
    """Return a state in words; of what goes on in time no days are said, for they have passed since."""
    if state in (TimeState.SOON, TimeState.IN_TIME):
        return words_of(Told(TimeState.IN_TIME))
    return words_of(Told(state, late_days or None))
