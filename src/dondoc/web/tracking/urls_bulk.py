"""Addresses of what is done to many parts at once: ticked in a list, edited in a workbook, or handed over with a person's work."""

from __future__ import annotations

from django.urls import path

from dondoc.web.tracking.views import many, person_handover, round_trip

app_name = "bulk"
urlpatterns = [
    path("nhieu-viec/", many.many, name="many"),
    path("nhieu-viec/<uuid:pk>/", many.batch, name="batch"),
    path("nhieu-viec/<uuid:pk>/hoan-tac/", many.undo, name="undo"),
    path("sua-excel/", round_trip.bring_back, name="bring_back"),
    path("sua-excel/tai-ve/", round_trip.take_away, name="take_away"),
    path("sua-excel/<uuid:pk>/", round_trip.returned, name="returned"),
    path("ban-giao-viec/", person_handover.people, name="people"),
    path("ban-giao-viec/<int:pk>/", person_handover.person, name="person"),
]
