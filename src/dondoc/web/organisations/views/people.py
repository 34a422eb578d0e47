"""The people: a list, one person with their roles, adding and changing accounts, and the link that sets a password."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.web.accounts.actions import LastAdministrator, UsernameTaken
from dondoc.web.accounts.models import User
from dondoc.web.accounts.queries import has_second_factor, open_sessions
from dondoc.web.organisations.actions.arrivals import (
    WithoutReason,
    change_account,
    close,
    drop_second_factor,
    end_sessions_of,
    open_again,
    renew_link,
    take_in,
)
from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.forms.people import AbsenceForm, NewPersonForm, PeopleFilter, PersonForm, PostForm
from dondoc.web.organisations.models import Role
from dondoc.web.organisations.people_words import ROLE_HINTS
from dondoc.web.organisations.permissions import may_manage_person, may_manage_units
from dondoc.web.organisations.queries.people import Wanted, people_found, people_shown, person_seen, posts_of
from dondoc.web.organisations.requests import Request
from dondoc.web.organisations.views.tree import unit_asked

PAGE = 50
_LINK = "set_up_link"


@require_safe
def people(request: Request) -> HttpResponse:
    """List the people whom this person may see."""
    today = timezone.localdate()
    form = PeopleFilter(request.GET)
    form.is_valid()
    given = form.cleaned_data
    wanted = Wanted(given.get("q", ""), given.get("don_vi"), given.get("vai_tro", ""), idle=request.GET.get("chua-co") == "1")
    page = Paginator(people_found(request.scope, wanted, on=today), PAGE).get_page(request.GET.get("trang"))
    values = {
        "form": form,
        "page": page,
        "people": people_shown(list(page.object_list), request.scope, on=today),
        "is_filtered": any((wanted.words, wanted.unit, wanted.role, wanted.idle)),
        "idle": wanted.idle,
        "may_add": request.user.is_administrator or request.scope.holds(Role.ADMINISTRATOR),
        "today": today,
    }
    return render(request, "organisations/people.html", values)


@require_safe
def person(request: Request, pk: int) -> HttpResponse:
    """Show a person with their roles."""
    return show_person(request, _seen(request, pk))


def show_person(
    request: Request, person: User, *, post_form: PostForm | None = None, absence_form: AbsenceForm | None = None
) -> HttpResponse:
    """Answer with a person's page, with the forms that were refused where there are such."""
    today = timezone.localdate()
    posts = posts_of(person, request.scope)
    may_manage = may_manage_person(request.scope, person, on=today)
    link = request.session.get(_LINK, {})
    values = {
        "person": person,
        "posts": posts,
        "current": [post for post in posts if post.valid_to is None or post.valid_to > today],
        "past": [post for post in posts if post.valid_to is not None and post.valid_to <= today],
        "post_form": post_form or PostForm(initial={"first_day": today}),
        "absence_form": absence_form or AbsenceForm(initial={"first_day": today}),
        "manages": {post.pk for post in posts if may_manage_units(request.scope, post.unit)},
        "may_manage": may_manage,
        "logged_in": len(open_sessions(person, this=None, now=timezone.now())) if may_manage else 0,
        "has_code": may_manage and has_second_factor(person),
        "may_give": request.user.is_administrator or request.scope.holds(Role.ADMINISTRATOR),
        "link": request.build_absolute_uri(request.session.pop(_LINK)["path"]) if link.get("person") == person.pk else "",
        "roles": [(role, ROLE_HINTS[role]) for role in Role],
        "today": today,
        "is_me": person.pk == request.user.pk,
    }
    refused = any(form is not None and form.errors for form in (post_form, absence_form))
    return render(request, "organisations/person.html", values, status=422 if refused else 200)


