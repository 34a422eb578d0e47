"""The page that checks the form of any Word file; nothing of the file is kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from dondoc.engine.sources.errors import UnreadableSource
from dondoc.engine.writing.official.form_check import FormReview, Weight, check_form
from dondoc.engine.writing.official.form_check.components import Component, by_component
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.upload_limit import cut_off
from dondoc.web.reports.forms.form_check import FormCheckForm

COMPONENTS = {
    Component.PAGE: _("Trang giấy, lề, số trang"),
    Component.FONT: _("Phông chữ, màu chữ, bộ mã"),
    Component.HEAD: _("Quốc hiệu, tên cơ quan, số, địa danh và ngày"),
    Component.TITLE: _("Tên loại và trích yếu"),
    Component.BODY: _("Nội dung, đề mục, bảng"),
    Component.SIGNER: _("Chức vụ, họ tên người ký"),
    Component.RECIPIENTS: _("Kính gửi, nơi nhận"),
    Component.ANNEX: _("Phụ lục"),
}


@require_http_methods(["GET", "POST"])
def form_check(request: Request) -> HttpResponse:
    """Take a Word file and say what in it is not in the form of the decree."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FormCheckForm(*given, cut_off=cut_off(request))
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            context |= _told(check_form(file.read(), file.name))
        except UnreadableSource as error:
            form.add_error("file", error.en if get_language() == "en" else error.vi)
    return render(request, "reports/form_check.html", context, status=422 if form.errors else 200)


def _told(review: FormReview) -> dict[str, object]:
    """Return what the page shows of a review."""
    blocking = sum(finding.weight is Weight.BLOCKING for finding in review.findings)
    return {
        "review": review,
        "blocking": blocking,
        "advice": len(review.findings) - blocking,
        "parts": [(COMPONENTS[part.component], part) for part in by_component(review)],
        "in_english": get_language() == "en",
    }
