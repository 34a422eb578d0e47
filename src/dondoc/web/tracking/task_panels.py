"""One look at a task's page → the panels of its work: where it stands, what the person can do, what happened, what is said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.forms import Form
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.engine.extraction.plan import DeadlineKind
from dondoc.engine.tracking import Act, Side, Work, acts_open
from dondoc.web.organisations.permissions import Scope
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.models import AssignmentRole, Task, TaskState
from dondoc.web.plans.panels import Look, TaskPanel, TaskPanels
from dondoc.web.tracking.forms.reporting import BlockForm, CommentForm, DifficultyAnswerForm, ExtensionAnswerForm, ReportForm, VerdictForm
from dondoc.web.tracking.models import Comment, Difficulty
from dondoc.web.tracking.permissions import may_excuse, may_order
from dondoc.web.tracking.queries.history import History, history_of_part
from dondoc.web.tracking.queries.links import Links, Occurrence, links_of, occurrences_of
from dondoc.web.tracking.queries.parts import PartRow, Parts, Wanted, parts_of_task
from dondoc.web.tracking.queries.talk import comments_of
from dondoc.web.tracking.queries.targets import Newest, newest_figures
from dondoc.web.tracking.views.finding import Returned
from dondoc.web.tracking.words import STATE_NAMES

LAST_PAGE = 200
"""Farther than this no list of parts is leafed."""
STEPS = (Work.ASSIGNED, Work.ACCEPTED, Work.IN_PROGRESS, Work.SUBMITTED, Work.DONE)
STEP_NAMES = (
    gettext_lazy("giao"),
    gettext_lazy("nhận"),
    gettext_lazy("thực hiện"),
    gettext_lazy("chờ xác nhận"),
    gettext_lazy("hoàn thành"),
)
_AT = {Work.RETURNED: 2, **{work: number for number, work in enumerate(STEPS)}}
_OFFERS: dict[Act, tuple[str, str | Promise]] = {
    Act.WITHDRAW: ("rut-lai", gettext_lazy("Rút lại kết quả")),
    Act.REOPEN: ("mo-lai", gettext_lazy("Mở lại")),
    Act.RESUME: ("tiep-tuc", gettext_lazy("Cho tiếp tục")),
    Act.PAUSE: ("tam-dung", gettext_lazy("Tạm dừng")),
    Act.TRANSFER: ("chuyen-don-vi", gettext_lazy("Chuyển đơn vị")),
    Act.CANCEL: ("huy", gettext_lazy("Hủy phần việc")),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that the person may do on a page of its own."""

    url: str
    words: str | Promise


