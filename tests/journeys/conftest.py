"""Gives journey tests a real browser on a live server: one browser for the run, one private window for each person."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from dondoc.web.accounts.models import User
from tests.journeys.watching import Complaints, session_cookie
from tests.people import Town, make_town

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 10_000
"""Milliseconds that a step may take before the test fails."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey, so that they can be run or left out together."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver; its own event loop makes Django fear for its database, which no coroutine of ours touches."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium; where it is absent the journeys are skipped, but never under CI."""
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CHROMIUM} is absent: apt-get install --no-install-recommends chromium")
        pytest.skip(f"{CHROMIUM} is absent (apt-get install --no-install-recommends chromium)")
    started = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture
def town(transactional_db: None) -> Town:
    """The units and people, really stored: the server reads them through connections of its own."""
    return make_town()


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """What the pages of this test complained about in their consoles; a test that leaves any fails."""
    heard = Complaints()
    yield heard
    assert heard.words == []


@pytest.fixture
def open_window(browser: Browser, live_server: LiveServer, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """Open a private window: `open_window(user)` logged in, `open_window()` as a visitor; more options as a context takes them."""
    opened: list[BrowserContext] = []

    def open_one(user: User | None = None, **options: object) -> Page:
        context = browser.new_context(**{"base_url": live_server.url, "viewport": {"width": 1366, "height": 800}, **options})
        opened.append(context)
        context.set_default_timeout(PATIENCE)
        if user is not None:
            context.add_cookies([session_cookie(user, live_server.url)])
        page = context.new_page()
        complaints.listen_to(page)
        return page

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page_as(open_window: Callable[..., Page]) -> Callable[[User], Page]:
    """A window of a person who is logged in."""
    return open_window


@pytest.fixture
def page(open_window: Callable[..., Page]) -> Page:
    """A window of a visitor."""
    return open_window()
