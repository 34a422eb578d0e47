"""Template tags of the frame: icons, and addresses that keep the rest of a query."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, kind: str = "i") -> SafeString:
    """Return a picture of the sprite, hidden from screen readers: the word beside it speaks."""
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', kind, static("ui/icons.svg"), name)


@register.simple_tag(takes_context=True)
def query(context: dict[str, HttpRequest], **changed: object) -> str:
    """Return the page's own query with some parameters changed; an empty value takes one away."""
    params = context["request"].GET.copy()
    for name, value in changed.items():
        if value in (None, ""):
            params.pop(name, None)
        else:
            params[name] = str(value)
    return "?" + params.urlencode()
