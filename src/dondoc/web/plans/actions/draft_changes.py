"""Tells the log what a step changed of a draft, in the office's words: record by record, field by field, units by their names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dondoc.engine.extraction.plan import DeadlineKind
from dondoc.web.audit.actions import Change
from dondoc.web.organisations.models import Unit, UnitGroup
from dondoc.web.plans.models import AssignmentRole, Decision, Finding, Match, QuestionState, Task, TaskState

Values = dict[str, object]
Rows = Mapping[str, Values | None]
"""The rows of a step by name (`task:12`), each as stored or not there."""

_FIELDS: Mapping[str, Mapping[str, str]] = {
    "plan": {
        "title": gettext_noop("trích yếu"),
        "kind": gettext_noop("loại văn bản"),
        "number": gettext_noop("số, ký hiệu"),
        "issuer": gettext_noop("cơ quan ban hành"),
        "issued_on": gettext_noop("ngày ban hành"),
    },
    "finding": {"number": gettext_noop("số mục"), "text": gettext_noop("nội dung"), "dropped": gettext_noop("đã bỏ")},
    "task": {
        "number": gettext_noop("số mục"),
        "text": gettext_noop("nội dung"),
        "deadline_kind": gettext_noop("cách nêu thời hạn"),
        "due_from": gettext_noop("từ ngày"),
        "due_on": gettext_noop("thời hạn"),
        "due_strict": gettext_noop("trước ngày ấy"),
        "recurrence": gettext_noop("nhịp"),
        "due_text": gettext_noop("thời hạn như in"),
        "deliverable": gettext_noop("sản phẩm"),
        "state": gettext_noop("trạng thái"),
        "decision": gettext_noop("ý kiến"),
        "parent_id": gettext_noop("nằm dưới"),
        "findings": gettext_noop("tồn tại"),
    },
    "assignment": {
        "unit_id": gettext_noop("đơn vị"),
        "group_id": gettext_noop("nhóm đơn vị"),
        "match": gettext_noop("khớp danh bạ"),
        "role": gettext_noop("vai trò"),
        "printed": gettext_noop("tên như in"),
    },
    "target": {
        "subject": gettext_noop("nội dung"),
        "op": gettext_noop("so sánh"),
        "value": gettext_noop("giá trị"),
        "unit": gettext_noop("đơn vị tính"),
        "dropped": gettext_noop("đã bỏ"),
    },
    "question": {"state": gettext_noop("tình trạng")},
}
"""The columns that a reader of the log wants to know of, under the names of their fields; the others follow from these."""

_KINDS = {
    "plan": gettext_noop("kế hoạch"),
    "finding": gettext_noop("tồn tại"),
    "task": gettext_noop("nhiệm vụ"),
    "assignment": gettext_noop("đơn vị"),
    "target": gettext_noop("chỉ tiêu"),
    "question": gettext_noop("nhận xét"),
}
_CHOICES: Mapping[tuple[str, str], Mapping[str, str | Promise]] = {
    ("task", "state"): dict(TaskState.choices),
    ("task", "decision"): dict(Decision.choices),
    ("task", "deadline_kind"): {
        DeadlineKind.DATE.value: _("ngày"),
        DeadlineKind.SPAN.value: _("trong khoảng"),
        DeadlineKind.OPEN.value: _("từ ngày … trở đi"),
        DeadlineKind.CONTINUOUS.value: _("thường xuyên"),
        DeadlineKind.RECURRING.value: _("định kỳ"),
        DeadlineKind.EVENT.value: _("theo sự kiện"),
    },
    ("assignment", "match"): dict(Match.choices),
    ("assignment", "role"): dict(AssignmentRole.choices),
    ("question", "state"): dict(QuestionState.choices),
}
_TITLE = 60


@dataclass(frozen=True, slots=True)
class _Names:
    """What the numbers stand for that rows hold of other rows."""

    units: Mapping[int, str]
    groups: Mapping[int, str]
    tasks: Mapping[int, str]
    findings: Mapping[int, str]

    @classmethod
    def of(cls, rows: Iterable[Values]) -> _Names:
        """Look up all that rows name, in one statement for each kind that they name."""
        held = list(rows)
        return cls(
            _named(Unit, {row.get("unit_id") for row in held}),
            _named(UnitGroup, {row.get("group_id") for row in held}),
            _titled(Task, {row.get("parent_id") for row in held}),
            _titled(Finding, {number for row in held for number in _numbers(row.get("findings"))}),
        )

    def value(self, kind: str, column: str, value: object) -> str | Promise | int | float | bool | None:
        """Return what a column holds as the office would say it."""
        if value is None or value == "":
            return None
        if column == "findings":
            return "; ".join(self.findings.get(number, str(number)) for number in _numbers(value)) or None
        known = {("assignment", "unit_id"): self.units, ("assignment", "group_id"): self.groups, ("task", "parent_id"): self.tasks}
        if isinstance(value, int) and (kind, column) in known:
            return known[kind, column].get(value, str(value))
        if isinstance(value, str):
            return _CHOICES.get((kind, column), {}).get(value, value)
        return value if isinstance(value, int | float) else json.dumps(value, ensure_ascii=False)


def changes_between(before: Rows, after: Rows) -> dict[str, Change]:
    """Return what differs between the rows before and after, each record under a name of its own."""
    names = _Names.of(values for rows in (before, after) for values in rows.values() if values is not None)
    changes: dict[str, Change] = {}
    for name, old in before.items():
        for label, change in _of_row(name.partition(":")[0], names, old=old, new=after[name]):
            changes[_free(label, changes)] = change
    return changes


def _of_row(kind: str, names: _Names, *, old: Values | None, new: Values | None) -> Iterator[tuple[str, Change]]:
    if old is None or new is None:
        title = _title(kind, old or new or {}, names)
        yield _KINDS[kind], Change(None, title) if old is None else Change(title, None)
        return
    for column, label in _FIELDS[kind].items():
        if old.get(column) != new.get(column):
            yield f"{_title(kind, old, names)} · {label}", Change(*(names.value(kind, column, row.get(column)) for row in (old, new)))


def _title(kind: str, row: Values, names: _Names) -> str:
    """Name a record by what it prints; a unit that a person added prints nothing and goes by its own name."""
    unit, group = row.get("unit_id"), row.get("group_id")
    if kind == "assignment" and not row.get("printed"):
        return str(names.value(kind, "unit_id", unit) or names.value(kind, "group_id", group) or _KINDS[kind])
    words = row.get("text") or row.get("printed") or row.get("subject") or row.get("vi") or row.get("title") or _KINDS[kind]
    return _short(f"{row.get('number') or ''} {words}")


def _free(label: str, taken: Mapping[str, Change]) -> str:
    """Return the label, with a number where another record of the step goes by it: none may hide another."""
    found, number = label, 1
    while found in taken:
        number += 1
        found = f"{label} ({number})"
    return found


def _numbers(value: object) -> list[int]:
    return [number for number in value if isinstance(number, int)] if isinstance(value, list) else []


def _named(model: type[Unit] | type[UnitGroup], wanted: set[object]) -> dict[int, str]:
    """Return the names of the rows of these numbers."""
    keys = [key for key in wanted if isinstance(key, int)]
    return dict(model._default_manager.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def _titled(model: type[Task] | type[Finding], wanted: set[object]) -> dict[int, str]:
    """Return number and first words of the rows of these numbers."""
    keys = [key for key in wanted if isinstance(key, int)]
    rows = model._default_manager.filter(pk__in=keys).values_list("pk", "number", "text") if keys else ()
    return {key: _short(f"{number} {text}") for key, number, text in rows}


def _short(words: str) -> str:
    """Return the first whole words."""
    return shorten(words, _TITLE, placeholder="…")
