"""The definition of a figures table as a clerk fills it in: its columns one by one, its rows as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dondoc.engine.reporting.figures_form import (
    NUMERIC,
    CellKind,
    FiguresColumn,
    FiguresForm,
    FiguresRow,
    FormFault,
    Joining,
    RowsKind,
    faults,
)
from dondoc.web.reports.actions.figures_tables import Terms
from dondoc.web.reports.figures_words import FORM_FAULTS, JOININGS, KINDS, ROWS

MOST_COLUMNS = 24
MOST_NAMED_ROWS = 300
LETTERS = "bcdefghijklmnopqrstuvwxyz"
"""The keys that columns get in their order: "a" is the column of titles."""
# "= Tổng số", "- Đất đai", "-- = Cấp tỉnh": how deep, whether it adds up, the title
_LINE = re.compile(r"(?P<dashes>(?:[-–]\s*)*)(?P<sums>=?)\s*(?P<title>.*)")
# "b / a", "b/a*100"
_RATIO = re.compile(r"=?\s*(?P<over>[a-z][a-z0-9_]*)\s*[/:]\s*(?P<under>[a-z][a-z0-9_]*)(?:\s*[*x×]\s*100)?\s*")


class ColumnForm(forms.Form):
    """One column; a line without a title is no column."""

    key = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Tên cột"), required=False, max_length=200, widget=forms.TextInput(attrs={"class": "in"}))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kiểu"),
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        widget=forms.Select(attrs={"class": "in"}),
    )
    measure = forms.CharField(
        label=gettext_lazy("Đơn vị tính"), required=False, max_length=40, widget=forms.TextInput(attrs={"class": "in"})
    )
    required = forms.BooleanField(label=gettext_lazy("Phải điền"), required=False)
    formula = forms.CharField(
        label=gettext_lazy("Tự tính theo"), required=False, max_length=200, widget=forms.TextInput(attrs={"class": "in"})
    )
    joining = forms.ChoiceField(
        label=gettext_lazy("Tổng hợp"),
        choices=[(one.value, words) for one, words in JOININGS.items()],
        widget=forms.Select(attrs={"class": "in"}),
    )
    ratio = forms.CharField(label=gettext_lazy("Tỷ lệ của"), required=False, max_length=40, widget=forms.TextInput(attrs={"class": "in"}))

    def column(self, key: str) -> FiguresColumn:
        """Return the column under a key."""
        given = self.cleaned_data
        match = _RATIO.fullmatch(given["ratio"].strip().lower())
        kind, joining = CellKind(given["kind"]), Joining(given["joining"])
        if kind not in NUMERIC and joining is Joining.SUM:  # what the list offers first; words are never added up
            joining = Joining.NONE
        return FiguresColumn(
            key,
            " ".join(given["title"].split()),
            kind,
            given["measure"].strip(),
            given["required"],
            given["formula"].strip(),
            joining,
            match["over"] if match else "",
            match["under"] if match else "",
        )


class BaseColumns(forms.BaseFormSet[ColumnForm]):
    """The columns in their order; each keeps the key it was given, new ones take the next letter."""

    def columns(self) -> tuple[FiguresColumn, ...]:
        """Return the columns that have a title."""
        titled = [form for form in self.forms if form.cleaned_data.get("title", "").strip()]
        free = free_keys(form.cleaned_data["key"] for form in titled)
        return tuple(form.column(form.cleaned_data["key"] or next(free)) for form in titled)


def free_keys(taken: Iterable[str]) -> Iterator[str]:
    """Yield the keys that no column has yet, in the order in which new columns get them."""
    known = set(taken)
    yield from (letter for letter in LETTERS if letter not in known)
    yield from (f"{letter}{letter}" for letter in LETTERS if f"{letter}{letter}" not in known)


_made = forms.formset_factory(ColumnForm, formset=BaseColumns, extra=0, max_num=MOST_COLUMNS, validate_max=True)
Columns: type[BaseColumns] = _made  # type: ignore[assignment]  # the stubs forget which formset it was made from
"""The columns of one table as they are sent."""


class TableForm(forms.Form):
    """The table itself."""

    title = forms.CharField(label=gettext_lazy("Tên biểu"), max_length=250, widget=forms.TextInput(attrs={"class": "in"}))
    kind = forms.ChoiceField(
        label=gettext_lazy("Hàng của biểu"), choices=[(kind.value, words) for kind, words in ROWS.items()], widget=forms.RadioSelect
    )
    rows_title = forms.CharField(
        label=gettext_lazy("Tên cột đầu"), max_length=120, initial="Nội dung", widget=forms.TextInput(attrs={"class": "in"})
    )
    rows = forms.CharField(
        label=gettext_lazy("Tên các hàng, mỗi dòng một hàng"),
        required=False,
        max_length=40_000,
        strip=False,
        widget=forms.Textarea(attrs={"class": "in rows", "rows": 10}),
        help_text=gettext_lazy(
            "Dấu gạch ngang ở đầu dòng là hàng con: “- Đất đai”. Dấu = là hàng tự cộng các hàng con: “= Tổng số hồ sơ”."
        ),
    )
    total = forms.BooleanField(label=gettext_lazy("Thêm hàng “Tổng cộng” ở cuối"), required=False)

    def figures_form(self, columns: Sequence[FiguresColumn], old: FiguresForm | None) -> FiguresForm:
        """Return the definition; rows keep the keys that they have in the `old` one."""
        given = self.cleaned_data
        kind = RowsKind(given["kind"])
        rows = rows_of(given["rows"], old.rows if old is not None else ()) if kind is RowsKind.FIXED else ()
        return FiguresForm(tuple(columns), kind, rows, given["rows_title"].strip(), given["total"])


def terms_of(table: TableForm, columns: BaseColumns, old: FiguresForm | None) -> Terms | None:
    """Return the table's name and definition, none where something must be mended: that is then said at its field."""
    if not (table.is_valid() and columns.is_valid()):
        return None
    form = table.figures_form(columns.columns(), old)
    by_key = {column.key: place for place, column in enumerate(form.columns)}
    titled = [one for one in columns.forms if one.cleaned_data.get("title", "").strip()]
    found = faults(form)
    for fault in found:
        words = FORM_FAULTS[fault.kind]
        if fault.key in by_key and fault.kind is not FormFault.NOTHING_BELOW:
            titled[by_key[fault.key]].add_error(_FIELDS.get(fault.kind, "title"), words)
        else:
            table.add_error("rows" if fault.kind in (FormFault.NO_ROWS, FormFault.NOTHING_BELOW) else None, words)
    return None if found else Terms(" ".join(table.cleaned_data["title"].split()), form)


