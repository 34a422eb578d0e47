"""How the people of the sample office carry their tasks: some in good time, some late, and some never say a word."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from dondoc.engine.tracking import OPEN, Act, Work
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.demo.calendar import Calendar
from dondoc.web.plans.demo.directives import Act as Deed
from dondoc.web.plans.demo.directives import Desk
from dondoc.web.plans.models import Assignment, AssignmentRole, Task
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.difficulties import Raised, raise_difficulty
from dondoc.web.tracking.actions.excusing import excuse
from dondoc.web.tracking.actions.extending import Answer, ask_extension, decide_extension
from dondoc.web.tracking.actions.handing_down import Share, hand_down
from dondoc.web.tracking.actions.occurring import open_occurrences
from dondoc.web.tracking.models import Extension, ExtensionState
from dondoc.web.tracking.permissions import may_execute

_EXECUTORS = {
    "Văn phòng Sở": "son", "Phòng Tổ chức - Cán bộ": "ha", "Phòng Kế hoạch - Tài chính": "minh", "Chi cục Kiểm lâm": "tuan",
    "Văn phòng Đăng ký đất đai": "dung", "Phòng Quản lý đất đai": "bao",
}  # fmt: skip
"""Who reports for which unit; the units that nobody is named for never say a word."""
_WEEKDAYS = (3,)
"""People write their updates on Thursdays."""
_UPDATES = (
    "Đã lập danh mục và gửi các đơn vị rà soát.", "Đã họp thống nhất cách làm, đang thu thập số liệu.",
    "Đã có dự thảo, đang lấy ý kiến góp ý.", "Đang hoàn thiện theo ý kiến góp ý của các phòng.",
    "Đã kiểm tra thực tế tại ba địa bàn, đang tổng hợp.",
)  # fmt: skip
_RESULTS = (
    "Đã hoàn thành, báo cáo kết quả kèm theo số văn bản.", "Đã ban hành văn bản và triển khai đến các đơn vị liên quan.",
    "Đã xử lý xong toàn bộ danh mục được giao.",
)  # fmt: skip
_RETURNS = ("Chưa nêu số liệu theo biểu, đề nghị bổ sung.", "Thiếu danh sách kèm theo, đề nghị gửi lại.")
_BEGINS = 330
_LAST_WORK = 2


def life(desk: Desk, calendar: Calendar) -> list[tuple[datetime, Deed]]:
    """Return what people do on the working days of the past year, up to two days ago: the latest is left for the visitor."""
    day, end = calendar.today - timedelta(days=_BEGINS), calendar.today - timedelta(days=_LAST_WORK)
    days = [day + timedelta(days=number) for number in range((end - day).days)]
    told: list[tuple[datetime, Deed]] = []
    for one in days:
        if one.weekday() in _WEEKDAYS:
            told.append((calendar.moment(one, "15:20"), _units_write(desk, one)))
            told.append((calendar.moment(one, "16:35"), _office_decides(desk, one)))
    told.append((calendar.moment(calendar.day(-1), "16:40"), _left_for_the_visitor(desk)))
    return told


def _left_for_the_visitor(desk: Desk) -> Deed:
    """On the last evening two units hand in, one asks for time and one is stuck: the office finds it all in the morning."""

    def act(now: datetime) -> None:
        on = timezone.localdate(now)
        running = _open_parts(desk).filter(submitted_at=None, extension_open=False).exclude(work=Work.ASSIGNED)
        for name, unit in (("minh", "Phòng Kế hoạch - Tài chính"), ("dung", "Văn phòng Đăng ký đất đai")):
            part = running.filter(unit__name=unit, shares=None).order_by("due_on", "pk").first()
            if part is not None:
                said = Said(_RESULTS[0], result_number=f"{part.pk + 200}/BC", result_on=on)
                act_on(part, Act.SUBMIT, said=said, scope=desk.scope(name, now), now=now)
        ahead = running.filter(unit__name="Chi cục Kiểm lâm", due_on__gte=on).order_by("due_on", "pk").first()
        if ahead is not None and ahead.due_on is not None:
            until = ahead.due_on + timedelta(days=15)
            ask_extension(ahead, until=until, reason="Mưa bão, chưa kiểm tra được thực địa.", scope=desk.scope("tuan", now), now=now)
        stuck = running.filter(unit__name="Văn phòng Đăng ký đất đai", task__plan__director__isnull=False).order_by("-pk").first()
        if stuck is not None and stuck.task.plan.director is not None:
            raised = Raised(
                "Phần mềm một cửa chưa cho tra cứu hồ sơ năm 2024.", stuck.task.plan.director, "Đề nghị làm việc với đơn vị cung cấp."
            )
            raise_difficulty(stuck, raised, scope=desk.scope("dung", now), now=now)

    return act


def _units_write(desk: Desk, day: date) -> Deed:
    def act(now: datetime) -> None:
        open_occurrences(now)
        draw = Random(day.toordinal())  # noqa: S311 - a story, always the same
        parts = _open_parts(desk).filter(unit__name__in=_EXECUTORS).exclude(work=Work.SUBMITTED)
        scopes = {name: desk.scope(name, now) for name in set(_EXECUTORS.values())}
        for part in parts:
            scope = scopes[_EXECUTORS[part.unit.name if part.unit else ""]]
            if may_execute(scope, part):
                _carry(part, draw, scope=scope, now=now)

    return act


def _carry(part: Assignment, draw: Random, *, scope: Scope, now: datetime) -> None:
    """Let who answers for a part take it, report on it, ask for time or hand it in, as its last day comes near."""
    on, chance = timezone.localdate(now), draw.random()
    left = (part.due_on - on).days if part.due_on else None
    if part.submitted_at is not None and part.work == Work.RETURNED:
        act_on(part, Act.SUBMIT, said=Said("Đã bổ sung theo yêu cầu.", result_number=f"{part.pk}/BC"), scope=scope, now=now)
    elif part.work == Work.ASSIGNED:
        if chance < 0.5:
            act_on(part, Act.ACCEPT, said=Said(), scope=scope, now=now)
    elif left is not None and 6 < left <= 13 and chance < 0.1 and not part.extension_open and not part.extensions:
        until = on + timedelta(days=left + 20)
        ask_extension(part, until=until, reason="Chờ văn bản hướng dẫn của cơ quan cấp trên.", scope=scope, now=now)
    elif left is not None and left <= 6 and chance < 0.6:
        result = Said(draw.choice(_RESULTS), result_number=f"{draw.randrange(20, 400)}/BC", result_on=on)
        act_on(part, Act.SUBMIT, said=result, scope=scope, now=now)
    elif chance < 0.03:
        percent = min(part.percent + draw.choice((10, 20, 25)), 90)
        act_on(part, Act.UPDATE, said=Said(draw.choice(_UPDATES), percent=percent), scope=scope, now=now)
    elif chance > 0.996 and part.unit is not None and not part.difficulties.exists():
        leader = part.task.plan.director
        if leader is not None:
            raised = Raised("Thiếu kinh phí và máy quét để số hóa hồ sơ cũ.", leader, "Đề nghị bố trí kinh phí quý tới.")
            raise_difficulty(part, raised, scope=scope, now=now)


def _office_decides(desk: Desk, day: date) -> Deed:
    def act(now: datetime) -> None:
        draw = Random(-day.toordinal())  # noqa: S311 - a story, always the same
        lan, director = desk.scope("lan", now), desk.scope("giamdoc", now)
        for part in _open_parts(desk).filter(work=Work.SUBMITTED):
            chance = draw.random()
            if chance < 0.12 and part.updates.filter(act=Act.RETURN).count() == 0:
                act_on(part, Act.RETURN, said=Said(draw.choice(_RETURNS)), scope=lan, now=now)
            elif chance < 0.75:
                act_on(part, Act.CONFIRM, said=Said(), scope=lan, now=now)
                if part.late_days and draw.random() < 0.1:
                    excuse(part, reason="Đơn vị phải tập trung khắc phục hậu quả bão.", scope=director, now=now)
        _office_hears_from_the_silent(desk, draw, now)
        for asked in Extension.objects.filter(state=ExtensionState.ASKED, asked_at__lt=now - timedelta(hours=30)):
            grant = draw.random() < 0.7
            decide_extension(asked, Answer(grant, words="" if grant else "Hạn do Ủy ban nhân dân tỉnh giao."), scope=lan, now=now)
        _bao_hands_down(desk, now)

    return act


def _office_hears_from_the_silent(desk: Desk, draw: Random, now: datetime) -> None:
    """Units that nobody reports for send paper: the office confirms some of their work when its day comes."""
    on = timezone.localdate(now)
    due = _open_parts(desk).filter(due_on__range=(on - timedelta(days=20), on + timedelta(days=1)), submitted_at=None)
    for part in due.exclude(unit__name__in=_EXECUTORS):
        if draw.random() < 0.3:
            said = Said("Đơn vị gửi báo cáo giấy, văn phòng xác nhận.", result_number=f"{draw.randrange(20, 400)}/BC")
            act_on(part, Act.CONFIRM, said=said, scope=desk.scope("lan", now), now=now)


def _bao_hands_down(desk: Desk, now: datetime) -> None:
    """The head of planning gives part of one task to his officer."""
    part = _open_parts(desk).filter(unit__name="Phòng Kế hoạch - Tài chính", work=Work.ACCEPTED, shares=None).first()
    if part is not None and part.unit is not None and not Assignment.objects.filter(role=AssignmentRole.SHARE).exists():
        order = "Lập biểu tổng hợp số liệu của các đơn vị."
        hand_down(part, [Share(part.unit, desk.people["minh"], order)], scope=desk.scope("bao", now), now=now)


def _open_parts(desk: Desk) -> QuerySet[Assignment]:
    return (
        Assignment.objects.filter(task_active=True, plan__unit=desk.department, unit__isnull=False, work__in=sorted(OPEN))
        .filter(role__in=[AssignmentRole.LEAD, AssignmentRole.COOPERATING])
        .select_related("task__plan__director", "unit")
        .exclude(Exists(Task.objects.filter(occurrence_of=OuterRef("task"))))
        .order_by("pk")
    )
