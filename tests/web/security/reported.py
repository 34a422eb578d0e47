"""One record of every kind of reporting for a department, with its mark in each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from dondoc.engine.reporting.figures_form import CellKind, FiguresColumn, FiguresForm, Joining, RowsKind
from dondoc.engine.writing.register_json import plain
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import System
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.actions.keeping import keep
from dondoc.web.plans.models import Duty, Plan
from dondoc.web.reports.actions.freezing import freeze_period
from dondoc.web.reports.models import (
    Answer,
    FiguresTable,
    House,
    NumberSeries,
    Outgoing,
    OutgoingKind,
    Period,
    ReportDuty,
    ReportEvent,
    TableAnswer,
    UnitReport,
    WrittenFile,
)
from dondoc.web.reports.queries.outgoing.files import path_of
from tests.outgoing import letter
from tests.reporting import at, make_duty, make_period, report_of


@dataclass(frozen=True)
class Reported:
    """What a department holds of reports: a duty of its division with a period and the division's report, and one asked for by hand.

    `draft` is a letter that is still worded, `signed` one with its number, its files and a signed file that waits for a decision.
    """

    duty: ReportDuty
    by_hand: ReportDuty
    period: Period
    report: UnitReport
    table: FiguresTable
    draft: Outgoing
    signed: Outgoing


def make_reported(department: Unit, division: Unit, plan: Plan, owner: User, mark: str) -> Reported:
    """Make one record of every kind; the plan prints a duty too."""
    values = {"plan": plan, "guidance": f"Hướng dẫn {mark}", "addressee": f"Nơi nhận {mark}", "created_by": owner}
    duty = make_duty(department, f"Báo cáo tháng {mark}", reporters=[division], **values)
    by_hand = make_duty(department, f"Báo cáo đột xuất {mark}", reporters=[division], frequency="ad-hoc", **values)
    period = make_period(duty, f"tháng 11 năm 2026 {mark}")
    report = report_of(period, division)
    freeze_period(period, by=System(f"Đồng hồ {mark}"), now=timezone.now())
    ReportEvent.objects.create(report=report, act="reminded", by=owner, at=at(date(2026, 11, 20)), on=date(2026, 11, 20), reason=mark)
    Duty.objects.create(plan=plan, frequency="monthly", bearer=f"Phòng {mark}", addressee=f"Văn phòng {mark}", due="hằng tháng")
    return Reported(duty, by_hand, period, report, _table(report, mark), *_letters(department, owner, mark))


def _letters(department: Unit, owner: User, mark: str) -> tuple[Outgoing, Outgoing]:
    """A letter as a draft, and one with its number, a file and a signed file."""
    values = {
        "unit": department,
        "kind": OutgoingKind.REMINDER,
        "symbol": f"S-{mark}"[:60],
        "created_by": owner,
        "created_at": timezone.now(),
    }
    words = {"document": plain(letter(f"đôn đốc {mark}")), "title": f"Công văn {mark}", "note": f"Ý kiến {mark}"}
    draft = Outgoing.objects.create(**values, **words)
    series = NumberSeries.objects.create(unit=department, year=2026, last=1)
    data = f"tệp {mark}".encode()
    sha256 = hashlib.sha256(data).hexdigest()
    keep(data, path_of(sha256))
    number = {"state": "numbered", "series": series, "number": 1, "issued_on": date(2026, 11, 20)}
    signed = Outgoing.objects.create(**values, **words, **number, signed_name=f"{mark}.pdf", signed_sha256=sha256, signed_size=len(data))
    WrittenFile.objects.create(outgoing=signed, format="docx", of_version=1, sha256=sha256, size=len(data), written_at=timezone.now())
    House.objects.create(
        unit=department, valid_from=date(2026, 1, 1), issuer=f"Sở {mark}", symbol="S", place=mark, set_by=owner, set_at=timezone.now()
    )
    return draft, signed


def _table(report: UnitReport, mark: str) -> FiguresTable:
    """A figures table in which the unit filled something, beside words of its own."""
    form = FiguresForm((FiguresColumn("b", f"Cột {mark}", CellKind.TEXT, joining=Joining.NONE),), RowsKind.ONE)
    table = FiguresTable.objects.create(duty=report.period.duty, key="bieu", title=f"Biểu {mark}", definition=plain(form))
    TableAnswer.objects.create(report=report, table=table, cells={"hang": {"b": f"Ô {mark}"}})
    Answer.objects.create(report=report, item=report.period.duty.outline.all()[0], text=f"Nội dung {mark}")
    return table
