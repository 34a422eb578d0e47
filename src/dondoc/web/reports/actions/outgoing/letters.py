"""Begins a letter, a notice or a plan's own document from what the register holds: a draft in one step, to be worded and signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from dondoc.engine.writing.official.blocks import OfficialDocument
from dondoc.engine.writing.official.letters import LetterIssuing, assignment_letter, conclusion_notice, reminder_letter
from dondoc.engine.writing.official.plan_blocks import Issuing, plan_document
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Unit, UnitKind
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Plan, PlanState
from dondoc.web.plans.permissions import may_see_whole
from dondoc.web.reports.actions.outgoing.drafting import Beginning, begin
from dondoc.web.reports.models import Outgoing, OutgoingKind
from dondoc.web.reports.queries.outgoing.houses import house_on, lines_of
from dondoc.web.reports.queries.outgoing.letters import addressees_of, assignment_of, conclusion_of, overdue_by_unit, reminder_of
from dondoc.web.reports.queries.outgoing.plan_values import plan_value
from dondoc.web.reports.queries.outgoing.reports import letterhead_of
from dondoc.web.reports.queries.outgoing.signers import first_signing
from dondoc.web.tracking.actions.refusals import Refused

LETTERS = (OutgoingKind.ASSIGNMENT, OutgoingKind.REMINDER)
_OFFICE = "VP"


@dataclass(frozen=True, slots=True)
class Urged:
    """Whom a reminder goes to: `units` by their keys, all that have something late where there are none; `tasks` narrow it likewise.

    `answer_by` is the day by which they shall answer.
    """

    plan: Plan | None = None
    units: tuple[int, ...] = ()
    tasks: tuple[int, ...] = ()
    answer_by: date | None = None


def begin_from_plan(plan: Plan, kind: OutgoingKind, *, by: User, now: datetime) -> Outgoing:
    """Begin the assignment letter, the notice of conclusion or the plan's own document from a published plan.

    Raises PermissionDenied, and Refused where the plan has no task to tell of or who presided is not known.
    """
    on, unit = timezone.localdate(now), plan.unit
    if not may_see_whole(scope_of(by, on=on), plan) or plan.state != PlanState.PUBLISHED:
        raise PermissionDenied
    signing = first_signing(unit, on=on)
    if kind == OutgoingKind.PLAN:
        document = _plan_paper(plan, on=on)
    elif kind == OutgoingKind.NOTICE:
        concluded = conclusion_of(plan)
        if not concluded.chair:
            raise Refused(_("Chưa rõ ai chủ trì: ghi người ký của văn bản trong sổ rồi lập thông báo."))
        document = conclusion_notice(concluded, _issuing(unit, kind, addressees=(), on=on))
    else:
        assignment = assignment_of(plan)
        if not assignment.tasks:
            raise Refused(_("Văn bản này chưa có nhiệm vụ nào để giao."))
        units = [name for task in assignment.tasks for name in (*task.lead.split("; "), *task.partners) if name]
        document = assignment_letter(assignment, _issuing(unit, kind, addressees=addressees_of(units, unit), on=on))
    return begin(unit, Beginning(kind, document, signing.signer if signing is not None else None, plan), by=by, now=now)


def begin_reminder(unit: Unit, urged: Urged, *, by: User, now: datetime) -> Outgoing:
    """Begin the letter that urges units on, with the list of what they have late. Raises PermissionDenied, and Refused where nothing is."""
    on = timezone.localdate(now)
    if urged.answer_by is not None and urged.answer_by < on:
        raise Refused(_("Ngày trả lời đã qua; ghi hôm nay hoặc một ngày sau."))
    groups = [
        one for one in overdue_by_unit(unit, on=on, plan=urged.plan, tasks=urged.tasks) if not urged.units or one.unit.pk in urged.units
    ]
    if not groups:
        raise Refused(_("Không có việc nào quá hạn để đôn đốc."))
    reminder = reminder_of(groups, on=on, answer_by=urged.answer_by, plan=urged.plan)
    addressees = addressees_of([one.unit.name for one in groups], unit)
    document = reminder_letter(reminder, _issuing(unit, OutgoingKind.REMINDER, addressees=addressees, on=on))
    signing = first_signing(unit, on=on)
    beginning = Beginning(OutgoingKind.REMINDER, document, signing.signer if signing is not None else None, urged.plan)
    return begin(unit, beginning, by=by, now=now)


def _issuing(unit: Unit, kind: OutgoingKind, *, addressees: Sequence[str], on: date) -> LetterIssuing:
    house, signing = house_on(unit, on), first_signing(unit, on=on)
    return LetterIssuing(
        letterhead=letterhead_of(house, symbol_of(unit, kind, on=on)),
        signature=signing.signature if signing is not None else None,
        addressees=tuple(addressees),
        recipients=lines_of(house.recipients) or ("Như trên", "Lưu: VT"),
    )


def symbol_of(unit: Unit, kind: OutgoingKind, *, on: date) -> str:
    """Return the symbol of a document: "KH-SNNMT"; of a letter the body and the unit that drafts it, "SNNMT-VP" (Appendix I, II.3)."""
    own = house_on(unit, on).symbol
    if kind not in LETTERS:
        return f"{kind.value}-{own}"
    office = Unit.objects.standing(on).filter(parent=unit, kind=UnitKind.OFFICE).first()
    short = office.short_name.split()[:1] if office is not None else []
    return f"{own}-{short[0] if short else _OFFICE}"


def _plan_paper(plan: Plan, *, on: date) -> OfficialDocument:
    """Return the plan as a draft of the department's own: in its form, to be numbered by its register."""
    house, signing = house_on(plan.unit, on), first_signing(plan.unit, on=on)
    paper = plan_document(plan_value(plan), Issuing(house.superior, lines_of(house.recipients) or ("Lưu: VT",)))
    head = letterhead_of(house, symbol_of(plan.unit, OutgoingKind.PLAN, on=on))
    return replace(paper, letterhead=head, signature=signing.signature if signing is not None else paper.signature)
