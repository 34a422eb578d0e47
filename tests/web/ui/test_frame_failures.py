"""Pages for what cannot be shown: they say what happened and what to do, in both languages, and give nothing away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from dondoc.web.accounts.middleware import public
from dondoc.web.accounts.models import User
from dondoc.web.ui.failures import FAILURES
from dondoc.web.ui.templatetags.ui import failure
from dondoc.web.ui.views import broken
from tests.people import Town


@public
def fail(request: HttpRequest, kind: str) -> HttpResponse:
    """Fail in the way asked for."""
    raise {"400": BadRequest("bí mật"), "403": PermissionDenied("bí mật"), "500": RuntimeError("bí mật")}[kind]


urlpatterns = [path("hong/<str:kind>/", fail), path("", include("dondoc.web.config.urls"))]
handler400 = "dondoc.web.ui.views.bad_request"
handler403 = "dondoc.web.ui.views.forbidden"
handler404 = "dondoc.web.ui.views.not_found"
handler500 = "dondoc.web.ui.views.broken"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", [400, 403, 500])
@override_settings(ROOT_URLCONF=__name__)
def test_a_failure_says_what_to_do_and_not_why(kind: int, language: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["dondoc_language"] = language
    answer = client.get(f"/hong/{kind}/")
    page = answer.content.decode()
    assert answer.status_code == kind
    assert f'<html lang="{language}"' in page
    assert ("What to do now:" if language == "en" else "Làm gì bây giờ:") in page
    assert "bí mật" not in page
    assert "Traceback" not in page


def test_what_is_not_there_keeps_the_frame_of_a_person(town: Town, as_user: Callable[[User], Client]) -> None:
    answer = as_user(town.minh).get("/khong-co-trang-nay/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Không có gì ở địa chỉ này" in page
    assert town.minh.full_name in page


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused_with_words(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.minh)
    answer = client.post("/toi/tuy-chon/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "Trang này đã mở quá lâu" in answer.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_the_page_of_a_broken_server_asks_the_database_nothing() -> None:
    # No mark for the database: the first question to it would fail the test.
    request = RequestFactory().get("/", headers={"cookie": "dondoc_theme=dark"})
    page = broken(request).content.decode()
    assert "dondoc gặp lỗi" in page
    assert 'data-theme="dark"' in page


@pytest.mark.parametrize("status", [400, 403, 404, 419, 429, 500])
def test_every_failure_has_its_words(status: int) -> None:
    words = failure(status)
    assert words is FAILURES[status]
    assert all(str(part).strip() for part in (words.title, words.what, words.do))