@dataclass(frozen=True, slots=True)
class Axis:
    """How far the whole task is: `at` the step that it is on, of `steps`; none where it is halted."""

    state: str
    at: int | None
    percent: int
    moved: object
    parts: int

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Every step with its kind: done, now, or ahead."""
        at = self.at if self.at is not None else -1
        return [(str(name), "y" if number < at else "n" if number == at else "") for number, name in enumerate(STEP_NAMES)]

    @property
    def label(self) -> str:
        """What the picture of the steps says."""
        if self.at is None:
            return self.state
        return _("bước %(n)d trong %(all)d: %(state)s") % {"n": self.at + 1, "all": len(STEP_NAMES), "state": self.state}


@dataclass(frozen=True, slots=True)
class Answering:
    """A difficulty that waits, with the form of its answer for who may give it."""

    difficulty: Difficulty
    form: Form | None


@dataclass(frozen=True, slots=True)
class Desk:
    """What the person can do with the part that stands open."""

    row: PartRow
    history: History
    report: ReportForm | None
    verdict: VerdictForm | None
    decision: ExtensionAnswerForm | None
    answers: tuple[Answering, ...]
    offers: tuple[Offer, ...]
    why_no_extension: str
    whole: bool

    @property
    def takes(self) -> bool:
        """Whether the part waits to be taken."""
        return self.report is not None and self.row.part.work == Work.ASSIGNED


@dataclass(frozen=True, slots=True)
class Content:
    """All that the panels of one task show."""

    task: Task
    axis: Axis
    parts: Parts
    desk: Desk | None
    links: Links
    figures: list[Newest]
    occurrences: list[Occurrence]
    comments: list[Comment]
    more_comments: bool
    comment: CommentForm
    block: BlockForm | None
    rule: str

    @property
    def first(self) -> bool:
        """Whether what the person can do stands before the list of parts: they answer for the part, or it waits for them."""
        return self.desk is not None and (self.desk.report is not None or self.desk.verdict is not None or self.desk.decision is not None)

    @property
    def is_recurring(self) -> bool:
        """Whether the work is done and told period by period."""
        return bool(self.occurrences)


def panels_of(look: Look) -> TaskPanels:
    """Return the panels of a task: its axes, its work, what was said, and in the margin what it is tied to."""
    if look.detail.task.state == TaskState.DRAFT:
        return TaskPanels()
    content = _content(look)
    work, talk, links = "tracking/work.html", "tracking/talk.html", "tracking/links.html"
    top = [TaskPanel(work, content)]
    if content.occurrences:
        top = [TaskPanel("tracking/occurrences.html", content), *top]
    return TaskPanels(
        axes=(TaskPanel("tracking/axis.html", content),),
        top=tuple(top),
        main=(TaskPanel("tracking/history.html", content), TaskPanel(talk, content)),
        aside=(TaskPanel("tracking/figures.html", content), TaskPanel(links, content)) if content.figures else (TaskPanel(links, content),),
        styles=("tracking/tracking.css",),
        scripts=("tracking/tracking.js",),
    )


def _content(look: Look) -> Content:
    task, request = look.detail.task, look.request
    scope, returned = request.scope, look.returned if isinstance(look.returned, Returned) else None
    asked = returned.part if returned is not None and returned.part is not None else _number(request, "phan")
    calendars = look.detail.calendars
    page = min(_number(request, "trang-phan") or 1, LAST_PAGE)
    parts = parts_of_task(task, scope, on=look.on, calendars=calendars, wanted=Wanted(asked, page))
    occurrences: list[Occurrence] = []
    if task.deadline_kind == DeadlineKind.RECURRING and task.occurrence_of_id is None:
        occurrences = occurrences_of(task, scope, on=look.on, calendar=calendars.of(task.plan.unit.path))
    comments, more = comments_of(task, whole=request.GET.get("trao-doi") == "het")
    is_open = task.state in (TaskState.ACTIVE, TaskState.PAUSED, TaskState.DONE) or task.work == Work.CANCELLED
    # Recurring work is done period by period: what was done on the whole is only looked up.
    desk = _desk(look, parts.focus, returned) if parts.focus is not None and is_open and (asked or not occurrences) else None
    if desk is not None and occurrences:
        desk = replace(desk, report=None, why_no_extension="")
    return Content(
        task=task,
        axis=_axis(task, parts),
        parts=parts,
        desk=desk,
        links=links_of(task, scope),
        figures=newest_figures(look.detail.targets),
        occurrences=occurrences,
        comments=comments,
        more_comments=more,
        comment=_sent(returned, "comment", task.pk) or CommentForm(),  # type: ignore[arg-type]  # what was sent is of the same kind
        block=(_sent(returned, "block", task.pk) or BlockForm()) if may_order(scope, task) else None,  # type: ignore[arg-type]
        rule=_rule(parts),
    )


def _axis(task: Task, parts: Parts) -> Axis:
    work = Work(task.work)
    return Axis(str(STATE_NAMES[work]), _AT.get(work), task.percent, task.moved_at, len(parts.rows))


def _rule(parts: Parts) -> str:
    """Return in one line how the parts make the whole."""
    if len(parts.rows) < 2:
        return ""
    if parts.leads > 1:
        return _("Xong khi mọi đơn vị chủ trì xong; tiến độ là trung bình của các đơn vị chủ trì; chậm bằng đơn vị chậm nhất.")
    if parts.leads == 1:
        return _("Cả nhiệm vụ theo phần của đơn vị chủ trì; đơn vị phối hợp chịu trách nhiệm về phần mình.")
    return _("Xong khi mọi đơn vị xong; tiến độ là trung bình của các đơn vị.")


def _desk(look: Look, row: PartRow, returned: Returned | None) -> Desk:
    scope, part = look.request.scope, row.part
    whole = look.request.GET.get("dien-bien") == "het"
    history = history_of_part(part, whole=whole)
    first = {"version": part.version}
    report: ReportForm | None = None
    if row.executes and row.is_running and row.side is Side.EXECUTOR:
        first_report = {**first, "percent": part.percent or None}
        sent = _sent(returned, "report", part.pk)
        report = sent if isinstance(sent, ReportForm) else ReportForm(initial=first_report, targets=look.detail.targets)
    verdict: VerdictForm | None = None
    if row.gave and row.is_submitted and part.person_id != scope.user.pk:
        sent = _sent(returned, "verdict", part.pk)
        verdict = sent if isinstance(sent, VerdictForm) else VerdictForm(initial=first)
    decision: ExtensionAnswerForm | None = None
    if history.request is not None and row.gave:
        sent = _sent(returned, "extension", history.request.pk)
        wanted = {"until": history.request.wanted_on}
        decision = sent if isinstance(sent, ExtensionAnswerForm) else ExtensionAnswerForm(initial=wanted)
    return Desk(
        row=row,
        history=history,
        report=report,
        verdict=verdict,
        decision=decision,
        answers=tuple(_answering(difficulty, row, scope=scope, returned=returned) for difficulty in history.difficulties),
        offers=tuple(_offers(row, scope, on=look.on)),
        why_no_extension=_why_no_extension(row, on=look.on),
        whole=whole,
    )


def _answering(difficulty: Difficulty, row: PartRow, *, scope: Scope, returned: Returned | None) -> Answering:
    if difficulty.to_id != scope.user.pk and not row.gave:
        return Answering(difficulty, None)
    return Answering(difficulty, _sent(returned, "difficulty", difficulty.pk) or DifficultyAnswerForm())


def _sent(returned: Returned | None, kind: str, key: int) -> Form | None:
    """Return the form that came back, where it is this one."""
    return returned.form if returned is not None and (returned.kind, returned.key) == (kind, key) else None


def _offers(row: PartRow, scope: Scope, *, on: date) -> list[Offer]:
    """Return the acts with pages of their own that are open to the person, those that are asked for most first."""
    part, work = row.part, Work(row.part.work)
    found: list[Offer] = []

    def offer(name: str, words: str | Promise) -> None:
        address = reverse("tracking:share_out", args=[part.pk]) if name == "giao-lai" else reverse("tracking:act", args=[part.pk, name])
        found.append(Offer(address, words))

    if row.executes and row.side is Side.EXECUTOR:
        if row.is_running:
            offer("giao-lai", _("Giao lại"))
            offer("vuong-mac", _("Nêu khó khăn, vướng mắc"))
        if not _why_no_extension(row, on=on):
            offer("xin-gia-han", _("Xin gia hạn"))
    acts = [
        act for side, may in ((Side.EXECUTOR, row.side is Side.EXECUTOR), (Side.ASSIGNER, row.gave)) if may for act in acts_open(work, side)
    ]
    if Act.CONFIRM in acts and not row.is_submitted and row.side is not Side.EXECUTOR:
        offer("xac-nhan", _("Xác nhận hoàn thành"))
    for act in acts:
        if act in _OFFERS and not (act is Act.TRANSFER and part.role == AssignmentRole.SHARE):
            offer(*_OFFERS[act])
    overdue = part.submitted_at is None and part.due_on is not None and part.due_on < on
    if may_excuse(scope, part) and part.excused_at is None and (part.late_days or part.late_since or overdue):
        offer("ly-do-khach-quan", _("Công nhận lý do khách quan"))
    return found


def _why_no_extension(row: PartRow, *, on: date) -> str:
    """Return why more time cannot be asked for, in words; nothing where it can."""
    part = row.part
    if not (row.executes and row.is_running) or part.submitted_at is not None:
        return _("Việc này đã nộp hoặc đã kết thúc.")
    if part.due_on is None:
        return _("Việc này không có hạn nên không cần xin gia hạn.")
    if part.extension_open:
        return _("Đề nghị gia hạn đang chờ quyết định.")
    if on > part.due_on:
        return _("Đã quá hạn nên không xin gia hạn được nữa. Có lý do khách quan thì ghi rõ khi nộp để lãnh đạo xem xét.")
    return ""


def _number(request: Request, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and 0 < len(value) < 12 and int(value) > 0 else None