@require_http_methods(["GET", "POST"])
def new_person(request: Request) -> HttpResponse:
    """Add a person with their first role."""
    is_keeper = request.user.is_administrator
    if not is_keeper and not request.scope.holds(Role.ADMINISTRATOR):
        raise Http404
    today = timezone.localdate()
    unit = unit_asked(request, "don-vi")
    form = NewPersonForm(request.POST or None, unit_required=not is_keeper, initial={"first_day": today, "unit": unit})
    if form.is_valid():
        try:
            arrived = take_in(form.details(), form.post(), by=request.user, now=timezone.now(), today=today)
        except CannotChange as refused:
            form.add_error(None, refused.words)
        except UsernameTaken as taken:
            form.add_error("username", str(taken))
        except PermissionDenied:
            form.add_error("unit", _("Anh, chị không quản trị đơn vị này. Hãy chọn đơn vị khác, hoặc nhờ người quản trị của đơn vị ấy."))
        else:
            request.session[_LINK] = {"person": arrived.person.pk, "path": arrived.link}
            messages.success(request, _("Đã thêm %(person)s.") % {"person": arrived.person.full_name})
            return redirect("organisations:person", arrived.person.pk)
    values = {"form": form, "roles": [(role, ROLE_HINTS[role]) for role in Role]}
    return render(request, "organisations/new_person.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_person(request: Request, pk: int) -> HttpResponse:
    """Change a person's account."""
    person = _managed(request, pk)
    first = {"full_name": person.full_name, "username": person.username, "email": person.email, "phone": person.phone}
    form = PersonForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            change_account(person, form.details(person), by=request.user, today=timezone.localdate())
        except UsernameTaken as taken:
            form.add_error("username", str(taken))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("organisations:person", pk)
    return render(request, "organisations/edit_person.html", {"form": form, "person": person}, status=422 if form.errors else 200)


@require_POST
def set_up_link(request: Request, pk: int) -> HttpResponse:
    """Make a link with which a person sets their password; it is shown once, on their page."""
    person = _managed(request, pk)
    link = renew_link(person, by=request.user, now=timezone.now(), today=timezone.localdate())
    request.session[_LINK] = {"person": person.pk, "path": link}
    return redirect("organisations:person", pk)


@require_POST
def close_account(request: Request, pk: int) -> HttpResponse:
    """Let a person log in no more."""
    person = _managed(request, pk)
    try:
        close(person, by=request.user, today=timezone.localdate(), reason=request.POST.get("reason", "")[:300])
    except LastAdministrator as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã khóa tài khoản của %(person)s.") % {"person": person.full_name})
    return redirect("organisations:person", pk)


@require_POST
def open_account(request: Request, pk: int) -> HttpResponse:
    """Let a person log in again."""
    person = _managed(request, pk)
    open_again(person, by=request.user, today=timezone.localdate())
    messages.success(request, _("Đã mở lại tài khoản của %(person)s.") % {"person": person.full_name})
    return redirect("organisations:person", pk)


@require_POST
def end_sessions(request: Request, pk: int) -> HttpResponse:
    """Log a person out everywhere."""
    person = _managed(request, pk, others=True)
    try:
        count = end_sessions_of(person, by=request.user, today=timezone.localdate(), reason=request.POST.get("reason", "")[:300])
    except WithoutReason as refused:
        messages.error(request, str(refused))
    else:
        words = ngettext("Đã kết thúc %(n)s phiên đăng nhập của %(person)s.", "Đã kết thúc %(n)s phiên đăng nhập của %(person)s.", count)
        messages.success(request, words % {"n": count, "person": person.full_name})
    return redirect("organisations:person", pk)


@require_POST
def turn_off_code(request: Request, pk: int) -> HttpResponse:
    """Let a person who lost their telephone log in by password alone."""
    person = _managed(request, pk, others=True)
    try:
        drop_second_factor(person, by=request.user, today=timezone.localdate(), reason=request.POST.get("reason", "")[:300])
    except WithoutReason as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã tắt xác thực hai bước của %(person)s.") % {"person": person.full_name})
    return redirect("organisations:person", pk)


def _seen(request: Request, pk: int) -> User:
    person = person_seen(request.scope, pk, on=timezone.localdate())
    if person is None:
        raise Http404
    return person


def _managed(request: Request, pk: int, *, others: bool = False) -> User:
    """Return a person whose account this person may change (with `others` not their own); for anybody else its forms do not exist."""
    person = _seen(request, pk)
    if (others and person.pk == request.user.pk) or not may_manage_person(request.scope, person, on=timezone.localdate()):
        raise Http404
    return person
