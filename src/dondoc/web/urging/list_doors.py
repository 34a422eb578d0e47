"""What urging offers on a list of tasks, to who may press."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.models import Role
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.list_doors import Door, ListDoors

_ORDER = 40


def doors(scope: Scope) -> ListDoors:
    """Return pressing for the ticked tasks and for the whole list, for the office and the leaders."""
    if not scope.holds(Role.OFFICE, Role.DIRECTOR):
        return ListDoors()
    url = reverse("urging:urge_list")
    return ListDoors((Door(_("Đôn đốc"), url, value="don-doc", order=_ORDER),), (Door(_("Đôn đốc cả danh sách"), url),))
