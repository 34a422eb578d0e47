"""A person presses for parts that they gave: each at most once a day, counted, with their reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.tracking import RUNNING, Urge
from dondoc.web.audit.actions import Change, record, record_each
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.acting import with_records
from dondoc.web.tracking.actions.refusals import Incomplete, Refused
from dondoc.web.urging.actions.owing import BATCH, Books, Urged, books_of, recount, write_messages
from dondoc.web.urging.models import Urging
from dondoc.web.urging.permissions import may_urge
from dondoc.web.urging.queries.pressing import MOST_AT_ONCE
from dondoc.web.urging.queries.roster import place_of

_VERB = gettext_noop("đôn đốc")


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of urging many parts: how many were urged, how many had been today, and how many have nobody to tell."""

    done: int
    before: int = 0
    nobody: int = 0


def urge(part: Assignment, *, reason: str, scope: Scope, now: datetime) -> Urging:
    """Press for one part. Raises PermissionDenied, and Refused where it is not under way, was urged today or has nobody to tell."""
    on = timezone.localdate(now)
    books = books_of(on)
    with transaction.atomic():
        row = _locked([part.pk])[0]
        if not may_urge(scope, row):
            raise PermissionDenied
        if row.work not in RUNNING:
            raise Refused(_("Việc này đã nộp hoặc đã kết thúc nên không đôn đốc nữa."))
        _demand_reason(reason)
        if not books.roster.told_of(place_of(row), Urge.BY_HAND):
            raise Refused(_("Đơn vị này chưa có ai để đôn đốc. Hãy thêm chuyên viên hoặc người đứng đầu cho đơn vị."))
        if Urging.objects.filter(part=row, kind=Urge.BY_HAND, on=on).exists():
            raise Refused(_("Hôm nay đã đôn đốc việc này rồi. Mỗi việc đôn đốc một lần một ngày."))
        [urging] = _press([row], books, reason=reason.strip(), scope=scope, now=now)
        row.refresh_from_db(fields=["reminders"])
        changes = {"số lần đôn đốc": Change(row.reminders - 1, row.reminders)}
        record(scope.user, _VERB, subject=row, changes=changes, reason=reason.strip()[:300])
        return urging


def urge_many(parts: Sequence[Assignment], *, reason: str, scope: Scope, now: datetime) -> Pressed:
    """Press for all of these parts that the person gave and that are under way; who was urged today is left alone.

    Raises PermissionDenied where one is not the person's, and Refused where there are too many or none.
    """
    on = timezone.localdate(now)
    books = books_of(on)
    _demand_reason(reason)
    if not parts or len(parts) > MOST_AT_ONCE:
        raise Refused(_("Mỗi lần đôn đốc từ 1 đến %(n)d việc. Hãy lọc danh sách rồi làm lại.") % {"n": MOST_AT_ONCE})
    with transaction.atomic():
        rows = _locked([part.pk for part in parts])
        if not all(may_urge(scope, row) for row in rows):
            raise PermissionDenied
        running = [row for row in rows if row.work in RUNNING]
        today = set(Urging.objects.filter(part__in=running, kind=Urge.BY_HAND, on=on).values_list("part", flat=True))
        reached = [row for row in running if row.pk not in today and books.roster.told_of(place_of(row), Urge.BY_HAND)]
        _press(reached, books, reason=reason.strip(), scope=scope, now=now)
        record_each(scope.user, _VERB, [(row, {"nội dung đôn đốc": Change(None, reason.strip()[:300])}) for row in reached])
        return Pressed(len(reached), len(today), len(running) - len(today) - len(reached))


def _press(parts: Sequence[Assignment], books: Books, *, reason: str, scope: Scope, now: datetime) -> list[Urging]:
    on = timezone.localdate(now)
    urgings = Urging.objects.bulk_create(
        [Urging(part=row, kind=Urge.BY_HAND, on=on, due_on=row.due_on, by=scope.user, reason=reason) for row in parts], batch_size=BATCH
    )
    urged = (Urged(urging.pk, urging.part_id, Urge.BY_HAND.value, on) for urging in urgings)
    write_messages(zip(urged, map(place_of, parts), strict=True), books=books, at=now)
    recount(sorted(row.pk for row in parts))
    return urgings


def _locked(keys: Sequence[int]) -> list[Assignment]:
    rows = with_records(Assignment.objects.select_related("of__unit", "of__person"))  # of many at once, so not one by one
    return list(rows.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise Incomplete(_("Hãy ghi điều cần đôn đốc, ví dụ: “đề nghị gửi báo cáo trước thứ Sáu”."))
