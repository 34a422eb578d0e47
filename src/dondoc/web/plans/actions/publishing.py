"""Publishes a draft in one decision: tasks get their codes, groups their members, units their notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_tasks import task as background

from dondoc.engine.tracking import last_day
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.jobs.actions import Wanted, enqueue
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.models import Post, Unit
from dondoc.web.organisations.permissions import READING, Scope
from dondoc.web.plans.actions.citing import link_from_others
from dondoc.web.plans.actions.parts import begin_parts
from dondoc.web.plans.actions.reading_rows import folded_number, searched
from dondoc.web.plans.actions.twins import suggest_twins
from dondoc.web.plans.models import Assignment, AssignmentRole, Decision, Match, Plan, PlanState, Task, TaskCode, TaskState
from dondoc.web.plans.permissions import may_confirm
from dondoc.web.plans.queries.publishing import Checks, Head, Parts, blocking_head, checks, draft_tasks, parts_of

_PLACES = 4
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Details:
    """What a person states of a plan when publishing it; `without_number` says that the document has none yet."""

    title: str
    kind: str = ""
    number: str = ""
    without_number: bool = False
    issued_on: date | None = None
    issuer: str = ""
    director: User | None = None
    focal_unit: Unit | None = None

    @property
    def head(self) -> Head:
        """What the checks look at."""
        return Head(self.title, self.number, self.without_number, self.issued_on, self.focal_unit)


class CannotPublish(Exception):
    """A draft that cannot be published; `checks` say why, `words` in one sentence."""

    def __init__(self, words: str, checks: Checks | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.checks = checks


def publish(plan: Plan, details: Details, *, scope: Scope, now: datetime, version: int | None = None) -> Plan:
    """Publish a draft as it stands and return it; one that is published already is given back as it is.

    All of it happens or nothing: every task that waits is accepted and gets its code, groups are fanned out to the members of the day, the
    department and the focal unit oversee each task, people with posts in the units are told. With `version`, a draft that someone
    changed since is not published. Raises PermissionDenied and CannotPublish.
    """
    on = timezone.localdate(now)
    with transaction.atomic():
        draft = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
        if not may_confirm(scope, draft):
            raise PermissionDenied
        if draft.state in (PlanState.PUBLISHED, PlanState.CLOSED):
            return draft
        _check(draft, details, on=on, version=version)
        tasks = draft_tasks(draft)
        given = give_out(tasks, draft, focal_unit=details.focal_unit, on=on)
        codes = number_tasks(tasks, draft.unit, on=on)
        activate(tasks, now=now)
        begin_parts(tasks, now=now)
        set_head(draft, details, scope=scope, now=now)
        link_from_others(draft)
        _record(draft, details, tasks=tasks, codes=codes, scope=scope)
        news = News("plan.published", reverse("plans:plan", args=[draft.pk]), f"plan.published:{draft.pk}")
        tell_units(draft, given, news=news, on=on)
        look_for_twins_later(draft, scope=scope, now=now)
        return draft


def give_out(tasks: Sequence[Task], plan: Plan, *, focal_unit: Unit | None, on: date) -> dict[int, set[int]]:
    """Write the parts that publishing adds, and return the units of each task.

    A group's members get rows of their own under the group's; a unit that is named beside its group, or by two groups, counts once. A
    task that nobody leads goes to the focal unit. The department and the focal unit oversee every task.
    """
    parts = parts_of(tasks, on=on)
    rows: list[Assignment] = []
    units: dict[int, set[int]] = {}
    for task in tasks:
        held = {
            part.unit_id for part in parts.by_task.get(task.pk, ()) if part.unit_id is not None and part.role != AssignmentRole.OVERSEEING
        }
        if focal_unit is not None and not parts.leads(task):
            after = 1 + max((part.position for part in parts.by_task.get(task.pk, ())), default=0)  # what is printed comes first
            rows.append(Assignment(task=task, role=AssignmentRole.LEAD, position=after, unit=focal_unit, match=Match.SETTLED))
            held.add(focal_unit.pk)
        rows += _fanned_out(task, parts, held)
        units[task.pk] = held
        overseers = {plan.unit_id, *([focal_unit.pk] if focal_unit is not None else ())}
        overseers -= {part.unit_id for part in parts.by_task.get(task.pk, ()) if part.role == AssignmentRole.OVERSEEING}
        rows += [Assignment(task=task, role=AssignmentRole.OVERSEEING, unit_id=unit) for unit in sorted(overseers)]
    Assignment.objects.bulk_create(rows, batch_size=_BATCH)
    return units


def _fanned_out(task: Task, parts: Parts, held: set[int]) -> Iterable[Assignment]:
    """Give out the groups, the leading ones first; `held` grows by every unit that gets a part."""
    groups = [part for part in parts.by_task.get(task.pk, ()) if part.unit_id is None and part.group_id is not None]
    for group in sorted(groups, key=lambda part: part.role != AssignmentRole.LEAD):
        for position, unit in enumerate(parts.members.get(group.group_id or 0, ()), 1):
            if unit not in held:
                held.add(unit)
                yield Assignment(task=task, role=group.role, position=position, unit_id=unit, via=group, printed=group.printed)


def number_tasks(tasks: Sequence[Task], department: Unit, *, on: date) -> tuple[str, str]:
    """Give each task the next code of the department's year (`NV26-0001`), and return the first and the last.

    The row that counts is locked until the transaction ends, so that two publishers share no code and leave no gap.
    """
    series, _made = TaskCode.objects.select_for_update().get_or_create(unit=department, year=on.year)
    for number, row in enumerate(tasks, series.last + 1):
        row.series, row.code = series, f"NV{on.year % 100:02d}-{number:0{_PLACES}d}"
    series.last += len(tasks)
    series.save(update_fields=["last"])
    return (tasks[0].code, tasks[-1].code) if tasks else ("", "")


@dataclass(frozen=True, slots=True)
class News:
    """What units are told: the kind of notice, the address to which it leads, and the key of the event."""

    kind: str
    url: str
    key: str


def tell_units(plan: Plan, given: Mapping[int, Iterable[int]], *, news: News, on: date) -> None:
    """Tell everyone with a post in a unit, or in one above it below the department, how many of the tasks concern it."""
    counts = Counter(unit for units in given.values() for unit in units)
    current = Post.objects.filter(unit__in=list(counts), role__in=READING, valid_from__lte=on).exclude(valid_to__lte=on)
    people: dict[int, tuple[User, set[int]]] = {}
    for post in current.select_related("user"):
        people.setdefault(post.user_id, (post.user, set()))[1].add(post.unit_id)
    for user, units in people.values():
        count = sum(bool(units & set(of_task)) for of_task in given.values())
        tell([user], news.kind, values={"plan": str(plan), "count": count}, url=news.url, key=news.key)


def look_for_twins_later(plan: Plan, *, scope: Scope, now: datetime) -> None:
    """Let the plan's tasks be compared with the department's earlier ones in the background."""
    wanted = Wanted(
        owner=scope.user,
        label=gettext_noop("Tìm việc trùng của %(plan)s"),
        values={"plan": str(plan)},
        key=f"twins:{plan.pk}:{now:%Y%m%d%H%M%S}",
    )
    enqueue(find_twins_of, {"plan": plan.pk}, wanted=wanted, now=now)


@background
def find_twins_of(plan: int) -> int:
    """Compare a plan's tasks with earlier ones; return how many pairs look alike."""
    return suggest_twins(Plan.objects.select_related("unit").get(pk=plan))


