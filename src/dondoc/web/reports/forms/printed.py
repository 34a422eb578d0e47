"""Turns what is proposed for a printed duty into the first values of its forms."""

from __future__ import annotations

from datetime import date, timedelta

from dondoc.engine.extraction.plan import Frequency
from dondoc.web.reports.actions.duties import usual_headings
from dondoc.web.reports.forms.duties import unit_lines
from dondoc.web.reports.models import Basis, ReportDuty
from dondoc.web.reports.queries.printed_duties import Proposal

_TO_WRITE = timedelta(days=3)
"""Days between the end of a single report's figures and its last day."""


def proposed_values(proposal: Proposal, *, on: date) -> dict[str, object]:
    """Return a proposal as the form of a duty shows it."""
    rhythm, rule = proposal.terms.rhythm, proposal.terms.rule
    return {
        "name": proposal.name,
        "plan": proposal.duty.plan_id,
        "frequency": rhythm.frequency.value if rhythm.frequency is not Frequency.PERIODIC else Frequency.QUARTERLY.value,
        "basis": Basis(rhythm.basis.value),
        "cutoff_day": rhythm.cutoff_day,
        "cutoff_month": rhythm.cutoff_month,
        "due_kind": rule.kind.value,
        "due_day": rule.day,
        "due_month": rule.month,
        "due_months": max(rule.months, 0),
        "due_strict": rule.strict,
        "roll": ReportDuty.Roll(rule.roll.value),
        "collector": proposal.collector,
        "addressee": proposal.addressee,
        "onward_due": proposal.onward_due,
        "headings": "\n".join(usual_headings()),
        "reporters": unit_lines(proposal.reporters),
        "first_day": on,
    }


def asked_values(proposal: Proposal, *, on: date) -> dict[str, object]:
    """Return the one period of a report that is owed once, as its form shows it."""
    plan, due_on = proposal.duty.plan, proposal.once_due
    last_day = due_on - _TO_WRITE if due_on is not None else None
    first_day = plan.issued_on or on
    return {
        "label": f"một lần, {due_on:%m/%Y}" if due_on is not None else "",
        "first_day": min(first_day, last_day) if last_day is not None else first_day,
        "last_day": last_day,
        "due_on": due_on,
    }
