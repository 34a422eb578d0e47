"""The questions of who may do what with a part, asked by views and actions alike."""

from __future__ import annotations

from dondoc.engine.tracking import Act, Side, side_of
from dondoc.web.organisations.models import Role
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Assignment, Task

_EXECUTING = (Role.OFFICER, Role.HEAD)
_GIVING = (Role.OFFICE, Role.DIRECTOR)


def may_execute(scope: Scope, part: Assignment) -> bool:
    """Whether the person answers for a part: an officer or the head of its unit or of one above it, or whom it was given to by name."""
    if part.unit is None:
        return False
    return part.person_id == scope.user.pk or scope.holds(*_EXECUTING, path=part.unit.path)


def may_assign(scope: Scope, part: Assignment) -> bool:
    """Whether the person gave a part, and so decides on it: of a share, who answers for the part that it was cut from; of the rest, the
    office and the leaders of the department whose plan it is, and the leader in charge of that plan.
    """
    if part.of is not None:
        return may_execute(scope, part.of) and not _only_executes(scope, part)
    return scope.holds(*_GIVING, path=part.task.plan.unit.path) or part.task.plan.director_id == scope.user.pk


def may_act(scope: Scope, part: Assignment, act: Act) -> bool:
    """Whether an act on the part is the person's, whatever the part's state lets happen."""
    return may_execute(scope, part) if side_of(act) is Side.EXECUTOR else may_assign(scope, part)


def may_excuse(scope: Scope, part: Assignment) -> bool:
    """Whether the person may decide that a lateness had objective reasons: the department's leaders, and the leader in charge."""
    return scope.holds(Role.DIRECTOR, path=part.task.plan.unit.path) or part.task.plan.director_id == scope.user.pk


def may_order(scope: Scope, task: Task) -> bool:
    """Whether the person may say what a task waits for, and act on many of a plan's tasks at once."""
    return scope.holds(*_GIVING, path=task.plan.unit.path)


def _only_executes(scope: Scope, part: Assignment) -> bool:
    """Whether the person has the share by name and heads nothing above it: nobody confirms their own work."""
    return part.person_id == scope.user.pk and not scope.holds(Role.HEAD, path=part.unit.path if part.unit else "-")
