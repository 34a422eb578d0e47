"""How the sample office reports in the course of a year: most units in good time, some late, one or two not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Q
from django.utils import timezone

from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.reporting.due_days import Due, DueRule, due_day
from dondoc.engine.reporting.figures_form import ONE_ROW, CellKind, FiguresColumn, FiguresForm, Joining, RowsKind
from dondoc.engine.reporting.periods import Rhythm, periods_between
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import System, record
from dondoc.web.calendars.queries.calendars import calendar_for
from dondoc.web.organisations.models import Post, Role, Unit, UnitKind
from dondoc.web.plans.demo.calendar import Calendar, working
from dondoc.web.plans.demo.directives import Act, Desk
from dondoc.web.plans.demo.loading import SAMPLE
from dondoc.web.reports.actions.duties import Confirmed, DutyTerms, NewDuty, make_duties, make_duty, usual_headings
from dondoc.web.reports.actions.figures_tables import Terms, add_table
from dondoc.web.reports.actions.periods import Asked, ask_for, open_periods
from dondoc.web.reports.demo_consolidated import consolidated
from dondoc.web.reports.models import (
    Answer,
    AnswerState,
    DueKind,
    FiguresTable,
    OutlineItem,
    Period,
    PeriodState,
    ReportDuty,
    ReportEvent,
    TableAnswer,
    UnitReport,
)
from dondoc.web.reports.queries.duties import usual_collector
from dondoc.web.reports.queries.printed_duties import Proposal, proposals

MONTHLY = "Báo cáo tháng kết quả công tác của Sở"
_BEGINS = -330
_WRITTEN_SINCE = -100
"""The consolidated reports of older periods were written before dondoc came."""
_RULE = DueRule(Due.AFTER, 3)
_TEXTS = {
    "ket-qua": (
        "Đã giải quyết 412 hồ sơ thủ tục hành chính, trong đó 405 hồ sơ đúng hạn; hoàn thành 7/9 nhiệm vụ được giao trong kỳ.",
        "Hoàn thành 5/6 nhiệm vụ đến hạn; đã kiểm tra 3 địa bàn, lập biên bản 2 trường hợp và xử lý xong.",
        "Đã ban hành 4 văn bản hướng dẫn, tổ chức 2 lớp tập huấn cho 86 lượt công chức cấp xã.",
    ),
    "ton-tai": (
        "Còn 7 hồ sơ quá hạn do chờ xác nhận nghĩa vụ tài chính; đã gửi phiếu xin lỗi.",
        "Tiến độ lấy ý kiến góp ý của cấp xã còn chậm, 2 đơn vị chưa trả lời.",
        "Phần mềm một cửa còn gián đoạn, ảnh hưởng đến thời gian trả kết quả.",
    ),
    "phuong-huong": (
        "Trả dứt điểm hồ sơ quá hạn; hoàn thành 3 nhiệm vụ đến hạn trong kỳ tới.",
        "Hoàn thiện dự thảo, trình lãnh đạo Sở trước ngày 25; tiếp tục kiểm tra thực địa.",
    ),
    "kien-nghi": ("", "Đề nghị Văn phòng Sở làm việc với đơn vị cung cấp phần mềm để khắc phục lỗi tra cứu."),
}
_DOSSIERS = "Biểu 01. Kết quả giải quyết hồ sơ thủ tục hành chính"
_DOSSIERS_FORM = FiguresForm(
    (
        FiguresColumn("a", "Kỳ trước chuyển sang", measure="hồ sơ", required=True),
        FiguresColumn("b", "Tiếp nhận trong kỳ", measure="hồ sơ", required=True),
        FiguresColumn("c", "Đã giải quyết", measure="hồ sơ", required=True),
        FiguresColumn("d", "Trong đó trước và đúng hạn", measure="hồ sơ", required=True),
        FiguresColumn("e", "Tỷ lệ đúng hạn", CellKind.PERCENT, "%", formula="d / c * 100", joining=Joining.ANEW),
        FiguresColumn("f", "Đang giải quyết", measure="hồ sơ", formula="a + b - c", joining=Joining.ANEW),
    ),
    RowsKind.ONE,
    rows_title="Đơn vị",
)
_RETURNED = "Mục I chưa nêu số liệu so với cùng kỳ, đề nghị bổ sung."
_LATE_SHARE, _RETURNED_SHARE = 0.09, 0.05
_SILENT = 11
"""One unit in so many never answers."""


@dataclass(frozen=True, slots=True)
class _Office:
    """Who writes and approves for the units of the sample office."""

    officers: dict[int, User]
    heads: dict[int, User]


def reporting(desk: Desk, calendar: Calendar) -> list[tuple[datetime, Act]]:
    """Return what is done about reports on the days of the past year; the latest period is left as a morning finds it."""
    begun = calendar.day(_BEGINS)
    told = [(calendar.moment(begun, "09:10"), _set_up(desk))]
    days = calendar_for(desk.department)
    for one in periods_between(Rhythm(Frequency.MONTHLY), begun, calendar.today + timedelta(days=10)):
        due = due_day(_RULE, one.cut_off, last_day=one.last_day, calendar=days).due_on
        if one.opens_on < calendar.today and due >= begun:
            told.append((calendar.moment(max(one.opens_on, begun), "09:30"), _open))
        if due + timedelta(days=9) < calendar.today:
            told.append((calendar.moment(working(due + timedelta(days=9)), "16:10"), _answered(desk, one.cut_off)))
            if due >= calendar.day(_WRITTEN_SINCE):
                written = consolidated(desk, MONTHLY, cut_off=one.cut_off, read_all=True)
                told.append((calendar.moment(working(due + timedelta(days=9)), "16:40"), written))
        elif due < calendar.today:
            told.append((calendar.moment(calendar.day(-1), "17:05"), consolidated(desk, MONTHLY, cut_off=one.cut_off, read_all=False)))
    published = working(calendar.day(-60))
    told.append((calendar.moment(published, "14:20"), _duties_of_the_plan(desk)))
    told.append((calendar.moment(calendar.day(-4), "10:40"), _urgent(desk)))
    told.append((calendar.moment(calendar.day(-1), "16:55"), _as_it_stands(desk)))
    return told


def _set_up(desk: Desk) -> Act:
    def act(now: datetime) -> None:
        terms = DutyTerms(
            MONTHLY, Frequency.MONTHLY.value, usual_collector(desk.department), timezone.localdate(now),
            due_kind=DueKind.AFTER, due_day=_RULE.day, addressee="Ủy ban nhân dân tỉnh", onward_due="trước ngày 25 hằng tháng",
            guidance="Nêu số liệu trong kỳ, lũy kế từ đầu năm và so với cùng kỳ năm trước.",
        )  # fmt: skip
        scope = desk.scope("lan", now)
        duty = make_duty(desk.department, NewDuty(terms, usual_headings(), _units(desk)), scope=scope, now=now)
        add_table(duty, Terms(_DOSSIERS, _DOSSIERS_FORM), scope=scope)

    return act


def _units(desk: Desk) -> tuple[Unit, ...]:
    standing = Unit.objects.filter(parent=desk.department, valid_to=None, external=False).exclude(kind=UnitKind.OFFICE)
    return tuple(standing.order_by("position", "name"))


def _open(now: datetime) -> None:
    open_periods(now)


def _duties_of_the_plan(desk: Desk) -> Act:
    """Lan confirms what the sample plan says of reports."""

    def act(now: datetime) -> None:
        plan, on = desk.plan(SAMPLE), timezone.localdate(now)
        sure = [_confirmed(one, on=on) for one in proposals(plan, on=on) if one.is_sure]
        make_duties(plan, sure, joins=True, scope=desk.scope("lan", now), now=now)

    return act


def _confirmed(one: Proposal, *, on: date) -> Confirmed:
    rhythm, rule = one.terms.rhythm, one.terms.rule
    terms = DutyTerms(
        one.name, rhythm.frequency.value, one.collector, on, basis=rhythm.basis.value, cutoff_day=rhythm.cutoff_day,
        cutoff_month=rhythm.cutoff_month, due_kind=rule.kind.value, due_day=rule.day, due_month=rule.month, due_months=rule.months,
        due_strict=rule.strict, addressee=one.addressee, onward_due=one.onward_due,
    )  # fmt: skip
    return Confirmed(NewDuty(terms, usual_headings(), one.reporters, plan=one.duty.plan, read_from=one.duty))


def _urgent(desk: Desk) -> Act:
    """Lan asks some units for a report that no duty foresees."""

    def act(now: datetime) -> None:
        on, units = timezone.localdate(now), _units(desk)[:5]
        terms = DutyTerms(
            "Báo cáo nhanh thiệt hại do mưa lũ", Frequency.AD_HOC.value, usual_collector(desk.department), on - timedelta(days=12),
            guidance="Nêu rõ diện tích, giá trị thiệt hại theo từng xã; gửi kèm đề xuất hỗ trợ.",
        )  # fmt: skip
        scope = desk.scope("lan", now)
        duty = make_duty(desk.department, NewDuty(terms, ("Tình hình thiệt hại", "Đề xuất hỗ trợ?"), units), scope=scope, now=now)
        asked = Asked(f"đợt mưa lũ tháng {on.month}", on - timedelta(days=12), on - timedelta(days=1), on + timedelta(days=8))
        ask_for(duty, asked, scope=scope, now=now)

    return act


def _answered(desk: Desk, cut_off: date) -> Act:
    """Write what became of a month's reports; history is stored at once, not sentence by sentence."""

    def act(now: datetime) -> None:
        period = Period.objects.filter(duty__unit=desk.department, duty__name=MONTHLY, cut_off=cut_off).first()
        if period is None:
            return
        office = _office(timezone.localdate(now))
        reports = list(period.reports.select_related("unit").order_by("unit__path"))
        for number, report in enumerate(reports):
            _send(report, period, draw=Random(cut_off.toordinal() * 31 + number), number=number)  # noqa: S311 - a story, always the same
        _store(reports, office)
        Period.objects.filter(pk=period.pk).update(state=PeriodState.LOCKED)
        record(System("dondoc demo"), "khóa kỳ báo cáo", subject=period)

    return act


