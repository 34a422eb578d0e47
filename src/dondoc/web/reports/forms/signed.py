"""The form by which the signed PDF comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SignedForm(forms.Form):
    """One PDF; `cut_off` are the names of files that were above the limit."""

    signed = forms.FileField(
        label=gettext_lazy("Bản PDF đã ký số"),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"required": gettext_lazy("Chọn tệp PDF đã ký số.")},
    )

    def __init__(self, *given: Any, cut_off: Sequence[str] = ()) -> None:
        super().__init__(*given)
        self._cut_off = cut_off

    def clean(self) -> dict[str, Any]:
        """Refuse what was cut off on its way here, and what is no PDF at first sight."""
        file = self.cleaned_data.get("signed")
        if self._cut_off:
            self.add_error("signed", _("Tệp quá lớn. Hãy nộp đúng bản PDF đã ký số, không phải bản quét."))
        elif file is not None:
            if file.read(5) != b"%PDF-":
                words = _("“%(name)s” không phải tệp PDF. Ký số vào bản PDF tải từ trang này rồi nộp lại.")
                self.add_error("signed", words % {"name": file.name})
            file.seek(0)
        return self.cleaned_data
