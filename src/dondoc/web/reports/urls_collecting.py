"""The addresses of what units report and of those who collect it."""

from __future__ import annotations

from django.urls import path

from dondoc.web.reports.views import answering, collecting, figures_tables, filling

urlpatterns = [
    path("nop/<int:pk>/", answering.unit_report, name="unit_report"),
    path("nop/<int:pk>/rut-lai/", answering.take_back, name="withdraw"),
    path("nop/<int:pk>/nhan/", answering.take, name="accept"),
    path("nop/<int:pk>/tra-lai/", answering.give_back, name="give_back"),
    path("nop/<int:pk>/tra-de-sua/", answering.give_down, name="give_down"),
    path("thu/<int:pk>/", collecting.collecting, name="collecting"),
    path("thu/<int:pk>/nhan-het/", collecting.take_all, name="accept_all"),
    path("thu/<int:pk>/khoa/", collecting.lock, name="lock"),
    path("thu/<int:pk>/mo-khoa/", collecting.unlock, name="unlock"),
    path("nop/<int:pk>/bieu/<slug:key>/", filling.table, name="table"),
    path("nop/<int:pk>/bieu/<slug:key>/mau/", filling.template, name="table_template"),
    path("nop/<int:pk>/bieu/<slug:key>/tep/", filling.upload, name="table_upload"),
    path("che-do/<int:pk>/bieu/", figures_tables.new_table, name="new_table"),
    path("bieu/<int:pk>/", figures_tables.edit_table, name="edit_table"),
    path("bieu/<int:pk>/bo/", figures_tables.remove_table, name="remove_table"),
]
