"""Turns the register's values into what its pages show: counts that may be bounded, and words that were searched."""

from __future__ import annotations

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from dondoc.web.plans.queries.task_query import TaskQuery
from dondoc.web.plans.queries.tasks import Count
from dondoc.web.ui.templatetags.ui import num

register = template.Library()


@register.filter
def figure(count: Count | int) -> str:
    """Return a count as figures: 312, or 10.000+ where it was counted no farther."""
    if isinstance(count, Count):
        return f"{num(count.number)}{'+' if count.more else ''}"
    return num(count)


@register.simple_tag
def kept(query: TaskQuery, *names: str) -> SafeString:
    """Return what a form of the list leaves as it is, as hidden fields."""
    held = query.parameters()
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', ((name, held[name]) for name in names if name in held))
