"""The form that takes a list: a workbook, of units or of people."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.models import ImportKind


class ListForm(forms.Form):
    """A workbook and what it holds."""

    kind = forms.ChoiceField(choices=ImportKind.choices, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Tệp Excel (.xlsx)"), allow_empty_file=True, widget=forms.FileInput(attrs={"class": "in", "accept": ".xlsx,.xlsm"})
    )
