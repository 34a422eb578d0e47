"""A person's own reminders: what they were told lately, and how they want to be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc.web.organisations.requests import Request
from dondoc.web.urging.actions.owing import mails
from dondoc.web.urging.actions.preferring import prefer
from dondoc.web.urging.forms.own import MUTABLE, RemindingForm
from dondoc.web.urging.models import Preference
from dondoc.web.urging.queries.own import reminded


@require_http_methods(["GET", "POST"])
def reminding(request: Request) -> HttpResponse:
    """Show the person's reminders of the last two weeks, and take their wishes."""
    wishes = Preference.objects.filter(user=request.user).first() or Preference(user=request.user)
    initial = {"mail": wishes.mail, "hour": wishes.hour, "kinds": [kind.value for kind in MUTABLE if kind not in wishes.muted]}
    form = RemindingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        muted = [kind.value for kind in MUTABLE if kind.value not in given["kinds"]]
        prefer(request.user, mail=given["mail"], muted=muted, hour=given["hour"])
        messages.success(request, _("Đã lưu cách nhắc việc."))
        return redirect("urging:reminding")
    lines = reminded(request.scope, on=timezone.localdate())
    values = {"form": form, "tab": "reminding", "mails": mails(), "lines": lines}
    return render(request, "urging/reminding.html", values, status=422 if form.errors else 200)
