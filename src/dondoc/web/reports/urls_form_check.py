"""Turns the address under /bao-cao/kiem-tra-the-thuc/ into the page that checks the form of a Word file."""

from __future__ import annotations

from django.urls import path

from dondoc.web.reports.views import form_check

urlpatterns = [path("", form_check.form_check, name="form_check")]
