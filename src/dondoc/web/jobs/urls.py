"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from dondoc.web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="list"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/tien-do/", views.state, name="state"),
    path("<uuid:pk>/huy/", views.cancel, name="cancel"),
    path("<uuid:pk>/lam-lai/", views.retry, name="retry"),
]
