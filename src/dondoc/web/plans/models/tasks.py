"""A task: one order to act, who leads and who cooperates, by when, and where each of these stands in the source."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dondoc.engine.extraction.plan import DeadlineKind
from dondoc.engine.tracking import Work
from dondoc.web.organisations.models import Unit, UnitGroup
from dondoc.web.plans.models.plan import Finding, Plan


class TaskState(models.TextChoices):
    """Whether units see a task, and whether it is still to be done."""

    DRAFT = "draft", _("chờ xác nhận")
    ACTIVE = "active", _("đang thực hiện")
    DONE = "done", _("hoàn thành")
    PAUSED = "paused", _("tạm dừng")
    DROPPED = "dropped", _("đã bỏ")
    SUPERSEDED = "superseded", _("đã thay thế")


class Decision(models.TextChoices):
    """What a person has said of a task that was read."""

    PENDING = "pending", _("chưa xem")
    ACCEPTED = "accepted", _("đã xác nhận")
    DEFERRED = "deferred", _("để sau")


class Task(models.Model):
    """One task (nhiệm vụ, giải pháp) of a plan; `uid` stays its own through amendments and readings.

    `number` and `heading` are as printed. `due_from` and `due_on` are the first and last day as far as the text fixes them, `due_strict`
    is true for "trước ngày", where the day itself is too late; `due_text` is the printed phrase. `evidence` maps a
    field (`text`, `deadline`, `deliverable`, `number`) to its place in the source. `origin` names what the engine read the task from,
    `as_read` the values it read and `decided` the fields that a person has set since. `code` is given on publishing, out of the
    department's `series` of that year. A row of an amending plan that restates or changes a task names it in `amends`: it keeps the place
    of the new words in their own document, while the task goes on under its own code.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    code = models.CharField(_("mã nhiệm vụ"), max_length=30, blank=True, db_index=True)
    series = models.ForeignKey("TaskCode", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.DRAFT)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.PENDING)
    position = models.PositiveIntegerField()
    number = models.CharField(_("số mục"), max_length=40, blank=True)
    heading = models.JSONField(default=list, blank=True)
    text = models.TextField(_("nội dung"))
    folded = models.TextField(blank=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amended_by")
    findings = models.ManyToManyField(Finding, related_name="tasks", blank=True)
    deadline_kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in DeadlineKind], blank=True)
    due_from = models.DateField(null=True, blank=True)
    due_on = models.DateField(_("thời hạn"), null=True, blank=True)
    due_strict = models.BooleanField(default=False)
    recurrence = models.CharField(max_length=80, blank=True)
    due_text = models.CharField(max_length=300, blank=True)
    deliverable = models.TextField(_("sản phẩm"), blank=True)
    evidence = models.JSONField(default=dict, blank=True)
    origin = models.CharField(max_length=80, blank=True)
    as_read = models.JSONField(default=dict, blank=True)
    decided = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=0)
    last_day = models.DateField(_("hết ngày"), null=True, blank=True)
    review_on = models.DateField(_("rà soát vào"), null=True, blank=True)
    work = models.CharField(max_length=12, choices=[(state.value, state.value) for state in Work], default=Work.ASSIGNED.value)
    percent = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(null=True, blank=True)
    late_days = models.PositiveIntegerField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    occurrence_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="occurrences")
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["plan", "position"]
        indexes = [
            models.Index(fields=["plan", "position"], name="task_order"),
            models.Index(fields=["state", "last_day", "id", "plan"], name="task_due"),
            models.Index(fields=["id", "state", "plan", "last_day", "code"], name="task_narrow"),
            models.Index(fields=["state", "-updated_at"], name="task_moved"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_from=None) | models.Q(due_on=None) | models.Q(due_from__lte=models.F("due_on")),
                name="task_dates_in_order",
            ),
            models.UniqueConstraint(fields=["series", "code"], name="task_code_once"),
            models.UniqueConstraint(fields=["occurrence_of", "period_from"], name="task_once_in_a_period"),
        ]

    def __str__(self) -> str:
        return self.code or self.number or self.text[:60]

    @property
    def audit_parent(self) -> Plan:
        """The record on whose page the task's history is shown too."""
        return self.plan


