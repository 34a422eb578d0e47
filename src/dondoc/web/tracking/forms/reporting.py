"""What is sent from a task's page: a report on a part, the word on a result, on a request or a difficulty, a comment, a link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.engine.tracking import Act
from dondoc.web.organisations.forms.fields import Choice, Day, Words
from dondoc.web.plans.forms.documents import SeveralFiles, SeveralFilesInput
from dondoc.web.plans.models import Target
from dondoc.web.tracking.actions.acting import Said
from dondoc.web.tracking.actions.proofs import File

LONGEST = 8000
KINDS = ".pdf,.docx,.xlsx,.pptx,.doc,.xls,.ppt,.rtf,.zip,.jpg,.jpeg,.png,.tif,.tiff"
_AREA = {"class": "in", "rows": 3}


class Percent(forms.IntegerField):
    """A whole number from 0 to 100."""

    def __init__(self, **options: Any) -> None:
        words = gettext_lazy("Tiến độ là một số từ 0 đến 100.")
        options["error_messages"] = {"invalid": words, "min_value": words, "max_value": words}
        attrs = {"class": "in num", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(min_value=0, max_value=100, widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> Any:
        """Take the sign of per cent as an office writes it."""
        return super().to_python(value.replace("%", "").strip() if isinstance(value, str) else value)


class Number(forms.CharField):
    """A number as an office writes it: 98,5 or 1.250; the clean value is a float or nothing."""

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "in num", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attrs), **options)

    def clean(self, value: Any) -> Any:
        """Return the number."""
        words = super().clean(value).replace(" ", "").replace("%", "")
        if not words:
            return None
        written = words.replace(".", "").replace(",", ".") if "," in words or words.count(".") > 1 or _groups(words) else words
        try:
            return float(written)
        except ValueError as error:
            raise forms.ValidationError(_("Số liệu là một con số, ví dụ 80 hoặc 98,5.")) from error


def _groups(words: str) -> bool:
    """Whether one point parts thousands: 1.250."""
    whole, _point, rest = words.partition(".")
    return len(rest) == 3 and 1 <= len(whole.lstrip("-")) <= 3 and whole.lstrip("-") != "0"


class Files(SeveralFiles):
    """Files that prove what is said."""

    def __init__(self, **options: Any) -> None:
        widget = SeveralFilesInput(attrs={"accept": KINDS, "multiple": True})
        words = gettext_lazy("PDF, Word, Excel, ảnh hoặc tệp nén; nhiều nhất 10 tệp.")
        super().__init__(required=False, allow_empty_file=True, widget=widget, help_text=words, **options)


class Unasked:
    """A form of which no field must be filled by itself: what is wanted follows from the button, and the labels do not say "optional"."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.wanted = True  # type: ignore[attr-defined]  # read by the frame's template of a field


