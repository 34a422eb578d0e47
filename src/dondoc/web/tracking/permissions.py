"""The questions of who may do what with a part, asked by views and actions alike."""

from __future__ import annotations

from dondoc.engine.tracking import Act, Side, side_of
from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.permissions import READING, Scope
from dondoc.web.plans.models import Assignment, Target, Task

EXECUTING = (Role.OFFICER, Role.HEAD)
GIVING = (Role.OFFICE, Role.DIRECTOR)
HANDING_OVER = (Role.HEAD, Role.OFFICE)


def may_execute(scope: Scope, part: Assignment) -> bool:
    """Whether the person answers for a part: an officer or the head of its unit or of one above it, or whom it was given to by name."""
    if part.unit is None:
        return False
    return part.person_id == scope.user.pk or scope.holds(*EXECUTING, path=part.unit.path)


def may_assign(scope: Scope, part: Assignment) -> bool:
    """Whether the person gave a part, and so decides on it: of a share, who answers for the part that it was cut from; of the rest, the
    office and the leaders of the department whose plan it is, and the leader in charge of that plan.
    """
    if part.of is not None:
        return may_execute(scope, part.of) and not _only_executes(scope, part)
    return scope.holds(*GIVING, path=part.task.plan.unit.path) or part.task.plan.director_id == scope.user.pk


def may_act(scope: Scope, part: Assignment, act: Act) -> bool:
    """Whether an act on the part is the person's, whatever the part's state lets happen."""
    return may_execute(scope, part) if side_of(act) is Side.EXECUTOR else may_assign(scope, part)


def may_see_part(scope: Scope, part: Assignment) -> bool:
    """Whether a person who sees the task also sees a part of it: every unit's own, and a share within the house that cut it."""
    if part.of is None:
        return True
    paths = [unit.path for unit in (part.unit, part.of.unit, part.task.plan.unit) if unit is not None]
    return part.person_id == scope.user.pk or any(scope.holds(*READING, path=path) for path in paths)


def may_report_figures(scope: Scope, target: Target, unit: Unit | None) -> bool:
    """Whether the person may say what was reached of a target: for a unit that leads its task who answers there, for all the office."""
    if unit is None:
        return scope.holds(*GIVING, path=target.plan.unit.path)
    return scope.holds(*EXECUTING, path=unit.path) or scope.holds(*GIVING, path=target.plan.unit.path)


def may_excuse(scope: Scope, part: Assignment) -> bool:
    """Whether the person may decide that a lateness had objective reasons: the department's leaders, and the leader in charge."""
    return scope.holds(Role.DIRECTOR, path=part.task.plan.unit.path) or part.task.plan.director_id == scope.user.pk


def may_order(scope: Scope, task: Task) -> bool:
    """Whether the person may say what a task waits for, and act on many of a plan's tasks at once."""
    return scope.holds(*GIVING, path=task.plan.unit.path)


def may_hand_over(scope: Scope, part: Assignment) -> bool:
    """Whether the person may give what someone has by name to another: the head of the unit or of one above it, and the office."""
    return part.unit is not None and scope.holds(*HANDING_OVER, path=part.unit.path)


def _only_executes(scope: Scope, part: Assignment) -> bool:
    """Whether the person has the share by name and heads nothing above it: nobody confirms their own work."""
    return part.person_id == scope.user.pk and not scope.holds(Role.HEAD, path=part.unit.path if part.unit else "-")
