"""The messages of the departments that a person watches."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.urging.actions.outlets import send_again
from dondoc.web.urging.actions.owing import mails
from dondoc.web.urging.models import ChannelKind, MessageState
from dondoc.web.urging.permissions import keeps_outlets, may_watch
from dondoc.web.urging.queries.watching import listing, seen_messages


@require_safe
def messages_sent(request: Request) -> HttpResponse:
    """List messages with what became of each."""
    if not may_watch(request.scope):
        raise Http404
    state, channel, before = request.GET.get("trang-thai", ""), request.GET.get("cach", ""), request.GET.get("truoc", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else 0
    found = listing(request.scope, state=state, channel=channel, before=number)
    states = [(key, words, found.by_state.get(key, 0)) for key, words in MessageState.choices if found.by_state.get(key)]
    values = {
        "list": found,
        "states": states,
        "all": sum(found.by_state.values()),
        "state": state if state in MessageState.values else "",
        "channel": channel if channel in ChannelKind.values else "",
        "channels": ChannelKind.choices,
        "mails": mails(),
        "tab": "messages",
        "keeps_outlets": keeps_outlets(request.scope),
    }
    return render(request, "urging/messages.html", values)


@require_POST
def send_one_again(request: Request, pk: int) -> HttpResponse:
    """Let a message that failed be sent again."""
    message = get_object_or_404(seen_messages(request.scope), pk=pk)
    try:
        send_again(message, scope=request.scope, now=timezone.now())
        messages.success(request, _("Sẽ gửi lại trong ít phút."))
    except Refused as refused:
        messages.error(request, str(refused.words))
    return redirect("urging:messages")
