"""Addresses of urging."""

from __future__ import annotations

from django.urls import path

from dondoc.web.urging.views import answering, by_hand, feeds, outlets, reminding, ruling, watching

app_name = "urging"
urlpatterns = [
    path("don-doc/", watching.messages_sent, name="messages"),
    path("don-doc/<int:pk>/gui-lai/", watching.send_one_again, name="send_again"),
    path("don-doc/quy-tac/", ruling.departments, name="rules"),
    path("don-doc/quy-tac/<int:pk>/", ruling.rules, name="department_rules"),
    path("don-doc/kenh/", outlets.outlets, name="outlets"),
    path("don-doc/kenh/moi/", outlets.new_outlet, name="new_outlet"),
    path("don-doc/kenh/<int:pk>/", outlets.outlet, name="outlet"),
    path("don-doc/kenh/<int:pk>/dung/", outlets.end_one_outlet, name="end_outlet"),
    path("don-doc/viec/<int:pk>/", by_hand.urge_one, name="urge"),
    path("don-doc/danh-sach/", by_hand.urge_list, name="urge_list"),
    path("toi/nhac-viec/", reminding.reminding, name="reminding"),
    path("toi/lich/", feeds.feeds, name="feeds"),
    path("toi/lich/<int:pk>/thu-hoi/", feeds.revoke_one_feed, name="revoke_feed"),
    path("lich/<str:token>.ics", feeds.feed, name="feed"),
    path("tra-loi/<str:token>/", answering.answer_by_link, name="answer"),
]
