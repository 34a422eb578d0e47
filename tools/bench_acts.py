"""Measures at many tasks what is not a page: an update, a round of the clock, a long workbook out, and one that comes back edited."""

from __future__ import annotations

import io
import re
import statistics
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from bench_period import consolidated
from bulk_register import Bulk
from dondoc.engine.tracking import Work
from dondoc.web.calendars.queries.calendars import calendars_now
from dondoc.web.jobs.leases import claim
from dondoc.web.jobs.models import Job, State
from dondoc.web.jobs.performing import perform
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.actions.exports import ask_for_export, export_path
from dondoc.web.plans.models import Assignment, AssignmentRole
from dondoc.web.plans.queries.task_query import TaskQuery, Window
from dondoc.web.tracking.actions.round_trip import apply_sheet_later, keep_sheet
from dondoc.web.tracking.models import ReturnedSheet
from dondoc.web.tracking.queries.round_trip import difference, editable_parts
from dondoc.web.tracking.sheet_columns import COLUMNS
from dondoc.web.tracking.sheet_writing import write_sheet
from dondoc.web.urging.actions.ticking import tick
from dondoc.web.urging.models import Message, Rules

UPDATES = 25
WARM = 3
DUE = 10_000
EXPORTED = 10_000
RETURNED = 4_000


@dataclass(frozen=True)
class Timed:
    """How long something took in seconds, and how many megabytes the process grew by meanwhile."""

    seconds: float
    megabytes: float


def measured(people: Bulk, *, on: date) -> dict[str, dict[str, float]]:
    """Do each of them once, and an update several times; return seconds, and megabytes where they are held to any."""
    update = _updates(people)
    rows, written = _timed(lambda: _exported(people))
    back, applied = _returned(people, on=on)
    ticked, grown = _timed(lambda: _ticked(people, on=on))
    return {
        "an update": {"seconds": update},
        f"{EXPORTED:,} rows to XLSX in the background": {"seconds": written.seconds * EXPORTED / rows, "megabytes": written.megabytes},
        f"XLSX of {RETURNED:,} rows read with its difference": {"seconds": back.seconds, "megabytes": back.megabytes},
        f"{RETURNED:,} rows of it applied in the background": {"seconds": applied.seconds, "megabytes": applied.megabytes},
        f"a round of the clock over {DUE:,} due tasks": {"seconds": ticked, "megabytes": grown.megabytes},
        "30 units × 83 tasks gathered, frozen and written as DOCX": {"seconds": consolidated(people, on=on)},
    }


def _updates(people: Bulk) -> float:
    """Return the median of posting progress, from the session to the answer."""
    client = Client(headers={"host": "localhost"})
    client.force_login(people.officer)
    going = Assignment.objects.filter(unit=people.unit, role=AssignmentRole.LEAD, work=Work.IN_PROGRESS, submitted_at=None)
    times = []
    for part in going.order_by("pk")[: WARM + UPDATES]:
        sent = {"do": "update", "text": "Đã rà soát xong 12 hồ sơ của hai xã.", "percent": "60", "version": str(part.version)}
        start = perf_counter()
        answer = client.post(f"/phan-viec/{part.pk}/bao-cao/", sent)
        times.append(perf_counter() - start)
        if answer.status_code != 302:
            raise SystemExit(f"update: {answer.status_code}")
    return statistics.median(times[WARM:])


def _exported(people: Bulk) -> int:
    """Let a worker write the list of tasks without a last day; return how many rows it wrote."""
    now = timezone.now()
    job = ask_for_export(TaskQuery(due=Window.UNDATED), scope=scope_of(people.office, on=timezone.localdate(now)))
    _work(job, now)
    job.refresh_from_db()
    default_storage.delete(export_path(job.pk))
    return int((job.result or {}).get("rows", 0))


def _returned(people: Bulk, *, on: date) -> tuple[Timed, Timed]:
    """Bring back a workbook in which the office moved so many last days; return what reading and comparing, then applying, took."""
    now, scope = timezone.now(), scope_of(people.office, on=on)
    found = editable_parts(TaskQuery(due=Window.LATE), scope, on=on)
    book = load_workbook(io.BytesIO(write_sheet(found.rows[:RETURNED], user=people.office, now=now)))
    places = {column.key: place for place, column in enumerate(COLUMNS, 1)}
    for row in range(2, len(found.rows[:RETURNED]) + 2):
        book.worksheets[0].cell(row, places["due"]).value = datetime.combine(on + timedelta(days=30), datetime.min.time())
        book.worksheets[0].cell(row, places["why"]).value = "Sở đồng ý lùi hạn theo kết luận họp giao ban"
    held = io.BytesIO()
    book.save(held)

    def compared() -> int:
        kept.append(keep_sheet(held.getvalue(), "sua-viec.xlsx", by=people.office, now=now))
        return sum(row.is_wrong for row in difference(kept[0].rows, scope, on=on))

    def applied() -> None:
        _work(apply_sheet_later(kept[0], by=people.office, now=now), now)

    kept: list[ReturnedSheet] = []
    wrong, back = _timed(compared)
    if wrong or len(kept[0].rows) != RETURNED:
        raise SystemExit(f"difference: {wrong} wrong of {len(kept[0].rows)}")
    _nothing, written = _timed(applied)
    return back, written


def _ticked(people: Bulk, *, on: date) -> float:
    """Let the day come on which so many parts come to be late; return how many seconds the round of that day took.

    The department urges from the first day on, so that the round owes an urging of each of these parts, to every officer of its unit, and
    tells them of it. What the register owed by the day before is written down and told before: a register is gone through every hour.
    """
    Rules.objects.create(unit=people.department, valid_from=on - timedelta(days=60), before=[7, 3, 1], after_every=1, set_at=timezone.now())
    due = Assignment.objects.filter(role=AssignmentRole.LEAD, work=Work.IN_PROGRESS, submitted_at=None, due_on__gt=on, late_since=None)
    Assignment.objects.filter(pk__in=due.order_by("pk").values("pk")[:DUE]).update(due_on=on)
    tick(_morning(on), whole=True)
    after = _morning(calendars_now().of(people.department.path).add_working_days(on, 1))
    start = perf_counter()
    done = tick(after, whole=True)
    took = perf_counter() - start
    left = Message.objects.due(after).count()
    if done.late < DUE or done.owed < DUE or left:
        raise SystemExit(f"tick: {done}, {left} not told")
    return took


def _morning(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(9)))


Result = TypeVar("Result")


def _timed(work: Callable[[], Result]) -> tuple[Result, Timed]:
    """Do it, and look now and then how much memory it holds."""
    before, most, over = _megabytes(), [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            most[0] = max(most[0], _megabytes())

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    start = perf_counter()
    try:
        result = work()
        took = perf_counter() - start
    finally:
        over.set()
        watching.join()
    return result, Timed(took, max(most[0], _megabytes()) - before)


def _megabytes() -> float:
    """Return the memory that the process holds, without the pages of files that the system may take back."""
    found = re.search(r"RssAnon:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def _work(job: Job, now: datetime) -> None:
    """Do a job as a worker would."""
    taken = claim("đo", now=now + timedelta(minutes=1), lease=timedelta(hours=1))
    if taken is None or taken.pk != job.pk:
        raise SystemExit(f"no job to do: {taken}")
    perform(taken)
    taken.refresh_from_db()
    if taken.state != State.DONE:
        raise SystemExit(f"{taken.label}: {taken.state} {taken.failure_en}")