_FIELDS = {
    FormFault.FORMULA: "formula",
    FormFault.FORMULA_COLUMN: "formula",
    FormFault.FORMULA_TEXT: "formula",
    FormFault.RATIO: "ratio",
    FormFault.JOINING: "joining",
}
"""The field of a column at which a fault is said."""


def rows_of(text: str, old: Sequence[FiguresRow]) -> tuple[FiguresRow, ...]:
    """Return the rows that lines of text name; a row whose title stays keeps its key."""
    keys: dict[str, list[str]] = {}
    for row in old:
        keys.setdefault(row.title, []).append(row.key)
    number = max((int(row.key[1:]) for row in old if row.key[1:].isdecimal()), default=0)
    rows = []
    for line in text.splitlines()[: MOST_NAMED_ROWS * 2]:
        match = _LINE.fullmatch(line.strip())
        title = " ".join(match["title"].split()) if match else ""
        if not match or not title:
            continue
        kept = keys.get(title)
        number += 0 if kept else 1
        key = kept.pop(0) if kept else f"h{number}"
        rows.append(FiguresRow(key, title[:300], sum(match["dashes"].count(dash) for dash in "-–"), bool(match["sums"])))
    return tuple(rows[:MOST_NAMED_ROWS])


def text_of(rows: Sequence[FiguresRow]) -> str:
    """Return rows as the lines of text that name them."""
    return "\n".join(f"{'-' * row.level}{' ' if row.level else ''}{'= ' if row.sums else ''}{row.title}" for row in rows)


def initial_of(title: str, form: FiguresForm) -> tuple[dict[str, Any], list[Mapping[str, Any]]]:
    """Return a definition as the first values of the table's form and of its columns'."""
    own = {"title": title, "kind": form.kind.value, "rows_title": form.rows_title, "rows": text_of(form.rows), "total": form.total}
    return own, [
        {
            "key": column.key,
            "title": column.title,
            "kind": column.kind.value,
            "measure": column.measure,
            "required": column.required,
            "formula": column.formula,
            "joining": column.joining.value,
            "ratio": f"{column.numerator} / {column.denominator}" if column.numerator else "",
        }
        for column in form.columns
    ]