class TaskCode(models.Model):
    """The last number given to a task of a department in a year: the row that a writer locks, so that no code comes twice."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="task_code_series")]


class AssignmentRole(models.TextChoices):
    """What a unit does for a task.

    `overseeing` is the department that published it, which follows every one; `share` is a piece of another's part, handed down.
    """

    LEAD = "lead", _("chủ trì")
    COOPERATING = "cooperating", _("phối hợp")
    SHARE = "share", _("được giao lại")
    OVERSEEING = "overseeing", _("theo dõi")


class Match(models.TextChoices):
    """How a printed name was tied to the registry."""

    FOUND = "found", _("khớp")
    SUGGESTED = "suggested", _("gần giống")
    AMBIGUOUS = "ambiguous", _("nhiều đơn vị")
    DISSOLVED = "dissolved", _("đã giải thể")
    NOT_FOUND = "not_found", _("chưa có trong danh bạ")
    OPEN_GROUP = "open_group", _("chưa nêu tên")
    SETTLED = "settled", _("người chọn")
    LEFT_OPEN = "left_open", _("để không rõ")


class Assignment(models.Model):
    """One unit's or group's part in a task; the printed name stays beside what it was tied to.

    A group's members get rows of their own on publishing, with `via` the group's row; only rows with a unit give sight of the task. A
    share is handed down from the part `of` to a unit below or to a `person`, with what is asked in `order`.

    From publishing on, a row with a unit that leads, cooperates or has a share is carried to its end by `tracking`. `due_on` is its last
    day in force, `first_due_on` the one it was given with. `submitted_at` is the first complete submission and never changes; `late_days`
    are the working days by which it was late then. `late_since` stays once the last day has passed without it, whatever is moved later.
    `excused_at`, `excused_by` and `excuse` are the decision that a lateness had objective reasons; it stays late. `version` counts changes.

    `plan`, `task_active` and `task_day` repeat the task's plan (none before units see it), whether it is still to be done, and its last
    day, so that what a unit sees is asked of one index; `plans.actions.spreading` keeps them.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=12, choices=AssignmentRole.choices)
    position = models.PositiveIntegerField(default=0)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="assignments")
    group = models.ForeignKey(UnitGroup, models.PROTECT, null=True, blank=True, related_name="assignments")
    via = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="members")
    printed = models.CharField(max_length=300, blank=True)
    match = models.CharField(max_length=12, choices=Match.choices, default=Match.FOUND)
    evidence = models.JSONField(null=True, blank=True)

    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="+", db_index=False)
    task_active = models.BooleanField(default=False)
    task_day = models.DateField(null=True, blank=True)

    of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="shares")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="parts")
    order = models.TextField(_("việc giao lại"), blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    work = models.CharField(max_length=12, choices=[(state.value, state.value) for state in Work], default=Work.ASSIGNED.value)
    percent = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(_("hết ngày"), null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(_("rà soát vào"), null=True, blank=True)
    extension_open = models.BooleanField(default=False)
    extensions = models.PositiveSmallIntegerField(default=0)
    late_since = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    late_days = models.PositiveIntegerField(null=True, blank=True)
    excused_at = models.DateTimeField(null=True, blank=True)
    excused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    excuse = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["task", "role", "position", "id"]
        indexes = [
            models.Index(fields=["unit", "task_active", "task_day", "task", "plan", "role"], name="assignment_sight"),
            models.Index(fields=["work", "due_on"], name="assignment_due"),
            models.Index(fields=["moved_at"], condition=models.Q(moved_at__isnull=False, task_active=True), name="assignment_moved"),
            models.Index(fields=["given_at"], condition=models.Q(moved_at__isnull=True, task_active=True), name="assignment_untouched"),
            models.Index(fields=["person", "work"], condition=models.Q(person__isnull=False), name="assignment_person"),
            models.Index(fields=["of", "work"], condition=models.Q(of__isnull=False), name="assignment_share"),
            models.Index(fields=["submitted_at"], condition=models.Q(work="submitted", task_active=True), name="assignment_submitted"),
            models.Index(fields=["due_on"], condition=models.Q(extension_open=True), name="assignment_asked"),
            models.Index(fields=["unit", "role", "work", "submitted_at", "due_on", "late_days", "plan"], name="assignment_unit_time"),
            models.Index(fields=["plan", "role", "work", "submitted_at", "due_on", "late_days", "unit"], name="assignment_plan_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "role", "unit"],
                condition=models.Q(unit__isnull=False) & ~models.Q(role=AssignmentRole.SHARE) & ~models.Q(work=Work.TRANSFERRED.value),
                name="unit_once_in_a_role",
            ),
            models.CheckConstraint(condition=~models.Q(role=AssignmentRole.SHARE) | models.Q(of__isnull=False), name="share_of_a_part"),
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="part_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.task} · {self.unit or self.printed}"

    @property
    def audit_parent(self) -> Task:
        """The record on whose page the part's history is shown too."""
        return self.task
