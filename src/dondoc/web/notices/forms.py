"""Checks what the page of notices sends."""

from __future__ import annotations

from django import forms


class SeenForm(forms.Form):
    """The number of the newest notice that the person was shown."""

    up_to = forms.IntegerField(min_value=0, max_value=2**63 - 1)
