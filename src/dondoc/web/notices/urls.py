"""Addresses of a person's own notices."""

from __future__ import annotations

from django.urls import path

from dondoc.web.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="list"),
    path("da-doc-het/", views.tick_all, name="tick_all"),
    path("<int:pk>/mo/", views.open_notice, name="open"),
    path("<int:pk>/da-doc/", views.tick, name="tick"),
]
