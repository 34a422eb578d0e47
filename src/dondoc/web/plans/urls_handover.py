"""Addresses of handing over what units that are no more had open."""

from __future__ import annotations

from django.urls import path

from dondoc.web.plans.views import handovers

urlpatterns = [path("ban-giao/", handovers.handovers, name="handovers")]
