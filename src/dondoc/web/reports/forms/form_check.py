"""The form that takes a Word file whose form is to be checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_BYTES = 20 * 1024 * 1024
"""A text of this size is far longer than any that is sent; what is larger holds pictures."""


class FormCheckForm(forms.Form):
    """One DOCX; `cut_off` are the names of files that were above the limit of every upload."""

    limit = MOST_BYTES >> 20
    file = forms.FileField(
        label=gettext_lazy("Tệp Word (.docx)"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": gettext_lazy("Chọn một tệp Word (.docx).")},
    )

    def __init__(self, *given: Any, cut_off: Sequence[str] = ()) -> None:
        super().__init__(*given)
        self._cut_off = cut_off

    def clean(self) -> dict[str, Any]:
        """Refuse by name and size, before anything is read."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file: UploadedFile | None = given.get("file")
        if self._cut_off:
            self.errors.pop("file", None)
            self.add_error("file", _too_large())
        elif file is not None and (words := _why_not(file)):
            self.add_error("file", words)
        return given


def _why_not(file: UploadedFile) -> str:
    name = str(file.name).lower()
    if name.endswith(".doc"):
        return _("Tệp .doc kiểu cũ chưa kiểm tra được. Mở bằng Word, chọn “Lưu thành…”, kiểu “Word Document (.docx)” rồi nộp lại.")
    if not name.endswith(".docx"):
        return _("Chỉ kiểm tra được tệp Word (.docx). Bản PDF thì kiểm tra tệp Word đã tạo ra nó.")
    if not file.size:
        return _("Tệp rỗng. Hãy chọn lại tệp.")
    return _too_large() if file.size > MOST_BYTES else ""


def _too_large() -> str:
    return _("Tệp lớn hơn %(size)s MB. Hãy bỏ bớt hình rồi nộp lại.") % {"size": MOST_BYTES >> 20}
