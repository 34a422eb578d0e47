"""A period → the list of its units' reports as the collector sees it: who has sent in, who has not, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.web.reports.models import AnswerState, Period, PeriodState, ReportEvent, UnitReport
from dondoc.web.reports.queries.standing import WRITABLE

PER_PAGE = 50
FILTERS: dict[str, tuple[str | Promise, Q]] = {
    "": (_("Tất cả đơn vị"), Q()),
    "cho-nhan": (_("Chờ nhận"), Q(state=AnswerState.SUBMITTED)),
    "chua-nop": (_("Chưa nộp"), Q(first_submitted_at=None)),
    "tra-lai": (_("Đã trả lại"), Q(state__in=WRITABLE, first_submitted_at__isnull=False)),
    "da-nhan": (_("Đã nhận"), Q(state=AnswerState.ACCEPTED)),
    "nop-muon": (_("Nộp muộn"), Q(late_days__gt=0)),
}
"""The ways to narrow the list, by what the address says."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to narrow the list: its address, its name and how many units it leaves."""

    address: str
    name: str | Promise
    count: int


@dataclass(frozen=True, slots=True)
class CollectedRow:
    """A unit's report in the list; `reason` is why it was given back last."""

    report: UnitReport
    reason: str

    @property
    def is_silent(self) -> bool:
        """Whether nothing was ever sent in."""
        return self.report.first_submitted_at is None


@dataclass(frozen=True, slots=True)
class CollectingPage:
    """The list of one period; `waiting` reports can be accepted at once."""

    period: Period
    tabs: tuple[Tab, ...]
    chosen: str
    page: Page[UnitReport]
    rows: tuple[CollectedRow, ...]
    total: int
    sent: int
    waiting: int
    missing: int
    late: int

    @property
    def is_locked(self) -> bool:
        """Whether no report changes any more."""
        return self.period.state == PeriodState.LOCKED

    def is_over(self, on: date) -> bool:
        """Whether the last day has passed."""
        return self.period.due_on < on


def collecting_page(period: Period, *, chosen: str, number: str | None) -> CollectingPage:
    """Return the list of a period's reports, who still owes one first; in four statements."""
    chosen = chosen if chosen in FILTERS else ""
    names = {name or "all": condition for name, (_words, condition) in FILTERS.items()}
    counted = period.reports.aggregate(
        **{name.replace("-", "_"): Count("pk", filter=condition) if condition else Count("pk") for name, condition in names.items()},
        sent=Count("pk", filter=Q(first_submitted_at__isnull=False)),
    )
    tabs = tuple(Tab(name, words, counted[(name or "all").replace("-", "_")]) for name, (words, _condition) in FILTERS.items())
    found = period.reports.filter(FILTERS[chosen][1]).select_related("unit", "approved_by").order_by("unit__name", "pk")
    page = Paginator(found, PER_PAGE).get_page(number)
    reasons = _reasons(period.reports.filter(pk__in=[report.pk for report in page]))
    return CollectingPage(
        period,
        tabs,
        chosen,
        page,
        tuple(CollectedRow(report, reasons.get(report.pk, "")) for report in page),
        total=counted["all"],
        sent=counted["sent"],
        waiting=counted["cho_nhan"],
        missing=counted["chua_nop"],
        late=counted["nop_muon"],
    )


def _reasons(reports: QuerySet[UnitReport]) -> dict[int, str]:
    """Return why those that are with their units again were given back last."""
    given = ReportEvent.objects.filter(report__in=reports.values("pk"), report__state=AnswerState.RETURNED, act=ReportEvent.Act.RETURNED)
    return dict(given.order_by("at", "pk").values_list("report", "reason"))
