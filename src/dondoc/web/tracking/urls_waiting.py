"""Addresses of what waits for a person."""

from __future__ import annotations

from django.urls import path

from dondoc.web.tracking.views.waiting import waiting_list

app_name = "waiting"
urlpatterns = [path("<slug:name>/", waiting_list, name="list")]