def _send(report: UnitReport, period: Period, *, draw: Random, number: int) -> None:
    """Decide when a unit sent its report in: mostly a day or two before the last day."""
    chance = draw.random()
    if number % _SILENT == _SILENT - 1 and chance < 0.5:
        return
    calendar = calendar_for(report.unit)
    late = draw.randint(1, 4) if chance < _LATE_SHARE else 0
    on = calendar.add_working_days(period.due_on, late) if late else calendar.add_working_days(period.due_on, -draw.randint(0, 2))
    report.first_submitted_at = report.submitted_at = timezone.make_aware(datetime.combine(on, time(14, draw.randint(0, 59))))
    report.late_days = late
    report.returns = 1 if chance > 1 - _RETURNED_SHARE else 0
    report.state = AnswerState.ACCEPTED


def _as_it_stands(desk: Desk) -> Act:
    """Leave the open periods as a morning finds them: most sent, one returned, one being written, some missing."""

    def act(now: datetime) -> None:
        open_periods(now)
        office, today = _office(timezone.localdate(now)), timezone.localdate(now)
        for period in Period.objects.filter(duty__unit=desk.department, state=PeriodState.OPEN).select_related("duty"):
            reports = list(period.reports.select_related("unit").order_by("unit__path"))
            for number, report in enumerate(reports):
                _stands(report, period, now=now, number=number)
            _store([report for report in reports if report.state != AnswerState.AWAITED], office)
        ReportDuty.objects.filter(unit=desk.department, first_day__gt=today).update(first_day=today)

    return act


