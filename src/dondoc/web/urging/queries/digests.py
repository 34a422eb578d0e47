"""Messages that go out in one piece → what stands in it, most urgent first; and what is no longer needed of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, NullIf, Substr
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dondoc.engine.tracking import RUNNING, Urge
from dondoc.web.calendars.queries.calendars import Calendars, calendar_for, calendars_now
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.acting import part_url
from dondoc.web.urging.models import KINDS, Message, MessageQuerySet

SHOWN = 40
"""So many tasks stand in a piece; the rest is told by its number."""
_ORDER = (Urge.BY_HAND, Urge.DIRECTOR, Urge.HEAD, Urge.AFTER, Urge.BEFORE, Urge.REVIEW)


@dataclass(frozen=True, slots=True)
class Line:
    """One part in a piece: its most urgent reason, and the days it is late or has left (working days)."""

    part: int
    code: str
    text: str
    unit: str
    due_on: date | None
    kind: str
    late: int
    left: int | None
    reason: str
    by: str
    url: str
    is_own: bool

    @property
    def why(self) -> str:
        """Why the part stands here, in words."""
        if self.late:
            return ngettext("quá hạn %(n)s ngày làm việc", "quá hạn %(n)s ngày làm việc", self.late) % {"n": self.late}
        if self.left is not None and self.kind != Urge.REVIEW:
            if self.left == 0:
                return _("đến hạn hôm nay")
            return ngettext("còn %(n)s ngày làm việc", "còn %(n)s ngày làm việc", self.left) % {"n": self.left}
        return str(KINDS[Urge(self.kind)])


@dataclass(frozen=True, slots=True)
class Digest:
    """All that a piece tells, and its words for the line above it."""

    lines: tuple[Line, ...]
    more: int
    late: int
    on: date

    @property
    def subject(self) -> str:
        """One line without line breaks: how much is late, how much there is in all, and of which day."""
        count = len(self.lines) + self.more
        if count == 1:
            told = f"{self.lines[0].code}: {self.lines[0].why}"
        elif self.late:
            told = _("%(late)s việc quá hạn trong %(n)s việc cần xem") % {"late": self.late, "n": count}
        else:
            told = ngettext("%(n)s việc cần xem", "%(n)s việc cần xem", count) % {"n": count}
        return " ".join(f"[dondoc] {told}, {date_format(self.on, 'SHORT_DATE_FORMAT')}".split())


class Said(NamedTuple):
    """A message as far as the order of a piece asks of it."""

    pk: int
    kind: str
    part: int
    due_on: date | None
    name: str
    tries: int


def said_by(messages: MessageQuerySet) -> list[Said]:
    """Return messages, the oldest first; of very many this is little to hold."""
    task = "part__task__"
    name = Coalesce(NullIf(F(f"{task}code"), Value("")), NullIf(F(f"{task}number"), Value("")), Substr(f"{task}text", 1, 60))
    rows = messages.order_by("pk").annotate(name=name).values_list("pk", "kind", "part", "part__due_on", "name", "tries")
    return [Said(*row) for row in rows]


def digest_of(messages: Sequence[Said], *, on: date) -> Digest:
    """Return what the messages of one target tell: each part once, by its most urgent reason."""
    first: dict[int, Said] = {}
    for message in sorted(messages, key=lambda one: (_ORDER.index(Urge(one.kind)), one.pk)):
        first.setdefault(message.part, message)
    told = sorted(first.values(), key=lambda one: (one.kind != Urge.BY_HAND, one.due_on is None, one.due_on or on, one.name))
    late = sum(1 for one in told if one.due_on is not None and one.due_on < on)
    rows = Message.objects.select_related("part__unit", "part__task", "urging__by").in_bulk([one.pk for one in told[:SHOWN]])
    calendars = calendars_now()
    lines = tuple(_line(rows[one.pk], one.name, calendars=calendars, on=on) for one in told[:SHOWN])
    return Digest(lines, max(len(told) - SHOWN, 0), late, on)


def _line(message: Message, name: str, *, calendars: Calendars, on: date) -> Line:
    part, days = message.part, 0
    if part.due_on is not None:
        days = calendars.of(part.unit.path if part.unit else "").working_days_between(on, part.due_on)
    is_late = part.due_on is not None and part.due_on < on
    return Line(
        part=part.pk,
        code=name,
        text=" ".join((part.order or part.task.text).split()),
        unit=part.unit.name if part.unit else "",
        due_on=part.due_on,
        kind=message.kind,
        late=max(-days, 1) if is_late else 0,
        left=days if part.due_on is not None and not is_late else None,
        reason=message.urging.reason,
        by=str(message.urging.by or ""),
        url=settings.SITE_URL + part_url(part),
        is_own=message.recipient_id is not None and message.kind in (Urge.BEFORE, Urge.AFTER, Urge.BY_HAND),
    )


_AS_URGED = Q(kind=Urge.REVIEW) | Q(urging__due_on=F("part__due_on")) | Q(urging__due_on=None, part__due_on=None)
NO_LONGER_NEEDED = Case(
    When(Q(recipient__is_active=False) | Q(outlet__ended_at__isnull=False), then=Value("gone")),
    When(~Q(part__work__in=RUNNING) | Q(part__submitted_at__isnull=False), then=Value("done")),
    When(_AS_URGED, then=Value("")),
    default=Value("moved"),
)
"""Why a message need not be sent any more, empty where it must: the work was handed in or ended, or nobody is there to tell."""


NOT_SENT: dict[str, str | Promise] = {
    "no-address": gettext_lazy("người nhận chưa có địa chỉ thư"),
    "unwanted": gettext_lazy("người nhận không nhận thư"),
    "muted": gettext_lazy("người nhận không nhận thư loại này"),
    "gone": gettext_lazy("người nhận không còn làm việc ở đây"),
    "done": gettext_lazy("việc đã nộp hoặc đã kết thúc"),
    "moved": gettext_lazy("hạn đã đổi"),
    "no-gateway": gettext_lazy("cổng nhắn tin này không còn trong dondoc.toml hoặc địa chỉ của nó sai"),
    "gateway-refused": gettext_lazy("cổng nhắn tin không nhận"),
    "webhook-shape": gettext_lazy("địa chỉ webhook không đúng dạng"),
    "webhook-https": gettext_lazy("webhook chỉ gửi qua https"),
    "webhook-port": gettext_lazy("cổng của webhook không được phép"),
    "webhook-private": gettext_lazy("webhook trỏ vào mạng nội bộ nên không gửi"),
    "unsure": gettext_lazy("tiến trình dừng đúng lúc đang gửi, không rõ đã đến chưa; xem rồi gửi lại nếu cần"),
}
"""Why a message was not sent, by the word that is stored for it; another word is what the other side answered."""


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """All that the page of a link tells of a part: its task's code and words, its last day, and how late it is (working days)."""

    code: str
    text: str
    due_on: date | None
    late: int


def link_facts(part: Assignment, *, on: date) -> LinkFacts:
    """Return what a link's page tells."""
    late = 0
    if part.due_on is not None and part.due_on < on:
        late = max(calendar_for(part.unit).working_days_between(part.due_on, on), 1)
    return LinkFacts(part.task.code or str(part.task), part.order or part.task.text, part.due_on, late)
