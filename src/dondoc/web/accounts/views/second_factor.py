"""The codes of a person's telephone: set up, recovery codes, turned off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from dondoc.web.accounts.actions import second_factor as factor
from dondoc.web.accounts.actions.sessions import end_other_sessions
from dondoc.web.accounts.forms import DeviceForm, PasswordForm
from dondoc.web.accounts.queries import second_factor_of
from dondoc.web.accounts.requests import Request


@require_GET
def show(request: Request) -> HttpResponse:
    """Show where the person stands, with the picture to scan while a telephone is being set up."""
    return _page(request)


@require_POST
def begin(request: Request) -> HttpResponse:
    """Draw a key for a new telephone."""
    if not factor.has_second_factor(request.user):
        factor.begin_second_factor(request.user)
    return redirect("accounts:second_factor")


@require_POST
def confirm(request: Request) -> HttpResponse:
    """Take the telephone into use and show the recovery codes: here, once, and nowhere else, so this answer is no redirect."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return _page(request, confirm_form=form)
    codes = factor.turn_on_second_factor(request.user, form.cleaned_data["code"])
    if codes is None:
        form.add_error("code", _("Mã không đúng. Kiểm tra giờ trên điện thoại, đợi mã mới hiện ra rồi nhập lại."))
        return _page(request, confirm_form=form)
    end_other_sessions(request.user, by=request.user, keep=request.session.session_key)
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "first": True, "tab": "second_factor"})


@sensitive_post_parameters("password")
@require_POST
def turn_off(request: Request) -> HttpResponse:
    """Turn the codes off, for who shows the password."""
    form = PasswordForm(request.POST, request=request)
    if not form.is_valid():
        return _page(request, off_form=form)
    factor.turn_off_second_factor(request.user, by=request.user)
    messages.success(request, _("Đã tắt xác thực hai bước."))
    return redirect("accounts:second_factor")


@sensitive_post_parameters("password")
@require_POST
def renew_codes(request: Request) -> HttpResponse:
    """Show new recovery codes, once, to who shows the password; those before no longer work."""
    form = PasswordForm(request.POST, request=request)
    if not form.is_valid():
        return _page(request, codes_form=form)
    if not factor.has_second_factor(request.user):
        return redirect("accounts:second_factor")
    codes = factor.renew_recovery_codes(request.user)
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "first": False, "tab": "second_factor"})


def _page(request: Request, **given: DeviceForm | PasswordForm) -> HttpResponse:
    forms = {
        "confirm_form": DeviceForm(),
        "off_form": PasswordForm(request=request),
        "codes_form": PasswordForm(request=request),
        **given,
    }
    for name, form in forms.items():
        form.auto_id = f"{name}_%s"
    return render(request, "accounts/second_factor.html", {**forms, "factor": second_factor_of(request.user), "tab": "second_factor"})
