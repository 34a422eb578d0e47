"""Links the plans of a department that cite each other, and finds the plan that a new one says it amends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.plans.actions.reading_rows import folded_number
from dondoc.web.plans.models import Citation, Plan, PlanState

REGISTERED = (PlanState.PUBLISHED, PlanState.CLOSED)
"""States of a plan that others may cite: what waits to be confirmed is nobody else's to see."""

# "sửa đổi, bổ sung một số nhiệm vụ", "điều chỉnh Kế hoạch số", "thay thế Phụ lục"
_AMENDS = re.compile(r"\b(?:sua doi|bo sung|dieu chinh|thay the)\b")


def link_citations(plan: Plan, citations: Sequence[Citation]) -> None:
    """Write the citations of a plan, each tied to the plan of the register that it means, if any."""
    numbers = {citation.folded_number for citation in citations}
    known: dict[str, list[Plan]] = {}
    for other in Plan.objects.filter(unit=plan.unit, state__in=REGISTERED, folded_number__in=numbers).exclude(pk=plan.pk):
        known.setdefault(other.folded_number, []).append(other)
    for citation in citations:
        citation.cited = _meant(citation, known.get(citation.folded_number, []))
    Citation.objects.bulk_create(citations)


def link_from_others(plan: Plan) -> None:
    """Tie the citations that other plans of the department made before this one came in."""
    if plan.folded_number:
        waiting = Citation.objects.filter(plan__unit=plan.unit, folded_number=plan.folded_number, cited=None).exclude(plan=plan)
        fitting = [citation.pk for citation in waiting.only("pk", "dated") if _meant(citation, [plan]) is not None]
        Citation.objects.filter(pk__in=fitting).update(cited=plan)


def suggest_amended(plan: Plan) -> None:
    """Note which plan a draft amends where its title says that it amends one, and one of those it cites is in the register."""
    title = unaccented(fold(plan.title))
    if not _AMENDS.search(title):
        return
    cited = [citation.cited for citation in plan.citations.exclude(cited=None).select_related("cited") if citation.cited is not None]
    bare = folded_number(plan.title)
    named = [other for other in cited if other.folded_number in bare]
    chosen = next(iter(named or cited), None)
    if chosen is not None:
        plan.amends = chosen
        plan.save(update_fields=["amends"])


def _meant(citation: Citation, plans: Sequence[Plan]) -> Plan | None:
    """Return the plan of that number whose date agrees where both are known; two that agree are none."""
    agreeing = [plan for plan in plans if None in (citation.dated, plan.issued_on) or citation.dated == plan.issued_on]
    return agreeing[0] if len(agreeing) == 1 else None
