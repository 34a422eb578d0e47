"""What is sent from a figures table: the cells by row and column, or a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.engine.reporting.figures_form import FiguresForm
from dondoc.engine.reporting.figures_reading import MOST_ROWS, TITLE
from dondoc.web.organisations.lists.sheet import MOST_BYTES

MOST_CELLS = 9000
"""Boxes that a page may send; Django itself refuses more fields than its setting allows."""


def typed_cells(form: FiguresForm, data: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the words of the boxes `o:row:column` by row and column, without rows that were left blank."""
    known = {column.key for column in form.typed} | {TITLE}
    rows: dict[str, dict[str, str]] = {}
    for name in list(data)[:MOST_CELLS]:
        parts = name.split(":")
        if len(parts) == 3 and parts[0] == "o" and parts[2] in known and len(parts[1]) <= 40:
            rows.setdefault(parts[1], {})[parts[2]] = str(data[name])[:4000]
    filled = {key: cells for key, cells in rows.items() if any(text.strip() for text in cells.values())}
    return dict(list(filled.items())[: MOST_ROWS + 1])


class WorkbookForm(forms.Form):
    """A workbook that was filled in."""

    file = forms.FileField(
        label=gettext_lazy("Tệp Excel đã điền (.xlsx)"),
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
