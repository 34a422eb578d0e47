"""Addresses of where things stand."""

from __future__ import annotations

from django.urls import path

from dondoc.web.overview.views import exports, parts, standing

app_name = "overview"
urlpatterns = [
    path("", standing.standing, name="standing"),
    path("dien-bien/", standing.trend, name="trend"),
    path("nguoi-dung-dau/", standing.heads, name="heads"),
    path("gia-han/", standing.extended, name="extended"),
    path("don-vi/<int:pk>/", standing.unit, name="unit"),
    path("phan-viec/", parts.parts, name="parts"),
    path("phan-viec/xlsx/", exports.export, name="export"),
    path("phan-viec/xlsx/<uuid:pk>/", exports.exported, name="exported"),
]
