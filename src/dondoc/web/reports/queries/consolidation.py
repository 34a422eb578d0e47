"""A period's consolidated report as its page shows it: sections with what is still to be read, and the sheet that will be signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from dondoc.engine.reporting.annexes import annex_name, annexes
from dondoc.engine.reporting.passage import Place
from dondoc.engine.reporting.phrasing import small
from dondoc.engine.writing.official.blocks import OfficialDocument
from dondoc.engine.writing.official.docx import official_docx
from dondoc.engine.writing.official.numbering import roman
from dondoc.engine.writing.official.report_annexes import TITLES
from dondoc.engine.writing.official.report_blocks import ReportIssuing, report_document, report_title
from dondoc.web.organisations.permissions import Scope
from dondoc.web.reports.links import collecting_url
from dondoc.web.reports.models import Consolidation, House, Outgoing, Period
from dondoc.web.reports.permissions import may_consolidate, may_write_out
from dondoc.web.reports.queries.drafting import GIVEN_OUT, Report, State, Told, report_of
from dondoc.web.reports.queries.duty_sight import looked_over
from dondoc.web.reports.queries.outgoing.houses import house_on, sizes_of
from dondoc.web.reports.queries.outgoing.reports import report_issuing
from dondoc.web.reports.queries.outgoing.signers import first_signing

PER_PAGE = 60
"""Passages of a section that a page opens."""
MOST_ON_SHEET = 160
"""Passages of a report that the sheet shows whole."""
OPENING, CLOSING = "mo-dau", "ket-thuc"
"""How addresses name what stands before and after the sections."""


@dataclass(frozen=True, slots=True)
class Block:
    """A section of the report: its key in addresses, its number and title, and its passages."""

    key: str
    number: str
    title: str
    told: tuple[Told, ...]
    is_open: bool = False

    @property
    def unsettled(self) -> int:
        """How many of its passages a person still has to look at."""
        return sum(one.is_unsettled for one in self.told)

    @property
    def unread(self) -> int:
        """How many of its passages nobody has read yet."""
        return self.unsettled - self.changed

    @property
    def changed(self) -> int:
        """How many passages the last snapshot drafted anew over what a person had settled."""
        return sum(one.state is State.CHANGED for one in self.told)

    @property
    def words(self) -> int:
        """How many words it has on the paper."""
        return sum(len(one.now.text.split()) for one in self.told if one.now is not None)

    def page_of(self, place: int) -> int:
        """Return the page of the section on which a passage stands, from 1."""
        return next((index // PER_PAGE + 1 for index, one in enumerate(self.shown) if one.place == place), 1)

    @property
    def shown(self) -> tuple[Told, ...]:
        """Its passages without its own title, which the page shows above them."""
        return tuple(one for one in self.told if one.drafted.place is not Place.SECTION)


@dataclass(frozen=True, slots=True)
class PeriodTabs:
    """What the tabs of a period count: units that sent their report of those that owe one, and snapshots taken.

    `later` are the units that sent theirs in, or sent it anew, since the data were frozen.
    """

    period: Period
    sent: int
    owed: int
    snapshots: int
    later: int = 0

    @property
    def title(self) -> str:
        """The period as a line names it: "Báo cáo cải cách hành chính, tháng 11 năm 2026"."""
        return f"{self.period.duty.name}, {small(self.period.label)}"

    @property
    def collecting_url(self) -> str:
        """Where the units' reports are gathered."""
        return collecting_url(self.period)


@dataclass(frozen=True, slots=True)
class ConsolidationPage:
    """The page of a consolidated report; `report` is None before its data were frozen.

    `passages` are those of the open section that the page shows, `outgoing` is the document that was made of the report last.
    """

    tabs: PeriodTabs
    consolidation: Consolidation | None
    report: Report | None
    blocks: tuple[Block, ...]
    passages: Page[Told]
    document: OfficialDocument | None
    outgoing: Outgoing | None
    may_write: bool
    may_propose: bool

    @property
    def period(self) -> Period:
        """The period that it reports on."""
        return self.tabs.period

    @property
    def told_until(self) -> date | None:
        """The day until which the data tell, where that is before the period's cut-off: they were frozen early."""
        told = self.report.data.period.cut_off if self.report is not None else self.period.cut_off
        return told if told < self.period.cut_off else None

    @property
    def missing(self) -> int:
        """How many units have not sent their report."""
        return self.tabs.owed - self.tabs.sent

    @property
    def title(self) -> str:
        """What the report is about, as a person worded it or as the duty and the period give it."""
        own = self.consolidation.title if self.consolidation is not None else ""
        return own or (report_title(self.report.data) if self.report is not None else str(self.period))

    @property
    def is_given_out(self) -> bool:
        """Whether it was signed, so that it changes no more."""
        return self.outgoing is not None and self.outgoing.state in GIVEN_OUT

    @property
    def may_change(self) -> bool:
        """Whether the person may change it now."""
        return self.may_write and not self.is_given_out

    @property
    def on_sheet(self) -> frozenset[int] | None:
        """The places of the passages that the sheet shows where the report is long: those that are open; else None for all."""
        if self.report is None or len(self.report.told) <= MOST_ON_SHEET:
            return None
        return frozenset(one.place for one in self.passages) | {0}

    @property
    def annexes(self) -> tuple[tuple[str, str], ...]:
        """The annexes that go with the report: their words and their titles."""
        if self.report is None:
            return ()
        data = self.report.data
        return tuple((annex_name(data, kind), TITLES[kind]) for kind in annexes(data))


