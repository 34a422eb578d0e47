"""Gives every template what the frame around a page needs: the look a person chose, where they may go, what guides them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from dondoc.web.ui.navigation import Navigation, navigation
from dondoc.web.ui.tour import Step, step_of

THEMES = ("", "light", "dark")
SIZES = (80, 90, 100, 110, 120, 130, 140)
"""Percentages that the style sheet knows."""
PLAIN = 100


@dataclass(frozen=True, slots=True)
class Look:
    """How the person wants the screen: `theme` empty as the machine's, `size` in percent, single-letter keys on or off."""

    theme: str = ""
    size: int = PLAIN
    shortcuts: bool = True

    @property
    def smaller(self) -> int | None:
        """The next smaller size, if there is one."""
        return max((size for size in SIZES if size < self.size), default=None)

    @property
    def larger(self) -> int | None:
        """The next larger size, if there is one."""
        return min((size for size in SIZES if size > self.size), default=None)


def frame(request: HttpRequest) -> dict[str, object]:
    """Return the look and, asked for only when drawn, the navigation and the step of the tour."""

    def links() -> Navigation:
        return navigation(request)

    def step() -> Step | None:
        return step_of(request)

    return {
        "look": look_of(request),
        "nav": SimpleLazyObject(links),
        "tour": step,
    }


def look_of(request: HttpRequest) -> Look:
    """Return the look that the person's account keeps, or a visitor's cookies; what is not known is the plain one."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return Look(user.theme, _known_size(user.font_percent), user.shortcuts)
    return cookie_look(request)


def cookie_look(request: HttpRequest) -> Look:
    """Return the look that the cookies name, without asking who it is."""
    theme, size = request.COOKIES.get("dondoc_theme", ""), request.COOKIES.get("dondoc_font_percent", "")
    known = _known_size(int(size)) if size.isascii() and size.isdigit() and len(size) <= len("140") else PLAIN
    return Look(theme if theme in THEMES else "", known)


def _known_size(percent: int) -> int:
    """The nearest size that the style sheet knows."""
    return min(SIZES, key=lambda size: (abs(size - percent), size))
