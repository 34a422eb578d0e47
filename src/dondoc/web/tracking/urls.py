"""Addresses of carrying work to its end: parts, what is said of tasks, targets, proofs."""

from __future__ import annotations

from django.urls import path

from dondoc.web.tracking.views import acts, reporting, talking, targets

app_name = "tracking"
urlpatterns = [
    path("phan-viec/<int:pk>/bao-cao/", reporting.report, name="report"),
    path("phan-viec/<int:pk>/ket-luan/", reporting.verdict, name="verdict"),
    path("phan-viec/<int:pk>/giao-lai/", acts.share_out, name="share_out"),
    path("phan-viec/<int:pk>/<slug:name>/", acts.act, name="act"),
    path("gia-han/<int:pk>/", reporting.extension, name="extension"),
    path("vuong-mac/<int:pk>/", reporting.difficulty, name="difficulty"),
    path("minh-chung/<int:pk>/", reporting.proof, name="proof"),
    path("viec/<int:pk>/trao-doi/", talking.say, name="say"),
    path("viec/<int:pk>/nguoi/", talking.people, name="people"),
    path("viec/<int:pk>/theo-doi/", talking.follow, name="follow"),
    path("viec/<int:pk>/cho/", talking.wait, name="wait"),
    path("cho/<int:pk>/bo/", talking.wait_no_more, name="wait_no_more"),
    path("chi-tieu/<int:pk>/", targets.target, name="target"),
    path("so-lieu/<int:pk>/sua/", targets.correct, name="correct"),
]
