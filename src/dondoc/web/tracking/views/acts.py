"""Acts on a part that have a page of their own, as they need a reason, a choice or another's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from dondoc.engine.tracking import Act
from dondoc.web.organisations.permissions import Scope
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.acting import Said, act_on, part_url
from dondoc.web.tracking.actions.difficulties import raise_difficulty
from dondoc.web.tracking.actions.excusing import excuse
from dondoc.web.tracking.actions.extending import ask_extension
from dondoc.web.tracking.actions.handing_down import hand_down
from dondoc.web.tracking.actions.refusals import Changed, Refused
from dondoc.web.tracking.actions.transferring import transfer
from dondoc.web.tracking.forms.asking import DifficultyForm, ExtensionForm, ReasonForm, SharesForm, TransferForm, WordForm
from dondoc.web.tracking.forms.reporting import PartForm
from dondoc.web.tracking.permissions import may_act, may_excuse, may_execute
from dondoc.web.tracking.queries.below import receivers_of
from dondoc.web.tracking.queries.leaders import leaders_for
from dondoc.web.tracking.views.finding import part_seen
from dondoc.web.tracking.words import DONE_WORDS

Do = Callable[[Assignment, Any, Scope], object]


@dataclass(frozen=True, slots=True)
class Page:
    """One act's page: its words, its form, who may, and what it does; `hint` says what comes of it."""

    title: str | Promise
    button: str | Promise
    form: type[PartForm]
    may: Callable[[Scope, Assignment], bool]
    do: Do
    done: str | Promise
    hint: str | Promise = ""
    is_grave: bool = False


def _plain(act: Act, form: type[PartForm], *, title: str | Promise, hint: str | Promise = "") -> Page:
    """An act that only needs a word."""

    def do(part: Assignment, sent: PartForm, scope: Scope) -> None:
        act_on(part, act, said=Said(text=sent.cleaned_data["text"], version=sent.seen()), scope=scope, now=timezone.now())

    return Page(title, title, form, lambda scope, part: may_act(scope, part, act), do, DONE_WORDS[act], hint, is_grave=act is Act.CANCEL)


def _ask(part: Assignment, sent: ExtensionForm, scope: Scope) -> None:
    ask_extension(part, until=sent.cleaned_data["until"], reason=sent.cleaned_data["text"], scope=scope, now=timezone.now())


def _raise(part: Assignment, sent: DifficultyForm, scope: Scope) -> None:
    raise_difficulty(part, sent.raised(), scope=scope, now=timezone.now())


def _transfer(part: Assignment, sent: TransferForm, scope: Scope) -> None:
    given = sent.cleaned_data
    transfer(part, given["unit"], said=Said(text=given["text"], version=sent.seen()), scope=scope, now=timezone.now())


def _may_transfer(scope: Scope, part: Assignment) -> bool:
    return may_act(scope, part, Act.TRANSFER)


def _excuse(part: Assignment, sent: ReasonForm, scope: Scope) -> None:
    excuse(part, reason=sent.cleaned_data["text"], scope=scope, now=timezone.now())


