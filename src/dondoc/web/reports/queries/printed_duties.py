"""The duties to report that a plan prints → a duty proposed for each: its terms, who reports by the registry, and what stays open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.engine.extraction.plan import Evidence, Frequency, GroupKind, UnitMention
from dondoc.engine.reporting.due_days import Due, DueRule, due_day
from dondoc.engine.reporting.duty_terms import Open, Terms, printed_duty, propose
from dondoc.engine.vocabulary.splitting import split_units
from dondoc.engine.vocabulary.unit import Group, UnitHit
from dondoc.engine.writing.source_values import load_source
from dondoc.web.calendars.queries.calendars import calendar_for
from dondoc.web.organisations.models import Unit, UnitGroup
from dondoc.web.organisations.queries.groups import members_of
from dondoc.web.plans.actions.matching_units import Registry
from dondoc.web.plans.models import Duty, Plan
from dondoc.web.reports.models import FREQUENCIES, ReportDuty
from dondoc.web.reports.queries.duties import usual_collector

OPENS: dict[Open, str | Promise] = {
    Open.NO_INTERVAL: gettext_lazy("Văn bản chỉ nói “định kỳ”; hãy chọn tần suất."),
    Open.OCCASION: gettext_lazy(
        "Báo cáo khi phát sinh hoặc khi được yêu cầu, không có kỳ. Lập khi muốn yêu cầu nhiều lần theo cùng một đề cương."
    ),
    Open.ONE_TIME: gettext_lazy("Báo cáo một lần mà văn bản không nêu ngày nộp; hãy ghi kỳ và hạn nộp ở dưới."),
    Open.NO_LAST_DAY: gettext_lazy("Văn bản không nêu hạn nộp; đang lấy 2 ngày làm việc sau ngày chốt số liệu theo Nghị định 09/2019."),
    Open.CUT_OFF_MOVED: gettext_lazy(
        "Hạn nộp sớm hơn ngày chốt số liệu của Nghị định 09/2019, nên số liệu được chốt sớm hơn; hãy xem ngày chốt."
    ),
    Open.MONTH_BEFORE: gettext_lazy("Hạn nộp nằm ở tháng sau kỳ, nên số liệu lấy đến hết ngày cuối kỳ; hãy xem lại nếu văn bản muốn khác."),
    Open.ODD_DAYS: gettext_lazy("Hạn nộp in trong văn bản không hợp với tần suất; hãy đặt lại cách tính hạn."),
    Open.MERGED: gettext_lazy("Văn bản cho lồng ghép vào báo cáo khác; nếu báo cáo đó đã có trong dondoc, hãy chọn ở ô “Lồng ghép vào”."),
}
"""What a printed duty leaves open, in words."""
_TITLES = re.compile(r"^(?:Thủ trưởng|Trưởng|Giám đốc|Chủ tịch|Lãnh đạo|Người đứng đầu)\s+", re.IGNORECASE)
_NAMES = {
    Frequency.DAILY: gettext_lazy("Báo cáo ngày"),
    Frequency.WEEKLY: gettext_lazy("Báo cáo tuần"),
    Frequency.MONTHLY: gettext_lazy("Báo cáo tháng"),
    Frequency.QUARTERLY: gettext_lazy("Báo cáo quý"),
    Frequency.SIX_MONTHLY: gettext_lazy("Báo cáo 6 tháng"),
    Frequency.NINE_MONTHLY: gettext_lazy("Báo cáo 9 tháng"),
    Frequency.ANNUAL: gettext_lazy("Báo cáo năm"),
    Frequency.AD_HOC: gettext_lazy("Báo cáo đột xuất"),
    Frequency.ONCE: gettext_lazy("Báo cáo"),
    Frequency.PERIODIC: gettext_lazy("Báo cáo định kỳ"),
}
_WORKING_DAYS = 2
"""Working days after the cut-off where the text gives no last day."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One printed duty with the duty proposed for it.

    `made` is the duty that was set up from it before; `onward` is true for what the collector sends on; `unknown` are the printed names
    that the registry does not hold; `opens` is what a person should look at; `once_due` the last day of a report that is owed once.
    """

    duty: Duty
    terms: Terms
    name: str
    reporters: tuple[Unit, ...]
    unknown: tuple[str, ...]
    collector: Unit
    addressee: str
    onward_due: str
    onward: bool
    opens: tuple[str, ...]
    once_due: date | None
    made: ReportDuty | None

    @property
    def frequency_words(self) -> str:
        """How often, as the page names it."""
        return str(FREQUENCIES[self.terms.rhythm.frequency])

    @property
    def is_sure(self) -> bool:
        """Whether it may be ticked beforehand: it comes round, who reports is known, and it is not what the collector sends on."""
        regular = self.terms.comes_round and Open.ODD_DAYS not in self.terms.opens
        return self.made is None and bool(self.reporters) and not self.onward and regular


@dataclass(frozen=True, slots=True)
class _Named:
    """What printed names mean: units, each once, and the names that mean none."""

    units: tuple[Unit, ...]
    unknown: tuple[str, ...]


def proposals(plan: Plan, *, on: date) -> list[Proposal]:
    """Return a proposal for every duty that a plan prints, in its order."""
    duties = list(plan.duties.order_by("position", "pk"))
    if not duties:
        return []
    registry = Registry.of(plan.unit, plan.issued_on or on)
    text = load_source(plan.reading.source).text if plan.reading is not None else ""
    made = {one.read_from_id: one for one in ReportDuty.objects.filter(read_from__in=[duty.pk for duty in duties])}
    chain = _Chain(plan.unit, usual_collector(plan.unit), tuple(_link(duty, registry, on=on) for duty in duties))
    return [_proposal(plan, chain, link=link, text=text, made=made.get(link.duty.pk)) for link in chain.links]


def _proposal(plan: Plan, chain: _Chain, *, link: _Link, text: str, made: ReportDuty | None) -> Proposal:
    duty, place, frequency = link.duty, link.duty.evidence or {}, Frequency(link.duty.frequency)
    start, end = int(place.get("start", 0)), int(place.get("end", 0))
    terms = _with_default(propose(printed_duty(frequency, duty.due, text=text, start=start, end=end)))
    onward = chain.onward_of(link)
    collector = chain.collector_of(link)
    own_addressee = "" if link.to.units and link.to.units[0].path.startswith(plan.unit.path) else duty.addressee
    return Proposal(
        duty=duty,
        terms=terms,
        name=_name(frequency, plan),
        reporters=link.bearers.units,
        unknown=link.bearers.unknown,
        collector=collector,
        addressee=onward.duty.addressee if onward is not None else own_addressee,
        onward_due=onward.duty.due if onward is not None else "",
        onward=chain.is_onward(link),
        opens=tuple(str(OPENS[one]) for one in terms.opens if one is not Open.ONE_TIME or terms.once_on is None),
        once_due=_once_due(terms, plan.unit),
        made=made,
    )


@dataclass(frozen=True, slots=True)
class _Link:
    """A printed duty with the units that its bearer and its addressee mean."""

    duty: Duty
    bearers: _Named
    to: _Named


@dataclass(frozen=True, slots=True)
class _Chain:
    """The printed duties of a plan as links: units report to a collector, and the collector reports on."""

    department: Unit
    office: Unit
    links: tuple[_Link, ...]

    def collector_of(self, link: _Link) -> Unit:
        """Return the one unit of the department that is reported to, else its office."""
        inside = [unit for unit in link.to.units if unit.path.startswith(self.department.path) and unit != self.department]
        return inside[0] if len(inside) == 1 else self.office

    def onward_of(self, link: _Link) -> _Link | None:
        """Return the duty by which the collector sends on what it collects: its own at the same interval, else "định kỳ"."""
        collector = self.collector_of(link)
        own = [other for other in self.links if other is not link and other.bearers.units == (collector,)]
        if link.bearers.units == (collector,):
            return None
        same = [other for other in own if other.duty.frequency == link.duty.frequency]
        general = [other for other in own if other.duty.frequency == Frequency.PERIODIC]
        return next(iter([*same, *general]), None)

    def is_onward(self, link: _Link) -> bool:
        """Whether a duty is what some other's collector sends on."""
        return any(self.onward_of(other) is link for other in self.links if other is not link)


