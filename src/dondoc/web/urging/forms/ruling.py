"""The form by which a department says how it presses."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.engine.tracking import UrgingRules
from dondoc.web.organisations.forms.fields import Day, Words
from dondoc.web.urging.actions.ruling import Terms

MOST_DAYS = 60
_MOST_STEPS = 6


class DaysBefore(Words):
    """Working days before a last day, as `7, 3, 1`; the clean value is a tuple, the farthest first."""

    def prepare_value(self, value: Any) -> Any:
        """Show the days as they are typed."""
        return ", ".join(str(day) for day in value) if isinstance(value, tuple | list) else value

    def clean(self, value: Any) -> Any:
        """Return the days."""
        words = [word for word in re.split(r"[\s,;]+", super().clean(value)) if word]
        if not all(word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= MOST_DAYS for word in words) or len(words) > _MOST_STEPS:
            raise ValidationError(_("Ghi các số ngày từ 1 đến %(n)d, cách nhau bằng dấu phẩy, ví dụ: 7, 3, 1.") % {"n": MOST_DAYS})
        return tuple(sorted({int(word) for word in words}, reverse=True))


class Number(forms.IntegerField):
    """A small whole number; 0 leaves the step out."""

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "in day", "inputmode": "numeric", "autocomplete": "off"}
        wrong = gettext_lazy("Ghi một số nguyên từ 0 đến 60.")
        messages = {"invalid": wrong, "min_value": wrong, "max_value": wrong}
        super().__init__(min_value=0, max_value=MOST_DAYS, widget=forms.TextInput(attrs=attrs), error_messages=messages, **options)


class RulesForm(forms.Form):
    """How many working days before and after, how often at most, and who is told when."""

    before = DaysBefore(
        label=gettext_lazy("Nhắc trước hạn"),
        required=False,
        help_text=gettext_lazy("Số ngày làm việc trước hạn, ví dụ: 7, 3, 1. Để trống: không nhắc."),
    )
    after_every = Number(label=gettext_lazy("Sau hạn, nhắc lại mỗi"), help_text=gettext_lazy("ngày làm việc; 0: không nhắc"))
    cap = Number(label=gettext_lazy("Nhắc sau hạn nhiều nhất"), help_text=gettext_lazy("lần"))
    head_days = Number(label=gettext_lazy("Báo người đứng đầu khi chậm"), help_text=gettext_lazy("ngày làm việc; 0: không báo"))
    head_times = Number(label=gettext_lazy("hoặc khi đã đôn đốc"), help_text=gettext_lazy("lần mà vẫn quá hạn; 0: không tính"))
    director_days = Number(label=gettext_lazy("Báo lãnh đạo Sở khi chậm"), help_text=gettext_lazy("ngày làm việc; 0: không báo"))
    director_times = Number(label=gettext_lazy("hoặc khi đã đôn đốc"), help_text=gettext_lazy("lần mà vẫn quá hạn; 0: không tính"))
    valid_from = Day(label=gettext_lazy("Áp dụng từ ngày"))
    basis = Words(label=gettext_lazy("Căn cứ"), max_length=300, required=False)

    def terms(self) -> Terms:
        """Return what was chosen."""
        given = self.cleaned_data
        return Terms(UrgingRules(**{name: given[name] for name in UrgingRules.__slots__}), given["valid_from"], given["basis"])
