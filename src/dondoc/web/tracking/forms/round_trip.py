"""The form that takes an edited workbook back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.web.organisations.lists.sheet import MOST_BYTES


class SheetForm(forms.Form):
    """A workbook."""

    file = forms.FileField(
        label=gettext_lazy("Tệp Excel đã sửa (.xlsx)"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "in", "accept": ".xlsx"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse by name and size, before anything is read."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file: UploadedFile | None = given.get("file")
        if file is not None and (words := _why_not(file)):
            self.add_error("file", words)
        return given


def _why_not(file: UploadedFile) -> str:
    if not str(file.name).lower().endswith(".xlsx"):
        return _("Tệp phải là Excel (.xlsx). Trong Excel chọn “Lưu thành…”, kiểu “Excel Workbook”.")
    if not file.size:
        return _("Tệp rỗng. Hãy chọn lại tệp.")
    return _("Tệp lớn hơn %(size)s MB. Hãy bỏ hình và các trang khác.") % {"size": MOST_BYTES >> 20} if file.size > MOST_BYTES else ""
