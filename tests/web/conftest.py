"""Gives web tests the town and its people, and a browser session for each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from dondoc.web.accounts.actions import visits
from dondoc.web.accounts.models import User
from tests.people import Town, make_town


@pytest.fixture(autouse=True)
def _visits_noted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no minute that passes on a slow machine add the statement that notes a visit to those which a test counts."""
    monkeypatch.setattr(visits, "NOTED_EVERY", timedelta(hours=1))


@pytest.fixture
def town(db: None) -> Town:
    """The units and people that every web test starts from."""
    return make_town()


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A test client logged in as a person."""

    def log_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return log_in
