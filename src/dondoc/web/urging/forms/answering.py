"""What the page of a link asks, for each purpose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dondoc.web.organisations.forms.fields import Day, Words
from dondoc.web.tracking.actions.proofs import MOST_FILES, File
from dondoc.web.urging.actions.answering import Answered
from dondoc.web.urging.models import Purpose


class Files(forms.FileField):
    """Any number of files up to the most that are taken at once; the clean value is a list of names and bytes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=_Several(attrs={"class": "in"}), required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files, one more than the most at the utmost, so that the action can say that they are too many."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [File(one.name or "", one.read()) for one in given[: MOST_FILES + 1]]


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


def _lines(label: object, hint: object, *, required: bool = False) -> Words:
    return Words(label=label, help_text=hint, required=required, max_length=4000, widget=forms.Textarea(attrs={"class": "in", "rows": 3}))


class ProgressForm(forms.Form):
    """The work goes on; words are welcome."""

    text = _lines(gettext_lazy("Đã làm được gì"), gettext_lazy("Để trống nghĩa là: đang làm, chưa có gì mới."))

    def said(self) -> Answered:
        """Return what was typed."""
        return Answered(text=self.cleaned_data["text"])


class DoneForm(forms.Form):
    """The work is done, and what proves it."""

    proofs = Files(label=gettext_lazy("Tệp kết quả"), help_text=gettext_lazy("PDF, Word, Excel, PowerPoint, ảnh hoặc tệp nén."))
    result_number = Words(label=gettext_lazy("Số, ký hiệu văn bản kết quả"), max_length=80, required=False)
    result_on = Day(label=gettext_lazy("Ngày văn bản"), required=False)
    text = _lines(gettext_lazy("Kết quả"), gettext_lazy("Không có tệp hoặc số văn bản thì ghi rõ kết quả và vì sao không có."))

    def said(self) -> Answered:
        """Return what was typed and brought."""
        given = self.cleaned_data
        return Answered(given["text"], given["proofs"], given["result_number"], given["result_on"])


class ExtensionForm(forms.Form):
    """More time is needed, until when and why."""

    until = Day(label=gettext_lazy("Xin đến hết ngày"))
    text = _lines(gettext_lazy("Lý do"), "", required=True)

    def said(self) -> Answered:
        """Return what was typed."""
        return Answered(self.cleaned_data["text"], until=self.cleaned_data["until"])


AnswerForm = ProgressForm | DoneForm | ExtensionForm
FORMS: dict[str, type[ProgressForm] | type[DoneForm] | type[ExtensionForm]] = {
    Purpose.PROGRESS: ProgressForm,
    Purpose.DONE: DoneForm,
    Purpose.EXTENSION: ExtensionForm,
}
