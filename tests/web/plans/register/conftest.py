"""A small register: one plan whose tasks fall to Minh's division, to another one, and to both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.models import Cause, Finding, FindingCause, Plan, Task
from tests.builders import make_plan, make_task
from tests.people import Town

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Register:
    """`minhs` and `shared` are tasks of Minh's division (leading, cooperating), `thus` of the other division alone, `unpublished` a draft's."""

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


@pytest.fixture
def today() -> date:
    """The day of the pages."""
    return timezone.localdate()


@pytest.fixture
def register(town: Town, today: date) -> Register:
    """The small register."""
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
        heading=["III. NHIỆM VỤ", "1.3. Giải pháp"], code="NV26-0002", deadline_kind="date", due_on=today + 5 * DAY,
    )  # fmt: skip
    thus = make_task(plan, "Tập huấn kỹ năng bí mật cho công chức", lead=town.staff, number="2.2.4", code="NV26-0003", deadline_kind="continuous")
    minhs.findings.add(late)
    thus.findings.add(other)
    unpublished = make_task(draft, "Nhiệm vụ nháp của hồ sơ đất đai", lead=town.planning)
    return Register(town, plan, minhs, shared, thus, unpublished, late, other, cause)
