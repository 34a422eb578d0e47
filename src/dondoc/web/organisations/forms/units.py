"""Forms of units: founding one or a whole department, changing particulars, other spellings, correcting a misprint."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.actions.editing import Particulars
from dondoc.web.organisations.actions.founding import NewDepartment, NewUnit
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.forms.fields import Choice, Day, Lines, UnitField, Words
from dondoc.web.organisations.models import GroupKind, Unit, UnitGroup, UnitKind
from dondoc.web.organisations.queries.ready import ReadyDepartment, ready_groups, ready_partners, ready_unit


class NewUnitForm(forms.Form):
    """A unit to found under another."""

    name = Words(label=_("Tên đơn vị"), max_length=250)
    short_name = Words(label=_("Tên viết tắt"), max_length=60, required=False)
    kind = Choice(label=_("Loại"), choices=UnitKind.choices, initial=UnitKind.DIVISION)
    parent = UnitField(
        label=_("Trực thuộc"),
        required=False,
        help_text=_("Gõ tên, tên cũ hoặc chữ viết tắt. Để trống nếu đứng riêng (chỉ quản trị hệ thống)."),
    )
    first_day = Day(label=_("Thành lập từ ngày"), required=False, help_text=_("Để trống nếu không rõ."))
    basis = Words(label=_("Căn cứ"), max_length=300, required=False, help_text=_("Ví dụ: Quyết định số 12/QĐ-UBND ngày 01/3/2025."))
    official_code = Words(label=_("Mã định danh"), max_length=40, required=False)
    aliases = Lines(label=_("Cách viết khác"), required=False, help_text=_("Mỗi dòng một cách, ví dụ: Phòng KHTC."))
    external = forms.BooleanField(label=_("Cơ quan bên ngoài, không dùng hệ thống"), required=False)
    groups = forms.ModelMultipleChoiceField(
        label=_("Vào các nhóm"), queryset=UnitGroup.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, department: Unit | None = None, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        groups = UnitGroup.objects.filter(scope=department, kind=GroupKind.CLOSED, children_of=None)
        self.fields["groups"].queryset = groups  # type: ignore[attr-defined]
        if department is None or not groups.exists():
            del self.fields["groups"]

    def value(self) -> NewUnit:
        """Return the unit to found."""
        given = self.cleaned_data
        return NewUnit(
            Naming(given["name"], given["short_name"]),
            given["kind"],
            given["parent"],
            given["first_day"],
            given["aliases"],
            given["official_code"],
            given["external"],
            given["basis"],
            tuple(given.get("groups", ())),
        )


class DepartmentForm(forms.Form):
    """A department to found from a ready list: which of its units there are, and which others."""

    name = Words(label=_("Tên cơ quan"), max_length=250, help_text=_("Tên đầy đủ như trên văn bản, không kèm tên tỉnh."))
    short_name = Words(label=_("Tên viết tắt"), max_length=60, required=False)
    units = forms.MultipleChoiceField(label=_("Đơn vị thuộc và trực thuộc"), required=False, widget=forms.CheckboxSelectMultiple)
    others = Lines(label=_("Đơn vị khác"), required=False, help_text=_("Mỗi dòng một tên. Sau này vẫn thêm, đổi tên, sáp nhập được."))
    first_day = Day(
        label=_("Thành lập từ ngày"), required=False, help_text=_("Để trống nếu không rõ hoặc đã lâu: văn bản các năm trước vẫn khớp.")
    )
    basis = Words(label=_("Căn cứ"), max_length=300, required=False)
    partners = forms.BooleanField(
        label=_("Thêm các cơ quan cấp tỉnh thường phối hợp"),
        required=False,
        initial=True,
        help_text=_("UBND tỉnh, các sở khác, Công an tỉnh, Kho bạc…: để nhận ra tên trong văn bản; họ không đăng nhập."),
    )
    founder_is_office = forms.BooleanField(
        label=_("Tôi cũng làm tổng hợp: đọc văn bản vào, giao nhiệm vụ"),
        required=False,
        initial=True,
        help_text=_("Không chọn thì anh, chị chỉ quản trị đơn vị và người, không thấy nhiệm vụ."),
    )

    def __init__(self, *args: object, ready: ReadyDepartment, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.ready = ready
        self.fields["units"].choices = [(unit.name, unit.name) for unit in ready.units]  # type: ignore[attr-defined]

    def value(self) -> NewDepartment:
        """Return the department to found."""
        given = self.cleaned_data
        chosen = {unit.name: unit for unit in self.ready.units if unit.name in given["units"]}
        chosen.update({name: ready_unit(name) for name in given["others"] if name not in chosen})
        return NewDepartment(
            Naming(given["name"], given["short_name"]),
            self.ready.aliases if given["name"] == self.ready.name else ready_unit(given["name"]).aliases,
            given["first_day"],
            given["basis"],
            None,
            tuple(chosen.values()),
            ready_groups(),
            tuple(one for one in ready_partners() if one.name != given["name"]) if given["partners"] else (),
            given["founder_is_office"],
        )


class ParticularsForm(forms.Form):
    """What may be changed of a unit at any time."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = Choice(label=_("Loại"), choices=UnitKind.choices)
    official_code = Words(label=_("Mã định danh"), max_length=40, required=False, help_text=_("Ví dụ: 000.00.14.H56"))
    position = forms.IntegerField(
        label=_("Thứ tự"), min_value=0, max_value=9999, widget=forms.NumberInput(attrs={"class": "in narrow"}),
        help_text=_("Số nhỏ đứng trước trong cùng một cấp."),
    )  # fmt: skip
    external = forms.BooleanField(label=_("Cơ quan bên ngoài, không dùng hệ thống"), required=False)

    def value(self) -> Particulars:
        """Return the particulars to set."""
        given = self.cleaned_data
        return Particulars(given["official_code"], given["kind"], given["position"], given["external"])


class AliasForm(forms.Form):
    """Another way to write a unit's name."""

    text = Words(label=_("Cách viết khác"), max_length=250)
    everywhere = forms.BooleanField(label=_("Dùng ở mọi cơ quan"), required=False)


class CorrectionForm(forms.Form):
    """A misprint in a name set right, with the reason that the log keeps."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = Words(label=_("Tên đơn vị"), max_length=250)
    short_name = Words(label=_("Tên viết tắt"), max_length=60, required=False)
    reason = Words(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: ghi thiếu dấu. Nếu đơn vị đổi tên thật thì dùng “Đổi tên”."))

    def value(self) -> Naming:
        """Return the right names."""
        return Naming(self.cleaned_data["name"], self.cleaned_data["short_name"])
