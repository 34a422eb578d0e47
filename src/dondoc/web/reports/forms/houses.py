"""The forms by which a department says how its documents look, and from which number its register goes on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dondoc.engine.writing.official import measures
from dondoc.engine.writing.official.house import House as Sizes
from dondoc.engine.writing.official.house import OutsideTheDecree
from dondoc.engine.writing.official.measures import Measure, Zone
from dondoc.web.organisations.forms.fields import Day, Lines, Words
from dondoc.web.reports.actions.outgoing.numbering import MOST
from dondoc.web.reports.models import House
from dondoc.web.reports.queries.outgoing.houses import HouseTerms

SIZES = ("body", "spacing", "gap", "indent", "top", "bottom", "left", "right")
_MEASURES: dict[str, Measure] = {
    "body": Measure(measures.ZONES[Zone.BODY].name, measures.ZONES[Zone.BODY].sizes, "pt", ""),
    "spacing": measures.SPACING,
    "gap": measures.GAP,
    "indent": measures.INDENT,
    "top": measures.MARGIN_TOP,
    "bottom": measures.MARGIN_BOTTOM,
    "left": measures.MARGIN_LEFT,
    "right": measures.MARGIN_RIGHT,
}
_LABELS = {
    "body": _("Cỡ chữ nội dung"),
    "spacing": _("Giãn dòng"),
    "gap": _("Cách đoạn"),
    "indent": _("Lùi đầu dòng"),
    "top": _("Lề trên"),
    "bottom": _("Lề dưới"),
    "left": _("Lề trái"),
    "right": _("Lề phải"),
}


class Size(forms.FloatField):
    """A size with a decimal comma or point."""

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "in day", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), error_messages={"invalid": _("Ghi một số, ví dụ 12,7.")}, **options)

    def prepare_value(self, value: Any) -> Any:
        """Show a number as the language writes it."""
        if not isinstance(value, float | int):
            return value
        return f"{value:g}" if get_language() == "en" else f"{value:g}".replace(".", ",")

    def to_python(self, value: Any) -> Any:
        """Return the number."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class HouseForm(forms.Form):
    """Letterhead, who signs, the usual wording, and sizes within the decree's limits."""

    superior = Words(
        label=_("Cơ quan chủ quản"), max_length=250, required=False, help_text=_("Dòng trên tên cơ quan; để trống nếu không có.")
    )
    issuer = Words(label=_("Cơ quan ban hành"), max_length=250)
    symbol = Words(label=_("Ký hiệu cơ quan"), max_length=40, help_text=_("Phần viết tắt tên cơ quan trong số văn bản, ví dụ SNNMT."))
    place = Words(label=_("Địa danh"), max_length=120, help_text=_("Đứng trước ngày tháng, ví dụ Hà Châu."))
    head_title = Words(label=_("Chức vụ người đứng đầu"), max_length=120)
    collective = Words(
        label=_("Tập thể ký thay mặt"), max_length=200, required=False, help_text=_("Chỉ khi ký TM., ví dụ Ủy ban nhân dân.")
    )
    recipients = Lines(label=_("Nơi nhận"), required=False, help_text=_("Mỗi dòng một nơi; dòng cuối là lưu."))
    opening = forms.CharField(
        label=_("Câu mở đầu báo cáo"), required=False, max_length=2000, widget=forms.Textarea(attrs={"class": "in", "rows": 2})
    )
    closing = forms.CharField(
        label=_("Câu kết báo cáo"), required=False, max_length=2000, widget=forms.Textarea(attrs={"class": "in", "rows": 2})
    )
    prints_hash = forms.BooleanField(label=_("In mã kiểm chứng số liệu ở chân trang báo cáo"), required=False)
    lists_sources = forms.BooleanField(label=_("Kèm phụ lục nguồn số liệu trong báo cáo"), required=False)
    valid_from = Day(label=_("Áp dụng từ ngày"))

    def __init__(self, data: Any, *, house: House, on: date) -> None:
        names = ("superior", "issuer", "symbol", "place", "head_title", "collective", "recipients", "opening", "closing")
        first = {name: getattr(house, name) for name in (*names, "prints_hash", "lists_sources")}
        usual = Sizes()
        sizes = {name: house.sizes.get(name, getattr(usual, name)) for name in SIZES}
        super().__init__(data, initial=first | sizes | {"valid_from": on})
        for name in SIZES:
            measure = _MEASURES[name]
            hint = f"{measure.span.least:g} – {measure.span.most:g} {measure.unit or _('dòng')}".replace(".", ",")
            self.fields[name] = Size(label=_LABELS[name], help_text=hint)

    @property
    def size_fields(self) -> list[forms.BoundField]:
        """The fields of the sizes, in their order."""
        return [self[name] for name in SIZES]

    def clean(self) -> dict[str, Any]:
        """Hold each size to the decree; its own sentence stands at the field."""
        given = self.cleaned_data
        for name in SIZES:
            if name in given:
                try:
                    Sizes(**{name: given[name]})
                except OutsideTheDecree as outside:
                    self.add_error(name, outside.en if get_language() == "en" else outside.vi)
        return given

    def terms(self) -> HouseTerms:
        """Return what was chosen."""
        given = self.cleaned_data
        names = (name for name in HouseTerms.__dataclass_fields__ if name != "sizes")
        return HouseTerms(**{name: given[name] for name in names}, sizes=Sizes(**{name: given[name] for name in SIZES}))


class NumberForm(forms.Form):
    """The last number given outside of this register, and why it goes on from there."""

    last = forms.IntegerField(
        label=_("Số gần nhất đã cấp"), min_value=0, max_value=MOST,
        widget=forms.TextInput(attrs={"class": "in day", "inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    reason = Words(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: các số trước đã cấp ở sổ giấy."))
