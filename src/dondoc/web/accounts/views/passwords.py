"""Sets a password by a one-time link, and changes it by the old one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from dondoc.web.accounts.actions.invitations import InvitationUsed, accept_invitation
from dondoc.web.accounts.actions.passwords import change_password as change
from dondoc.web.accounts.forms import ChangePasswordForm, NewPasswordForm
from dondoc.web.accounts.middleware import public
from dondoc.web.accounts.models import User
from dondoc.web.accounts.queries import invitation_of
from dondoc.web.accounts.requests import Request


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """Let the person whose link this is choose a password; looking at the page does not use the link up."""
    now = timezone.now()
    person = invitation_of(token, now=now)
    form = NewPasswordForm(request.POST or None, user=person or User())
    if person and request.method == "POST" and form.is_valid():
        try:
            accept_invitation(person, form.cleaned_data["new_password"], now=now)
        except InvitationUsed:
            person = None
        else:
            messages.success(request, _("Đã đặt mật khẩu. Hãy đăng nhập bằng mật khẩu mới."))
            return redirect("accounts:login")
    page = render(request, "accounts/set_password.html", {"form": form, "person": person}, status=200 if person else 410)
    # the address is the key: no other page may learn it
    page.headers["Referrer-Policy"] = "same-origin"  # "no-referrer" would also hide the origin, and the form would be refused
    return page


@sensitive_variables()
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: Request) -> HttpResponse:
    """Change the person's own password; every other session ends."""
    form = ChangePasswordForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        change(request, form.cleaned_data["new_password"], now=timezone.now())
        messages.success(request, _("Đã đổi mật khẩu. Các nơi đăng nhập khác đã được kết thúc."))
        return redirect("accounts:profile")
    return render(request, "accounts/change_password.html", {"form": form, "tab": "password"})
