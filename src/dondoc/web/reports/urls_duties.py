"""Addresses of the front of the reports, of duties, of their matrix, and of the units' calendar."""

from __future__ import annotations

from django.urls import URLPattern, path

from dondoc.web.reports.views import board, duties, from_plan

urlpatterns: list[URLPattern] = [
    path("", board.front, name="front"),
    path("lich/", board.calendar, name="calendar"),
    path("yeu-cau/", duties.urgent, name="urgent"),
    path("ky/<int:pk>/nhac/", board.remind, name="remind_period"),
    path("che-do/", duties.duties, name="duties"),
    path("che-do/moi/", duties.new_duty, name="new_duty"),
    path("che-do/tu-ke-hoach/<int:pk>/", from_plan.from_plan, name="duties_of_plan"),
    path("che-do/<int:pk>/", duties.duty, name="duty"),
    path("che-do/<int:pk>/sua/", duties.edit_duty, name="edit_duty"),
    path("che-do/<int:pk>/ket-thuc/", duties.close_duty, name="end_duty"),
    path("che-do/<int:pk>/yeu-cau/", duties.ask_again, name="ask_again"),
    path("che-do/<int:pk>/ma-tran/", board.matrix, name="matrix"),
]
