"""What a person may do with many tasks of a list, by the roles they hold."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.models import Role
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.list_doors import Door, ListDoors
from dondoc.web.tracking.many_words import DEEDS
from dondoc.web.tracking.permissions import EXECUTING, GIVING
from dondoc.web.tracking.queries.judging import BulkAct

_OF_GIVERS = (BulkAct.CONFIRM, BulkAct.DUE, BulkAct.REVIEW, BulkAct.PAUSE)
_OF_EXECUTORS = (BulkAct.ACCEPT, BulkAct.NOTHING, BulkAct.GIVE)
_OF_KINDS = {
    "tra-lai": (BulkAct.NOTHING, BulkAct.GIVE),
    "cho-xac-nhan": (BulkAct.CONFIRM,),
    "moi-nhan": (BulkAct.ACCEPT, BulkAct.GIVE),
    "chua-cap-nhat": (BulkAct.DUE, BulkAct.REVIEW, BulkAct.PAUSE),
    "dung-im": (BulkAct.DUE, BulkAct.REVIEW, BulkAct.PAUSE),
}
"""What suits the kinds of parts that wait for a person."""


def doors(scope: Scope) -> ListDoors:
    """Return the acts on ticked tasks and the workbook to edit, for who carries work out or gives it; nothing for who only reads."""
    gives, executes = scope.holds(*GIVING), scope.holds(*EXECUTING)
    of_heads = (BulkAct.CONFIRM,) if scope.holds(Role.HEAD) and not gives else ()
    acts = [*(_OF_GIVERS if gives else ()), *(_OF_EXECUTORS if executes else ()), *of_heads]
    url = reverse("bulk:many")
    ticked = tuple(Door(DEEDS[act].name, url, value=DEEDS[act].slug, order=order) for order, act in enumerate(acts, 10))
    whole = (Door(_("Sửa bằng Excel"), reverse("bulk:bring_back")),) if acts else ()
    return ListDoors(ticked, whole)


def doors_of_kind(name: str) -> ListDoors:
    """Return what may be done at once with the parts that wait in one of the lists of the first page."""
    url = reverse("bulk:many")
    return ListDoors(tuple(Door(DEEDS[act].name, url, value=DEEDS[act].slug) for act in _OF_KINDS.get(name, ())))
