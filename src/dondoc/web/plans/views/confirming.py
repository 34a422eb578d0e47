"""The confirm page: the source and the register side by side, and everything a person does to a draft on it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.actions import confirming, naming, restructuring, settling, undoing
from dondoc.web.plans.actions.draft_edit import CannotEdit
from dondoc.web.plans.actions.selecting import Selection, Use, use_selection
from dondoc.web.plans.forms.confirming import OPS, SelectionForm, TaskForm
from dondoc.web.plans.models import Finding, Plan, Question, Task
from dondoc.web.plans.queries.confirming import Draft, Row, draft_of, draft_plan_of, source_of, source_view
from dondoc.web.plans.views.name_acts import decisions_in, name_rows
from dondoc.web.plans.views.task_acts import act_on, near_units

PARTS = ("so", "ten", "nhan-xet", "dau")


@require_GET
def confirm(request: Request, plan_id: int) -> HttpResponse:
    """Show a draft beside its source; `viec` opens a task, `phan` a part of the register, `doan` a chunk of the source."""
    plan = draft_plan_of(plan_id, request.scope)
    draft = draft_of(plan, request.scope)
    row = draft.row(_number(request.GET.get("viec"))) or draft.next_row()
    return _page(request, draft, row=row)


@require_GET
def source_chunk(request: Request, plan_id: int, chunk: int) -> HttpResponse:
    """Give one chunk of the source, for a page that is scrolled to it."""
    plan = draft_plan_of(plan_id, request.scope)
    view = source_view(plan)
    if view is None or chunk >= len(view.chunks):
        return HttpResponse(status=404)
    lines = view.lines(chunk, draft_of(plan, request.scope).marks())
    return render(request, "plans/confirming/lines.html", {"lines": lines, "plan": plan})


@require_POST
def act(request: Request, plan_id: int, task_id: int) -> HttpResponse:
    """Save what was typed about a task, then do what the pressed button says."""
    plan = draft_plan_of(plan_id, request.scope)
    task = get_object_or_404(Task.objects.select_related("plan", "plan__unit"), plan=plan, pk=task_id)
    form = TaskForm(request.POST, auto_id="e-%s")
    try:
        if form.is_valid():
            opened = act_on(task, form.values(), request=request, version=form.cleaned_data["version"])
            return _back(request, plan, opened)
        problem = ""
    except CannotEdit as error:
        problem = error.words
    draft = draft_of(plan, request.scope)
    return _page(request, draft, row=draft.row(task.pk) or draft.next_row(), form=_again(form, draft.row(task.pk)), problem=problem)


@require_POST
def accept_certain(request: Request, plan_id: int) -> HttpResponse:
    """Accept in one step every task that nothing is asked of."""
    plan = draft_plan_of(plan_id, request.scope)

    def accept() -> None:
        count = confirming.accept_certain(plan, scope=request.scope)
        words = ngettext("Đã xác nhận %(count)d nhiệm vụ chắc chắn.", "Đã xác nhận %(count)d nhiệm vụ chắc chắn.", count)
        messages.success(request, words % {"count": count})

    return _done(request, plan, accept)


@require_POST
def undo(request: Request, plan_id: int) -> HttpResponse:
    """Take back the person's last step."""
    plan = draft_plan_of(plan_id, request.scope)

    def take_back() -> None:
        step = undoing.undo(plan, scope=request.scope)
        messages.success(request, _("Đã hoàn tác: %(step)s.") % {"step": f"{_(step.verb)} {step.label}".strip()})

    return _done(request, plan, take_back)


@require_POST
def select(request: Request, plan_id: int) -> HttpResponse:
    """Make words marked in the source a task, or a value of the open one."""
    plan = draft_plan_of(plan_id, request.scope)
    form = SelectionForm(request.POST)
    source = source_of(plan)
    if not form.is_valid() or source is None:
        raise BadRequest
    sent = form.cleaned_data
    task = get_object_or_404(Task.objects.select_related("plan__unit"), plan=plan, pk=sent["task"]) if sent["task"] else None
    opened: Task | None
    try:
        opened = use_selection(plan, source, selection=Selection(sent["start"], sent["end"], Use(sent["use"]), task), scope=request.scope)
    except CannotEdit as error:
        messages.error(request, error.words)
        opened = task
    return _back(request, plan, opened.pk if opened is not None else None)


