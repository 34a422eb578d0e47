"""What happened to a part, the newest first: acts with their proofs, last days set anew, requests for more time, difficulties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dondoc.engine.tracking import Act
from dondoc.web.audit.models import Entry
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.models import Difficulty, Extension, ExtensionState, Proof, Update
from dondoc.web.tracking.words import ACT_VERBS, DAY, DAY_PUT_BACK, DAY_SET

FIRST = 20
MOST = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: who did what, with which words; `old` and `new` are what it changed, `mark` the kind of its dot."""

    at: datetime
    who: str
    did: str
    words: str = ""
    field: str = ""
    old: object = None
    new: object = None
    result: str = ""
    proofs: tuple[Proof, ...] = ()
    mark: str = "k"
    by_mail: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """The steps of a part, with what of them waits for a word: the request and the difficulties that are open."""

    steps: tuple[Step, ...]
    more: bool
    request: Extension | None
    difficulties: tuple[Difficulty, ...]


def history_of_part(part: Assignment, *, whole: bool = False) -> History:
    """Return what happened to a part; without `whole`, the newest of it."""
    limit = MOST if whole else FIRST
    updates = list(part.updates.select_related("by").prefetch_related("proofs").order_by("-at", "-pk")[: limit + 1])
    asked = list(part.extension_requests.select_related("asked_by", "decided_by").order_by("-asked_at")[:limit])
    raised = list(part.difficulties.select_related("raised_by", "to", "answered_by").order_by("-raised_at")[:limit])
    steps = [_of_update(update) for update in updates]
    steps += [step for request in asked for step in _of_request(request)]
    steps += [step for difficulty in raised for step in _of_difficulty(difficulty)]
    steps += _of_part(part)
    if getattr(part, "day_was_set", True):
        steps += [_of_day(entry) for entry in _days_set(str(part.pk))[:limit]]
    steps.sort(key=lambda step: step.at, reverse=True)
    return History(
        tuple(steps[:limit]),
        len(steps) > limit,
        next((request for request in asked if request.state == ExtensionState.ASKED), None),
        tuple(difficulty for difficulty in raised if difficulty.answered_at is None),
    )


def _of_update(update: Update) -> Step:
    act = Act(update.act)
    did = _("báo không có gì mới") if update.nothing_new else _(ACT_VERBS[act])
    result = ""
    if update.result_number:
        day = f" {pgettext('trước ngày tháng', 'ngày')} {update.result_on:%d/%m/%Y}" if update.result_on else ""
        result = f"{update.result_number}{day}"
    mark = {Act.RETURN: "r", Act.CANCEL: "r", Act.REOPEN: "r", Act.CONFIRM: "a", Act.SUBMIT: "a"}.get(act, "k")
    is_report = act in (Act.UPDATE, Act.SUBMIT) and not update.nothing_new
    return Step(
        update.at,
        update.by.full_name if update.by is not None else "",
        did,
        words=update.text,
        field=_("tiến độ") if is_report else "",
        new=f"{update.percent}%" if is_report else None,
        result=result,
        proofs=tuple(update.proofs.all()),
        mark=mark,
        by_mail=update.by_mail,
    )


def _of_request(request: Extension) -> list[Step]:
    who, wanted = request.asked_by.full_name, request.wanted_on
    asked = Step(request.asked_at, who, _("xin gia hạn"), request.reason, _("hạn"), request.old_due_on, wanted, mark="")
    if request.decided_at is None or request.decided_by is None:
        return [asked]
    who = request.decided_by.full_name
    if request.state == ExtensionState.GRANTED:
        did = Step(request.decided_at, who, _("đồng ý gia hạn"), request.answer, _("hạn"), request.old_due_on, request.granted_on, mark="a")
    elif request.state == ExtensionState.REFUSED:
        did = Step(request.decided_at, who, _("không đồng ý gia hạn, hạn cũ giữ nguyên"), request.answer, mark="r")
    else:
        did = Step(request.decided_at, who, _("rút đề nghị gia hạn"), mark="")
    return [asked, did]


def with_days_set(parts: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Let each part know as `day_was_set` whether its history has to ask the log for last days set anew: few have any."""
    return parts.annotate(day_was_set=Exists(_days_set(Cast(OuterRef("pk"), CharField()))))


def _days_set(part: str | Cast) -> QuerySet[Entry]:
    """Return what the log holds of the last days that who gave a part set, the newest first; by the part's key as text."""
    own = Entry.objects.filter(subject_type=Assignment._meta.label_lower, subject_id=part)
    return own.filter(verb__in=[DAY_SET, DAY_PUT_BACK]).order_by("-sequence")


def _of_day(entry: Entry) -> Step:
    old, new = (date.fromisoformat(day) if day else None for day in entry.changes.get(DAY, (None, None)))
    return Step(entry.at, entry.actor_name, _(entry.verb), entry.reason, _("hạn"), old, new, mark="")


def _of_difficulty(difficulty: Difficulty) -> list[Step]:
    told = _("nêu khó khăn, vướng mắc với %(name)s") % {"name": difficulty.to.full_name}
    words = difficulty.text
    if difficulty.proposal:
        words += "\n" + _("Đề xuất: %(words)s") % {"words": difficulty.proposal}
    steps = [Step(difficulty.raised_at, difficulty.raised_by.full_name, told, words, mark="r")]
    if difficulty.answered_at is not None and difficulty.answered_by is not None:
        steps.append(
            Step(difficulty.answered_at, difficulty.answered_by.full_name, _("trả lời khó khăn, vướng mắc"), difficulty.answer, mark="a")
        )
    return steps


def _of_part(part: Assignment) -> list[Step]:
    """Return what the clock and the part itself tell: given, late since, excused."""
    steps = []
    if part.given_at is not None:
        by = part.given_by.full_name if part.given_by is not None else ""
        did = _("giao lại") if by else _("Giao việc theo văn bản.")
        steps.append(Step(part.given_at, by, did, part.order, _("hạn") if part.first_due_on else "", None, part.first_due_on, mark="a"))
    if part.late_since is not None:
        steps.append(Step(_midnight(part.late_since), "", _("Hết hạn mà chưa nộp kết quả: chuyển sang quá hạn."), mark="r"))
    if part.excused_at is not None and part.excused_by is not None:
        steps.append(Step(part.excused_at, part.excused_by.full_name, _("công nhận chậm vì lý do khách quan"), part.excuse, mark="a"))
    return steps


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
