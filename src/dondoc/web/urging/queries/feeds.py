"""A feed's parts with a last day → an iCalendar of whole days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dondoc.engine.tracking import OPEN
from dondoc.web.organisations.models import Role
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.plans.actions.parts import CARRIED
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.acting import part_url
from dondoc.web.urging.models import Feed

if TYPE_CHECKING:
    from icalendar import Event

MOST = 1_000
_BACK = timedelta(days=120)


def calendar_of(feed: Feed, *, scope: Scope, now: datetime, on: date) -> bytes:
    """Return a feed as a calendar program reads it; `scope` is its owner's on that day, and nothing beyond it is told."""
    from icalendar import Calendar  # late: it takes a tenth of a second to load, and few processes give a feed

    calendar = Calendar()
    calendar.add("prodid", "-//dondoc//deadlines//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Hạn công việc: %(name)s") % {"name": feed.unit.name if feed.unit else feed.user.full_name})
    for event in _events(parts_of(feed, scope=scope, on=on), now):
        calendar.add_component(event)
    return calendar.to_ical()


def parts_of(feed: Feed, *, scope: Scope, on: date) -> QuerySet[Assignment]:
    """Return the open parts of a feed that its owner still may see, those due first; a unit's where they still read there."""
    parts = Assignment.objects.filter(plan__isnull=False, work__in=OPEN, role__in=CARRIED, due_on__gte=on - _BACK)
    if feed.unit is None:
        officers = within("unit__path", scope.paths(Role.OFFICER, Role.HEAD))
        parts = parts.filter(Q(person=scope.user) | (Q(person=None) & officers))
    else:
        parts = parts.filter(within("unit__path", (feed.unit.path,)), within("unit__path", scope.paths(*READING)))
    return parts.select_related("unit", "task").order_by("due_on", "pk")[:MOST]


def _events(parts: Iterable[Assignment], now: datetime) -> Iterator[Event]:
    from icalendar import Event  # late, as above

    host = urlsplit(settings.SITE_URL).hostname or "dondoc.invalid"
    for part in parts:
        if part.due_on is None:
            continue
        event = Event()
        event.add("uid", f"part-{part.pk}@{host}")
        event.add("dtstamp", part.moved_at or part.given_at or now)
        event.add("sequence", part.version)
        event.add("dtstart", part.due_on)
        event.add("dtend", part.due_on + timedelta(days=1))
        event.add("summary", f"{part.task.code}: {' '.join((part.order or part.task.text).split())[:160]}")
        event.add("url", settings.SITE_URL + part_url(part))
        words = [part.unit.name if part.unit else "", _("Hạn: hết ngày %(day)s") % {"day": date_format(part.due_on, "SHORT_DATE_FORMAT")}]
        event.add("description", "\n".join(one for one in words if one))
        event.add("transp", "TRANSPARENT")
        yield event
