"""What is sent from a task's page: reports, verdicts, answers; what cannot be taken comes back on the page as it was typed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dondoc.engine.tracking import Act
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.models import Assignment, Target
from dondoc.web.plans.upload_limit import cut_off
from dondoc.web.plans.views.downloading import as_download, opened
from dondoc.web.tracking.actions.acting import Said, act_on, part_url
from dondoc.web.tracking.actions.difficulties import answer_difficulty
from dondoc.web.tracking.actions.extending import Answer, decide_extension, withdraw_extension
from dondoc.web.tracking.actions.figures import Reached, report_figure
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.forms.reporting import DifficultyAnswerForm, ExtensionAnswerForm, ReportForm, VerdictForm
from dondoc.web.tracking.models import Difficulty, Extension, Proof
from dondoc.web.tracking.views.finding import Returned, part_seen, shown_again
from dondoc.web.tracking.words import DONE_WORDS


def tried(form: Form, act: Callable[[], object]) -> bool:
    """Whether a valid form's act was done; what stands against it is written into the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused.words))
        return False
    return True


@require_POST
def report(request: Request, pk: int) -> HttpResponse:
    """Take a part, report on it, or submit it."""
    part = part_seen(request, pk)
    targets = list(Target.objects.filter(task=part.task_id, dropped=False))
    form = ReportForm(request.POST, request.FILES, targets=targets, refused=cut_off(request))
    if not tried(form, lambda: _report(request, part, form)):
        return shown_again(request, part.task_id, Returned("report", part.pk, form, part.pk))
    words = _("Đã ghi: không có gì mới.") if form.cleaned_data["do"] == "nothing" else DONE_WORDS[form.act]
    messages.success(request, words)
    return redirect(part_url(part))


def _report(request: Request, part: Assignment, form: ReportForm) -> None:
    """Write the report and the figure that came with it, both or neither."""
    with transaction.atomic():
        now = timezone.now()
        act_on(part, form.act, said=form.said(), scope=request.scope, now=now)
        target = form.chosen()
        if target is not None:
            reached = Reached(form.cleaned_data["value"], form.cleaned_data["period_to"], part.unit)
            report_figure(target, reached, scope=request.scope, now=now)


@require_POST
def verdict(request: Request, pk: int) -> HttpResponse:
    """Confirm a result, or give it back."""
    part = part_seen(request, pk)
    form = VerdictForm(request.POST)
    act = Act.RETURN if request.POST.get("do") == "return" else Act.CONFIRM

    def decide() -> None:
        said = Said(text=form.cleaned_data["text"], version=form.seen())
        act_on(part, act, said=said, scope=request.scope, now=timezone.now())

    if not tried(form, decide):
        return shown_again(request, part.task_id, Returned("verdict", part.pk, form, part.pk))
    messages.success(request, DONE_WORDS[act])
    return redirect(part_url(part))


@require_POST
def extension(request: Request, pk: int) -> HttpResponse:
    """Decide on a request for more time, or take one's own back."""
    asked = get_object_or_404(Extension.objects.select_related("part"), pk=pk)
    part = part_seen(request, asked.part_id)
    form = ExtensionAnswerForm(request.POST)

    def decide() -> None:
        given = form.cleaned_data
        if given["do"] == "withdraw":
            withdraw_extension(asked, scope=request.scope, now=timezone.now())
        else:
            answer = Answer(given["do"] == "grant", given["until"] if given["do"] == "grant" else None, given["words"])
            decide_extension(asked, answer, scope=request.scope, now=timezone.now())

    if not tried(form, decide):
        return shown_again(request, part.task_id, Returned("extension", asked.pk, form, part.pk))
    messages.success(request, _("Đã rút đề nghị gia hạn.") if form.cleaned_data["do"] == "withdraw" else _("Đã quyết định về gia hạn."))
    return redirect(part_url(part))


@require_POST
def difficulty(request: Request, pk: int) -> HttpResponse:
    """Answer a difficulty."""
    row = get_object_or_404(Difficulty, pk=pk)
    part = part_seen(request, row.part_id)
    form = DifficultyAnswerForm(request.POST)
    if not tried(form, lambda: answer_difficulty(row, form.cleaned_data["words"], scope=request.scope, now=timezone.now())):
        return shown_again(request, part.task_id, Returned("difficulty", row.pk, form, part.pk))
    messages.success(request, _("Đã trả lời khó khăn, vướng mắc."))
    return redirect(part_url(part))


@require_GET
def proof(request: Request, pk: int) -> FileResponse:
    """Give the bytes of a proof, to be saved and never shown."""
    row = get_object_or_404(Proof.objects.select_related("update"), pk=pk)
    part_seen(request, row.update.part_id)
    return as_download(opened(row.path), row.name)
