"""The tabs above a list of tasks: the usual views, one's own saved ones, and those that a unit above shares."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import READING, Scope
from dondoc.web.plans.models import SavedView
from dondoc.web.plans.queries.task_query import TaskQuery, Window
from dondoc.web.plans.queries.tasks import Count, Tally

USUAL: tuple[tuple[TaskQuery, str | Promise], ...] = (
    (TaskQuery(), _("Tất cả")),
    (TaskQuery(due=Window.LATE), _("Quá hạn")),
    (TaskQuery(due=Window.WEEK), _("Đến hạn 7 ngày")),
    (TaskQuery(due=Window.UNDATED), _("Không có ngày")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One view above the list; `view` is the saved one where the person may change it."""

    label: str
    link: str
    is_current: bool
    count: Count | None = None
    is_late: bool = False
    shared: str = ""
    view: int | None = None


def tabs(query: TaskQuery, scope: Scope, *, tally: Tally) -> list[Tab]:
    """Return the tabs, the one whose filters and order are in force being current."""
    here = _view(query)
    numbers = {Window.LATE.value: tally.late, Window.WEEK.value: tally.soon}
    found = []
    for usual, label in USUAL:
        number = numbers.get(usual.due)
        late = usual.due == Window.LATE and tally.late.number > 0
        found.append(Tab(str(label), _link(usual), _view(usual) == here, number, late))
    for view in saved_views(scope).select_related("shared_with"):
        saved = TaskQuery.read(view.query)
        mine = view.pk if view.user_id == scope.user.pk else None
        found.append(
            Tab(view.name, _link(saved), _view(saved) == here, shared=view.shared_with.name if view.shared_with else "", view=mine)
        )
    return found


def saved_views(scope: Scope) -> QuerySet[SavedView]:
    """Return the person's own views and those shared at a unit of theirs or above it."""
    above = {int(step) for path in scope.paths(*READING) for step in path.split(".") if step}
    return SavedView.objects.filter(Q(user=scope.user) | Q(shared_with__in=above))


def sharing_units(scope: Scope) -> QuerySet[Unit]:
    """Return the units of the person's posts, with each of which a view may be shared."""
    return Unit.objects.filter(path__in=scope.paths(*READING))


def _view(query: TaskQuery) -> str:
    return query.but().address()


def _link(query: TaskQuery) -> str:
    return query.but().link()
