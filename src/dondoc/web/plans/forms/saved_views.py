"""The name and the audience of a saved view."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.saved_views import ViewValues
from dondoc.web.plans.queries.saved_views import sharing_units


class SavedViewForm(forms.Form):
    """Takes a name of at most 80 characters, and a unit of the person's posts to share the view with."""

    name = forms.CharField(label=_("Tên khung nhìn"), max_length=80)
    shared_with = forms.ModelChoiceField(Unit.objects.none(), label=_("Dùng chung trong"), required=False, empty_label=_("Chỉ mình tôi"))

    def __init__(self, *args: object, scope: Scope, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed on as they come
        field = self.fields["shared_with"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = sharing_units(scope)

    @property
    def values(self) -> ViewValues:
        """What was entered, once it is valid."""
        return ViewValues(self.cleaned_data["name"], self.cleaned_data["shared_with"])
