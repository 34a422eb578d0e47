"""The history of one record, for its page: `{% history task %}`, `{% history plan with_parts=True %}`."""

from __future__ import annotations

from django import template
from django.db.models import Model
from django.http import HttpRequest
from django.template.context import Context

from dondoc.web.audit.queries.history import FIRST, PAGE, history_of

register = template.Library()

PARAMETER = "lich-su"
ALL = "het"
"""The value of PARAMETER that asks for the whole history; a number asks for what is older than that row."""


@register.inclusion_tag("audit/history.html", takes_context=True)
def history(context: Context, record: Model, *, with_parts: bool = False) -> dict[str, object]:
    """Draw the newest rows of a record's history, and all of them to who asks.

    `with_parts` adds the rows of the records within it (a plan's tasks): only for who sees every one of them.
    """
    request = context["request"]
    asked = request.GET.get(PARAMETER, "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    is_whole = asked == ALL or before > 0
    found = history_of(record, with_parts=with_parts, before=before, limit=PAGE if is_whole else FIRST)
    older = str(found.older) if is_whole else ALL
    return {
        "today": context.get("today"),
        "history": found,
        "is_whole": is_whole,
        "with_parts": with_parts,
        "before": before,
        "older": _address(request, older) if found.older else "",
        "newest": _address(request, "") if before else "",
    }


def _address(request: HttpRequest, asked: str) -> str:
    params = request.GET.copy()
    params.pop(PARAMETER, None)
    if asked:
        params[PARAMETER] = asked
    return f"?{params.urlencode()}#dien-bien"