def _check(draft: Plan, details: Details, *, on: date, version: int | None) -> None:
    if draft.state != PlanState.DRAFT:
        raise CannotPublish(_("Bản này đã bỏ, không đưa vào sổ được."))
    if draft.amends_id is not None:
        raise CannotPublish(_("Văn bản này sửa đổi một kế hoạch đã có trong sổ: xem và xác nhận các chỗ sửa đổi."))
    if version is not None and draft.version != version:
        raise CannotPublish(_("Có người vừa sửa bản này sau khi anh, chị mở trang. Xem lại rồi bấm lần nữa."))
    found = checks(draft, details.head, on=on)
    if found.blocking:
        raise CannotPublish(" ".join(check.words for check in found.blocking), found)


def check_head(details: Details) -> None:
    """Raise CannotPublish where the title, the number or the day of issue is missing."""
    missing = [check.words for check in blocking_head(details.head)]
    if missing:
        raise CannotPublish(" ".join(missing))


def activate(tasks: Sequence[Task], *, now: datetime) -> None:
    """Make tasks with their new codes part of the register."""
    for row in tasks:
        row.state, row.decision, row.updated_at, row.version = TaskState.ACTIVE, Decision.ACCEPTED, now, row.version + 1
        row.last_day = last_day(row.due_on, strict=row.due_strict) if row.due_on else None
    Task.objects.bulk_update(tasks, ["state", "decision", "updated_at", "version", "code", "series", "last_day"], batch_size=_BATCH)


def set_head(draft: Plan, details: Details, *, scope: Scope, now: datetime) -> None:
    """Write what a person stated of the plan, and that it is published."""
    draft.title, draft.kind, draft.issuer = details.title.strip(), details.kind.strip(), details.issuer.strip()
    draft.number = "" if details.without_number else details.number.strip()
    draft.folded_number, draft.folded = folded_number(draft.number), searched(draft.number, draft.title)
    if details.issued_on != draft.issued_on:
        draft.issued_on, draft.issued_text = details.issued_on, details.issued_on.isoformat() if details.issued_on else ""
    draft.director, draft.focal_unit = details.director, details.focal_unit
    draft.state, draft.published_at, draft.published_by, draft.version = PlanState.PUBLISHED, now, scope.user, draft.version + 1
    draft.save()


def _record(draft: Plan, details: Details, *, tasks: Sequence[Task], codes: tuple[str, str], scope: Scope) -> None:
    """One row on the plan, and one on each task, which is where its history begins."""
    said = {
        "trạng thái": Change(PlanState.DRAFT.label, PlanState.PUBLISHED.label),
        "số, ký hiệu": Change("", draft.number),
        "ngày ban hành": Change(None, draft.issued_on),
        "lãnh đạo phụ trách": Change(None, details.director.full_name if details.director else None),
        "đơn vị đầu mối": Change(None, details.focal_unit.name if details.focal_unit else None),
        "số nhiệm vụ": Change(None, len(tasks)),
        "mã nhiệm vụ": Change("", "–".join(dict.fromkeys(codes))),
    }
    record(scope.user, gettext_noop("đưa kế hoạch vào sổ"), subject=draft, changes=said)
    for row in tasks:
        record(scope.user, gettext_noop("giao nhiệm vụ"), subject=row, changes={"mã": Change("", row.code)})
