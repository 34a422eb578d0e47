"""The form that tries a term out: from when, how long, counted how, in whose calendar."""

from __future__ import annotations

from datetime import datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.engine.tracking.due_dates import Mode
from dondoc.web.organisations.forms.fields import Choice, Day, UnitField

LONGEST = 1000
"""Days of the longest term that is tried."""
MODES = (
    (Mode.DAYS.value, _("ngày làm việc")),
    (Mode.HOURS.value, _("ngày làm việc, tính theo giờ nhận")),
    (Mode.CALENDAR.value, _("ngày (cả ngày nghỉ)")),
)


class TryForm(forms.Form):
    """A term; without an hour the day's first."""

    unit = UnitField(label=_("Theo lịch của"), required=False, help_text=_("Để trống: lịch chung cả nước."))
    start = Day(label=_("Nhận ngày"))
    at = forms.TimeField(
        label=_("Lúc"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"],
        error_messages={"invalid": _("Hãy ghi giờ như 15:30.")},
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "in", "inputmode": "numeric", "placeholder": "08:00"}),
    )
    n = forms.IntegerField(
        label=_("Thời hạn"),
        min_value=0,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"class": "in", "inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("0: trả trong ngày."),
    )
    mode = Choice(label=_("Tính theo"), choices=MODES, initial=Mode.DAYS.value)

    def received(self) -> datetime:
        """Return the moment from which to count."""
        return datetime.combine(self.cleaned_data["start"], self.cleaned_data["at"] or time(8))
