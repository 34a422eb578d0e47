"""The duties that a plan prints beside what is proposed for each, set up by one confirmation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.reporting.periods import REGULAR
from dondoc.web.calendars.queries.calendars import calendar_for
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.models import Plan
from dondoc.web.plans.queries.sight import visible_plans
from dondoc.web.reports.actions.duties import Confirmed, make_duties
from dondoc.web.reports.forms.duties import AskForm, DutyForm
from dondoc.web.reports.forms.printed import asked_values, proposed_values
from dondoc.web.reports.permissions import may_keep_duties
from dondoc.web.reports.queries.duties import ComingPeriod, preview
from dondoc.web.reports.queries.printed_duties import Proposal, proposals
from dondoc.web.tracking.actions.refusals import Refused

_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed duty on the page: what is proposed, its forms, whether it is ticked, and the first periods that follow."""

    proposal: Proposal
    form: DutyForm
    once: AskForm | None
    ticked: bool
    coming: tuple[ComingPeriod, ...]

    @property
    def is_valid(self) -> bool:
        """Whether its forms are filled in well."""
        return self.form.is_valid() and (self.once is None or self.once.is_valid())

    @property
    def confirmed(self) -> Confirmed:
        """Return the duty as confirmed."""
        new = self.form.new(plan=self.proposal.duty.plan, read_from=self.proposal.duty)
        return Confirmed(new, self.once.asked if self.once is not None and self.form.cleaned_data["frequency"] == Frequency.ONCE else None)


@require_http_methods(["GET", "POST"])
def from_plan(request: Request, pk: int) -> HttpResponse:
    """Show what a plan prints on reporting beside what is proposed, and set up what is ticked."""
    plan = get_object_or_404(visible_plans(request.scope).select_related("unit", "reading"), pk=pk)
    if not may_keep_duties(request.scope, plan.unit):
        raise Http404
    entries = _entries(request, plan)
    ticked = [entry for entry in entries if entry.ticked]
    refused = ""
    if request.method == "POST":
        refused = "" if ticked else _("Hãy đánh dấu ít nhất một chế độ báo cáo.")
        valid = [entry.is_valid for entry in ticked]  # each is asked, so that each says what it lacks
        if valid and all(valid):
            refused = _make(request, plan, ticked)
            if not refused:
                return redirect("reports:duties")
    failed = bool(refused) or any(entry.form.errors for entry in ticked)
    context = {
        "plan": plan,
        "entries": entries,
        "refused": refused,
        "n_open": sum(1 for entry in entries if entry.proposal.made is None),
        "joins": request.POST.get("joins", "1" if request.method != "POST" else "") == "1",
        "several": len({entry.proposal.duty.frequency for entry in entries if entry.proposal.terms.comes_round}) > 1,
        "failed": failed,
        "today": timezone.localdate(),
    }
    return render(request, "reports/from_plan.html", context, status=422 if failed and request.method == "POST" else 200)


def _make(request: Request, plan: Plan, ticked: list[Entry]) -> str:
    """Set up what is ticked; return why not, where it is refused."""
    confirmed = [entry.confirmed for entry in ticked]
    try:
        made = make_duties(plan, confirmed, joins=request.POST.get("joins") == "1", scope=request.scope, now=timezone.now())
    except Refused as refused:
        return str(refused.words)
    words = ngettext("Đã lập %(n)s chế độ báo cáo.", "Đã lập %(n)s chế độ báo cáo.", len(made)) % {"n": len(made)}
    messages.success(request, words + " " + _("Các kỳ đến ngày mở đã được gửi đến đơn vị."))
    return ""


def _entries(request: Request, plan: Plan) -> list[Entry]:
    on, calendar = timezone.localdate(), calendar_for(plan.unit)
    found = []
    for proposal in proposals(plan, on=on):
        key = f"c{proposal.duty.pk}"
        posted: Any = request.POST if request.method == "POST" and f"{key}-lap" in request.POST else None
        form = DutyForm(posted, department=plan.unit, prefix=key, initial=proposed_values(proposal, on=on))
        once = None
        if proposal.duty.frequency == Frequency.ONCE:
            once = AskForm(posted, prefix=f"k{proposal.duty.pk}", initial=asked_values(proposal, on=on))
        ticked = proposal.made is None and (posted is not None if request.method == "POST" else proposal.is_sure)
        terms = proposal.terms
        ahead = preview((terms.rhythm, terms.rule), calendar, span=(on, None), on=on) if terms.rhythm.frequency in REGULAR else []
        found.append(Entry(proposal, form, once, ticked, tuple(ahead[:_SHOWN])))
    return found
