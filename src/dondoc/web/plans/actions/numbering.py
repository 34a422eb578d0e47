"""Writes into a plan the number and day that the department's register of outgoing documents gave it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop

from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.plans.actions.reading_rows import folded_number, searched
from dondoc.web.plans.models import Plan


def take_number(plan: Plan, number: str, *, on: date, by: User) -> bool:
    """Let a plan that was published without a number have the one it was issued under; tell whether it had none.

    Runs inside the caller's transaction.
    """
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if held.number:
        return False
    changes = {"số, ký hiệu": Change(None, number), "ngày ban hành": Change(held.issued_on, on)}
    held.number, held.folded_number, held.folded = number, folded_number(number), searched(number, held.title)
    held.issued_on, held.issued_text = on, on.isoformat()
    held.version += 1
    held.save(update_fields=["number", "folded_number", "folded", "issued_on", "issued_text", "version"])
    record(by, gettext_noop("ghi số của sổ văn bản đi vào kế hoạch"), subject=held, changes=changes)
    return True
