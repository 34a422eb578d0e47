"""Turns an address into the app that answers it."""

from __future__ import annotations

from django.urls import include, path

from dondoc.web.config.health import health

urlpatterns = [
    path("suc-khoe/", health, name="health"),
    path("", include("dondoc.web.ui.urls")),
    path("", include("dondoc.web.accounts.urls")),
    path("thong-bao/", include("dondoc.web.notices.urls")),
    path("cong-viec-nen/", include("dondoc.web.jobs.urls")),
    path("nhat-ky/", include("dondoc.web.audit.urls")),
    path("to-chuc/", include("dondoc.web.organisations.urls")),
    path("lich-lam-viec/", include("dondoc.web.calendars.urls")),
    path("viec-cho-toi/", include("dondoc.web.tracking.urls_waiting")),
    path("", include("dondoc.web.tracking.urls_bulk")),
    path("tinh-hinh/", include("dondoc.web.overview.urls")),
    path("", include("dondoc.web.reports.urls")),
    path("", include("dondoc.web.urging.urls")),
    path("", include("dondoc.web.tracking.urls")),
    path("", include("dondoc.web.plans.urls")),
]
handler400 = "dondoc.web.ui.views.bad_request"
handler403 = "dondoc.web.ui.views.forbidden"
handler404 = "dondoc.web.ui.views.not_found"
handler500 = "dondoc.web.ui.views.broken"
