"""A person's own page: who they are, how their screen looks, where they are logged in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.web.accounts import actions
from dondoc.web.accounts.actions.preferences import change_preferences, change_profile, move_tour
from dondoc.web.accounts.forms import PreferencesForm, ProfileForm, TourForm
from dondoc.web.accounts.middleware import keep_preferences, public
from dondoc.web.accounts.models import LoginSession, User
from dondoc.web.accounts.own_paths import own_path
from dondoc.web.accounts.queries import open_sessions
from dondoc.web.accounts.requests import Request


@require_http_methods(["GET", "POST"])
def profile(request: Request) -> HttpResponse:
    """Show and change what a person says of themselves."""
    # a copy, so that a form with errors does not change the name in the frame
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        change_profile(request.user, form.profile())
        messages.success(request, _("Đã lưu thông tin."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form, "tab": "profile", "sizes": (80, 90, 100, 110, 120, 130, 140)})


@public
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Change how the screen looks, for a person on the account, for a visitor in cookies."""
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(_("Không có lựa chọn này."))
    values = form.values()
    if isinstance(request.user, User) and values:
        change_preferences(request.user, values)
    answer = HttpResponseRedirect(own_path(request.POST.get("next", "")))
    keep_preferences(answer, values)
    return answer


@require_POST
def tour(request: Request) -> HttpResponse:
    """Remember how far a person has come in the first-run tour."""
    form = TourForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(_("Không có bước này."))
    move_tour(request.user, form.cleaned_data["step"])
    return HttpResponseRedirect(own_path(request.POST.get("next", "")))


@require_GET
def sessions(request: Request) -> HttpResponse:
    """Show where the person is logged in."""
    places = open_sessions(request.user, this=request.session.session_key, now=timezone.now())
    return render(request, "accounts/sessions.html", {"places": places, "tab": "sessions"})


@require_POST
def end_session(request: Request, pk: int) -> HttpResponse:
    """End one of the person's own sessions; somebody else's does not exist for them."""
    actions.end_session(get_object_or_404(LoginSession, pk=pk, user=request.user), by=request.user)
    messages.success(request, _("Đã kết thúc phiên đăng nhập."))
    return redirect("accounts:sessions")


@require_POST
def end_other_sessions(request: Request) -> HttpResponse:
    """End every session of the person but this one."""
    ended = actions.end_other_sessions(request.user, by=request.user, keep=request.session.session_key)
    messages.success(request, ngettext("Đã kết thúc %(n)s phiên khác.", "Đã kết thúc %(n)s phiên khác.", ended) % {"n": ended})
    return redirect("accounts:sessions")
