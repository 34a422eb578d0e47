"""Validates what a person brings to be read: one or several files, or pasted words."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.queries.documents import departments_to_read_in

ACCEPTED = ".docx,.doc,.odt,.rtf,.pdf,.xlsx,.xls,.html,.htm,.mht,.txt,.md,.png,.jpg,.jpeg,.tif,.tiff"
_LONGEST_PASTE = 2_000_000


class SeveralFilesInput(forms.ClearableFileInput):
    """The picker of a browser, which may take several files at once."""

    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """Any number of files."""

    widget = SeveralFilesInput

    def clean(self, data: object, initial: object = None) -> list[UploadedFile]:
        """Return every file that came; none is an empty list."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(SeveralFiles, self).clean(each, initial) for each in given]


class UploadForm(forms.Form):
    """Files or words, and the department whose register they come into where the person works for several.

    `refused` are the names of files that came and were cut off at the limit.
    """

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đưa vào sổ của"), empty_label=None)
    documents = SeveralFiles(
        label=_("Tệp văn bản"), required=False, allow_empty_file=True,
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED, "multiple": True}),
    )  # fmt: skip
    title = forms.CharField(label=_("Tên gọi"), required=False, max_length=120)
    words = forms.CharField(
        label=_("Nội dung văn bản"), required=False, max_length=_LONGEST_PASTE, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        scope: Scope,
        refused: Sequence[str] = (),
    ) -> None:
        super().__init__(data, files)
        self.refused = refused
        units = departments_to_read_in(scope)
        field = self.fields["unit"]
        field.queryset = units  # type: ignore[attr-defined]  # a ModelChoiceField
        self.choices = list(units)
        if len(self.choices) == 1:
            field.initial, field.required = self.choices[0], False

    def clean(self) -> dict[str, object]:
        """Ask for something to read, and for one kind of it."""
        given = super().clean() or {}
        if len(self.choices) == 1:
            given["unit"] = self.choices[0]
        files, words = given.get("documents"), str(given.get("words") or "").strip()
        if "documents" in given and "words" in given:
            if not files and not words and not self.refused:
                self.add_error("documents", _("Chọn ít nhất một tệp, hoặc dán nội dung văn bản vào ô bên dưới."))
            elif files and words:
                self.add_error("words", _("Nạp tệp hoặc dán nội dung, mỗi lần một cách: xóa ô này hoặc bỏ chọn tệp."))
        return given

    @property
    def limit(self) -> int:
        """The largest file, in megabytes."""
        return settings.UPLOAD_LIMIT >> 20

    @property
    def given_files(self) -> Sequence[UploadedFile]:
        """The files of a valid form."""
        return self.cleaned_data["documents"]
