"""Addresses of the registry."""

from __future__ import annotations

from django.urls import path

from dondoc.web.organisations.views import events, groups, importing, people, posts, tree, units

app_name = "organisations"
urlpatterns = [
    path("", tree.tree, name="tree"),
    path("tim/", tree.search, name="search"),
    path("lap/", units.new_department, name="new_department"),
    path("don-vi-moi/", units.new_unit, name="new_unit"),
    path("<int:pk>/", units.unit, name="unit"),
    path("<int:pk>/sua/", units.edit, name="edit_unit"),
    path("<int:pk>/ten/<int:row>/", units.correct, name="correct_name"),
    path("<int:pk>/cach-viet/", units.new_alias, name="new_alias"),
    path("cach-viet/<int:pk>/bo/", units.drop_alias, name="drop_alias"),
    path("<int:pk>/viec/<slug:kind>/", events.event, name="event"),
    path("viec/<int:pk>/rut/", events.withdraw, name="withdraw_event"),
    path("nhom/", groups.groups, name="groups"),
    path("nhom/moi/", groups.new_group, name="new_group"),
    path("nhom/<int:pk>/", groups.group, name="group"),
    path("nhom/<int:pk>/sua/", groups.edit_group, name="edit_group"),
    path("nhom/<int:pk>/them/", groups.add_to_group, name="add_to_group"),
    path("nhom/thanh-vien/<int:pk>/ra/", groups.leave_group, name="leave_group"),
    path("nguoi/", people.people, name="people"),
    path("nguoi/moi/", people.new_person, name="new_person"),
    path("nguoi/<int:pk>/", people.person, name="person"),
    path("nguoi/<int:pk>/sua/", people.edit_person, name="edit_person"),
    path("nguoi/<int:pk>/lien-ket/", people.set_up_link, name="set_up_link"),
    path("nguoi/<int:pk>/khoa/", people.close_account, name="close_account"),
    path("nguoi/<int:pk>/mo/", people.open_account, name="open_account"),
    path("nguoi/<int:pk>/phien/", people.end_sessions, name="end_sessions"),
    path("nguoi/<int:pk>/tat-hai-buoc/", people.turn_off_code, name="turn_off_code"),
    path("nguoi/<int:pk>/vai-tro/", posts.give, name="give_post"),
    path("vai-tro/<int:pk>/thoi/", posts.end, name="end_post"),
    path("vai-tro/<int:pk>/chuc-vu/", posts.change_title, name="change_post_title"),
    path("vai-tro/<int:pk>/lam-thay/", posts.stand_in, name="name_substitute"),
    path("lam-thay/<int:pk>/thoi/", posts.end_stand_in, name="end_substitution"),
    path("nhap/", importing.upload, name="import"),
    path("nhap/mau/", importing.empty_list, name="import_form"),
    path("nhap/<uuid:pk>/", importing.preview, name="import_preview"),
    path("xuat/", importing.export, name="export"),
]
