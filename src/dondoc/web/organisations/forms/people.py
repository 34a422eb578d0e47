"""Forms of people: who they are, which roles they hold where, and who stands in for them."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dondoc.web.accounts.actions import PersonDetails
from dondoc.web.accounts.models import User
from dondoc.web.organisations.actions.posts import Absence, NewPost
from dondoc.web.organisations.forms.fields import Choice, Day, UnitField, Words
from dondoc.web.organisations.models import Role
from dondoc.web.organisations.people_words import ROLE_HINTS

_USERNAME = RegexValidator(r"^[A-Za-z0-9._-]{2,60}$", _("Tên đăng nhập chỉ gồm chữ không dấu, số, dấu chấm, gạch nối; từ 2 đến 60 ký tự."))


class PersonForm(forms.Form):
    """A person's name, addresses and log-in name."""

    full_name = Words(label=_("Họ và tên"), max_length=120)
    username = Words(label=_("Tên đăng nhập"), max_length=60, validators=[_USERNAME], help_text=_("Chữ không dấu, ví dụ: lan.nguyen"))
    email = forms.EmailField(label=_("Thư điện tử"), required=False, widget=forms.EmailInput(attrs={"class": "in"}))
    phone = Words(label=_("Điện thoại"), max_length=30, required=False)

    def details(self, person: User | None = None) -> PersonDetails:
        """Return what the account shall say; what this form does not ask stays as it is."""
        given = self.cleaned_data
        return PersonDetails(
            given["username"],
            given["full_name"],
            given["email"],
            given["phone"],
            is_administrator=person.is_administrator if person is not None else False,
            must_change_password=person.must_change_password if person is not None else False,
        )


class PostForm(forms.Form):
    """A role in a unit."""

    unit = UnitField(label=pgettext_lazy("một", "Đơn vị"))
    role = Choice(label=_("Vai trò"), choices=Role.choices, initial=Role.OFFICER)
    title = Words(label=_("Chức vụ"), max_length=120, required=False, help_text=_("Ví dụ: Phó Trưởng phòng"))
    first_day = Day(label=_("Từ ngày"))
    end = Day(label=_("Đến trước ngày"), required=False)
    hints = ROLE_HINTS

    def post(self) -> NewPost | None:
        """Return the role to give."""
        given = self.cleaned_data
        if given["unit"] is None:
            return None
        return NewPost(given["unit"], given["role"], given["first_day"] or timezone.localdate(), given["title"], given["end"])


class NewPersonForm(PersonForm, PostForm):
    """A person with their first role."""

    field_order = ("full_name", "username", "email", "phone", "unit", "role", "title", "first_day")

    def __init__(self, *args: object, unit_required: bool = True, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["unit"].required = unit_required
        self.fields["first_day"].required = False


class TitleForm(forms.Form):
    """How a post is called."""

    title = Words(label=_("Chức vụ"), max_length=120, required=False)


class EndForm(forms.Form):
    """The first day without something."""

    on = Day(label=_("Thôi từ ngày"))


class AbsenceForm(forms.Form):
    """Who stands in, on which days, and why."""

    substitute = Words(label=_("Người làm thay"), max_length=120, help_text=_("Tên đăng nhập hoặc họ và tên."))
    first_day = Day(label=_("Từ ngày"))
    last_day = Day(label=_("Đến hết ngày"))
    reason = Words(label=_("Lý do"), max_length=300, required=False)

    def absence(self) -> Absence:
        """Return the days."""
        return Absence(self.cleaned_data["first_day"], self.cleaned_data["last_day"], self.cleaned_data["reason"])


class PeopleFilter(forms.Form):
    """Which people the list shows."""

    q = Words(label=_("Tên"), max_length=100, required=False)
    don_vi = UnitField(label=pgettext_lazy("một", "Đơn vị"), required=False)
    vai_tro = Choice(label=_("Vai trò"), choices=[("", _("mọi vai trò")), *Role.choices], required=False)