def _link(duty: Duty, registry: Registry, *, on: date) -> _Link:
    return _Link(duty, _named(duty.bearer, registry, on=on), _named(duty.addressee.split("(")[0], registry, on=on))


def _named(printed: str, registry: Registry, *, on: date) -> _Named:
    """Return what a printed list of units means; "Thủ trưởng các phòng" means the divisions that they lead."""
    units: dict[Unit, None] = {}
    unknown: list[str] = []
    for hit in split_units(printed) if printed else ():
        found = _meant(hit, registry, on=on)
        if not found and (bare := _TITLES.sub("", hit.name)) != hit.name:
            found = [unit for part in split_units(bare) for unit in _meant(part, registry, on=on)]
        units.update(dict.fromkeys(found))
        if not found:
            unknown.append(hit.name)
    return _Named(tuple(units), tuple(unknown))


def _meant(hit: UnitHit, registry: Registry, *, on: date) -> list[Unit]:
    kinds = {None: GroupKind.NONE, Group.CLOSED: GroupKind.CLOSED, Group.OPEN: GroupKind.OPEN}
    place = Evidence(1, hit.start, hit.end, hit.name, "reports.bearer")
    tied = registry.tie(UnitMention(hit.name, place, hit.unit_id, kinds[hit.group]))
    if tied.group_id is not None:
        return members_of(UnitGroup.objects.get(pk=tied.group_id), on)
    return list(Unit.objects.standing(on).filter(pk=tied.unit_id)) if tied.unit_id is not None else []


def _with_default(terms: Terms) -> Terms:
    """Leave the units two working days where the text gives no last day."""
    if terms.comes_round and not terms.printed and terms.rule == DueRule():
        return replace(terms, rule=DueRule(Due.AFTER, _WORKING_DAYS))
    return terms


def _name(frequency: Frequency, plan: Plan) -> str:
    kind = (plan.kind or str(_("văn bản"))).capitalize()
    what = _("%(kind)s số %(number)s") % {"kind": kind, "number": plan.number} if plan.number else plan.title
    return (_("%(report)s thực hiện %(plan)s") % {"report": _NAMES[frequency], "plan": what})[:250]


def _once_due(terms: Terms, unit: Unit) -> date | None:
    """Return the last day in time of a report that is owed once, moved from a rest day."""
    if terms.once_on is None:
        return None
    named = terms.once_on
    rule = replace(terms.rule, kind=Due.DAY_OF_MONTH, day=named.day)
    return due_day(rule, named.replace(day=1), last_day=named, calendar=calendar_for(unit)).due_on
