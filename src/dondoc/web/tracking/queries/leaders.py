"""The leaders before whom a unit may put a difficulty of its part."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Post, Role, covering
from dondoc.web.plans.models import Assignment


def leaders_for(part: Assignment, *, on: date) -> QuerySet[User]:
    """Return the heads and leaders from the part's unit up to the department, and the leader in charge of the plan."""
    above = [int(key) for key in (part.unit.path if part.unit else "").split(".") if key]
    posts = Post.objects.filter(covering(on), unit__in=above, role__in=[Role.HEAD, Role.DIRECTOR])
    return User.objects.active().filter(Q(pk__in=posts.values("user")) | Q(pk=part.task.plan.director_id)).order_by("full_name")
