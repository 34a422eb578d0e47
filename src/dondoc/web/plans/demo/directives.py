"""Brings the directives of the sample office in, confirms, publishes and amends them, as its people would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.actions.amending import Ticked, apply_amendment
from dondoc.web.plans.actions.confirming import accept, accept_certain, defer
from dondoc.web.plans.actions.naming import Choice, NameDecision, settle_names
from dondoc.web.plans.actions.publishing import Details, publish
from dondoc.web.plans.actions.receiving import Upload, receive
from dondoc.web.plans.actions.settling import Part, add_part
from dondoc.web.plans.actions.twins import decide_twins
from dondoc.web.plans.demo.office import about_the_office
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan, Question, QuestionState, Task, TaskTwin, TwinState
from dondoc.web.plans.queries.amending import difference
from dondoc.web.plans.queries.confirming import UNSURE

Act = Callable[[datetime], None]
"""What somebody does, given the moment at which they do it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The department whose directives are worked on, and who works on them."""

    department: Unit
    people: dict[str, User]

    def scope(self, name: str, now: datetime) -> Scope:
        """Return what a person may do at a moment."""
        return scope_of(self.people[name], on=timezone.localdate(now))

    def plan(self, number: str) -> Plan:
        """Return the plan of a number."""
        return Plan.objects.get(unit=self.department, number=number)

    def bring_in(self, upload: Upload) -> Act:
        """Lan gives a file, which is read at once."""
        return lambda now: void(receive(self.department, upload, scope=self.scope("lan", now), now=now))

    def accept_certain(self, number: str) -> Act:
        """Lan confirms all that nothing is asked of."""
        return lambda now: void(accept_certain(self.plan(number), scope=self.scope("lan", now)))

    def settle_names(self, number: str) -> Act:
        """Lan says what the names mean that the registry does not hold; what `office.toml` does not name stays as printed."""

        def act(now: datetime) -> None:
            plan, said = self.plan(number), about_the_office()["names"]
            printed = Assignment.objects.filter(task__plan=plan, match__in=UNSURE).order_by("printed").values_list("printed", flat=True)
            decisions = [_decision(name, said.get(name)) for name in dict.fromkeys(printed)]
            settle_names(plan, decisions, scope=self.scope("lan", now), today=timezone.localdate(now))

        return act

    def name_lead(self, number: str, unit: str) -> Act:
        """Sơn names who leads the tasks for which the directive names nobody."""

        def act(now: datetime) -> None:
            lead = Part(AssignmentRole.LEAD, unit_id=Unit.objects.get(name=unit, parent=self.department).pk)
            for task in _asked(self.plan(number), code="task.no-lead"):
                add_part(task, lead, scope=self.scope("son", now))

        return act

    def accept_asked(self, number: str) -> Act:
        """Sơn has looked at what was asked, and confirms it."""

        def act(now: datetime) -> None:
            for task in _asked(self.plan(number)):
                accept(task, scope=self.scope("son", now))

        return act

    def publish(self, number: str, director: str) -> Act:
        """Lan publishes a plan under a director, with the office of the department as its focal unit."""

        def act(now: datetime) -> None:
            plan = self.plan(number)
            publish(plan, self._details(plan, director), scope=self.scope("lan", now), now=now)

        return act

    def amend(self, number: str, director: str) -> Act:
        """Lan takes over all that an amendment changes and adds."""

        def act(now: datetime) -> None:
            plan = self.plan(number)
            if plan.amends is None:
                raise LookupError(f"{plan} names no plan that it amends")
            found = difference(plan, plan.amends)
            ticked = Ticked(frozenset(added.task.pk for added in found.new), frozenset(pair.new.pk for pair in found.changed), frozenset())
            apply_amendment(plan, ticked, details=self._details(plan, director), scope=self.scope("lan", now), now=now)

        return act

    def link_twins(self, now: datetime) -> None:
        """Lan says of the two most alike tasks that they are one."""
        twin = TaskTwin.objects.filter(state=TwinState.SUGGESTED).order_by("-likeness", "pk").first()
        if twin is not None:
            decide_twins(twin, TwinState.LINKED, scope=self.scope("lan", now), now=now)

    def begin_confirming(self, number: str) -> Act:
        """Lan confirms the first two tasks of a draft and leaves one of those in question for later; the rest waits for the visitor."""

        def act(now: datetime) -> None:
            plan = self.plan(number)
            for task in plan.tasks.order_by("position")[:2]:
                accept(task, scope=self.scope("lan", now))
            defer(_asked(plan)[0], scope=self.scope("lan", now))

        return act

    def _details(self, plan: Plan, director: str) -> Details:
        return Details(
            plan.title, plan.kind, plan.number, issued_on=plan.issued_on, issuer=plan.issuer, director=self.people[director],
            focal_unit=Unit.objects.get(name="Văn phòng Sở", parent=self.department),
        )  # fmt: skip


def void(result: object) -> None:
    """Drop what an action returns: an act of the story has nobody to give it to."""


def _decision(printed: str, said: str | None) -> NameDecision:
    if said is None:
        return NameDecision(printed, Choice.AS_PRINTED)
    if said == "outside":
        return NameDecision(printed, Choice.OUTSIDE)
    return NameDecision(printed, Choice.UNIT, unit=Unit.objects.get(name=said, parent=None))


def _asked(plan: Plan, **about: str) -> list[Task]:
    """Return the tasks of a draft that something is asked of."""
    questions = Question.objects.filter(plan=plan, asks=True, state=QuestionState.OPEN, task__isnull=False, **about)
    return list(plan.tasks.filter(pk__in=questions.values("task")).order_by("position"))
