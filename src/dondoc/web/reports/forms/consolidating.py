"""What is sent in from the page of a consolidated report: an act on one passage, on a section, or on the title."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dondoc.web.reports.actions.passages import MOST, Seen
from dondoc.web.reports.queries.outgoing.signers import Signing

ACTS = ("read", "write", "keep", "leave", "restore")
"""Read and left as drafted, written anew, kept as one's own over a new draft, left out, taken back as drafted."""


class PassageForm(forms.Form):
    """An act on one passage, with what the person had before them."""

    doan = forms.CharField(max_length=120)
    lan = forms.IntegerField(min_value=1)
    v = forms.IntegerField(min_value=0, required=False)
    lam = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    chu = forms.CharField(max_length=MOST, required=False, strip=True)

    def seen(self) -> Seen:
        """Return what the person had before them."""
        return Seen(self.cleaned_data["lan"], self.cleaned_data["v"] or 0)


class SectionForm(forms.Form):
    """That a whole section was read, with the snapshot that the person had before them."""

    muc = forms.CharField(max_length=60)
    lan = forms.IntegerField(min_value=1)


class TitleForm(forms.Form):
    """What the report is about."""

    title = forms.CharField(label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ProposeForm(forms.Form):
    """Who signs, and that the passages which nobody has read shall be proposed as they were drafted: `seen` of them."""

    signing = forms.ChoiceField(label=_("Người ký"), widget=forms.RadioSelect)
    unread = forms.BooleanField(required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: QueryDict | None, *, signings: tuple[Signing, ...], unread: int) -> None:
        super().__init__(data, initial={"signing": signings[0].key if signings else "", "seen": unread})
        self._known = {one.key: one for one in signings}
        choices = [(one.key, f"{one.signature.name} ({', '.join(one.lines)})") for one in signings]
        self.fields["signing"] = forms.ChoiceField(label=_("Người ký"), widget=forms.RadioSelect, choices=choices)
        words = ngettext("Trình cả %(n)s đoạn dự thảo chưa ai đọc", "Trình cả %(n)s đoạn dự thảo chưa ai đọc", unread) % {"n": unread}
        self.fields["unread"].label = words
        if not unread:
            del self.fields["unread"]

    def chosen(self) -> Signing:
        """Return who signs."""
        return self._known[self.cleaned_data["signing"]]

    def agreed(self) -> int:
        """Return how many unread passages the person said shall go all the same."""
        return self.cleaned_data["seen"] if self.cleaned_data.get("unread") else 0
