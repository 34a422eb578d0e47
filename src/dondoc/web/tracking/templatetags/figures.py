"""Writes reported figures as the language does: 91,2 and 1.250, with no more places than they have."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format

register = template.Library()
_PLACES = 2


@register.filter
def plain(value: float) -> str:
    """Return a figure with two places at most, and none that are nought."""
    rounded = round(value, _PLACES)
    places = next(count for count in range(_PLACES + 1) if round(rounded, count) == rounded)
    return number_format(rounded, decimal_pos=places, use_l10n=True, force_grouping=True)
