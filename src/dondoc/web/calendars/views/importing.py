"""The yearly notice: pasted or uploaded, looked at, then taken in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dondoc.web.calendars.actions.yearly import take_in_notice
from dondoc.web.calendars.forms.keeping import NoticeForm
from dondoc.web.calendars.notice_lines import COLUMNS
from dondoc.web.calendars.queries.preview import NoticePreview, preview
from dondoc.web.calendars.views.asking import asked_year, demand_keeper, unit_kept
from dondoc.web.calendars.views.keeping import to_year
from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.lists.sheet import write_list
from dondoc.web.organisations.requests import Request

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def import_notice(request: Request) -> HttpResponse:
    """Show what a notice would set, and set it once it is confirmed as seen."""
    demand_keeper(request)
    today = timezone.localdate()
    first = {"unit": unit_kept(request, on=today), "year": asked_year(request, on=today) if "nam" in request.GET else today.year + 1}
    form = NoticeForm(request.POST or None, request.FILES or None, by=request.user, initial=first)
    seen: NoticePreview | None = None
    if form.is_valid():
        seen = preview(form.read(), form.cleaned_data["unit"], form.cleaned_data["year"])
        is_meant = request.POST.get("act") == "record" and request.POST.get("seen") == form.mark()
        if is_meant and not seen.errors and (done := _take_in(request, form)) is not None:
            return done
    values = {"form": form, "preview": seen, "lines": form.cleaned_data.get("lines", "") if form.is_bound else ""}
    values["mark"] = form.mark() if seen is not None and form.is_valid() else ""
    return render(request, "calendars/import.html", values, status=422 if form.errors or (seen is not None and seen.errors) else 200)


@require_safe
def empty_notice(request: Request) -> HttpResponse:
    """Give an empty list with the right headings."""
    demand_keeper(request)
    data = write_list("Lịch nghỉ", COLUMNS, ())
    return HttpResponse(data, content_type=_XLSX, headers={"Content-Disposition": 'attachment; filename="mau-lich-nghi.xlsx"'})


def _take_in(request: Request, form: NoticeForm) -> HttpResponse | None:
    """Take the notice in; `None` where it was refused, with the reason in the form."""
    unit, notice = form.cleaned_data["unit"], form.notice(form.read())
    try:
        take_in_notice(unit, notice, by=request.user, now=timezone.now())
    except CannotChange as refused:
        form.add_error(None, refused.words)
    except PermissionDenied:
        form.add_error("unit", _("Anh, chị không quản trị đơn vị này."))
    else:
        words = ngettext("Đã đặt %(n)s ngày theo thông báo.", "Đã đặt %(n)s ngày theo thông báo.", len(notice.days))
        messages.success(request, words % {"n": len(notice.days)})
        return to_year(unit, notice.year)
    return None
