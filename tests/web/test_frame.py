"""The frame of every screen: who gets in, and what a visitor sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from dondoc.web.accounts.models import User
from tests.people import Town


@pytest.mark.django_db
def test_a_visitor_is_asked_to_log_in(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/")


def test_a_person_with_a_post_sees_the_first_page(town: Town, as_user: Callable[[User], Client]) -> None:
    assert as_user(town.minh).get("/").status_code == 200
