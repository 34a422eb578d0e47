"""Does one act on many parts in one transaction, all of them or none, and takes back what a counter-act can take back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dondoc.engine.tracking import Act
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Assignment, Task
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.due_dates import NewDay, OldDays, put_due_back, put_review_back, set_due, set_review
from dondoc.web.tracking.actions.handing_down import Share, hand_down
from dondoc.web.tracking.actions.refusals import Changed, Incomplete, Refused
from dondoc.web.tracking.models import Batch
from dondoc.web.tracking.queries.judging import ENGINE_ACTS, BulkAct, Wish, why_not
from dondoc.web.tracking.queries.many import MOST_PARTS

UNDO_FOR = timedelta(hours=24)
"""So long a batch can be taken back."""
UNDOABLE = frozenset({BulkAct.DUE, BulkAct.REVIEW, BulkAct.PAUSE, BulkAct.RESUME, BulkAct.GIVE})
"""Acts that a counter-act takes back; who took work, reported or confirmed it has said so."""

Row = dict[str, object]


class BatchRefused(Refused):
    """A batch of which nothing was done, because one part could not be: `words` name it and say why."""

    def __init__(self, part: str, words: str) -> None:
        super().__init__(_("%(part)s: %(why)s Chưa ghi việc nào.") % {"part": part, "why": words})


def do_to_many(versions: Mapping[int, int], wish: Wish, *, scope: Scope, now: datetime) -> Batch:
    """Do an act on parts, each as the person saw it (its version), and return what was done, or raise BatchRefused and do nothing.

    Every part is asked for permission by itself and has its own row in the log. Raises Incomplete where the act lacks a word or a day.
    """
    _demand(versions, wish)
    with transaction.atomic():
        lock_all(versions)
        rows = []
        parts = list(Assignment.objects.filter(pk__in=versions).select_related("task", "unit", "person"))
        for part in parts:
            if part.version != versions[part.pk]:
                raise BatchRefused(words_of_part(part), str(Changed().words))
        # a share before what it was cut from, which would draw it along
        for part in sorted(parts, key=lambda one: -one.pk):
            name = words_of_part(part)
            try:
                row = _do(part, wish, scope=scope, now=now)
            except PermissionDenied as error:
                raise BatchRefused(name, _("Việc này không còn thuộc quyền của anh, chị.")) from error
            except Refused as error:
                raise BatchRefused(name, str(error.words)) from error
            rows.append({"part": part.pk, "name": name} | row)
        after = dict(Assignment.objects.filter(pk__in=versions).values_list("pk", "version"))
        for row in rows:
            row["version"] = after[row["part"]]  # type: ignore[index]  # written three lines above
        return Batch.objects.create(by=scope.user, at=now, act=wish.act, reason=wish.reason.strip(), rows=rows)


def undo_batch(batch: Batch, *, scope: Scope, now: datetime) -> Batch:
    """Take a batch back by counter-acts on all of its parts, or raise BatchRefused and take nothing back.

    What someone touched since is not taken back, and no lateness is. Raises PermissionDenied for another's batch, and Refused for one that
    is too old, has been taken back or cannot be.
    """
    if batch.by_id != scope.user.pk:
        raise PermissionDenied
    with transaction.atomic():
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if not may_be_undone(held, now=now):
            raise Refused(_("Lần ghi này không hoàn tác được nữa."))
        rows = {int(row["part"]): row for row in held.rows}
        lock_all(rows)
        for part in Assignment.objects.filter(pk__in=rows).select_related("task", "unit", "person").order_by("pk"):
            row = rows[part.pk]
            try:
                if part.version != row["version"]:
                    raise Changed
                _undo(part, row, act=BulkAct(held.act), scope=scope, now=now)
            except PermissionDenied as error:
                raise BatchRefused(str(row["name"]), _("Việc này không còn thuộc quyền của anh, chị.")) from error
            except Refused as error:
                raise BatchRefused(str(row["name"]), str(error.words)) from error
        held.undone_at = now
        held.save(update_fields=["undone_at"])
        return held


def may_be_undone(batch: Batch, *, now: datetime) -> bool:
    """Whether a batch is of a kind that can be taken back, young enough, and has not been."""
    return batch.act in UNDOABLE and batch.undone_at is None and now - batch.at <= UNDO_FOR


def words_of_part(part: Assignment) -> str:
    """Return how a message names a part: the task's code and who has it."""
    return f"{part.task.code or part.task.number or part.task_id} · {part.person or part.unit}"


