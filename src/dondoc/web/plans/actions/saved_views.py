"""Keeps a list's filters, order and columns under a name, one's own or shared in a unit, and lets them go again."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import READING, Scope
from dondoc.web.plans.models import SavedView
from dondoc.web.plans.queries.task_query import TaskQuery


class NameTaken(Exception):
    """The person has a view of that name already."""

    vi = "Anh, chị đã có khung nhìn mang tên này. Hãy đặt tên khác."
    en = "You already have a view of that name. Choose another one."


@dataclass(frozen=True, slots=True)
class ViewValues:
    """What a person may set of a saved view; without a unit it is theirs alone."""

    name: str
    shared_with: Unit | None = None


def save_view(address: str, values: ViewValues, *, scope: Scope) -> SavedView:
    """Keep the list at an address under a name; raises NameTaken, and PermissionDenied for a unit in which the person has no post."""
    _check(values, scope)
    query = TaskQuery.read(address).but().address()
    with transaction.atomic():
        if SavedView.objects.filter(user=scope.user, name=values.name).exists():
            raise NameTaken
        view = SavedView.objects.create(user=scope.user, name=values.name, query=query, shared_with=values.shared_with)
        record(scope.user, gettext_noop("lưu khung nhìn"), subject=view, changes={"tên": Change("", view.name)})
    return view


def change_view(view: SavedView, values: ViewValues, *, scope: Scope) -> None:
    """Give one's own view another name or another audience; raises NameTaken or PermissionDenied."""
    _check(values, scope)
    with transaction.atomic():
        kept = _own(view, scope)
        if SavedView.objects.filter(user=scope.user, name=values.name).exclude(pk=kept.pk).exists():
            raise NameTaken
        changes = {
            "tên": Change(kept.name, values.name),
            "dùng chung": Change(_audience(kept.shared_with), _audience(values.shared_with)),
        }
        kept.name, kept.shared_with = values.name, values.shared_with
        kept.save(update_fields=["name", "shared_with"])
        record(scope.user, gettext_noop("sửa khung nhìn"), subject=kept, changes=changes)


def drop_view(view: SavedView, *, scope: Scope) -> None:
    """Let one's own view go; raises PermissionDenied for another person's."""
    with transaction.atomic():
        kept = _own(view, scope)
        record(scope.user, gettext_noop("xóa khung nhìn"), subject=kept, changes={"tên": Change(kept.name, "")})
        kept.delete()


def _own(view: SavedView, scope: Scope) -> SavedView:
    kept = SavedView.objects.select_for_update(of=("self",)).select_related("shared_with").filter(pk=view.pk, user=scope.user).first()
    if kept is None:
        raise PermissionDenied
    return kept


def _check(values: ViewValues, scope: Scope) -> None:
    if values.shared_with is not None and values.shared_with.path not in scope.paths(*READING):
        raise PermissionDenied


def _audience(unit: Unit | None) -> str:
    return unit.name if unit else ""
