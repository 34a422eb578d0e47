"""Addresses of the register: what waits, tasks, plans, search and causes."""

from __future__ import annotations

from django.urls import URLPattern, path

from dondoc.web.plans.views import causes, exports, home, plans, search, tasks

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("nhiem-vu/", tasks.tasks, name="tasks"),
    path("nhiem-vu/khung-nhin/", tasks.views, name="views"),
    path("nhiem-vu/khung-nhin/<int:pk>/", tasks.view, name="view"),
    path("nhiem-vu/xlsx/", exports.export, name="export"),
    path("nhiem-vu/xlsx/<uuid:pk>/", exports.exported, name="exported"),
    path("nhiem-vu/<str:name>/", tasks.task, name="task"),
    path("nhiem-vu/<str:name>/trung/<int:pk>/", tasks.twin, name="twin"),
    path("ke-hoach/<int:pk>/", plans.plan, name="plan"),
    path("ke-hoach/<int:pk>/nguon/", plans.source, name="source"),
    path("ke-hoach/<int:pk>/viec-trung/", plans.twins, name="twins"),
    path("tim/", search.search, name="search"),
    path("tim/don-vi/", search.suggest_units, name="suggest_units"),
    path("tim/van-ban/", search.suggest_plans, name="suggest_plans"),
    path("nguyen-nhan/", causes.causes, name="causes"),
    path("nguyen-nhan/<int:pk>/", causes.cause, name="cause"),
    path("nguyen-nhan/<int:pk>/sua/", causes.rename, name="rename_cause"),
    path("nguyen-nhan/<int:pk>/gop/", causes.merge, name="merge_cause"),
]
