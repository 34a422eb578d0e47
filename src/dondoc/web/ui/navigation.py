"""Turns the stations of the closed loop into the entries that this person's side navigation shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADMINISTRATOR = "administrator"
LOG = "audit:log"
PRESSING = "urging:messages"
PRESSERS = ("office", "director", ADMINISTRATOR)
"""The roles of who presses, and so sees what became of it."""


@dataclass(frozen=True, slots=True)
class Station:
    """A place of the navigation: the view it leads to, its word and picture, and the key that follows `g`.

    `homes` are further beginnings of addresses that belong to it, `parts` its sub-entries as query and word.
    """

    view: str
    label: str | Promise
    icon: str
    key: str = ""
    homes: tuple[str, ...] = ()
    parts: tuple[tuple[str, str | Promise], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One link as drawn; `parts` are filled in at the station where the person stands, `waiting` counts what waits for them there."""

    url: str
    label: str | Promise
    icon: str
    key: str
    current: bool
    parts: tuple[Entry, ...] = ()
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Navigation:
    """The links of the side: what waits, the loop, the people behind it, and the keeping of dondoc itself."""

    home: tuple[Entry, ...]
    loop: tuple[Entry, ...]
    units: tuple[Entry, ...]
    keeping: tuple[Entry, ...]

    @property
    def ways(self) -> tuple[tuple[Entry, ...], ...]:
        """Every group, in the order of the side."""
        return (self.home, self.loop, self.units, self.keeping)


HOME = (Station("plans:home", _("Việc chờ tôi"), "inbox", "v"),)
LOOP = (
    Station(
        "plans:documents",
        _("Văn bản"),
        "doc",
        "b",
        homes=("/ke-hoach/",),
        parts=(("?trang-thai=draft", _("Chờ xác nhận")), ("?trang-thai=published", _("Đã đưa vào sổ"))),
    ),
    Station("plans:tasks", _("Nhiệm vụ"), "task", "t"),
    Station("overview:standing", _("Tình hình"), "cols", "h"),
    Station(PRESSING, _("Đôn đốc"), "send", "d", homes=("/don-doc/",)),
    Station("reports:front", _("Báo cáo"), "report", "c", homes=("/van-ban-di/",)),
)
UNITS = (Station("organisations:tree", _("Đơn vị"), "people", "u"),)
KEEPING = (
    Station("organisations:people", _("Người dùng"), "gear"),
    Station("calendars:year", _("Lịch làm việc"), "calendar"),
    Station(LOG, _("Nhật ký"), "history"),
    Station("jobs:list", _("Việc chạy nền"), "loop"),
)


_COUNTS: dict[str, Callable[[HttpRequest], int]] = {}


def count_at(view: str, count: Callable[[HttpRequest], int]) -> None:
    """Let a higher app say how much waits for a person at a station, in one statement at most; called once, when it is set up."""
    _COUNTS[view] = count


def navigation(request: HttpRequest) -> Navigation:
    """Return the entries whose pages exist; the keeping of dondoc only for administrators."""
    stations = [station for group in (HOME, LOOP, UNITS, KEEPING) for station in group]
    homes = {station.view: tuple(_homes(station)) for station in stations}
    here = _station_of(request.path, homes)
    groups = (HOME, _loop(request), UNITS, _keeping(request))
    return Navigation(*(tuple(_entry(station, request, here) for station in group if homes[station.view]) for group in groups))


def keeps(request: HttpRequest) -> bool:
    """Whether the person administers dondoc or a unit."""
    user, scope = getattr(request, "user", None), getattr(request, "scope", None)
    if user is None or not user.is_authenticated:
        return False
    return user.is_administrator or (scope is not None and scope.holds(ADMINISTRATOR))


def _confirms(request: HttpRequest) -> bool:
    """Whether documents stand in several stages for this person; everybody else finds those in the register alone."""
    scope = getattr(request, "scope", None)
    return scope is not None and scope.holds("office", "director")


def _loop(request: HttpRequest) -> tuple[Station, ...]:
    """The loop, without the place of urging for who presses nobody and would find no such page."""
    user, scope = getattr(request, "user", None), getattr(request, "scope", None)
    presses = user is not None and user.is_authenticated and scope is not None and (user.is_administrator or scope.holds(*PRESSERS))
    return tuple(station for station in LOOP if station.view != PRESSING or presses)


def _keeping(request: HttpRequest) -> tuple[Station, ...]:
    """The keeping of dondoc, without the log for who administers a part only and would find no such page."""
    if not keeps(request):
        return ()
    scope = getattr(request, "scope", None)
    return tuple(station for station in KEEPING if station.view != LOG or (scope is not None and scope.may_read_log()))


def _homes(station: Station) -> Iterator[str]:
    """The beginnings of the addresses that belong to a station; none while its page does not exist."""
    try:
        yield reverse(station.view)
    except NoReverseMatch:
        return
    yield from station.homes


def _station_of(path: str, homes: dict[str, tuple[str, ...]]) -> str:
    """Return the view of the station under which a path lies: the longest beginning wins, the first page only for itself."""
    starts = ((home, view) for view, own in homes.items() for home in own)
    fitting = [(len(home), view) for home, view in starts if path == home or (home != "/" and path.startswith(home))]
    return max(fitting, default=(0, ""))[1]


def _entry(station: Station, request: HttpRequest, here: str) -> Entry:
    url, current = reverse(station.view), station.view == here
    query = f"?trang-thai={request.GET.get('trang-thai', '')}" if request.path == url else ""
    opened = station.parts if current and _confirms(request) else ()
    parts = tuple(Entry(url + address, label, "", "", address == query) for address, label in opened)
    waiting = _COUNTS[station.view](request) if station.view in _COUNTS and hasattr(request, "scope") else 0
    return Entry(url, station.label, station.icon, station.key, current, parts, waiting)
