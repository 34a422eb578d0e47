"""What is sent from a page of its own: a reason, more time, a difficulty, another unit, shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.web.accounts.models import User
from dondoc.web.organisations.forms.fields import Choice, Day, UnitField
from dondoc.web.tracking.actions.difficulties import Raised
from dondoc.web.tracking.actions.handing_down import Share
from dondoc.web.tracking.forms.reporting import LONGEST, PartForm, Unasked
from dondoc.web.tracking.queries.below import Receiver

ROWS = 3
"""Lines for shares that a page offers at first; more can be asked for."""
MOST_ROWS, MORE = 60, 5


def _area(label: Any, **options: Any) -> forms.CharField:
    rows = options.pop("rows", 4)
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"class": "in", "rows": rows}), **options)


class ReasonForm(PartForm):
    """A word of why; the action says where one must be."""

    text = _area(gettext_lazy("Lý do"))


class WordForm(PartForm):
    """A word that need not be."""

    text = _area(gettext_lazy("Ý kiến"), required=False)


class ExtensionForm(PartForm):
    """More time, until when and why."""

    until = Day(label=gettext_lazy("Xin đến hết ngày"))
    text = _area(gettext_lazy("Lý do"), help_text=gettext_lazy("Nêu việc đã làm, việc còn lại và vì sao chưa xong được."))


class DifficultyForm(PartForm):
    """A difficulty, what is proposed, and who shall answer."""

    text = _area(gettext_lazy("Khó khăn, vướng mắc"))
    proposal = _area(gettext_lazy("Đề xuất, kiến nghị"), required=False, rows=3)
    to = Choice(label=gettext_lazy("Gửi lãnh đạo"))
    wanted_by = Day(label=gettext_lazy("Cần trả lời trước hết ngày"), required=False)

    def __init__(self, *args: Any, leaders: Sequence[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.leaders = {str(leader.pk): leader for leader in leaders}
        self.fields["to"].choices = [(key, leader.full_name) for key, leader in self.leaders.items()]  # type: ignore[attr-defined]

    def raised(self) -> Raised:
        """Return what was raised."""
        given = self.cleaned_data
        return Raised(given["text"], self.leaders[given["to"]], given["proposal"], given["wanted_by"])


class TransferForm(PartForm):
    """Another unit, and why."""

    unit = UnitField(label=gettext_lazy("Đơn vị nhận"), help_text=gettext_lazy("Gõ tên, tên cũ hoặc chữ viết tắt."))
    text = _area(gettext_lazy("Lý do"))


class ShareForm(Unasked, forms.Form):
    """One share: who gets it, what is asked, and by when."""

    to = Choice(label=gettext_lazy("Nơi nhận"), required=False)
    order = forms.CharField(
        label=gettext_lazy("Việc giao"), required=False, max_length=2000, widget=forms.Textarea(attrs={"class": "in", "rows": 1})
    )
    due_on = Day(label=gettext_lazy("Xong trước hết ngày"), required=False)

    def __init__(self, *args: Any, receivers: Sequence[Receiver], **options: Any) -> None:
        super().__init__(*args, **options)
        units = [(receiver.key, receiver.label) for receiver in receivers if receiver.person is None]
        people = [(receiver.key, receiver.label) for receiver in receivers if receiver.person is not None]
        groups = [(_("Đơn vị trực thuộc"), units), (_("Cán bộ"), people)]
        self.fields["to"].choices = [("", _("chọn nơi nhận")), *(group for group in groups if group[1])]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask who gets a share of which something is said."""
        given = super().clean() or {}
        if not given.get("to") and "to" in given and (given.get("order") or given.get("due_on")):
            self.add_error("to", _("Chọn nơi nhận cho dòng này, hoặc xóa trống cả dòng."))
        return given


class SharesForm:
    """Several shares, one a line: blank lines ask nothing."""

    def __init__(self, data: Any = None, *, receivers: Sequence[Receiver]) -> None:
        self.data, self.receivers = data, {receiver.key: receiver for receiver in receivers}
        count = data.get("rows", "") if data is not None else str(ROWS)
        self.rows = min(int(count), MOST_ROWS) if count.isascii() and count.isdigit() and len(count) < 4 else ROWS
        self.lines = [ShareForm(data, prefix=f"s{number}", receivers=receivers) for number in range(self.rows)]
        self.words: list[str] = []

    def longer(self) -> SharesForm:
        """Return the form with more lines and what was typed so far."""
        data = self.data.copy()
        data["rows"] = str(min(self.rows + MORE, MOST_ROWS))
        return SharesForm(data, receivers=list(self.receivers.values()))

    def is_valid(self) -> bool:
        """Whether every line can be taken."""
        valid = [line.is_valid() for line in self.lines]  # every line, so that every fault is told
        return all(valid)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Every fault with the address of its field."""
        fields = [field for line in self.lines for field in line]
        return [(str(field.id_for_label), str(error)) for field in fields for error in field.errors]

    def shares(self) -> list[Share]:
        """Return the shares that were given."""
        found = []
        for line in self.lines:
            receiver = self.receivers.get(line.cleaned_data.get("to") or "")
            if receiver is not None:
                found.append(Share(receiver.unit, receiver.person, line.cleaned_data["order"], line.cleaned_data["due_on"]))
        return found
