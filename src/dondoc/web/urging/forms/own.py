"""Forms of a person's own reminders and calendars, and of the reasons for urging."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dondoc.engine.tracking import Urge
from dondoc.web.organisations.forms.fields import Choice, Words
from dondoc.web.organisations.permissions import READING, Scope
from dondoc.web.urging.models import KINDS, ChannelKind

MUTABLE = (Urge.BEFORE, Urge.AFTER, Urge.HEAD, Urge.DIRECTOR, Urge.REVIEW)
"""What a person may leave out of their mail; what somebody presses for by hand always comes."""


class RemindingForm(forms.Form):
    """Whether mail comes, of what, and from which hour."""

    mail = forms.BooleanField(label=gettext_lazy("Gửi nhắc việc qua thư điện tử, mỗi ngày nhiều nhất một thư"), required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Thư nhắc gồm"),
        choices=[(kind.value, KINDS[kind]) for kind in MUTABLE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    hour = forms.TypedChoiceField(
        label=gettext_lazy("Giờ nhận"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(5, 20)],
        widget=forms.Select(attrs={"class": "in"}),
    )


class FeedForm(forms.Form):
    """Whose deadlines a calendar shows: the person's own, or those of a unit whose work they see."""

    unit = forms.TypedChoiceField(
        label=gettext_lazy("Lịch của"), required=False, coerce=int, empty_value=None, widget=forms.Select(attrs={"class": "in"})
    )

    def __init__(self, *args: Any, scope: Scope, **options: Any) -> None:
        super().__init__(*args, **options)
        units = {one.unit_id: one.unit_name for one in scope.standings if one.role in READING}
        self.fields["unit"].choices = [("", gettext_lazy("Việc của tôi")), *units.items()]  # type: ignore[attr-defined]


class UrgeForm(forms.Form):
    """What is pressed for."""

    reason = Words(
        label=gettext_lazy("Nội dung đôn đốc"),
        max_length=500,
        widget=forms.Textarea(attrs={"class": "in", "rows": 3}),
        help_text=gettext_lazy("Người nhận đọc được nguyên văn. Ví dụ: Đề nghị gửi báo cáo trước 16 giờ thứ Sáu."),
    )


class OutletForm(forms.Form):
    """Where else a department's reminders go."""

    unit = Choice(label=gettext_lazy("Nhắc việc của"))
    name = Words(label=gettext_lazy("Tên kênh"), max_length=80, help_text=gettext_lazy("Ví dụ: Nhóm điều hành của Sở."))
    channel = Choice(label=gettext_lazy("Cách gửi"))
    gateway = Choice(label=gettext_lazy("Cổng nhắn tin"), required=False)
    address = Words(label=gettext_lazy("Địa chỉ webhook"), max_length=500, required=False, help_text=gettext_lazy("Bắt đầu bằng https://"))

    def __init__(self, *args: Any, departments: dict[int, str], gateways: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        ways = [ChannelKind.WEBHOOK, *([ChannelKind.GATEWAY] if gateways else [])]
        self.fields["unit"].choices = list(departments.items())  # type: ignore[attr-defined]
        self.fields["channel"].choices = [(kind.value, kind.label) for kind in ways]  # type: ignore[attr-defined]
        if gateways:
            self.fields["gateway"].choices = [("", "–"), *((name, name) for name in gateways)]  # type: ignore[attr-defined]
        else:
            del self.fields["gateway"]

    def where(self) -> str:
        """Return the address, or the name of the gateway."""
        given = self.cleaned_data
        return str(given.get("gateway", "") if given["channel"] == ChannelKind.GATEWAY else given["address"]).strip()
