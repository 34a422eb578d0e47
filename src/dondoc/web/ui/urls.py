"""Addresses of the frame's own pages."""

from __future__ import annotations

from django.urls import path

from dondoc.web.ui import views

app_name = "ui"
urlpatterns = [path("tro-giup/phim-tat/", views.shortcuts, name="shortcuts")]