_FIRST_COUNTS = gettext_lazy("Lần nộp đầu vẫn là mốc tính đúng hạn.")
PAGES = {
    "rut-lai": _plain(Act.WITHDRAW, ReasonForm, title=gettext_lazy("Rút lại kết quả"), hint=_FIRST_COUNTS),
    "xac-nhan": _plain(
        Act.CONFIRM, WordForm, title=gettext_lazy("Xác nhận hoàn thành"),
        hint=gettext_lazy("Đơn vị chưa nộp: ngày xác nhận được lấy làm ngày nộp."),
    ),
    "mo-lai": _plain(Act.REOPEN, ReasonForm, title=gettext_lazy("Mở lại"), hint=_FIRST_COUNTS),
    "tam-dung": _plain(
        Act.PAUSE, ReasonForm, title=gettext_lazy("Tạm dừng"), hint=gettext_lazy("Đơn vị không phải làm tiếp cho đến khi được mở.")
    ),
    "tiep-tuc": _plain(Act.RESUME, WordForm, title=gettext_lazy("Cho tiếp tục")),
    "huy": _plain(
        Act.CANCEL, ReasonForm, title=gettext_lazy("Hủy phần việc"), hint=gettext_lazy("Phần việc vẫn còn trong sổ, ghi rõ lý do hủy.")
    ),
    "chuyen-don-vi": Page(
        gettext_lazy("Chuyển đơn vị"), gettext_lazy("Chuyển"), TransferForm, _may_transfer, _transfer,
        DONE_WORDS[Act.TRANSFER],
        gettext_lazy("Đơn vị nhận có hạn như cũ. Phần việc cũ và lịch sử của nó được giữ nguyên; đã chậm thì vẫn ghi là chậm."),
    ),
    "xin-gia-han": Page(
        gettext_lazy("Xin gia hạn"), gettext_lazy("Gửi đề nghị"), ExtensionForm, may_execute, _ask, gettext_lazy("Đã gửi đề nghị gia hạn."),
        gettext_lazy("Hạn cũ vẫn có hiệu lực cho đến khi người giao quyết định."),
    ),
    "vuong-mac": Page(
        gettext_lazy("Nêu khó khăn, vướng mắc"), gettext_lazy("Gửi lãnh đạo"), DifficultyForm, may_execute, _raise,
        gettext_lazy("Đã gửi lãnh đạo."), gettext_lazy("Lãnh đạo được chọn nhận thông báo ngay; câu trả lời hiện ở phần việc này."),
    ),
    "ly-do-khach-quan": Page(
        gettext_lazy("Công nhận chậm vì lý do khách quan"), gettext_lazy("Công nhận"), ReasonForm, may_excuse, _excuse,
        gettext_lazy("Đã ghi nhận lý do khách quan."),
        gettext_lazy("Việc vẫn là chậm trong mọi số liệu, và được ghi rõ là có lý do khách quan."),
    ),
}  # fmt: skip
"""The acts by the last word of their address."""


@require_http_methods(["GET", "POST"])
def act(request: Request, pk: int, name: str) -> HttpResponse:
    """Show the page of an act, and do it."""
    part = part_seen(request, pk)
    page = PAGES.get(name)
    if page is None:
        raise Http404
    if not page.may(request.scope, part):
        raise PermissionDenied
    form = page.form(request.POST if request.method == "POST" else None, initial={"version": part.version}, **_more(page, part))
    if request.method == "POST" and form.is_valid():
        try:
            page.do(part, form, request.scope)
        except Refused as refused:
            form.add_error(None, str(refused.words))
        else:
            messages.success(request, str(page.done))
            return redirect(part_url(part))
    return render(request, "tracking/act.html", _context(part, page=page, form=form), status=422 if form.errors else 200)


def _more(page: Page, part: Assignment) -> dict[str, Any]:
    return {"leaders": list(leaders_for(part, on=timezone.localdate()))} if page.form is DifficultyForm else {}


def _context(part: Assignment, **values: object) -> dict[str, object]:
    return {"part": part, "task": part.task, "plan": part.task.plan, "back": part_url(part), "today": timezone.localdate(), **values}


@require_http_methods(["GET", "POST"])
def share_out(request: Request, pk: int) -> HttpResponse:
    """Divide a part among units below and people."""
    part = part_seen(request, pk)
    if not may_execute(request.scope, part):
        raise PermissionDenied
    receivers = receivers_of(part, on=timezone.localdate())
    form = SharesForm(request.POST if request.method == "POST" else None, receivers=receivers)
    if "more" in request.POST:
        form = form.longer()
    elif request.method == "POST" and form.is_valid():
        try:
            _unchanged(part, request.POST.get("version", ""))
            given = hand_down(part, form.shares(), scope=request.scope, now=timezone.now())
        except Refused as refused:
            form.words.append(str(refused.words))
        else:
            words = ngettext("Đã giao lại cho %(n)d nơi.", "Đã giao lại cho %(n)d nơi.", len(given))
            messages.success(request, words % {"n": len(given)})
            return redirect(part_url(part))
    status = 200 if request.method == "GET" or "more" in request.POST else 422
    title = _("Giao lại")
    return render(request, "tracking/share_out.html", _context(part, form=form, receivers=receivers, title=title), status=status)


def _unchanged(part: Assignment, seen: str) -> None:
    """Raise Changed where the part is another than the one that the person saw."""
    if seen.isascii() and seen.isdigit() and seen != str(part.version):
        raise Changed