_STANDS = {
    "Phòng Kế hoạch - Tài chính": AnswerState.DRAFTING,
    "Chi cục Kiểm lâm": AnswerState.TO_APPROVE,
    "Văn phòng Đăng ký đất đai": AnswerState.RETURNED,
    "Chi cục Thủy lợi": AnswerState.AWAITED,
    "Phòng Quản lý đất đai": AnswerState.AWAITED,
}
"""How the open periods stand with some units; the others have sent theirs in."""


def _stands(report: UnitReport, period: Period, *, now: datetime, number: int) -> None:
    state = _STANDS.get(report.unit.name, AnswerState.ACCEPTED if number % 2 else AnswerState.SUBMITTED)
    report.state = state
    if state in (AnswerState.AWAITED, AnswerState.DRAFTING, AnswerState.TO_APPROVE):
        return
    usual = timezone.make_aware(datetime.combine(period.due_on, time(8, 20 + number)))
    report.first_submitted_at = report.submitted_at = min(now - timedelta(hours=4 + number), usual)
    report.late_days = 0
    report.returns = int(state == AnswerState.RETURNED)


def _store(reports: list[UnitReport], office: _Office) -> None:
    for report in reports:
        report.prepared_by = office.officers.get(report.unit_id) if report.state != AnswerState.AWAITED else None
        report.approved_by = office.heads.get(report.unit_id) if report.first_submitted_at else None
    UnitReport.objects.bulk_update(
        reports, ["state", "first_submitted_at", "submitted_at", "late_days", "returns", "prepared_by", "approved_by"]
    )
    items = list(OutlineItem.objects.filter(duty__periods__reports__in=reports[:1]).order_by("position"))
    written = [report for report in reports if report.state != AnswerState.AWAITED]
    Answer.objects.bulk_create([Answer(report=report, item=item, text=_text(item, report)) for report in written for item in items])
    tables = list(FiguresTable.objects.filter(duty__periods__reports__in=reports[:1]))
    TableAnswer.objects.bulk_create(
        [TableAnswer(report=report, table=table, cells=_cells(report)) for report in written for table in tables]
    )
    ReportEvent.objects.bulk_create([event for report in written for event in _events(report)])


