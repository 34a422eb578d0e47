"""Roles given and ended, and who stands in for whom: what the forms on a person's page send."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.actions.posts import change_post_title, end_post, end_substitution, give_post, name_substitute
from dondoc.web.organisations.forms.people import AbsenceForm, EndForm, PostForm, TitleForm
from dondoc.web.organisations.models import Post, Substitution
from dondoc.web.organisations.permissions import may_manage_units, may_name_substitute
from dondoc.web.organisations.queries.people import person_meant, person_seen
from dondoc.web.organisations.requests import Request
from dondoc.web.organisations.views.people import show_person


@require_POST
def give(request: Request, pk: int) -> HttpResponse:
    """Give a person a role."""
    today = timezone.localdate()
    person = person_seen(request.scope, pk, on=today)
    if person is None:
        raise Http404
    form = PostForm(request.POST)
    if form.is_valid() and (post := form.post()) is not None:
        try:
            give_post(person, post, by=request.user, today=today)
        except CannotChange as refused:
            form.add_error(None, refused.words)
        except PermissionDenied:
            form.add_error("unit", _("Anh, chị không quản trị đơn vị này. Hãy chọn đơn vị khác, hoặc nhờ người quản trị của đơn vị ấy."))
        else:
            messages.success(request, _("Đã giao vai trò."))
            return redirect("organisations:person", pk)
    return show_person(request, person, post_form=form)


@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    """Let a role end."""
    post = _managed(request, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy ghi ngày thôi giữ vai trò theo mẫu 01/03/2025."))
        return redirect("organisations:person", post.user_id)
    try:
        end_post(post, on=form.cleaned_data["on"], by=request.user, today=timezone.localdate())
    except CannotChange as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, _("Đã ghi ngày thôi giữ vai trò."))
    return redirect("organisations:person", post.user_id)


@require_POST
def change_title(request: Request, pk: int) -> HttpResponse:
    """Set how a post is called."""
    post = _managed(request, pk)
    form = TitleForm(request.POST)
    if form.is_valid():
        change_post_title(post, form.cleaned_data["title"], by=request.user, today=timezone.localdate())
    return redirect("organisations:person", post.user_id)


@require_POST
def stand_in(request: Request, pk: int) -> HttpResponse:
    """Name who stands in for the holder of a post."""
    post = get_object_or_404(Post.objects.select_related("unit", "user"), pk=pk)
    if not may_name_substitute(request.scope, post):
        raise Http404
    form = AbsenceForm(request.POST)
    if form.is_valid():
        substitute = person_meant(request.scope, form.cleaned_data["substitute"], on=timezone.localdate())
        if substitute is None:
            form.add_error("substitute", _("Không có ai tên này, hoặc có nhiều người. Hãy ghi tên đăng nhập của người làm thay."))
        else:
            try:
                name_substitute(post, substitute, absence=form.absence(), by=request.user, today=timezone.localdate())
            except CannotChange as refused:
                form.add_error(None, refused.words)
            else:
                messages.success(request, _("Đã giao %(person)s làm thay.") % {"person": substitute.full_name})
                return redirect("organisations:person", post.user_id)
    return show_person(request, post.user, absence_form=form)


@require_POST
def end_stand_in(request: Request, pk: int) -> HttpResponse:
    """Let a substitution end at once."""
    found = get_object_or_404(Substitution.objects.select_related("post__unit", "post__user", "substitute"), pk=pk)
    if not may_name_substitute(request.scope, found.post):
        raise Http404
    end_substitution(found, by=request.user, now=timezone.now(), today=timezone.localdate())
    messages.success(request, _("Đã kết thúc việc làm thay."))
    return redirect("organisations:person", found.post.user_id)


def _managed(request: Request, pk: int) -> Post:
    post = get_object_or_404(Post.objects.select_related("unit", "user"), pk=pk)
    if not may_manage_units(request.scope, post.unit):
        raise Http404
    return post
