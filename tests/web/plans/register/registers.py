"""Makes a small register: one plan whose tasks fall to Minh's division, to another one, and to both."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from dondoc.engine.extraction import extract
from dondoc.engine.sources import read
from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.engine.writing.plan_values import dump_plan
from dondoc.engine.writing.source_values import dump_source
from dondoc.web.calendars.queries.calendars import calendar_for
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.actions.drafting import draft_plan
from dondoc.web.plans.actions.publishing import Details, publish
from dondoc.web.plans.models import Cause, Document, Finding, FindingCause, Plan, Reading, Task
from tests.builders import make_plan, make_task
from tests.people import Town

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Register:
    """In `minhs` Minh's division leads, in `shared` it cooperates; `thus` is the other division's alone, `unpublished` a draft's."""

    town: Town
    plan: Plan
    minhs: Task
    shared: Task
    thus: Task
    unpublished: Task
    late_finding: Finding
    other_finding: Finding
    cause: Cause

    def scope(self, name: str) -> Scope:
        """What a person of the town may see today."""
        return scope_of(getattr(self.town, name), on=timezone.localdate())


def make_finding(plan: Plan, text: str, number: str = "1.") -> Finding:
    """A finding of a plan."""
    position = plan.findings.count() + 1
    return Finding.objects.create(plan=plan, position=position, number=number, text=text, folded=unaccented(fold(text)))


def make_register(town: Town, today: date) -> Register:
    """The plan, its tasks, findings and cause."""
    plan = make_plan(town.department, number="83/KH-SNNMT", folded_number="83/kh-snnmt", published_at=timezone.now() - 30 * DAY)
    draft = make_plan(town.department, "Kế hoạch còn là bản nháp", state="draft")
    late = make_finding(plan, "Hồ sơ đất đai còn quá hạn", "1.1.")
    other = make_finding(plan, "Việc công khai chưa kịp thời", "2.1.")
    cause = Cause.objects.create(unit=town.department, text="Phối hợp giữa các đơn vị còn chậm", folded="phoi hop giua cac don vi con cham")
    FindingCause.objects.create(finding=late, cause=cause, printed=cause.text)
    minhs = make_task(
        plan, "Rà soát hồ sơ đất đai quá hạn và giải quyết dứt điểm", lead=town.planning, number="2.2.3", code="NV26-0001",
        deadline_kind="date", due_on=today - 3 * DAY, due_text="trước ngày này", due_strict=True,
    )  # fmt: skip
    shared = make_task(
        plan, "Công khai danh sách hồ sơ chậm giải quyết", lead=town.staff, cooperating=town.planning, number="a)",
        heading=["III. NHIỆM VỤ", "1.3. Giải pháp"], code="NV26-0002", deadline_kind="date", due_on=today + 2 * DAY,
    )  # fmt: skip
    thus = make_task(
        plan, "Tập huấn kỹ năng bí mật cho công chức", lead=town.staff, number="2.2.4", code="NV26-0003", deadline_kind="continuous"
    )
    minhs.findings.add(late)
    thus.findings.add(other)
    unpublished = make_task(draft, "Nhiệm vụ nháp của hồ sơ đất đai", lead=town.planning)
    return Register(town, plan, minhs, shared, thus, unpublished, late, other, cause)


DIRECTIVE = """SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
Số: 12/KH-SNNMT
Hà Châu, ngày 23 tháng 01 năm 2026
KẾ HOẠCH
Khắc phục tồn tại, hạn chế trong công tác cải cách hành chính năm 2026
Căn cứ Kế hoạch số 83/KH-SNNMT ngày 26/12/2025 của Sở;
I. TỒN TẠI, HẠN CHẾ VÀ NHIỆM VỤ KHẮC PHỤC
1. Giải quyết hồ sơ
1.1. Tồn tại, hạn chế: Năm 2025 còn 46 hồ sơ giải quyết quá hạn.
1.2. Nhiệm vụ, giải pháp
a) Rà soát toàn bộ hồ sơ quá hạn và giải quyết dứt điểm từng hồ sơ của người dân trên địa bàn.
Đơn vị chủ trì: Phòng Kế hoạch - Tài chính.
Thời gian hoàn thành: Trước ngày 31/3/2026.
b) Bảo đảm ít nhất 98% hồ sơ được trả đúng hạn, tập huấn nội bộ cho công chức một cửa của các xã.
Đơn vị chủ trì: Phòng Tổ chức - Cán bộ.
Thời gian hoàn thành: Quý II/2026.
"""


def read_in(town: Town, text: str = DIRECTIVE, *, name: str = "kh-12.txt") -> Plan:
    """Read a directive in by the engine and publish it as it was read, on Lan's behalf."""
    source = read(text.encode(), name)
    plan = extract(source)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document.objects.create(unit=town.department, sha256=digest, name=name, size=len(text), uploaded_by=town.lan, state="read")
    reading = Reading.objects.create(document=document, engine="1", source=dump_source(source), plan=dump_plan(plan))
    draft = draft_plan(reading, by=town.lan, on=timezone.localdate())
    details = Details(
        title=draft.title, kind=draft.kind, number=draft.number, issued_on=draft.issued_on, issuer="Sở Nông nghiệp và Môi trường",
        director=town.director, focal_unit=town.office,
    )  # fmt: skip
    return publish(draft, details, scope=scope_of(town.lan, on=timezone.localdate()), now=timezone.now())


def told_late(day: date, today: date) -> str:
    """What a page says of a task whose last day was `day`: the working days since."""
    return f"quá hạn {max(calendar_for(None).working_days_between(day, today), 1)} ngày"
