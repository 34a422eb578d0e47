"""Turns an address under /bao-cao/tong-hop/ into the page on which a consolidated report is written."""

from __future__ import annotations

from django.urls import path

from dondoc.web.reports.views import consolidating, looking_into, proposing

urlpatterns = [
    path("<int:pk>/", consolidating.consolidation, name="consolidation"),
    path("<int:pk>/chot/", consolidating.freeze, name="freeze"),
    path("<int:pk>/doan/", consolidating.passage, name="passage"),
    path("<int:pk>/muc/", consolidating.section, name="section"),
    path("<int:pk>/trich-yeu/", consolidating.title, name="report_title"),
    path("<int:pk>/so-lieu/", looking_into.figure_rows, name="figure_rows"),
    path("<int:pk>/kem-theo/", looking_into.attached, name="attached"),
    path("<int:pk>/lan-chot/", looking_into.snapshots, name="snapshots"),
    path("<int:pk>/so-sanh/", looking_into.compared, name="compared"),
    path("<int:pk>/tep/<str:ending>/", looking_into.draft_file, name="draft_file"),
    path("<int:pk>/trinh-ky/", proposing.propose, name="propose"),
]
