"""Renames a cause, and makes two that say the same one record that all their findings share."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Cause, FindingCause
from dondoc.web.plans.permissions import may_tidy


class NotOneDepartment(Exception):
    """Two causes of two departments, or a cause and itself."""

    vi = "Chỉ gộp được hai nguyên nhân khác nhau của cùng một cơ quan."
    en = "Only two different causes of one department can be merged."


def rename_cause(cause: Cause, text: str, *, scope: Scope) -> None:
    """Give a cause other words; what each document printed stays with its finding. Raises PermissionDenied."""
    with transaction.atomic():
        kept = _tidied(cause, scope)
        old, kept.text = kept.text, " ".join(text.split())
        kept.folded = unaccented(fold(kept.text))
        kept.save(update_fields=["text", "folded"])
        record(scope.user, gettext_noop("sửa lời nguyên nhân"), subject=kept, changes={"nguyên nhân": Change(old, kept.text)})


def merge_causes(cause: Cause, into: Cause, *, scope: Scope) -> int:
    """Give the findings of `cause` to `into` and let `cause` go; return how many. Raises PermissionDenied or NotOneDepartment."""
    if cause.pk == into.pk or cause.unit_id != into.unit_id:
        raise NotOneDepartment
    with transaction.atomic():
        gone, kept = _tidied(cause, scope), _tidied(into, scope)
        shared = FindingCause.objects.filter(cause=kept).values("finding")
        FindingCause.objects.filter(cause=gone, finding__in=shared).delete()
        moved = FindingCause.objects.filter(cause=gone).update(cause=kept)
        changes = {"nguyên nhân": Change(gone.text, kept.text), "tồn tại chuyển sang": Change(None, moved)}
        record(scope.user, gettext_noop("gộp nguyên nhân"), subject=kept, changes=changes)
        gone.delete()
        return moved


def _tidied(cause: Cause, scope: Scope) -> Cause:
    kept = Cause.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=cause.pk).first()
    if kept is None or not may_tidy(scope, kept.unit):
        raise PermissionDenied
    return kept
