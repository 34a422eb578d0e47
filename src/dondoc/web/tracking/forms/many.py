"""What an act on many parts needs beside the parts: a day, a reason or a person, by the act."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.forms.fields import Choice, Day, Words
from dondoc.web.tracking.queries.judging import BulkAct, Recipient, Wish

_WITH_DAY = {BulkAct.DUE: _("Hạn mới, đến hết ngày"), BulkAct.REVIEW: _("Ngày rà soát")}
_WITH_REASON = {BulkAct.DUE: _("Lý do"), BulkAct.PAUSE: _("Lý do"), BulkAct.GIVE: _("Nội dung giao")}
_REASON_OPTIONAL = frozenset({BulkAct.GIVE})
MOST_REASON = 1000


class ManyForm(forms.Form):
    """The fields of one act; an act without fields is valid as it is."""

    def __init__(self, *args: Any, act: BulkAct, people: Sequence[Recipient] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.act = act
        self.people = {f"{one.person.pk}-{one.unit.pk}": one for one in people}
        if act is BulkAct.GIVE:
            names = [("", "")] + [(key, f"{one.person.full_name}, {one.unit.name}") for key, one in self.people.items()]
            self.fields["nguoi"] = Choice(label=_("Người nhận"), choices=names)
        if act in _WITH_DAY:
            self.fields["ngay"] = Day(label=_WITH_DAY[act])
        if act in _WITH_REASON:
            label, needed = _WITH_REASON[act], act not in _REASON_OPTIONAL
            self.fields["ly_do"] = Words(label=label, max_length=MOST_REASON, required=needed)

    @property
    def asks(self) -> bool:
        """Whether the act needs anything to be filled in."""
        return bool(self.fields)

    def wish(self) -> Wish:
        """Return what is wanted, as far as it is filled in rightly."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Wish(self.act, given.get("ngay"), given.get("ly_do", ""), self.people.get(given.get("nguoi", "")))

    def mark(self) -> str:
        """Return a mark of what is filled in: what is done must be what was looked at."""
        said = "\n".join(self[name].data or "" for name in self.fields) if self.is_bound else ""
        return hashlib.sha256(f"{self.act}\n{said}".encode()).hexdigest()[:16]
