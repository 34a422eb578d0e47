"""Checks what the confirm page sends: a task's values, marked words, and numbers of records."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.engine.extraction.plan import DeadlineKind
from dondoc.web.plans.actions.confirming import TaskValues
from dondoc.web.plans.actions.selecting import Use
from dondoc.web.plans.models import Task

STRICT = "strict"
KINDS = [
    ("", _("không nêu")),
    (STRICT, _("trước ngày")),
    (DeadlineKind.DATE.value, _("chậm nhất ngày")),
    (DeadlineKind.SPAN.value, _("trong khoảng")),
    (DeadlineKind.OPEN.value, _("từ ngày … trở đi")),
    (DeadlineKind.CONTINUOUS.value, _("thường xuyên")),
    (DeadlineKind.RECURRING.value, _("định kỳ")),
    (DeadlineKind.EVENT.value, _("theo sự kiện")),
]
OPS = [(">=", _("ít nhất")), (">", _("hơn")), ("=", _("bằng")), ("<=", _("không quá")), ("<", _("dưới"))]
_NEEDS_END = {STRICT, DeadlineKind.DATE.value, DeadlineKind.SPAN.value}


class TaskForm(forms.Form):
    """The values of one task as the page shows them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000)
    number = forms.CharField(label=_("Số mục in"), required=False, max_length=40)
    kind = forms.ChoiceField(label=_("Cách nêu thời hạn"), choices=KINDS, required=False)
    due_from = forms.DateField(label=_("Từ ngày"), required=False)
    due_on = forms.DateField(label=_("Ngày"), required=False)
    due_text = forms.CharField(label=_("Thời hạn như in"), required=False, max_length=300)
    deliverable = forms.CharField(label=_("Sản phẩm"), required=False, max_length=5_000)

    error_css_class = "err"

    @classmethod
    def of(cls, task: Task) -> TaskForm:
        """Return the form as it stands for a task."""
        kind = STRICT if task.deadline_kind == DeadlineKind.DATE and task.due_strict else task.deadline_kind
        names = ("version", "text", "number", "due_from", "due_on", "due_text", "deliverable")
        return cls(initial={**{name: getattr(task, name) for name in names}, "kind": kind}, auto_id="e-%s")

    def clean(self) -> dict[str, object]:
        """Hold that a kind which names a day has one."""
        values: dict[str, object] = super().clean() or {}
        if values.get("kind") in _NEEDS_END and not values.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Ghi ngày (ví dụ 15/12/2026), hoặc chọn cách nêu khác."))
        if values.get("kind") == DeadlineKind.OPEN.value and not values.get("due_from") and "due_from" not in self.errors:
            self.add_error("due_from", _("Ghi ngày bắt đầu (ví dụ 01/7/2026), hoặc chọn cách nêu khác."))
        return values

    def values(self) -> TaskValues:
        """Return what was sent; days that the chosen kind does not use are left out."""
        sent = self.cleaned_data
        kind = sent["kind"]
        ends = kind in _NEEDS_END | {DeadlineKind.RECURRING.value, DeadlineKind.CONTINUOUS.value}
        starts = kind in (DeadlineKind.SPAN.value, DeadlineKind.OPEN.value, DeadlineKind.CONTINUOUS.value)
        return TaskValues(
            text=sent["text"],
            number=sent["number"],
            kind=DeadlineKind.DATE.value if kind == STRICT else kind,
            due_from=sent["due_from"] if starts else None,
            due_on=sent["due_on"] if ends else None,
            due_strict=kind == STRICT,
            due_text=sent["due_text"],
            deliverable=sent["deliverable"],
        )


class SelectionForm(forms.Form):
    """Words marked in the source, by their place, and what they are to become."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    use = forms.ChoiceField(choices=[(use.value, use.value) for use in Use])
    task = forms.IntegerField(required=False)


class TargetForm(forms.Form):
    """One target's values."""

    subject = forms.CharField(max_length=500)
    op = forms.ChoiceField(choices=OPS)
    value = forms.FloatField(localize=True)
    unit = forms.CharField(max_length=60, required=False)
