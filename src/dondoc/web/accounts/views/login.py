"""Log-in in one or two steps, log-out, and the page for who tried too often."""

from __future__ import annotations

import math
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.web.accounts.actions.log_in import (
    ask_for_code,
    check_password,
    forget_half_log_in,
    half_logged_in,
    note_wrong_code,
)
from dondoc.web.accounts.actions.second_factor import has_second_factor, verify_code
from dondoc.web.accounts.actions.sessions import log_in, log_out
from dondoc.web.accounts.actions.visits import ENDED
from dondoc.web.accounts.addresses import client_address
from dondoc.web.accounts.forms import CodeForm, LoginForm
from dondoc.web.accounts.middleware import public
from dondoc.web.accounts.models import User
from dondoc.web.accounts.own_paths import path_after_log_in
from dondoc.web.accounts.queries import blocked_until, locked_until
from dondoc.web.accounts.requests import Request


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Ask who it is; on to the code where the person has set one up, otherwise in."""
    target = path_after_log_in(request.POST.get("next", request.GET.get("next", "")))
    if request.user.is_authenticated:
        return HttpResponseRedirect(target)
    now = timezone.now()
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        until = blocked_until(client_address(request), now=now)
        if until:
            return too_many(request, until, now=now)
        user = check_password(request, **form.cleaned_data, now=now)
        if user:
            return _right_password(request, user, target=target, now=now)
        form.add_error(None, _("Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra bộ gõ và phím Caps Lock rồi nhập lại."))
    ended = request.session.pop(ENDED, "") if ENDED in request.session else ""
    return render(request, "accounts/login.html", {"form": form, "next": target, "ended": ended})


@public
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code after the password; nothing else opens until it is right."""
    target = path_after_log_in(request.POST.get("next", request.GET.get("next", "")))
    now = timezone.now()
    user = half_logged_in(request, now=now)
    if user is None:
        forget_half_log_in(request)
        messages.warning(request, _("Bước nhập mã đã hết hạn. Hãy đăng nhập lại từ đầu."))
        return redirect("accounts:login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        until = blocked_until(client_address(request), now=now)
        if until:
            return too_many(request, until, now=now)
        wrong = _wrong_code(request, user, typed=form.cleaned_data["code"], now=now)
        if not wrong:
            forget_half_log_in(request)
            log_in(request, user, now=now)
            return HttpResponseRedirect(target)
        form.add_error("code", wrong)
    return render(request, "accounts/code.html", {"form": form, "next": target, "person": user})


@require_POST
def logout(request: Request) -> HttpResponse:
    """Log out; by POST only, so that no link of a page elsewhere can."""
    log_out(request, request.user)
    messages.success(request, _("Đã đăng xuất."))
    return redirect("accounts:login")


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Say that a name was tried too often from this address, and when to try again; called by the counter of failures."""
    now = timezone.now()
    return too_many(request, locked_until(request, now=now), now=now)


def too_many(request: HttpRequest, until: datetime, *, now: datetime) -> HttpResponse:
    """Say when to try again, to the person and to a program."""
    seconds = max(1, math.ceil((until - now).total_seconds()))
    minutes = math.ceil(seconds / 60)
    page = render(request, "accounts/locked.html", {"until": until, "minutes": minutes}, status=429)
    page.headers["Retry-After"] = str(seconds)
    return page


def _right_password(request: HttpRequest, user: User, *, target: str, now: datetime) -> HttpResponse:
    if not has_second_factor(user):
        log_in(request, user, now=now)
        return HttpResponseRedirect(target)
    ask_for_code(request, user, now=now)
    return HttpResponseRedirect(reverse("accounts:code", query={"next": target}))


def _wrong_code(request: HttpRequest, user: User, *, typed: str, now: datetime) -> str:
    """Return what is wrong with the code, or nothing."""
    verdict = verify_code(user, typed)
    if verdict.right:
        return ""
    if verdict.wait_until:
        wait = max(1, math.ceil((verdict.wait_until - now).total_seconds()))
        return ngettext("Vừa nhập sai. Đợi %(n)s giây rồi nhập mã mới.", "Vừa nhập sai. Đợi %(n)s giây rồi nhập mã mới.", wait) % {
            "n": wait
        }
    note_wrong_code(request, user, now=now)
    return _("Mã không đúng hoặc đã dùng rồi. Đợi điện thoại hiện mã mới rồi nhập lại.")
