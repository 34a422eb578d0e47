"""Forms that change a calendar: a day, office hours, the yearly notice, and taking one of them back."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.engine.tracking.legal_holidays import FIRST_YEAR, LAST_YEAR
from dondoc.engine.tracking.working_time import shown_sessions, usual_hours
from dondoc.web.accounts.models import User
from dondoc.web.calendars.actions.days import DayTerms
from dondoc.web.calendars.actions.hours import HoursTerms
from dondoc.web.calendars.actions.yearly import Notice
from dondoc.web.calendars.models import SetKind
from dondoc.web.calendars.notice_lines import ReadNotice, lines_of_workbook, read_notice
from dondoc.web.organisations.forms.fields import Choice, Day, UnitField, Words
from dondoc.web.organisations.lists.sheet import MOST_BYTES, WrongList

COUNTRY_HINT = gettext_lazy("Gõ tên; áp dụng cho cả đơn vị ở dưới. Để trống: cả nước.")
UNIT_HINT = gettext_lazy("Gõ tên; áp dụng cho cả đơn vị ở dưới.")
SESSIONS_HINT = gettext_lazy("Ghi như 07:00-11:30, 13:30-17:00.")


class OfUnit(forms.Form):
    """A form that says for which unit; who keeps dondoc itself may leave it empty and mean the country."""

    unit = UnitField(label=gettext_lazy("Áp dụng cho"), required=False)

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        field.required = not by.is_administrator
        field.help_text = COUNTRY_HINT if by.is_administrator else UNIT_HINT


class DayForm(forms.Form):
    """What a day shall be."""

    date = Day(label=gettext_lazy("Ngày"))
    kind = Choice(label=gettext_lazy("Là ngày"), choices=SetKind.choices)
    name = Words(label=gettext_lazy("Tên"), max_length=120, help_text=gettext_lazy("Ví dụ: Nghỉ hoán đổi; Làm bù cho ngày 31/8."))
    sessions = Words(
        label=gettext_lazy("Giờ trực"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Chỉ khi trực theo giờ riêng. Ghi như 07:30-11:30."),
    )
    basis = Words(label=gettext_lazy("Căn cứ"), max_length=300, required=False)
    provisional = forms.BooleanField(label=gettext_lazy("Chưa chính thức, còn chờ văn bản"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def terms(self) -> DayTerms:
        """Return what was chosen."""
        given = self.cleaned_data
        return DayTerms(given["date"], given["kind"], given["name"], given["basis"], given["provisional"], given["sessions"])


class NewDayForm(OfUnit, DayForm):
    """A new day also says for whom."""

    field_order = ("unit", "date", "kind", "name", "sessions", "basis", "provisional")


class HoursForm(OfUnit):
    """Office hours from a day on."""

    valid_from = Day(label=gettext_lazy("Từ ngày"))
    valid_to = Day(label=gettext_lazy("Đến trước ngày"), required=False)
    sessions = Words(label=gettext_lazy("Thứ Hai đến thứ Sáu"), max_length=120, help_text=SESSIONS_HINT)
    saturday = Words(
        label=gettext_lazy("Thứ Bảy"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Để trống nếu nghỉ thứ Bảy. Ví dụ: 07:00-11:30."),
    )
    saturday_counts = forms.BooleanField(
        label=gettext_lazy("Thứ Bảy tính vào thời hạn"),
        required=False,
        help_text=gettext_lazy("Không đánh dấu: có người trực, nhưng hạn vẫn chỉ tính từ thứ Hai đến thứ Sáu."),
    )
    same_day_until = forms.TimeField(
        label=gettext_lazy("Giờ nhận cuối của việc trả trong ngày"),
        input_formats=["%H:%M", "%Hh%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "in", "inputmode": "numeric"}),
        help_text=gettext_lazy("Nhận sau giờ này thì trả vào ngày làm việc sau."),
    )
    basis = Words(label=gettext_lazy("Căn cứ"), max_length=300, required=False)

    def terms(self) -> HoursTerms:
        """Return what was chosen."""
        given = self.cleaned_data
        return HoursTerms(**{name: given[name] for name in HoursTerms.__slots__})


def usual_values() -> dict[str, object]:
    """Return what the hours' form begins with: the usual hours."""
    usual = usual_hours()
    return {"sessions": shown_sessions(usual.sessions), "same_day_until": usual.same_day_until}


class NoticeForm(OfUnit):
    """A yearly notice: its year, its document and its days as lines, or as a workbook that becomes lines."""

    year = forms.IntegerField(
        label=gettext_lazy("Năm"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"class": "in day", "inputmode": "numeric", "autocomplete": "off"}),
    )
    basis = Words(
        label=gettext_lazy("Văn bản thông báo"), max_length=300, help_text=gettext_lazy("Ví dụ: Thông báo số 123/TB-BNV ngày 01/12/2026.")
    )
    lines = forms.CharField(
        label=gettext_lazy("Các ngày"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"class": "in", "rows": 10}),
        help_text=gettext_lazy("Mỗi dòng một ngày hoặc một khoảng ngày; dán nguyên từ thông báo cũng được."),
    )
    file = forms.FileField(
        label=gettext_lazy("Hoặc tệp Excel (.xlsx)"),
        required=False,
        widget=forms.FileInput(attrs={"class": "in", "accept": ".xlsx,.xlsm"}),
        help_text=gettext_lazy("Có các cột Ngày, Là ngày; thêm Đến ngày, Tên nếu cần."),
    )
    field_order = ("unit", "year", "basis", "lines", "file")

    def clean(self) -> dict[str, Any]:
        """Take the lines of a workbook in place of typed ones; ask for one of the two."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is not None:
            try:
                if file.size > MOST_BYTES:
                    raise WrongList(_("Tệp lớn hơn %(size)s MB. Hãy bỏ hình và các trang khác.") % {"size": MOST_BYTES >> 20})
                given["lines"] = lines_of_workbook(file.read(), file.name)
                self.data = {
                    **{name: self.data[name] for name in self.data},
                    "lines": given["lines"],
                }  # so that the page shows them as if they had been typed
            except WrongList as refused:
                self.add_error("file", refused.words)
        elif not given.get("lines", "").strip() and "lines" not in self.errors:
            self.add_error("lines", _("Hãy dán các ngày của thông báo, hoặc chọn tệp Excel."))
        return given

    def read(self) -> ReadNotice:
        """Return the days that the lines say."""
        return read_notice(self.cleaned_data["lines"], self.cleaned_data["year"])

    def notice(self, read: ReadNotice) -> Notice:
        """Return the notice to take in."""
        basis = self.cleaned_data["basis"]
        days = [DayTerms(day.date, day.kind, day.name, basis) for day in read.days]
        return Notice(self.cleaned_data["year"], basis, days)

    def mark(self) -> str:
        """Return what stands for the very words that a preview showed."""
        given = self.cleaned_data
        unit = given["unit"].pk if given["unit"] is not None else ""
        return hashlib.sha256(f"{unit}|{given['year']}|{given['basis']}|{given['lines'].splitlines()}".encode()).hexdigest()


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = Words(label=gettext_lazy("Lý do rút"), max_length=300)
