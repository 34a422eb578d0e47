"""What journeys look at beside the page itself: complaints in the console, and faults that axe finds in light and dark."""

from __future__ import annotations

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page

from dondoc.web.accounts.models import User

ROOT = "document.documentElement"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}
"""All that can differ in the dark: the page is the same but for its colours."""


@dataclass
class Complaints:
    """Errors of scripts, and of what a page could not load or was not allowed to do."""

    words: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def listen_to(self, page: Page) -> None:
        """Gather what this page complains about from now on."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.words.append(f"{page.url}: {error}"))

    def expect(self, *parts: str) -> None:
        """Pass over complaints that hold one of `parts`: a page that shall be refused is also an error in the console."""
        self.expected += parts

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(part in message.text for part in self.expected):
            self.words.append(f"{message.location.get('url', '')}: {message.text}")


def session_cookie(user: User, address: str) -> dict[str, str]:
    """The cookie of a real log-in."""
    client = Client()
    client.force_login(user)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": address}


def assert_accessible(page: Page) -> None:
    """Fail with what axe finds on the page as it stands, in the light and in the dark."""
    chosen = page.evaluate(f"{ROOT}.dataset.theme ?? null")
    for theme, rules in (("light", RULES), ("dark", COLOURS)):
        page.evaluate(f"theme => {{ {ROOT}.dataset.theme = theme }}", theme)
        # A tint that still fades would be measured half-way.
        page.evaluate("() => Promise.all(document.getAnimations().map(a => a.finished.catch(() => null)))")
        if not page.evaluate("'axe' in window"):
            page.evaluate(Axe().axe_script)
        found = page.evaluate("rules => axe.run(document, rules)", rules)
        faults = [
            f"{fault['id']}: {fault['help']}: {node['html'][:300]}\n  {node.get('failureSummary', '')}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]
        assert not faults, f"{page.url} in {theme}:\n" + "\n".join(faults)
    page.evaluate(
        "theme => { if (theme === null) delete root.dataset.theme; else root.dataset.theme = theme }".replace("root", ROOT), chosen
    )


def assert_fits(page: Page) -> None:
    """Fail where the page is wider than its window: nobody shall scroll sideways to read."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"{page.url} is {over} px wider than its window"