def lock_all(parts: Mapping[int, object]) -> None:
    """Lock all parts of the tasks in question, then the tasks, in one order for everybody.

    Each act locks its own rows too; taken one by one, two batches could each wait for a row, or for the end of the log, that the other
    holds.
    """
    tasks = set(Assignment.objects.filter(pk__in=parts).values_list("task", flat=True))
    list(Assignment.objects.select_for_update().filter(task__in=tasks).order_by("pk").values_list("pk"))
    list(Task.objects.select_for_update().filter(pk__in=tasks).order_by("pk").values_list("pk"))


def _demand(versions: Mapping[int, int], wish: Wish) -> None:
    if not versions:
        raise Incomplete(_("Chưa chọn việc nào."))
    if len(versions) > MOST_PARTS:
        raise Incomplete(_("Mỗi lần làm nhiều nhất %(n)d việc.") % {"n": MOST_PARTS})
    if wish.act in (BulkAct.DUE, BulkAct.REVIEW) and wish.day is None:
        raise Incomplete(_("Hãy ghi ngày."))
    if wish.act in (BulkAct.DUE, BulkAct.PAUSE) and not wish.reason.strip():
        raise Incomplete(_("Hãy ghi rõ lý do."))
    if wish.act is BulkAct.GIVE and wish.to is None:
        raise Incomplete(_("Hãy chọn người nhận."))


def _do(part: Assignment, wish: Wish, *, scope: Scope, now: datetime) -> Row:
    """Do the act on one part and return what taking it back needs."""
    if wish.act in ENGINE_ACTS:
        if wish.act is BulkAct.CONFIRM and (words := why_not(_whole(part), wish, scope=scope, on=timezone.localdate(now))):
            raise Refused(words)
        said = Said(text=wish.reason, nothing_new=wish.act is BulkAct.NOTHING)
        act_on(part, ENGINE_ACTS[wish.act], said=said, scope=scope, now=now)
        return {}
    if wish.act is BulkAct.GIVE and wish.to is not None:
        [share] = hand_down(part, [Share(wish.to.unit, wish.to.person, wish.reason)], scope=scope, now=now)
        return {"share": share.pk}
    if wish.day is None:
        raise Incomplete(_("Hãy ghi ngày."))
    new = NewDay(wish.day, wish.reason)
    if wish.act is BulkAct.REVIEW:
        return {"old": _written(set_review(part, new, scope=scope, now=now)), "new": wish.day.isoformat()}
    moved = set_due(part, new, scope=scope, now=now)
    followed = {str(key): day.isoformat() for key, day in moved.followed.items()}
    return {"old": _written(moved.old), "new": wish.day.isoformat(), "followed": followed}


def _undo(part: Assignment, row: Mapping[str, object], *, act: BulkAct, scope: Scope, now: datetime) -> None:
    """Do the counter-act on one part."""
    taken_back = Said(text=_("Hoàn tác lần ghi trước"), version=part.version)
    match act:
        case BulkAct.PAUSE:
            act_on(part, Act.RESUME, said=taken_back, scope=scope, now=now)
        case BulkAct.RESUME:
            act_on(part, Act.PAUSE, said=taken_back, scope=scope, now=now)
        case BulkAct.GIVE:
            share = Assignment.objects.get(pk=str(row["share"]))
            if share.moved_at is not None:
                raise Changed
            act_on(share, Act.CANCEL, said=Said(text=taken_back.text), scope=scope, now=now)
        case BulkAct.REVIEW:
            put_review_back(part, _read(row["old"]), version=part.version, scope=scope, now=now)
        case _:
            held = row.get("followed")
            days = {int(key): date.fromisoformat(str(day)) for key, day in held.items()} if isinstance(held, dict) else {}
            put_due_back(part, OldDays(_read(row["old"]), part.version, days), scope=scope, now=now)


def _whole(part: Assignment) -> Assignment:
    """Return a part with all that judging it asks for."""
    return Assignment.objects.select_related("task__plan__unit", "unit", "person", "of__unit").get(pk=part.pk)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _read(day: object) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else None
