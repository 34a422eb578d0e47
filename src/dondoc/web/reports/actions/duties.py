"""Sets up a duty to report, changes its terms, outline and reporters, and ends it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.reporting.periods import REGULAR
from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.audit.actions import Change, record
from dondoc.web.audit.actions import Value as Told
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Duty, Plan
from dondoc.web.reports.actions.periods import Asked, ask_for, open_periods, take_in_reporters
from dondoc.web.reports.models import Answer, Basis, DueKind, OutlineItem, Period, ReportDuty, Reporter
from dondoc.web.reports.permissions import may_keep_duties
from dondoc.web.tracking.actions.refusals import Changed, Refused

USUAL_OUTLINE = (
    ("ket-qua", "Kết quả thực hiện", True),
    ("ton-tai", "Tồn tại, hạn chế và nguyên nhân", True),
    ("phuong-huong", "Phương hướng, nhiệm vụ kỳ tới", True),
    ("kien-nghi", "Đề xuất, kiến nghị", False),
)
"""The usual outline of a report: key, heading, and whether a unit must write something there."""
_OPTIONAL = "?"
"""Closes the line of a heading under which nothing need be written."""


@dataclass(frozen=True, slots=True)
class DutyTerms:
    """What a duty says, apart from who reports under which headings; see `ReportDuty` for each value."""

    name: str
    frequency: str
    collector: Unit
    first_day: date
    basis: str = Basis.DECREE
    cutoff_day: int | None = None
    cutoff_month: int | None = None
    due_kind: str = DueKind.AFTER
    due_day: int = 1
    due_month: int | None = None
    due_months: int = 0
    due_strict: bool = False
    roll: str = ReportDuty.Roll.NEXT
    addressee: str = ""
    onward_due: str = ""
    merged_into: ReportDuty | None = None
    guidance: str = ""
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class NewDuty:
    """A duty to be set up: its terms, its headings as lines, who reports, and what of a plan it was read from."""

    terms: DutyTerms
    headings: tuple[str, ...]
    reporters: tuple[Unit, ...]
    plan: Plan | None = None
    read_from: Duty | None = None


_NAMES = {
    "name": "tên báo cáo",
    "frequency": "tần suất",
    "collector": "đơn vị tổng hợp",
    "first_day": "áp dụng từ",
    "basis": "kỳ số liệu",
    "cutoff_day": "ngày chốt số liệu",
    "cutoff_month": "tháng chốt số liệu",
    "due_kind": "cách tính hạn",
    "due_day": "ngày đến hạn",
    "due_month": "tháng đến hạn",
    "due_months": "số tháng sau tháng cuối kỳ",
    "due_strict": "trước ngày đó",
    "roll": "khi trùng ngày nghỉ",
    "addressee": "nơi nhận báo cáo",
    "onward_due": "hạn gửi báo cáo tổng hợp",
    "merged_into": "lồng ghép vào",
    "guidance": "hướng dẫn",
    "last_day": "áp dụng đến hết",
}
"""What the log calls each of the terms."""


def usual_headings() -> tuple[str, ...]:
    """Return the usual outline as lines of a form."""
    return tuple(title if required else f"{title}{_OPTIONAL}" for _key, title, required in USUAL_OUTLINE)


def headings_of(duty: ReportDuty) -> tuple[str, ...]:
    """Return a duty's outline as lines of a form; a line that ends in a question mark need not be answered."""
    return tuple(item.title if item.required else f"{item.title}{_OPTIONAL}" for item in duty.outline.order_by("position", "pk"))


