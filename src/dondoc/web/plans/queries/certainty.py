"""Counts what of a draft is certain and what a person still has to look at."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from dondoc.web.plans.models import Decision, Plan, Question, QuestionState, Task, TaskState


@dataclass(frozen=True, slots=True)
class Certainty:
    """Of the tasks of a draft, how many a person has accepted, how many nothing is asked of, and how many wait with a question."""

    tasks: int
    accepted: int
    certain: int
    to_look_at: int


def certainty(plan: Plan) -> Certainty:
    """Count the tasks of a draft, the dropped ones not among them, in one statement."""
    tasks = Task.objects.filter(plan=plan, state=TaskState.DRAFT).annotate(
        asked=Exists(Question.objects.filter(task=OuterRef("pk"), asks=True, state=QuestionState.OPEN))
    )
    counts = tasks.aggregate(
        tasks=Count("pk"),
        accepted=Count("pk", filter=Q(decision=Decision.ACCEPTED)),
        certain=Count("pk", filter=Q(asked=False)),
        to_look_at=Count("pk", filter=Q(asked=True)),
    )
    return Certainty(**counts)