def _text(item: OutlineItem, report: UnitReport) -> str:
    texts = _TEXTS.get(item.key, _TEXTS["ket-qua"])
    return texts[report.pk % len(texts)]


def _cells(report: UnitReport) -> dict[str, dict[str, str]]:
    """Return a unit's dossiers of the month; who still writes has given the first two figures only."""
    draw = Random(report.pk)  # noqa: S311 - a story, always the same
    before, taken = draw.randint(2, 18), draw.randint(40, 420)
    solved = before + taken - draw.randint(3, 20)
    cells = {"a": before, "b": taken, "c": solved, "d": solved - draw.choice((0, 0, 1, 2, 5))}
    shown = ("a", "b") if report.state == AnswerState.DRAFTING else tuple(cells)
    return {ONE_ROW.key: {key: str(cells[key]) for key in shown}}


def _events(report: UnitReport) -> list[ReportEvent]:
    sent = report.first_submitted_at
    if sent is None:
        return []
    acts = [(ReportEvent.Act.SUBMITTED, sent, report.approved_by or report.prepared_by, "")]
    if report.returns:
        acts.append((ReportEvent.Act.RETURNED, sent + timedelta(hours=3), None, _RETURNED))
    if report.state == AnswerState.ACCEPTED:
        acts.append((ReportEvent.Act.ACCEPTED, sent + timedelta(hours=5), None, ""))
    return [ReportEvent(report=report, act=act, at=at, on=timezone.localdate(at), by=by, reason=why) for act, at, by, why in acts]


def _office(on: date) -> _Office:
    held = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on).select_related("user")
    officers, heads = {}, {}
    for post in held:
        if post.role == Role.OFFICER:
            officers[post.unit_id] = post.user
        elif post.role == Role.HEAD:
            heads[post.unit_id] = post.user
    return _Office(officers, heads)
