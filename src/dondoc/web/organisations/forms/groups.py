"""Forms of groups: what a group is called, how its members are known, and who joins it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.actions.groups import GroupTerms
from dondoc.web.organisations.forms.fields import Day, Lines, UnitField, UnitsField, Words
from dondoc.web.organisations.models import GroupKind


class GroupForm(forms.Form):
    """A group's terms."""

    name = Words(label=_("Tên nhóm"), max_length=250, help_text=_("Như thường viết trong văn bản, ví dụ: Các chi cục."))
    kind = forms.ChoiceField(label=_("Thành viên"), choices=GroupKind.choices, initial=GroupKind.CLOSED, widget=forms.RadioSelect)
    children_of = UnitField(
        label=_("Gồm mọi đơn vị trực thuộc của"),
        required=False,
        help_text=_("Nhóm tự đổi theo cây đơn vị. Để trống nếu lập danh sách riêng."),
    )
    aliases = Lines(label=_("Cách viết khác"), required=False, rows=5, help_text=_("Mỗi dòng một cách."))

    def terms(self) -> GroupTerms:
        """Return what the group shall be."""
        given = self.cleaned_data
        return GroupTerms(given["name"], given["kind"], given["children_of"], given["aliases"])


class NewGroupForm(GroupForm):
    """A new group also says whose directives use it."""

    scope = UnitField(label=_("Dùng trong văn bản của"))
    field_order = ("scope", "name", "kind", "children_of", "aliases")


class MembersForm(forms.Form):
    """Units that join a group."""

    units = UnitsField(label=_("Thêm đơn vị"), rows=3, help_text=_("Mỗi dòng một đơn vị."))
    first_day = Day(label=_("Từ ngày"), required=False, help_text=_("Để trống: từ trước đến nay."))