class PartForm(forms.Form):
    """A form on a part; `version` is the part's as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def seen(self) -> int | None:
        """Return the version that the person saw."""
        version: int | None = self.cleaned_data.get("version")
        return version


class ReportForm(Unasked, PartForm):
    """A report on a part, or its result: `do` names the button."""

    do = forms.ChoiceField(choices=[("update", ""), ("submit", ""), ("nothing", ""), ("accept", "")])
    text = forms.CharField(
        label=gettext_lazy("Đã làm được gì"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=_AREA),
        help_text=gettext_lazy("Nêu việc và con số, tránh “tăng cường”, “đẩy mạnh”."),
    )
    percent = Percent(label=gettext_lazy("Tiến độ (%)"), required=False)
    proofs = Files(label=gettext_lazy("Tệp minh chứng"))
    result_number = Words(label=gettext_lazy("Số, ký hiệu văn bản kết quả"), required=False, max_length=80)
    result_on = Day(label=gettext_lazy("Ngày văn bản"), required=False)
    target = Choice(label=gettext_lazy("Chỉ tiêu"), required=False)
    value = Number(label=gettext_lazy("Số đạt được"), required=False)
    period_to = Day(label=gettext_lazy("Tính đến hết ngày"), required=False)

    def __init__(self, *args: Any, targets: Sequence[Target] = (), refused: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.targets, self.refused = targets, refused
        choices = [(str(target.pk), target.subject[:90]) for target in targets]
        self.fields["target"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["target"].initial = choices[0][0] if len(choices) == 1 else ""

    def clean(self) -> dict[str, Any]:
        """Ask for the day and the target of a figure, and say which file was too large."""
        given = super().clean() or {}
        if self.refused:
            limit = settings.UPLOAD_LIMIT >> 20
            words = _("Tệp “%(name)s” lớn hơn %(limit)d MB. Hãy chia nhỏ hoặc nén lại.")
            self.add_error("proofs", words % {"name": self.refused[0][:120], "limit": limit})
        if given.get("value") is not None and "period_to" in given and given["period_to"] is None:
            self.add_error("period_to", _("Ghi số liệu tính đến ngày nào."))
        if given.get("value") is not None and not given.get("target"):
            self.add_error("target", _("Chọn chỉ tiêu mà số liệu này nói đến."))
        return given

    @property
    def act(self) -> Act:
        """The act that the pressed button stands for."""
        return {"submit": Act.SUBMIT, "accept": Act.ACCEPT}.get(self.cleaned_data["do"], Act.UPDATE)

    def said(self) -> Said:
        """Return what was said."""
        given = self.cleaned_data
        if given["do"] in ("accept", "nothing"):
            return Said(nothing_new=given["do"] == "nothing", version=self.seen())
        files = [File(str(file.name), file.read()) for file in given["proofs"] if isinstance(file, UploadedFile)]
        return Said(
            text=given["text"],
            percent=given["percent"],
            result_number=given["result_number"],
            result_on=given["result_on"],
            files=files,
            version=self.seen(),
        )

    def chosen(self) -> Target | None:
        """Return the target that a figure was given for."""
        if self.cleaned_data.get("value") is None:
            return None
        return next((target for target in self.targets if str(target.pk) == self.cleaned_data["target"]), None)


class VerdictForm(Unasked, PartForm):
    """The assigner's word on a result."""

    do = forms.ChoiceField(choices=[("confirm", ""), ("return", "")])
    text = forms.CharField(
        label=gettext_lazy("Ý kiến"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "in", "rows": 2}),
        help_text=gettext_lazy("Trả lại thì ghi rõ phải làm thêm gì. Lần nộp đầu vẫn là mốc tính đúng hạn."),
    )


class ExtensionAnswerForm(Unasked, forms.Form):
    """The decision on a request for more time."""

    do = forms.ChoiceField(choices=[("grant", ""), ("refuse", ""), ("withdraw", "")])
    until = Day(label=gettext_lazy("Cho đến hết ngày"), required=False)
    words = forms.CharField(
        label=gettext_lazy("Ý kiến"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"class": "in", "rows": 2})
    )


class DifficultyAnswerForm(Unasked, forms.Form):
    """The answer to a difficulty."""

    words = forms.CharField(
        label=gettext_lazy("Trả lời"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"class": "in", "rows": 2})
    )


class CommentForm(forms.Form):
    """Words about a task."""

    text = forms.CharField(
        label=gettext_lazy("Trao đổi"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "in", "rows": 2}),
        help_text=gettext_lazy("Gõ @ rồi họ tên để nhắc người cùng xem nhiệm vụ này."),
    )


class BlockForm(forms.Form):
    """The code of a task that another waits for."""

    code = Words(label=gettext_lazy("Mã nhiệm vụ phải chờ"), max_length=60, help_text=gettext_lazy("Ví dụ: NV26-0003."))


class FigureForm(forms.Form):
    """A figure of a target by the end of a period."""

    unit = Choice(label=gettext_lazy("Đơn vị"), required=False)
    value = Number(label=gettext_lazy("Số đạt được"))
    period_to = Day(label=gettext_lazy("Tính đến hết ngày"))
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"), required=False, max_length=1000, widget=forms.Textarea(attrs={"class": "in", "rows": 2})
    )

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]  # a ChoiceField


class CorrectionForm(forms.Form):
    """The right figure for a wrong one, with why."""

    value = Number(label=gettext_lazy("Số đúng"))
    note = forms.CharField(label=gettext_lazy("Vì sao số cũ sai"), max_length=1000, widget=forms.Textarea(attrs={"class": "in", "rows": 2}))
