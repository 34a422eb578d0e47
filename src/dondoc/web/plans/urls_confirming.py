"""Addresses of the confirm page."""

from __future__ import annotations

from django.urls import path

from dondoc.web.plans.views import confirming

urlpatterns = [
    path("van-ban/<int:plan_id>/xac-nhan/", confirming.confirm, name="confirm"),
    path("van-ban/<int:plan_id>/xac-nhan/doan/<int:chunk>/", confirming.source_chunk, name="source_chunk"),
    path("van-ban/<int:plan_id>/xac-nhan/viec/<int:task_id>/", confirming.act, name="confirm_task"),
    path("van-ban/<int:plan_id>/xac-nhan/viec/<int:task_id>/lay-lai/", confirming.restore, name="restore_task"),
    path("van-ban/<int:plan_id>/xac-nhan/chac-chan/", confirming.accept_certain, name="accept_certain"),
    path("van-ban/<int:plan_id>/xac-nhan/hoan-tac/", confirming.undo, name="undo"),
    path("van-ban/<int:plan_id>/xac-nhan/ten/", confirming.names, name="settle_names"),
    path("van-ban/<int:plan_id>/xac-nhan/chon-chu/", confirming.select, name="use_selection"),
    path("van-ban/<int:plan_id>/xac-nhan/them/", confirming.add, name="add_task"),
    path("van-ban/<int:plan_id>/xac-nhan/ton-tai/<int:finding_id>/", confirming.finding, name="confirm_finding"),
    path("van-ban/<int:plan_id>/xac-nhan/nhan-xet/<int:question_id>/", confirming.question, name="confirm_question"),
]
