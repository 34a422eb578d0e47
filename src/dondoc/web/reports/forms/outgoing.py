"""The forms by which a draft is worded and its signer chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.engine.writing.official.blocks import Numbered, Paragraph
from dondoc.engine.writing.official.numbering import numbers
from dondoc.engine.writing.official.signing import Capacity, Office, Signature
from dondoc.web.accounts.models import User
from dondoc.web.organisations.forms.fields import Choice, Lines, Words
from dondoc.web.reports.actions.outgoing.drafting import MOST, Wording, text_of_block
from dondoc.web.reports.queries.outgoing.page import OutgoingPage
from dondoc.web.reports.queries.outgoing.signers import Signing

OTHER = "khac"
_CAPACITIES = (
    (Capacity.HEAD.value, gettext_lazy("người đứng đầu ký")),
    (Capacity.ACTING.value, gettext_lazy("Q. (quyền)")),
    (Capacity.DEPUTY.value, gettext_lazy("KT. (ký thay)")),
    (Capacity.BY_ORDER.value, gettext_lazy("TL. (thừa lệnh)")),
    (Capacity.BY_MANDATE.value, gettext_lazy("TUQ. (thừa ủy quyền)")),
)


class WordingForm(forms.Form):
    """Title, symbol, addressees, recipients, and a field for each paragraph of a document that is worded here."""

    title = forms.CharField(label=gettext_lazy("Trích yếu"), widget=forms.Textarea(attrs={"class": "in", "rows": 2}), max_length=1000)
    symbol = Words(label=gettext_lazy("Ký hiệu"), max_length=60, help_text=gettext_lazy("Phần sau dấu gạch chéo, ví dụ: BC-SNNMT."))
    addressees = Lines(label=gettext_lazy("Kính gửi"), required=False, help_text=gettext_lazy("Mỗi dòng một nơi."))
    recipients = Lines(label=gettext_lazy("Nơi nhận"), required=False, help_text=gettext_lazy("Mỗi dòng một nơi; dòng cuối là lưu."))

    def __init__(self, data: Any, *, page: OutgoingPage) -> None:
        document = page.document
        first = {
            "title": document.title,
            "symbol": document.letterhead.symbol,
            "addressees": "\n".join(document.addressees),
            "recipients": "\n".join(document.recipients),
        }
        super().__init__(data, initial=first)
        self.places: list[int] = []
        if not page.is_report:
            for place, (block, number) in enumerate(zip(document.blocks, numbers(document.blocks), strict=True)):
                if isinstance(block, Paragraph | Numbered):
                    self._add_paragraph(place, number, text_of_block(block))

    def _add_paragraph(self, place: int, number: str, text: str) -> None:
        rows = min(max(2, len(text) // 90 + 1), 12)
        label = _("Đoạn %(number)s") % {"number": number} if number else _("Đoạn")
        widget = forms.Textarea(attrs={"class": "in doc", "rows": rows})
        field = forms.CharField(label=label, initial=text, required=False, max_length=MOST, widget=widget)
        field.wanted = True  # type: ignore[attr-defined]  # the frame's own mark: no "không bắt buộc" beside every paragraph
        self.fields[f"doan-{place}"] = field
        self.places.append(place)

    @property
    def paragraphs(self) -> list[forms.BoundField]:
        """The fields of the paragraphs, in their order."""
        return [self[f"doan-{place}"] for place in self.places]

    def wording(self) -> Wording:
        """Return what was typed."""
        given = self.cleaned_data
        texts = {place: given[f"doan-{place}"] for place in self.places}
        return Wording(given["title"], given["symbol"], given["addressees"], given["recipients"], texts)


class SignerForm(forms.Form):
    """One of the people with a post, or somebody else in words."""

    chosen = forms.ChoiceField(label=gettext_lazy("Người ký"), widget=forms.RadioSelect)
    name = Words(label=gettext_lazy("Họ và tên"), max_length=120, required=False, help_text=gettext_lazy("Không ghi học hàm, học vị."))
    position = Words(label=gettext_lazy("Chức vụ"), max_length=160, required=False)
    capacity = Choice(label=gettext_lazy("Quyền hạn"), choices=_CAPACITIES, required=False)

    def __init__(self, data: Any, *, page: OutgoingPage, choices: Sequence[Signing]) -> None:
        now = page.document.signature
        self._choices = {one.key: one for one in choices}
        current = next((one.key for one in choices if one.signature == now), OTHER)
        first = {"chosen": current}
        if now is not None and current == OTHER:
            first |= {"name": now.name, "position": now.title, "capacity": now.capacity.value}
        super().__init__(data, initial=first)
        self._office = now.office if now is not None else (choices[0].signature.office if choices else Office("Giám đốc"))
        named = [(one.key, f"{one.signature.name}, {one.place}") for one in choices]
        field = self.fields["chosen"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*named, (OTHER, _("Người khác"))]

    def clean(self) -> dict[str, Any]:
        """Ask for the words of somebody else."""
        given = self.cleaned_data
        if given.get("chosen") == OTHER:
            for name in ("name", "position", "capacity"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Cần ghi khi chọn người khác."))
        return given

    def signing(self) -> Signing:
        """Return who was chosen."""
        given = self.cleaned_data
        known = self._choices.get(given["chosen"])
        if known is not None:
            return known
        nobody: User | None = None
        return Signing(Signature(given["name"], given["position"], self._office, Capacity(given["capacity"])), nobody)
