"""Forms of the events of units: what happened, on which day, on which basis."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.actions.deciding import Decree
from dondoc.web.organisations.actions.events import Heir, Succession
from dondoc.web.organisations.actions.founding import NewUnit
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.forms.fields import Choice, Day, UnitField, UnitsField, Words
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.queries.ready import kind_of

HEIRS = 4
"""Rows for units that take over; a fifth is a second event of the same day."""


class EventForm(forms.Form):
    """The day, the basis and the note of every event."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = Day(label=_("Ngày có hiệu lực"), help_text=_("Ngày đã qua thì ghi lùi được; ngày chưa đến thì chưa ghi."))
    basis = Words(label=_("Căn cứ"), max_length=300, help_text=_("Ví dụ: Quyết định số 12/QĐ-UBND ngày 01/3/2025 của UBND tỉnh."))
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"class": "in", "rows": 2}))
    first: tuple[str, ...] = ()

    def __init__(self, *args: object, unit: Unit, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.unit = unit
        self.order_fields([*self.first, "on", "basis", "note"])

    def decree(self) -> Decree:
        """Return what gives the event effect."""
        return Decree(self.cleaned_data["on"], self.cleaned_data["basis"], self.cleaned_data["note"])


class RenameForm(EventForm):
    """A unit's new name."""

    name = Words(label=_("Tên mới"), max_length=250)
    short_name = Words(label=_("Tên viết tắt mới"), max_length=60, required=False)
    first: tuple[str, ...] = ("name", "short_name")

    def naming(self) -> Naming:
        """Return the new names."""
        return Naming(self.cleaned_data["name"], self.cleaned_data["short_name"])


class MoveForm(EventForm):
    """The unit that another belongs to from now on."""

    parent = UnitField(label=_("Chuyển về trực thuộc"), help_text=_("Gõ tên, tên cũ hoặc chữ viết tắt."))
    first: tuple[str, ...] = ("parent",)


class SuccessionForm(EventForm):
    """Units that take over, a row for each: one that stands (`heir_1`) or a new one (`new_1`), and what it takes (`share_1`)."""

    rows = HEIRS

    def __init__(self, *args: object, unit: Unit, **options: object) -> None:
        super().__init__(*args, unit=unit, **options)
        for number in range(1, self.rows + 1):
            self.fields[f"heir_{number}"] = UnitField(label=_("Đơn vị đang có"), required=False)
            self.fields[f"new_{number}"] = Words(label=_("hoặc đơn vị mới, tên là"), max_length=250, required=False)
            self.fields[f"share_{number}"] = Words(label=_("Nhận chức năng"), max_length=300, required=False)
        self.fields["parent"] = UnitField(
            label=_("Đơn vị mới trực thuộc"), required=False, initial=unit.parent, help_text=_("Chỉ dùng khi lập đơn vị mới.")
        )

    @property
    def heir_rows(self) -> list[tuple[Any, Any, Any]]:
        """The rows as bound fields, for the template."""
        return [(self[f"heir_{number}"], self[f"new_{number}"], self[f"share_{number}"]) for number in range(1, self.rows + 1)]

    def heirs(self) -> dict[int, Heir]:
        """Return those who take over, by the number of their row; raises ValidationError for a row that names two."""
        found: dict[int, Heir] = {}
        given = self.cleaned_data
        for number in range(1, self.rows + 1):
            standing, new, share = given.get(f"heir_{number}"), given.get(f"new_{number}", ""), given.get(f"share_{number}", "")
            if standing is not None and new:
                raise ValidationError(_now("Hàng %(row)s: chỉ ghi đơn vị đang có hoặc đơn vị mới, không ghi cả hai.") % {"row": number})
            if share and standing is None and not new:
                raise ValidationError(_now("Hàng %(row)s: có chức năng nhưng chưa có đơn vị nhận.") % {"row": number})
            if standing is not None:
                found[number] = Heir(standing, share)
            elif new:
                found[number] = Heir(NewUnit(Naming(new), kind_of(new), given.get("parent")), share)
        return found

    def place(self, field: str, heirs: dict[int, Heir]) -> int | None:
        """Return the place among the heirs of the row that a field names."""
        row = int(self.cleaned_data.get(field) or 0)
        if row and row not in heirs:
            raise ValidationError(_now("Hàng %(row)s chưa có đơn vị, nên không thể nhận.") % {"row": row})
        return list(heirs).index(row) if row else None


def _to_whom(label: object, nobody: object) -> Choice:
    rows = [(str(number), format_lazy(_("đơn vị ở hàng {row}"), row=number)) for number in range(1, HEIRS + 1)]
    return Choice(label=label, required=False, choices=[("", nobody), *rows])


class MergeForm(SuccessionForm):
    """This unit and others go into one."""

    rows = 1
    others = UnitsField(
        label=_("Cùng nhập với đơn vị này"), required=False, help_text=_("Mỗi dòng một đơn vị; để trống nếu chỉ đơn vị này nhập vào.")
    )
    with_people = forms.BooleanField(
        label=_("Người của đơn vị cũ chuyển theo, giữ nguyên vai trò"),
        required=False,
        initial=True,
        help_text=_("Họ vẫn xem được việc cũ của đơn vị cũ."),
    )
    first: tuple[str, ...] = ("others",)

    def clean(self) -> dict[str, Any]:
        """See that somebody takes over."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not self.heirs():
            raise ValidationError(_now("Hãy ghi đơn vị nhận: một đơn vị đang có, hoặc tên đơn vị mới."))
        return given

    def succession(self) -> Succession:
        """Return who makes room for whom."""
        given, heirs = self.cleaned_data, self.heirs()
        units = tuple(dict.fromkeys((self.unit, *given["others"])))
        return Succession(units, tuple(heirs.values()), children_to=0, people_to=0 if given["with_people"] else None)


class SplitForm(SuccessionForm):
    """This unit is divided, or others are cut out of it."""

    ending = forms.ChoiceField(
        label=_("Đơn vị cũ"),
        choices=[("1", _("hết hoạt động (chia)")), ("", _("vẫn hoạt động (tách)"))],
        required=False,
        initial="1",
        widget=forms.RadioSelect,
    )
    children_to = _to_whom(_("Đơn vị trực thuộc chuyển về"), _("không có, hoặc tự chuyển sau"))
    people_to = _to_whom(_("Người của đơn vị cũ chuyển về"), _("chưa chuyển, giao vai trò sau"))
    first: tuple[str, ...] = ("ending",)

    def clean(self) -> dict[str, Any]:
        """See that the rows hold together."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            self.succession()
        return given

    def succession(self) -> Succession:
        """Return who takes what of the unit."""
        heirs, ending = self.heirs(), bool(self.cleaned_data["ending"])
        return Succession(
            (self.unit,),
            tuple(heirs.values()),
            ending=ending,
            children_to=self.place("children_to", heirs) if ending else None,
            people_to=self.place("people_to", heirs) if ending else None,
        )


class DissolveForm(SplitForm):
    """This unit ends; its functions go to others, or to nobody."""

    first: tuple[str, ...] = ()

    def __init__(self, *args: object, unit: Unit, **options: object) -> None:
        super().__init__(*args, unit=unit, **options)
        del self.fields["ending"], self.fields["parent"]
        for number in range(1, self.rows + 1):
            del self.fields[f"new_{number}"]

    @property
    def heir_rows(self) -> list[tuple[Any, Any, Any]]:
        """The rows as bound fields: only units that stand."""
        return [(self[f"heir_{number}"], None, self[f"share_{number}"]) for number in range(1, self.rows + 1)]

    def succession(self) -> Succession:
        """Return who takes over from the unit."""
        heirs = self.heirs()
        children, people = self.place("children_to", heirs), self.place("people_to", heirs)
        return Succession((self.unit,), tuple(heirs.values()), children_to=children, people_to=people)


class WithdrawForm(forms.Form):
    """Why an event that was recorded by mistake is withdrawn."""

    reason = Words(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: ghi nhầm đơn vị; quyết định không được ban hành."))
