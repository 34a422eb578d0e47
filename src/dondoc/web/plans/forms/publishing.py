"""Validates what a person states of a plan: its head when publishing, the plan that it amends, and the title of a new one."""

from __future__ import annotations

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Post, Role, Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.publishing import Details
from dondoc.web.plans.actions.writing_plans import NewPlan
from dondoc.web.plans.models import Plan
from dondoc.web.plans.queries.amending import amendable_plans
from dondoc.web.plans.queries.documents import departments_to_read_in

_DATE = forms.DateInput(attrs={"placeholder": "31/12/2026", "autocomplete": "off", "inputmode": "numeric"})


class DetailsForm(forms.Form):
    """The head of a plan that is to be published; what is missing is told by the checks, so that all of it is told at once."""

    title = forms.CharField(label=_("Trích yếu"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.CharField(label=_("Loại văn bản"), required=False, max_length=60)
    number = forms.CharField(label=_("Số, ký hiệu"), required=False, max_length=80)
    without_number = forms.BooleanField(label=_("Văn bản chưa có số"), required=False)
    issued_on = forms.DateField(label=_("Ngày ban hành"), required=False, widget=_DATE)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=250)
    director = forms.ModelChoiceField(User.objects.none(), label=_("Lãnh đạo phụ trách"), required=False, empty_label=_("Chưa phân công"))
    focal_unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Đơn vị đầu mối"), required=False, empty_label=_("Không có"),
        help_text=_("Theo dõi mọi nhiệm vụ, và nhận nhiệm vụ chưa có chủ trì."),
    )  # fmt: skip

    def __init__(self, data: object = None, *, plan: Plan) -> None:
        initial = {name: getattr(plan, name) for name in ("title", "kind", "number", "issued_on", "issuer", "director", "focal_unit")}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a QueryDict or nothing
        for name in ("title", "number", "issued_on"):
            self.fields[name].wanted = True  # type: ignore[attr-defined]  # a draft may lack them, what is published may not
        self.fields["director"].queryset = directors(plan.unit)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["focal_unit"].queryset = focal_units(plan.unit)  # type: ignore[attr-defined]

    @property
    def details(self) -> Details:
        """What a valid form states."""
        given = self.cleaned_data
        names = ("title", "kind", "number", "without_number", "issued_on", "issuer", "director", "focal_unit")
        return Details(**{name: given[name] for name in names})

    @classmethod
    def details_of(cls, plan: Plan) -> Details:
        """What the plan itself states before anyone fills in the form."""
        return Details(
            title=plan.title, kind=plan.kind, number=plan.number, issued_on=plan.issued_on, issuer=plan.issuer, director=plan.director,
            focal_unit=plan.focal_unit,
        )  # fmt: skip


class AmendsForm(forms.Form):
    """Which plan of the register a draft amends; none where it stands by itself."""

    amends = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Sửa đổi, bổ sung"), required=False, empty_label=_("Không sửa đổi kế hoạch nào")
    )

    def __init__(self, data: object = None, *, plan: Plan) -> None:
        super().__init__(data, initial={"amends": plan.amends_id})  # type: ignore[arg-type]  # a QueryDict or nothing
        self.fields["amends"].queryset = amendable_plans(plan)  # type: ignore[attr-defined]  # a ModelChoiceField


class NewPlanForm(forms.Form):
    """The first words of a plan that is written here."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Sổ của"), empty_label=None)
    kind = forms.CharField(label=_("Loại văn bản"), required=False, max_length=60, initial="kế hoạch")
    title = forms.CharField(label=_("Trích yếu"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: object = None, *, scope: Scope) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or nothing
        self.units = list(departments_to_read_in(scope))
        field = self.fields["unit"]
        field.queryset = departments_to_read_in(scope)  # type: ignore[attr-defined]  # a ModelChoiceField
        field.required = len(self.units) > 1
        if len(self.units) == 1:
            field.initial = self.units[0]

    @property
    def chosen_unit(self) -> Unit:
        """The department of a valid form."""
        unit: Unit = self.cleaned_data["unit"] or self.units[0]
        return unit

    @property
    def values(self) -> NewPlan:
        """What a valid form states."""
        return NewPlan(self.cleaned_data["title"], self.cleaned_data["kind"].lower(), self.chosen_unit.name)


def directors(unit: Unit) -> QuerySet[User]:
    """Return the people who lead a department today."""
    on = timezone.localdate()
    posts = Post.objects.filter(role=Role.DIRECTOR, unit=unit, valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gt=on))
    return User.objects.active().filter(pk__in=posts.values("user")).order_by("full_name")


def focal_units(unit: Unit) -> QuerySet[Unit]:
    """Return the units of a department that may be the focal one: itself and those right below it that stand today."""
    return Unit.objects.standing(timezone.localdate()).filter(Q(pk=unit.pk) | Q(parent=unit)).order_by("path", "position", "name")