def periods_seen(scope: Scope) -> QuerySet[Period]:
    """Return the periods whose consolidated report the person may look at."""
    periods = Period.objects.filter(duty__in=looked_over(scope).order_by().values("pk"))
    return periods.select_related("duty__unit", "duty__collector", "duty__plan", "consolidation__plan")


def consolidation_of(period: Period) -> Consolidation | None:
    """Return a period's consolidated report, where it was begun."""
    return getattr(period, "consolidation", None)


def consolidation_page(period: Period, scope: Scope, *, section: str = "", part: str | None = None, on: date) -> ConsolidationPage:
    """Return the page with one section open: the one asked for, else the first in which something is still to be read.

    `part` is the page of a long section; the sheet is in the form that the department's documents have on the day.
    """
    consolidation = consolidation_of(period)
    report = report_of(consolidation) if consolidation is not None else None
    blocks = _opened(blocks_of(report), section) if report is not None else ()
    opened = next((block for block in blocks if block.is_open), None)
    outgoing = None
    if consolidation is not None:
        outgoing = Outgoing.objects.filter(consolidation=consolidation).order_by("-created_at", "-pk").first()
    return ConsolidationPage(
        tabs=tabs_of(period, since=report.snapshot.taken_at if report is not None else None),
        consolidation=consolidation,
        report=report,
        blocks=blocks,
        passages=Paginator(opened.shown if opened is not None else (), PER_PAGE).get_page(part),
        document=_body(report, consolidation, on=on) if report is not None and consolidation is not None else None,
        outgoing=outgoing,
        may_write=may_consolidate(scope, period),
        may_propose=may_write_out(scope, period.duty.unit),
    )


def tabs_of(period: Period, *, since: datetime | None = None) -> PeriodTabs:
    """Return what the tabs of a period count, in two statements; `since` is when its data were frozen."""
    asked = {"owed": Count("pk"), "sent": Count("pk", filter=Q(first_submitted_at__isnull=False))}
    if since is not None:
        asked["later"] = Count("pk", filter=Q(submitted_at__gt=since))
    counted = period.reports.aggregate(**asked)
    consolidation = consolidation_of(period)
    taken = consolidation.snapshots.count() if consolidation is not None else 0
    return PeriodTabs(period, counted["sent"], counted["owed"], taken, counted.get("later", 0))


def draft_docx(consolidation: Consolidation, report: Report, *, on: date) -> bytes:
    """Return the report as a Word file, with its annexes, in the form that the department's documents have on the day."""
    house, issuing = _issuing(report, consolidation, on=on)
    return official_docx(report_document(report.data, report.printed, issuing), sizes_of(house.sizes))


def _body(report: Report, consolidation: Consolidation, *, on: date) -> OfficialDocument:
    """Return the report as the document that its usual signer will sign, without its annexes."""
    _house, issuing = _issuing(report, consolidation, on=on)
    return report_document(report.data, report.printed, replace(issuing, lists_sources=False, with_annexes=False))


def _issuing(report: Report, consolidation: Consolidation, *, on: date) -> tuple[House, ReportIssuing]:
    unit = consolidation.period.duty.unit
    house = house_on(unit, on)
    signing = first_signing(unit, on=on, house=house)
    return house, report_issuing(report, consolidation, house=house, signature=signing.signature if signing is not None else None)


def blocks_of(report: Report) -> tuple[Block, ...]:
    """Return the sections of a report in their order, the opening and the closing as sections without a number."""
    found: list[Block] = []
    number = 0
    for key, group in groupby(report.told, key=lambda one: one.drafted.section):
        told = tuple(group)
        head = next((one for one in told if one.drafted.place is Place.SECTION), None)
        if key:
            number += 1
            found.append(Block(key, f"{roman(number)}.", head.text if head is not None else key, told))
        else:
            found.append(Block(CLOSING if found else OPENING, "", _("Phần kết thúc") if found else _("Phần mở đầu"), told))
    return tuple(found)


def _opened(blocks: Sequence[Block], section: str) -> tuple[Block, ...]:
    wanted = next((block.key for block in blocks if block.key == section), None)
    wanted = wanted or next((block.key for block in blocks if block.unsettled), blocks[0].key if blocks else "")
    return tuple(Block(block.key, block.number, block.title, block.told, block.key == wanted) for block in blocks)
