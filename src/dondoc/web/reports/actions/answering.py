"""Stores what a unit writes under the outline, item by item, so that nobody's words are lost under another's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.permissions import Scope
from dondoc.web.reports.actions.steps import demand_open, demand_state, held, move
from dondoc.web.reports.marks import NEVER, mark_of
from dondoc.web.reports.models import Answer, AnswerState, UnitReport
from dondoc.web.reports.permissions import may_prepare, may_submit
from dondoc.web.reports.queries.standing import WRITABLE, has_head
from dondoc.web.tracking.actions.refusals import Refused

LONGEST = 30_000


class Overwritten(Refused):
    """Words that would have covered what another stored since the page was opened; `keys` name the items."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(_("Có người vừa lưu nội dung khác ở cùng mục. Xem hai bản, sửa rồi lưu lại; chưa ghi gì cả."))
        self.keys = keys


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed under an item, and the mark of the words that they saw there when they began."""

    text: str
    seen: str


def tidied(text: str) -> str:
    """Return typed words with plain line ends and nothing around them."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def save_answers(report: UnitReport, typed: Mapping[str, Typed], *, scope: Scope, now: datetime) -> UnitReport:
    """Store the words that changed, by the keys of their items, and return the report.

    Raises PermissionDenied; Refused where the period is locked, the report is with the collector or words are too long; Overwritten where
    another stored other words since. Then nothing is stored.
    """
    with transaction.atomic():
        row = held(report.pk)
        demand_writable(row, scope=scope, now=now)
        items = {item.key: item for item in row.period.duty.outline.all()}
        stored = {answer.item.key: answer for answer in row.answers.select_related("item")}
        changed = {key: one for key, one in typed.items() if key in items and _is_changed(one, stored.get(key))}
        clashing = tuple(key for key, one in changed.items() if _clashes(one, stored.get(key)))
        if clashing:
            raise Overwritten(clashing)
        if any(len(one.text) > LONGEST for one in changed.values()):
            raise Refused(_("Mỗi mục nhiều nhất %(n)d chữ. Phần dài hãy đưa vào biểu hoặc tệp kèm theo.") % {"n": LONGEST})
        if not changed:
            return row
        for key, one in changed.items():
            Answer.objects.update_or_create(report=row, item=items[key], defaults={"text": tidied(one.text)})
        begin(row, by=scope)
        record(scope.user, gettext_noop("soạn báo cáo"), subject=row, changes={items[key].title: Change(None, "…") for key in changed})
        return row


def demand_writable(row: UnitReport, *, scope: Scope, now: datetime) -> None:
    """Raise PermissionDenied or Refused where the person may not write in a held report now."""
    may_send = may_submit(scope, row.unit, has_head=has_head(row.unit, on=timezone.localdate(now)))
    if not (may_prepare(scope, row.unit) or may_send):
        raise PermissionDenied
    demand_open(row.period)
    demand_state(row, *WRITABLE)
    if row.state == AnswerState.TO_APPROVE and not may_send:
        raise Refused(_("Báo cáo đang chờ thủ trưởng duyệt. Rút lại nếu cần sửa."))


def begin(row: UnitReport, *, by: Scope) -> None:
    """Count a change in what a held report says; one that nobody had begun is being written now."""
    state = AnswerState.DRAFTING if row.state == AnswerState.AWAITED else AnswerState(row.state)
    if row.state != AnswerState.TO_APPROVE:
        row.prepared_by = by.user
    move(row, state, "prepared_by")


def _is_changed(one: Typed, answer: Answer | None) -> bool:
    """Whether a person changed the words they saw; drafted words that nobody stored are stored as they are."""
    text = tidied(one.text)
    if answer is not None:
        return text != answer.text and mark_of(text) != one.seen.removeprefix(NEVER)
    return bool(text) or not one.seen.startswith(NEVER)


def _clashes(one: Typed, answer: Answer | None) -> bool:
    return answer is not None and mark_of(answer.text) != one.seen
