"""What a directive becomes: documents and their readings, plans, findings, causes, tasks, and what a person must settle."""

from __future__ import annotations

from dondoc.web.plans.models.counts import NO_DAY, WITHOUT_A_DAY, Counted, PartCount
from dondoc.web.plans.models.documents import Document, DocumentState, Reading
from dondoc.web.plans.models.plan import Cause, Finding, FindingCause, Plan, PlanState, SavedView
from dondoc.web.plans.models.printed import Citation, Duty, PastResult, Target
from dondoc.web.plans.models.questions import Question, QuestionState, Severity
from dondoc.web.plans.models.steps import Handover, HandoverState, Step, TaskTwin, TwinState
from dondoc.web.plans.models.tasks import Assignment, AssignmentRole, Decision, Match, Task, TaskCode, TaskState

__all__ = [
    "NO_DAY",
    "WITHOUT_A_DAY",
    "Assignment",
    "AssignmentRole",
    "Cause",
    "Citation",
    "Counted",
    "Decision",
    "Document",
    "DocumentState",
    "Duty",
    "Finding",
    "FindingCause",
    "Handover",
    "HandoverState",
    "Match",
    "PartCount",
    "PastResult",
    "Plan",
    "PlanState",
    "Question",
    "QuestionState",
    "Reading",
    "SavedView",
    "Severity",
    "Step",
    "Target",
    "Task",
    "TaskCode",
    "TaskState",
    "TaskTwin",
    "TwinState",
]
