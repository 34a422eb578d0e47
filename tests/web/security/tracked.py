"""Makes one record of every kind that carrying work leaves behind, each with a word that the other department may never read."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models import Assignment, AssignmentRole, Citation, Question, Target, Task
from dondoc.web.tracking.models import Batch, Block, Comment, Difficulty, Extension, Figure, Proof, ReturnedSheet, Update


def tracked(part: Assignment, other: Task, *, owner: User, mark: str) -> dict[str, Any]:
    """Records about a part, by the names that a place gives them; `other` is a task that the part's waits for."""
    task, unit = part.task, part.unit
    share = Assignment.objects.create(task=task, role=AssignmentRole.SHARE, of=part, unit=unit, person=owner, order=f"Phần {mark}")
    return {
        "batch": _batch(task, owner, mark),
        "returned": _returned(task, owner, mark),
        "share": share,
        "extension": _extension(part, owner, mark),
        "difficulty": Difficulty.objects.create(part=part, raised_by=owner, raised_at=timezone.now(), text=f"Vướng {mark}", to=owner),
        "proof": _update(part, owner, mark).proofs.all()[0],
        "block": Block.objects.create(task=task, by=other),
        "figure": _figure(task, unit, owner, mark),
    }


def said_of(task: Task, mark: str) -> None:
    """What the plan cites, and a remark on it."""
    key = task.plan.unit_id
    Citation.objects.create(plan=task.plan, kind="Quyết định", number=f"{key}/QĐ-{mark}", folded_number=f"{key}/qd")
    Question.objects.create(plan=task.plan, task=task, code="x", asks=False, vi=f"Nhận xét {mark}", en=f"Remark {mark}")


def _figure(task: Task, unit: Unit, by: User, mark: str) -> Figure:
    target = Target.objects.create(plan=task.plan, task=task, subject=f"Chỉ tiêu {mark}", op=">=", value=95)
    day = date(2026, 6, 30)
    return Figure.objects.create(target=target, unit=unit, period_to=day, value=80, note=f"Số {mark}", by=by, at=timezone.now())


def _update(part: Assignment, by: User, mark: str) -> Update:
    values = {"before": "accepted", "after": "progress", "percent": 40, "text": f"Đã làm {mark}"}
    update = Update.objects.create(part=part, by=by, at=timezone.now(), act="update", **values)
    proof = Proof.objects.create(update=update, sha256=uuid4().hex * 2, name=f"Minh chứng {mark}.pdf", size=3)
    default_storage.save(proof.path, ContentFile(f"%PDF-{mark}".encode()))
    Comment.objects.create(task=part.task, by=by, at=timezone.now(), text=f"Trao đổi {mark}")
    return update


def _extension(part: Assignment, by: User, mark: str) -> Extension:
    days = {"old_due_on": date(2026, 11, 30), "wanted_on": date(2026, 12, 31)}
    return Extension.objects.create(part=part, asked_by=by, asked_at=timezone.now(), reason=f"Chờ {mark}", **days)


def _batch(task: Task, owner: User, mark: str) -> Batch:
    """Something that the owner did to many parts, among them one."""
    part = task.assignments.get(role=AssignmentRole.LEAD)
    rows = [{"part": part.pk, "name": f"{task.code} · {mark}", "version": part.version, "old": None, "new": "2100-01-01"}]
    return Batch.objects.create(by=owner, at=timezone.now(), act="review", reason=f"Rà soát {mark}", rows=rows)


def _returned(task: Task, owner: User, mark: str) -> ReturnedSheet:
    """A workbook that the owner brought back."""
    part, now = task.assignments.get(role=AssignmentRole.LEAD), timezone.now()
    row = {"row": 2, "part": part.pk, "version": part.version, "cells": {"said": f"Xong {mark}"}, "letters": {"said": "I"}}
    rows = [row | {"formulas": [], "double": False}]
    return ReturnedSheet.objects.create(owner=owner, name=f"Sửa {mark}.xlsx", taken_at=now, created_at=now, rows=rows)
