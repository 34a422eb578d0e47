"""Addresses of the working calendar."""

from __future__ import annotations

from django.urls import path

from dondoc.web.calendars.views import importing, keeping, year

app_name = "calendars"
urlpatterns = [
    path("", year.year, name="year"),
    path("tinh-thu/", year.trial, name="trial"),
    path("ngay/moi/", keeping.new_day, name="new_day"),
    path("ngay/<int:pk>/", keeping.day, name="day"),
    path("ngay/<int:pk>/rut/", keeping.withdraw_one_day, name="withdraw_day"),
    path("gio/moi/", keeping.new_hours, name="new_hours"),
    path("gio/<int:pk>/rut/", keeping.withdraw_some_hours, name="withdraw_hours"),
    path("nhap/", importing.import_notice, name="import"),
    path("nhap/mau/", importing.empty_notice, name="import_form"),
    path("thong-bao/<int:pk>/rut/", keeping.withdraw_one_notice, name="withdraw_notice"),
]
