"""Turns an address under /bao-cao/ or /van-ban-di/ into the page that answers it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("van-ban-di/", include("dondoc.web.reports.urls_outgoing")),
    path("bao-cao/kiem-tra-the-thuc/", include("dondoc.web.reports.urls_form_check")),
    path("bao-cao/", include("dondoc.web.reports.urls_duties")),
    path("bao-cao/", include("dondoc.web.reports.urls_collecting")),
    path("bao-cao/tong-hop/", include("dondoc.web.reports.urls_consolidating")),
]
