"""The form by which it is chosen whom a reminder letter goes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.forms.fields import Day
from dondoc.web.reports.queries.outgoing.letters import UnitOverdue


class UrgingForm(forms.Form):
    """The units, all of them at first, and the day by which they shall answer."""

    units = forms.MultipleChoiceField(
        label=_("Đơn vị"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Chọn ít nhất một đơn vị.")}
    )
    answer_by = Day(label=_("Trả lời trước ngày"), required=False, help_text=_("Để trống: ngay khi nhận được văn bản."))

    def __init__(self, data: Any, *, groups: Sequence[UnitOverdue]) -> None:
        keys = [str(one.unit.pk) for one in groups]
        super().__init__(data, initial={"units": keys})
        field = self.fields["units"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(key, one.unit.name) for key, one in zip(keys, groups, strict=True)]

    def chosen(self) -> tuple[int, ...]:
        """Return the keys of the units."""
        return tuple(int(key) for key in self.cleaned_data["units"])

    @property
    def ticked(self) -> set[int]:
        """The keys of the units that are ticked now."""
        value = self["units"].value() or []
        return {int(key) for key in value if str(key).isdigit()}
