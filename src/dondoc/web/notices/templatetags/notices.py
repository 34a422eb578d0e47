"""The count of what a person has not read, for the bell in the top bar."""

from __future__ import annotations

from django import template
from django.template.context import Context

from dondoc.web.notices import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_count(context: Context) -> int:
    """Return how many notices the person has not read, counted up to 100; 0 for a visitor. `capped` writes it."""
    request = context.get("request")
    user = getattr(request, "user", None)
    return queries.unread_count(user) if user is not None and user.is_authenticated else 0


@register.filter
def capped(count: int) -> str:
    """Return the count as it is shown: "99+" beyond 99."""
    return f"{queries.COUNTED - 1}+" if count >= queries.COUNTED else str(count)