def make_duty(unit: Unit, new: NewDuty, *, scope: Scope, now: datetime) -> ReportDuty:
    """Set up a duty that units owe the department `unit`, and open the periods that it has by now.

    Raises PermissionDenied, and Refused where nobody reports, or where what was read has a duty already.
    """
    with transaction.atomic():
        if not may_keep_duties(scope, unit):
            raise PermissionDenied
        _demand_sound(new.terms, new.reporters)
        if new.read_from is not None and ReportDuty.objects.filter(read_from=new.read_from).exists():
            raise Refused(_("Chế độ báo cáo này đã được lập từ văn bản. Hãy mở danh sách chế độ báo cáo để sửa."))
        printed = new.read_from.due if new.read_from is not None else ""
        duty = ReportDuty(unit=unit, plan=new.plan, read_from=new.read_from, printed=printed, created_by=scope.user, created_at=now)
        _set_terms(duty, new.terms)
        duty.save(force_insert=True)
        _set_outline(duty, new.headings)
        Reporter.objects.bulk_create([Reporter(duty=duty, unit=one, first_day=duty.first_day) for one in new.reporters])
        record(scope.user, gettext_noop("lập chế độ báo cáo"), subject=duty, changes=_told_new(duty, new))
        open_periods(now, duty=duty)
        return duty


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A duty of a plan as a person confirmed it, with the one period of a report that is owed once."""

    new: NewDuty
    asked: Asked | None = None


def make_duties(plan: Plan, confirmed: Sequence[Confirmed], *, joins: bool, scope: Scope, now: datetime) -> list[ReportDuty]:
    """Set up the duties that a plan prints, all or none.

    With `joins`, of duties of the same units the finer is merged into the next coarser: no report of a month beside that of its quarter.
    Raises PermissionDenied and Refused.
    """
    coarsest_first = sorted(confirmed, key=lambda one: _FINEST.index(one.new.terms.frequency), reverse=True)
    made: list[ReportDuty] = []
    with transaction.atomic():
        for one in coarsest_first:
            terms = one.new.terms
            if joins and terms.merged_into is None and terms.frequency in _JOINED:
                terms = replace(terms, merged_into=_coarser(one.new, coarsest_first, made))
            duty = make_duty(plan.unit, replace(one.new, terms=terms), scope=scope, now=now)
            made.append(duty)
            if one.asked is not None:
                ask_for(duty, one.asked, scope=scope, now=now)
        return made


_FINEST = [one.value for one in (*REGULAR, Frequency.PERIODIC, Frequency.ONCE, Frequency.AD_HOC)]
_JOINED = (Frequency.WEEKLY, Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.SIX_MONTHLY, Frequency.NINE_MONTHLY, Frequency.ANNUAL)


def _coarser(new: NewDuty, confirmed: Sequence[Confirmed], made: Sequence[ReportDuty]) -> ReportDuty | None:
    """Return the next coarser duty of the same units to the same collector among those set up before this one."""
    for other, duty in reversed(list(zip(confirmed, made, strict=False))):
        same = set(other.new.reporters) == set(new.reporters) and other.new.terms.collector == new.terms.collector
        if same and duty.frequency in _JOINED and duty.frequency != new.terms.frequency:
            return duty
    return None


def ask_at_once(unit: Unit, new: NewDuty, *, asked: Asked, scope: Scope, now: datetime) -> Period:
    """Ask for a report outside every duty, whole or not at all; raises PermissionDenied and Refused."""
    with transaction.atomic():
        terms = replace(new.terms, first_day=min(new.terms.first_day, asked.first_day))
        return ask_for(make_duty(unit, replace(new, terms=terms), scope=scope, now=now), asked, scope=scope, now=now)


def change_duty(duty: ReportDuty, new: NewDuty, *, version: int, scope: Scope, now: datetime) -> None:
    """Change a duty from today on: periods that are open keep their days, those to come follow the new terms.

    A unit that reports no more keeps what it sent; what it was only asked for is taken away. Raises PermissionDenied, Changed and Refused.
    """
    on = timezone.localdate(now)
    with transaction.atomic():
        kept = ReportDuty.objects.select_for_update(of=("self",)).select_related("unit", "collector", "merged_into").get(pk=duty.pk)
        if not may_keep_duties(scope, kept.unit):
            raise PermissionDenied
        if kept.version != version:
            raise Changed
        _demand_sound(new.terms, new.reporters)
        _demand_no_circle(kept, new.terms.merged_into)
        old = {name: _shown(kept, name) for name in _NAMES}
        _set_terms(kept, new.terms)
        kept.version += 1
        kept.save()
        changes = {words: Change(old[name], _shown(kept, name)) for name, words in _NAMES.items()}
        before = headings_of(kept)
        _set_outline(kept, new.headings)
        changes["đề cương"] = Change("; ".join(before), "; ".join(headings_of(kept)))
        changes["đơn vị báo cáo"] = _set_reporters(kept, new.reporters, on=on)
        take_in_reporters(kept, on=on)
        record(scope.user, gettext_noop("sửa chế độ báo cáo"), subject=kept, changes=changes)
        open_periods(now, duty=kept)


def end_duty(duty: ReportDuty, last_day: date, *, reason: str, scope: Scope, now: datetime) -> None:
    """Let a duty have no more periods that are closed after a day; raises PermissionDenied and Refused."""
    with transaction.atomic():
        kept = ReportDuty.objects.select_for_update(of=("self",)).select_related("unit").get(pk=duty.pk)
        if not may_keep_duties(scope, kept.unit):
            raise PermissionDenied
        if last_day < kept.first_day:
            raise Refused(_("Ngày kết thúc phải từ ngày bắt đầu áp dụng trở đi."))
        if not reason.strip():
            raise Refused(_("Hãy ghi lý do kết thúc, ví dụ số văn bản thay thế."))
        old, kept.last_day = kept.last_day, last_day
        ReportDuty.objects.filter(pk=kept.pk).update(last_day=last_day, version=F("version") + 1)
        changes = {_NAMES["last_day"]: Change(old, last_day)}
        record(scope.user, gettext_noop("kết thúc chế độ báo cáo"), subject=kept, changes=changes, reason=reason.strip()[:300])


def _demand_sound(terms: DutyTerms, reporters: Sequence[Unit]) -> None:
    if not reporters:
        raise Refused(_("Chưa có đơn vị nào phải báo cáo. Hãy ghi ít nhất một đơn vị."))
    if terms.last_day is not None and terms.last_day < terms.first_day:
        raise Refused(_("Ngày kết thúc phải từ ngày bắt đầu áp dụng trở đi."))


def _demand_no_circle(duty: ReportDuty, into: ReportDuty | None) -> None:
    """A duty is not merged into itself, nor into one that is, however far, merged into it."""
    seen = {duty.pk}
    while into is not None:
        if into.pk in seen:
            raise Refused(_("Không lồng ghép vòng tròn được: chế độ được chọn đã lồng ghép vào chính chế độ này."))
        seen.add(into.pk)
        into = into.merged_into


def _set_terms(duty: ReportDuty, terms: DutyTerms) -> None:
    for one in fields(terms):
        setattr(duty, one.name, getattr(terms, one.name))
    duty.name = " ".join(terms.name.split())


def _shown(duty: ReportDuty, name: str) -> Told:
    if name in ("collector", "merged_into"):
        return str(getattr(duty, name) or "")
    display = getattr(duty, f"get_{name}_display", None)
    value: Told = display() if display is not None else getattr(duty, name)
    return value


def _told_new(duty: ReportDuty, new: NewDuty) -> dict[str, Change]:
    told = {words: Change(None, _shown(duty, name)) for name, words in _NAMES.items() if _shown(duty, name) not in (None, "")}
    return told | {"đơn vị báo cáo": Change(None, "; ".join(unit.name for unit in new.reporters))}


def _set_outline(duty: ReportDuty, lines: Iterable[str]) -> None:
    """Bring the headings to these lines: the same words keep their heading, then the same place; raises Refused for one with answers."""
    wanted = [(line.rstrip(_OPTIONAL + " "), not line.rstrip().endswith(_OPTIONAL)) for line in lines if line.strip(_OPTIONAL + " ")]
    left = {item.pk: item for item in duty.outline.order_by("position", "pk")}
    by_title = {_folded(item.title): item for item in reversed(left.values())}
    found = [by_title.pop(_folded(title), None) for title, _required in wanted]
    for item in found:
        if item is not None:
            left.pop(item.pk)
    spare = iter(list(left.values()))
    keys = set(duty.outline.values_list("key", flat=True))
    for position, ((title, required), item) in enumerate(zip(wanted, found, strict=True), 1):
        row = item or next(spare, None)
        if row is None:
            OutlineItem.objects.create(duty=duty, key=_key(title, keys), position=position, title=title[:250], required=required)
            continue
        left.pop(row.pk, None)
        OutlineItem.objects.filter(pk=row.pk).update(position=position, title=title[:250], required=required)
    answered = Answer.objects.filter(item__in=left).exclude(text="").values_list("item__title", flat=True).first()
    if answered is not None:
        raise Refused(_("Đề mục “%(title)s” đã có nội dung của đơn vị nên không bỏ được. Hãy đổi tên đề mục.") % {"title": answered})
    Answer.objects.filter(item__in=left).delete()
    OutlineItem.objects.filter(pk__in=left).delete()


def _key(title: str, taken: set[str]) -> str:
    """Return a key for a new heading: that of the usual outline where it is one of its titles, else made of its words."""
    usual = next((key for key, usual, _required in USUAL_OUTLINE if _folded(usual) == _folded(title)), "")
    base = usual or "-".join(_folded(title).replace(",", " ").split())[:30].strip("-")
    base = "".join(sign for sign in base if sign.isascii() and (sign.isalnum() or sign == "-")) or "muc"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    taken.add(key)
    return key


def _folded(title: str) -> str:
    return unaccented(fold(" ".join(title.split())))


def _set_reporters(duty: ReportDuty, units: Sequence[Unit], *, on: date) -> Change:
    """Let these units report from today on; who reported till now and does no more ends yesterday."""
    current = list(duty.reporters.filter(Q(last_day=None) | Q(last_day__gte=on)).select_related("unit").order_by("unit__name"))
    had, wanted = {row.unit_id: row for row in current}, {unit.pk for unit in units}
    for row in current:
        if row.unit_id in wanted:
            continue
        if row.first_day >= on:
            row.delete()
        else:
            Reporter.objects.filter(pk=row.pk).update(last_day=on - timedelta(days=1))
    for unit in units:
        if unit.pk not in had:
            Reporter.objects.update_or_create(duty=duty, unit=unit, first_day=max(on, duty.first_day), defaults={"last_day": None})
    return Change("; ".join(row.unit.name for row in current), "; ".join(sorted(unit.name for unit in units)))
