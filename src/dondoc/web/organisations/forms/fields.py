"""Form fields of the registry: a day, a unit by what people call it, and the widgets they share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.queries.naming import labelled, units_called


class Day(forms.DateField):
    """A day, typed as an office writes it: the browser's own calendar would show 03/01/2025 on a machine set to English."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {"invalid": gettext_lazy("Hãy ghi ngày theo mẫu 01/03/2025.")})
        attrs = {"class": "in day", "inputmode": "numeric", "autocomplete": "off", "placeholder": gettext_lazy("ngày/tháng/năm")}
        super().__init__(widget=forms.DateInput(format="%d/%m/%Y", attrs=attrs), **options)


class Words(forms.CharField):
    """One line of text."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"class": "in"}))
        super().__init__(**options)


class Lines(forms.CharField):
    """Several entries, one a line; the clean value is a tuple without blanks."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"class": "in", "rows": rows}), **options)

    def clean(self, value: Any) -> Any:
        """Return the entries."""
        text = super().clean(value)
        return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


class Choice(forms.ChoiceField):
    """One of a few values."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Select(attrs={"class": "in"}))
        super().__init__(**options)


class UnitField(forms.CharField):
    """A unit that stands today, by its name, an old name, an abbreviation or its code; the clean value is the unit.

    Words that mean several units are answered with their names, so that a person can write the right one.
    """

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(
            attrs={"class": "in", "data-units": reverse_lazy("organisations:search"), "autocomplete": "off", "spellcheck": "false"}
        )
        options.setdefault("max_length", 600)
        super().__init__(widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        """Show a unit by its name and the unit above it."""
        if isinstance(value, Unit):
            return labelled(value.name, value.parent.name if value.parent is not None else "")
        return value

    def clean(self, value: Any) -> Any:
        """Return the unit, or `None` where nothing was typed and nothing is asked."""
        text = super().clean(value)
        return unit_meant(text, on=timezone.localdate()) if text else None


class UnitsField(Lines):
    """Several units, one a line, each as in `UnitField`; the clean value is a tuple of units."""

    def clean(self, value: Any) -> Any:
        """Return the units, each once."""
        on = timezone.localdate()
        return tuple(dict.fromkeys(unit_meant(line, on=on) for line in super().clean(value)))


def unit_meant(text: str, *, on: date) -> Unit:
    """Return the unit that typed words mean; raises ValidationError where none or several are meant."""
    units = units_called(text, on=on)
    if len(units) == 1:
        return units[0]
    if not units:
        raise ValidationError(_("Không có đơn vị nào đang hoạt động tên là “%(text)s”. Gõ tên, tên cũ hoặc chữ viết tắt.") % {"text": text})
    names = "; ".join(labelled(unit.name, unit.parent.name if unit.parent is not None else "") for unit in units[:8])
    raise ValidationError(_("“%(text)s” có thể là nhiều đơn vị. Hãy ghi rõ một trong số này: %(names)s.") % {"text": text, "names": names})
