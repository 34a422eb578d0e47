"""The words of a cause, and the cause that another is merged into."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.web.plans.models import Cause


class RenameForm(forms.Form):
    """Takes the words of a cause."""

    text = forms.CharField(label=_("Nguyên nhân"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "class": "in"}))


class MergeForm(forms.Form):
    """Takes one of the causes of the same department."""

    into = forms.ModelChoiceField(Cause.objects.none())

    def __init__(self, *args: object, cause: Cause, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed on as they come
        field = self.fields["into"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Cause.objects.filter(unit=cause.unit).exclude(pk=cause.pk)
