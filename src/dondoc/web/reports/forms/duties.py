"""Validates what a person says of a duty to report: its terms, headings and reporters; of a report asked for once; and of its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.reporting.periods import REGULAR
from dondoc.web.organisations.forms.fields import Choice, Day, Lines, UnitField, Words, unit_meant
from dondoc.web.organisations.models import GroupKind, Unit
from dondoc.web.organisations.queries.groups import members_of
from dondoc.web.organisations.queries.naming import labelled
from dondoc.web.plans.models import Plan, PlanState
from dondoc.web.plans.queries.registry import folded_name, known_groups
from dondoc.web.reports.actions.duties import DutyTerms, NewDuty, headings_of, usual_headings
from dondoc.web.reports.actions.periods import Asked
from dondoc.web.reports.models import FREQUENCIES, Basis, DueKind, ReportDuty

_LAST = {DueKind.AFTER: 60, DueKind.DAY_OF_MONTH: 31, DueKind.DAY_OF_YEAR: 31, DueKind.WEEKDAY: 7}
_MONTHS_AFTER = [(0, gettext_lazy("tháng cuối kỳ")), (1, gettext_lazy("tháng sau kỳ")), (2, gettext_lazy("hai tháng sau kỳ"))]
_BY_HAND = [one.value for one in Frequency if one not in REGULAR]
_HEADINGS_HINT = gettext_lazy("Mỗi dòng một đề mục. Thêm dấu ? cuối dòng nếu đơn vị có thể để trống.")


class Number(forms.IntegerField):
    """A small whole number, blank for none."""

    def __init__(self, *, first: int = 1, last: int = 60, **options: Any) -> None:
        attrs = {"class": "in day", "inputmode": "numeric", "autocomplete": "off"}
        wrong = gettext_lazy("Ghi một số nguyên từ %(first)s đến %(last)s.") % {"first": first, "last": last}
        messages = {"invalid": wrong, "min_value": wrong, "max_value": wrong}
        super().__init__(min_value=first, max_value=last, widget=forms.TextInput(attrs=attrs), error_messages=messages, **options)


class ReportersField(Lines):
    """Units that report, one a line; a line may name one of the department's groups, which stands for its members of today."""

    department: Unit | None = None

    def clean(self, value: Any) -> Any:
        """Return the units, each once."""
        lines = super().clean(value)
        groups = known_groups(self.department) if self.department is not None and lines else {}
        on = timezone.localdate()
        found: dict[Unit, None] = {}
        for line in lines:
            group = groups.get(folded_name(line))
            if group is None:
                found[unit_meant(line, on=on)] = None
                continue
            members = members_of(group, on)
            if not members:
                words = _("Nhóm “%(name)s” không có danh sách cố định. Hãy ghi tên từng đơn vị.")
                if group.kind != GroupKind.OPEN:
                    words = _("Nhóm “%(name)s” hiện không có đơn vị nào.")
                raise ValidationError(words % {"name": group.name})
            found.update(dict.fromkeys(members))
        return tuple(found)


