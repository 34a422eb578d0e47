"""Addresses of log-in and of a person's own pages."""

from __future__ import annotations

from django.urls import path

from dondoc.web.accounts import views

app_name = "accounts"
urlpatterns = [path("dang-nhap/", views.Login.as_view(), name="login")]
