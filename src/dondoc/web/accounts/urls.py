"""Addresses of log-in and of a person's own pages."""

from __future__ import annotations

from django.urls import path

from dondoc.web.accounts.views import login, passwords, profile, second_factor

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", login.login, name="login"),
    path("dang-nhap/ma/", login.code, name="code"),
    path("dang-xuat/", login.logout, name="logout"),
    path("dat-mat-khau/<str:token>/", passwords.set_password, name="set_password"),
    path("toi/", profile.profile, name="profile"),
    path("toi/tuy-chon/", profile.preferences, name="preferences"),
    path("toi/huong-dan/", profile.tour, name="tour"),
    path("toi/mat-khau/", passwords.change_password, name="change_password"),
    path("toi/phien/", profile.sessions, name="sessions"),
    path("toi/phien/<int:pk>/ket-thuc/", profile.end_session, name="end_session"),
    path("toi/phien/ket-thuc-noi-khac/", profile.end_other_sessions, name="end_other_sessions"),
    path("toi/xac-thuc-hai-buoc/", second_factor.show, name="second_factor"),
    path("toi/xac-thuc-hai-buoc/bat/", second_factor.begin, name="second_factor_begin"),
    path("toi/xac-thuc-hai-buoc/xac-nhan/", second_factor.confirm, name="second_factor_confirm"),
    path("toi/xac-thuc-hai-buoc/tat/", second_factor.turn_off, name="second_factor_off"),
    path("toi/xac-thuc-hai-buoc/ma-khoi-phuc/", second_factor.renew_codes, name="second_factor_codes"),
]