class DutyForm(forms.Form):
    """All that a duty says; what the frequency does not use is left aside."""

    name = Words(label=gettext_lazy("Tên báo cáo"), max_length=250)
    plan = forms.ModelChoiceField(
        Plan.objects.none(), label=gettext_lazy("Theo kế hoạch"), required=False, empty_label=gettext_lazy("Không theo kế hoạch nào"),
        help_text=gettext_lazy("Báo cáo tổng hợp viết theo đề mục và nhiệm vụ của kế hoạch này."),
    )  # fmt: skip
    frequency = Choice(label=gettext_lazy("Tần suất"), choices=[(one.value, words) for one, words in FREQUENCIES.items()])
    basis = Choice(label=gettext_lazy("Kỳ số liệu"), choices=Basis.choices)
    cutoff_day = Number(
        last=31, required=False, label=gettext_lazy("Chốt số liệu vào ngày khác"),
        help_text=gettext_lazy("Ngày của tháng cuối kỳ. Báo cáo tuần: thứ Hai là 1, Chủ nhật là 7."),
    )  # fmt: skip
    cutoff_month = Number(
        last=12, required=False, label=gettext_lazy("Chốt số liệu năm từ tháng"),
        help_text=gettext_lazy("Chỉ cho báo cáo năm nộp trước cuối năm, ví dụ tháng 9 khi hạn là trước ngày 05/10."),
    )  # fmt: skip
    due_kind = Choice(label=gettext_lazy("Cách tính hạn nộp"), choices=DueKind.choices)
    due_day = Number(label=gettext_lazy("Ngày"), help_text=gettext_lazy("Số ngày làm việc, ngày trong tháng, hoặc thứ (thứ Hai là 1)."))
    due_months = Choice(label=gettext_lazy("của"), choices=_MONTHS_AFTER)
    due_month = Number(last=12, required=False, label=gettext_lazy("Tháng"), help_text=gettext_lazy("Cho hạn là một ngày trong năm."))
    due_strict = forms.BooleanField(label=gettext_lazy("Nộp trước ngày đó (chính ngày đó đã là muộn)"), required=False)
    roll = Choice(label=gettext_lazy("Khi hạn trùng ngày nghỉ"), choices=ReportDuty.Roll.choices)
    reporters = ReportersField(
        rows=6, label=gettext_lazy("Đơn vị phải báo cáo"),
        help_text=gettext_lazy("Mỗi dòng một đơn vị, hoặc tên một nhóm đơn vị như “Các phòng, đơn vị thuộc Sở”."),
    )  # fmt: skip
    collector = UnitField(label=gettext_lazy("Đơn vị tổng hợp"))
    addressee = Words(label=gettext_lazy("Nơi nhận báo cáo tổng hợp"), max_length=300, required=False)
    onward_due = Words(
        label=gettext_lazy("Hạn gửi báo cáo tổng hợp"), max_length=200, required=False,
        help_text=gettext_lazy("Ghi như văn bản quy định, ví dụ “trước ngày 20 của tháng cuối quý”."),
    )  # fmt: skip
    merged_into = forms.ModelChoiceField(
        ReportDuty.objects.none(), label=gettext_lazy("Lồng ghép vào"), required=False, empty_label=gettext_lazy("Không lồng ghép"),
        help_text=gettext_lazy("Kỳ nào trùng ngày với một kỳ của chế độ được chọn thì chỉ nộp báo cáo của chế độ đó."),
    )  # fmt: skip
    headings = Lines(rows=5, label=gettext_lazy("Đề cương"), help_text=_HEADINGS_HINT)
    guidance = Words(
        label=gettext_lazy("Hướng dẫn cho đơn vị"), required=False, max_length=4000, widget=forms.Textarea(attrs={"class": "in", "rows": 3})
    )
    first_day = Day(label=gettext_lazy("Áp dụng từ ngày"))
    last_day = Day(label=gettext_lazy("Đến hết ngày"), required=False)

    def __init__(self, data: Any = None, *, department: Unit, duty: ReportDuty | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["reporters"].department = department  # type: ignore[attr-defined]  # a ReportersField
        self.fields["merged_into"].queryset = _others(department, duty)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["plan"].queryset = _plans(department)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check what depends on the frequency and on the way of counting."""
        given = self.cleaned_data
        kind, day = given.get("due_kind"), given.get("due_day")
        if kind == DueKind.WEEKDAY and given.get("frequency") != Frequency.WEEKLY:
            self.add_error("due_kind", _("Hạn theo thứ trong tuần chỉ dùng cho báo cáo hằng tuần."))
        elif kind and day and day > _LAST[DueKind(kind)]:
            self.add_error("due_day", _("Ghi một số nguyên từ %(first)s đến %(last)s.") % {"first": 1, "last": _LAST[DueKind(kind)]})
        if kind == DueKind.DAY_OF_YEAR and not given.get("due_month"):
            self.add_error("due_month", _("Ghi tháng của hạn nộp, ví dụ 10 cho ngày 05/10."))
        if given.get("last_day") and given.get("first_day") and given["last_day"] < given["first_day"]:
            self.add_error("last_day", _("Ngày kết thúc phải từ ngày bắt đầu áp dụng trở đi."))
        return given

    @property
    def terms(self) -> DutyTerms:
        """What a valid form says, without who reports under which headings."""
        given = {name: self.cleaned_data[name] for name in DutyTerms.__slots__}
        return DutyTerms(**given | {"due_months": int(given["due_months"])})

    def new(self, **origin: Any) -> NewDuty:
        """Return all that a valid form says, with what of a plan it was read from."""
        given = self.cleaned_data
        return NewDuty(self.terms, given["headings"], given["reporters"], **{"plan": given["plan"], **origin})


def first_values(department: Unit, office: Unit) -> dict[str, object]:
    """Return what a new duty of a department begins with; `office` consolidates."""
    values: dict[str, object] = {
        "frequency": Frequency.MONTHLY.value, "basis": Basis.DECREE, "due_kind": DueKind.AFTER, "due_day": 2, "due_months": 0,
        "roll": ReportDuty.Roll.NEXT, "collector": office, "headings": "\n".join(usual_headings()), "first_day": timezone.localdate(),
    }  # fmt: skip
    group = next((one for one in known_groups(department).values() if one.children_of_id == department.pk), None)
    return values | ({"reporters": group.name} if group is not None else {})


def values_of(duty: ReportDuty, reporters: list[Unit]) -> dict[str, object]:
    """Return a duty as its form shows it."""
    values: dict[str, object] = {name: getattr(duty, name) for name in DutyTerms.__slots__}
    lines = {"headings": "\n".join(headings_of(duty)), "reporters": unit_lines(reporters)}
    return values | {"plan": duty.plan_id, **lines}


def unit_lines(units: Sequence[Unit]) -> str:
    """Return units one a line, as they may be typed: with the unit above them where several bear one name."""
    alike = Unit.objects.standing(timezone.localdate()).filter(name__in={unit.name for unit in units}).order_by().values("name")
    doubled = set(alike.annotate(n=Count("pk")).filter(n__gt=1).values_list("name", flat=True))
    own = Unit.objects.filter(pk__in=[unit.pk for unit in units], name__in=doubled).select_related("parent")
    named = own if doubled else []
    above = {unit.pk: unit.parent.name for unit in named if unit.parent is not None}
    return "\n".join(labelled(unit.name, above.get(unit.pk, "")) for unit in units)


class AskForm(forms.Form):
    """A report asked for of days that a person sets."""

    label = Words(
        label=gettext_lazy("Tên kỳ"), max_length=120, help_text=gettext_lazy("Hiện sau tên báo cáo, ví dụ “đợt mưa lũ tháng 9 năm 2026”.")
    )
    first_day = Day(label=gettext_lazy("Số liệu từ ngày"))
    last_day = Day(label=gettext_lazy("đến hết ngày"))
    due_on = Day(label=gettext_lazy("Hạn nộp, hết ngày"))

    @property
    def asked(self) -> Asked:
        """What a valid form asks for."""
        given = self.cleaned_data
        return Asked(given["label"], given["first_day"], given["last_day"], given["due_on"])


class UrgentForm(AskForm):
    """A report that is asked for once, outside every duty: its name, who sends it and under which headings."""

    name = Words(label=gettext_lazy("Tên báo cáo"), max_length=250)
    reporters = ReportersField(
        rows=6, label=gettext_lazy("Đơn vị phải báo cáo"),
        help_text=gettext_lazy("Mỗi dòng một đơn vị, hoặc tên một nhóm đơn vị như “Các phòng, đơn vị thuộc Sở”."),
    )  # fmt: skip
    collector = UnitField(label=gettext_lazy("Đơn vị tổng hợp"))
    headings = Lines(rows=4, label=gettext_lazy("Đề cương"), help_text=_HEADINGS_HINT)
    guidance = Words(
        label=gettext_lazy("Nội dung yêu cầu"), required=False, max_length=4000, widget=forms.Textarea(attrs={"class": "in", "rows": 3})
    )

    def __init__(self, data: Any = None, *, department: Unit, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["reporters"].department = department  # type: ignore[attr-defined]  # a ReportersField

    @property
    def new(self) -> NewDuty:
        """Return the duty that the request stands for."""
        given = self.cleaned_data
        terms = DutyTerms(
            given["name"],
            Frequency.AD_HOC.value,
            given["collector"],
            timezone.localdate(),
            guidance=given["guidance"],
            basis=Basis.CALENDAR,
        )
        return NewDuty(terms, given["headings"], given["reporters"])


class EndForm(forms.Form):
    """From when a duty has no more periods, and why."""

    last_day = Day(label=gettext_lazy("Kỳ cuối chốt số liệu không sau ngày"))
    reason = Words(label=gettext_lazy("Lý do"), max_length=300, help_text=gettext_lazy("Ví dụ số, ngày của văn bản thay thế."))


class RemindForm(forms.Form):
    """Why the units that have not reported are urged."""

    reason = Words(
        label=gettext_lazy("Nội dung đôn đốc"), max_length=500, widget=forms.Textarea(attrs={"class": "in", "rows": 3}),
        help_text=gettext_lazy("Đơn vị đọc nguyên văn câu này, ví dụ: “Đề nghị nộp trước 16 giờ thứ Sáu để kịp tổng hợp.”"),
    )  # fmt: skip


def _others(department: Unit, duty: ReportDuty | None) -> QuerySet[ReportDuty]:
    others = ReportDuty.objects.filter(unit=department).exclude(frequency__in=_BY_HAND)
    return others.exclude(pk=duty.pk) if duty is not None else others


def _plans(department: Unit) -> QuerySet[Plan]:
    return Plan.objects.filter(unit=department, state=PlanState.PUBLISHED).defer("evidence", "folded").order_by("-issued_on", "-pk")
