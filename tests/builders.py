"""Makes the rows that web tests start from, each with the fewest words and sensible values for the rest."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from dondoc.engine.tracking import last_day
from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Post, Role, Unit, UnitKind, UnitName, UnitParent
from dondoc.web.plans.actions.parts import begin_parts
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan, PlanState, Task, TaskState

LONG_AGO = date(2015, 1, 1)
WORD = "một câu đủ dài để làm mật khẩu"


def make_user(username: str, full_name: str, **values: object) -> User:
    """A person who may log in with WORD."""
    user = User(username=username, full_name=full_name, **values)
    user.set_password(WORD)
    user.save()
    return user


def make_unit(name: str, parent: Unit | None = None, *, kind: str = UnitKind.DIVISION, **values: object) -> Unit:
    """A unit under `parent`, in being since 2015."""
    unit = Unit.objects.create(name=name, parent=parent, kind=kind, folded=unaccented(fold(name)), valid_from=LONG_AGO, **values)
    unit.path = f"{parent.path if parent else ''}{unit.pk}."
    unit.save(update_fields=["path"])
    UnitName.objects.create(unit=unit, name=name, valid_from=LONG_AGO)
    UnitParent.objects.create(unit=unit, parent=parent, valid_from=LONG_AGO)
    return unit


def make_post(user: User, unit: Unit, role: str = Role.OFFICER, **values: object) -> Post:
    """A post held since 2015."""
    return Post.objects.create(user=user, unit=unit, role=role, **{"valid_from": LONG_AGO, **values})


def make_plan(
    unit: Unit, title: str = "Kế hoạch khắc phục tồn tại, hạn chế", *, state: str = PlanState.PUBLISHED, **values: object
) -> Plan:
    """A plan of a department."""
    values = {"kind": "kế hoạch", "folded": unaccented(fold(title)), **values}
    return Plan.objects.create(unit=unit, title=title, state=state, **values)


def make_task(plan: Plan, text: str, *, lead: Unit | None = None, cooperating: Unit | None = None, **values: object) -> Task:
    """A task of a plan, with its parts: the department oversees what is published."""
    published = plan.state == PlanState.PUBLISHED
    values = {"state": TaskState.ACTIVE if published else TaskState.DRAFT, "position": plan.tasks.count() + 1, **values}
    due_on = values.get("due_on")
    if published and isinstance(due_on, date):
        values.setdefault("last_day", last_day(due_on, strict=bool(values.get("due_strict"))))
    task = Task.objects.create(plan=plan, text=text, folded=unaccented(fold(text)), **values)
    parts = [(AssignmentRole.LEAD, lead), (AssignmentRole.COOPERATING, cooperating)]
    if published:
        parts.append((AssignmentRole.OVERSEEING, plan.unit))
    for role, unit in parts:
        if unit is not None:
            Assignment.objects.create(task=task, role=role, unit=unit, printed=unit.name)
    if published:
        begin_parts([task], now=timezone.now())
    return task