@require_POST
def add(request: Request, plan_id: int) -> HttpResponse:
    """Add a task that the document does not print, or that the reading missed, behind the open one."""
    plan = draft_plan_of(plan_id, request.scope)
    after = Task.objects.filter(plan=plan, pk=_number(request.POST.get("after")) or 0).first()
    try:
        values = confirming.TaskValues(request.POST.get("text", ""), request.POST.get("number", "")[:40])
        return _back(request, plan, restructuring.add_task(plan, values, scope=request.scope, after=after).pk)
    except CannotEdit as error:
        messages.error(request, error.words)
        return _back(request, plan, after.pk if after else None)


@require_POST
def finding(request: Request, plan_id: int, finding_id: int) -> HttpResponse:
    """Change the words of a finding, or say that it is none."""
    plan = draft_plan_of(plan_id, request.scope)
    row = get_object_or_404(Finding, plan=plan, pk=finding_id)
    dropped = request.POST.get("act") == "drop"
    return _done(request, plan, lambda: restructuring.set_finding(row, request.POST.get("text", ""), scope=request.scope, dropped=dropped))


@require_POST
def question(request: Request, plan_id: int, question_id: int) -> HttpResponse:
    """Say that a question or remark needs no more looking at."""
    plan = draft_plan_of(plan_id, request.scope)
    row = get_object_or_404(Question.objects.select_related("plan__unit"), plan=plan, pk=question_id)
    noted = request.POST.get("act") == "note"
    return _done(request, plan, lambda: settling.settle_question(row, scope=request.scope, noted=noted))


@require_POST
def names(request: Request, plan_id: int) -> HttpResponse:
    """Settle the printed names that the registry does not know, all at once."""
    plan = draft_plan_of(plan_id, request.scope)

    def settle() -> None:
        decisions = decisions_in(request.POST, plan)
        count = naming.settle_names(plan, decisions, scope=request.scope, today=timezone.localdate())
        words = ngettext("Đã khớp %(count)d chỗ in tên đơn vị.", "Đã khớp %(count)d chỗ in tên đơn vị.", count)
        messages.success(request, words % {"count": count})

    return _done(request, plan, settle)


@require_POST
def restore(request: Request, plan_id: int, task_id: int) -> HttpResponse:
    """Take up again what was said to be no task."""
    plan = draft_plan_of(plan_id, request.scope)
    task = get_object_or_404(Task.objects.select_related("plan__unit"), plan=plan, pk=task_id)
    return _done(request, plan, lambda: confirming.restore(task, scope=request.scope))


def _number(sent: str | None) -> int | None:
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 18 else None


def _done(request: Request, plan: Plan, step: Callable[[], object]) -> HttpResponse:
    try:
        step()
    except CannotEdit as error:
        messages.error(request, error.words)
    return _back(request, plan, _number(request.POST.get("viec")))


def _back(request: Request, plan: Plan, task_id: int | None) -> HttpResponseRedirect:
    part = request.POST.get("phan", "")
    query = [f"viec={task_id}"] if task_id else []
    query += [f"phan={part}"] if part in PARTS[1:] else []
    return HttpResponseRedirect(f"{reverse('plans:confirm', args=[plan.pk])}{'?' if query else ''}{'&'.join(query)}")


def _again(form: TaskForm, row: Row | None) -> TaskForm:
    """Return the form with what was typed, ready to be saved over the newest version."""
    if row is None:
        return form
    again = TaskForm({**{name: form.data.get(name, "") for name in form.fields}, "version": row.task.version}, auto_id="e-%s")
    again.full_clean()
    return again


def _page(request: Request, draft: Draft, *, row: Row | None, form: TaskForm | None = None, problem: str = "") -> HttpResponse:
    view = source_view(draft.plan)
    marks = draft.marks()
    context: dict[str, object] = {
        "plan": draft.plan,
        "draft": draft,
        "row": row,
        "form": form or (TaskForm.of(row.task) if row else None),
        "problem": problem,
        "part": part if (part := request.GET.get("phan", "")) in PARTS[1:] else PARTS[0],
        "targets": draft.targets_of(row) if row else (),
        "target_ops": OPS,
        "near": near_units(row) if row else {},
        "names": name_rows(draft) if request.GET.get("phan") == "ten" else (),
        "unsure": len(draft.unsure_names),
        "tied": draft.findings_of(row) if row else set(),
    }
    if view is not None:
        place = row.task.evidence.get("text") if row else None
        chunk = _number(request.GET.get("doan"))
        at = min(chunk, len(view.chunks) - 1) if chunk is not None else view.chunk_at(place["start"]) if place else 0
        context |= {"at": at, "chunks": range(len(view.chunks)), "lines": view.lines(at, marks), "source": view.source}
    return render(request, "plans/confirming/page.html", context, status=409 if problem else 200)
