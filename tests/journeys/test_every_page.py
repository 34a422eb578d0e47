"""Every page of the application in a real browser: sound for assistive technology in light and dark, and no wider than its window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Role
from tests.journeys.watching import Complaints, assert_accessible, assert_fits
from tests.web.security.routes import PUBLIC, Route, routes
from tests.web.security.world import World, make_world

DESK, PHONE = {"width": 1366, "height": 800}, {"width": 390, "height": 844}
LANDMARK = b'<main id="'
"""What a whole page has, and a piece that htmx puts into one has not."""


@pytest.fixture
def world(transactional_db: None) -> World:
    """Two departments with one record of every kind, really stored."""
    return make_world()


def _pages(clients: dict[User | None, Client], world: World) -> dict[User | None, dict[str, str]]:
    """For every address that answers with a whole page, who is the first to be shown it: addresses by name, for each person."""
    found: dict[User | None, dict[str, str]] = {user: {} for user in clients}
    for route in routes():
        for user, client in clients.items():
            if (user is None) == (route.name in PUBLIC) and _is_page(client, route, world):
                found[user][route.name] = route.url(world.here)
                break
    return found


def _is_page(client: Client, route: Route, world: World) -> bool:
    answer = client.get(route.url(world.here))
    body = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content
    return answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html") and LANDMARK in body


def _client(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def _visit(page: Page, address: str) -> list[str]:
    """What is wrong with one page, on a desk and on a phone."""
    wrong = []
    page.set_viewport_size(DESK)
    page.goto(address)
    for check in (assert_accessible, assert_fits):
        try:
            check(page)
        except AssertionError as fault:
            wrong.append(str(fault))
    page.set_viewport_size(PHONE)
    try:
        assert_fits(page)
    except AssertionError as fault:
        wrong.append(f"on a phone: {fault}")
    return wrong


def test_every_page_is_accessible_and_fits_its_window(world: World, open_window: Callable[..., Page], complaints: Complaints) -> None:
    """Whoever first is shown a page looks at it: the office, then who administers the department, then who keeps dondoc."""
    people = (None, world.people[Role.OFFICE], world.people[Role.ADMINISTRATOR], world.keeper)
    found = _pages({user: _client(user) for user in people}, world)
    assert sum(map(len, found.values())) >= 40
    wrong = []
    for user, addresses in found.items():
        page = open_window(user)
        for name, address in addresses.items():
            wrong += [f"{name}: {fault}" for fault in _visit(page, address)]
    assert wrong == [], "\n\n".join(wrong)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.ADMINISTRATOR])
def test_every_page_fits_a_phone_in_english_at_large_type(world: World, open_window: Callable[..., Page], role: Role) -> None:
    """English words are longer than Vietnamese ones, and large type leaves them less room."""
    user = world.people[role]
    User.objects.filter(pk=user.pk).update(language="en", font_percent=125)
    page, wrong = open_window(user, viewport=PHONE), []
    for name, address in _pages({user: _client(user)}, world)[user].items():
        page.goto(address)
        try:
            assert_fits(page)
        except AssertionError as fault:
            wrong.append(f"{name}: {fault}")
    assert wrong == [], "\n".join(wrong)
