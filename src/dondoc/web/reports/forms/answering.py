"""What is sent from a unit's report: its words by item and the button pressed; a reason; a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dondoc.web.reports.actions.answering import Typed
from dondoc.web.reports.marks import NEVER

INSERT = "insert:"


class ReportForm(forms.Form):
    """The words of a report, under the keys of its items; `do` names the button, `version` the report as the person saw it."""

    do = forms.CharField(max_length=80)
    version = forms.IntegerField(required=False)

    def __init__(self, data: Mapping[str, Any], *, keys: Iterable[str]) -> None:
        super().__init__(data)
        self.keys = tuple(keys)

    @property
    def pressed(self) -> str:
        """The button: `save`, `send_up` or `submit`, or the key of the item into which the register's words go."""
        given: str = self.cleaned_data["do"]
        return given

    @property
    def wanted(self) -> str:
        """The key of the item into which the register's words are to go, else nothing."""
        return self.pressed.removeprefix(INSERT) if self.pressed.startswith(INSERT) else ""

    @property
    def seen(self) -> int | None:
        """The version that the person saw."""
        given: int | None = self.cleaned_data["version"]
        return given

    def typed(self) -> dict[str, Typed]:
        """Return the words of the items that were sent, each with the mark of what the person saw."""
        given = {key: self.data.get(f"text-{key}") for key in self.keys}
        return {key: Typed(str(text), str(self.data.get(f"seen-{key}", NEVER))) for key, text in given.items() if text is not None}


class ReasonForm(forms.Form):
    """Why something is given back or opened again."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=4000, widget=forms.Textarea(attrs={"class": "in", "rows": 4, "autofocus": True})
    )
