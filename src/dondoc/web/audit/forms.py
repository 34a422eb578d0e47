"""Checks what is asked of the log."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dondoc.web.audit.kinds import kinds
from dondoc.web.audit.queries import Search

_DAY = forms.DateInput(
    attrs={"class": "in", "inputmode": "numeric", "autocomplete": "off", "placeholder": _("ngày/tháng/năm")}, format="%d/%m/%Y"
)
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)


def _kinds() -> list[tuple[str, str]]:
    return [("", gettext("mọi loại")), *kinds().items()]


class LogForm(forms.Form):
    """The search of the log, every part of it optional; `truoc` is the row after which the page goes on."""

    tim = forms.CharField(
        label=_("Từ khóa"), required=False, max_length=200, widget=forms.TextInput(attrs={"class": "in", "type": "search"})
    )
    nguoi = forms.CharField(label=_("Người làm"), required=False, max_length=120, widget=forms.TextInput(attrs={"class": "in"}))
    tu = forms.DateField(label=_("Từ ngày"), required=False, widget=_DAY)
    den = forms.DateField(label=_("Đến hết ngày"), required=False, widget=_DAY)
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=_kinds, widget=forms.Select(attrs={"class": "in"}))
    truoc = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        """Refuse a last day before the first, and days that no log can have."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("tu"), cleaned.get("den")
        for name, day in (("tu", first), ("den", last)):
            if day and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("Ghi năm bằng bốn chữ số, từ 1900 đến 2999."))
        if first and last and last < first:
            self.add_error("den", _("Ngày cuối đứng trước ngày đầu; đổi lại hai ngày."))
        return cleaned

    def search(self) -> Search:
        """Return what is looked for; a part that could not be understood is left out."""
        given = self.cleaned_data
        return Search(
            words=given.get("tim", ""),
            person=given.get("nguoi", ""),
            first_day=given.get("tu"),
            last_day=given.get("den"),
            kind=given.get("loai", ""),
        )
