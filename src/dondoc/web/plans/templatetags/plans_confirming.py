"""Words of the confirm page: who and when in short, why a day is what it is, where a value stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django import template
from django.db.models import Model
from django.template.defaultfilters import date as formatted
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from dondoc.engine.extraction.plan import DeadlineKind
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models import Assignment, Plan, Question, Task
from dondoc.web.plans.queries.confirming import UNSURE, Row

register = template.Library()
WITH_PAGES = ("pdf", "scan")
_SENTENCE = re.compile(r"[;.]\s+|,\s+(?=đồng thời|và )")


@register.filter
def plan_heading(plan: Plan) -> str:
    """Return kind, number, date and title on one line, as an office names a document."""
    number = f" số {plan.number}" if plan.number else ""
    day = f" ngày {date_format(plan.issued_on, 'SHORT_DATE_FORMAT')}" if plan.issued_on else ""
    title = plan.title[:1].lower() + plan.title[1:] if plan.title[1:2].islower() else plan.title
    return f"{plan.kind.capitalize() or pgettext('một', 'Văn bản')}{number}{day}: {title}".strip(": ")


@register.filter
def who_and_when(row: Row) -> str:
    """Return the leads and the deadline in few words."""
    leads = "; ".join(shown_as(part) for part in row.leads[:2]) + ("…" if len(row.leads) > 2 else "")
    return " · ".join(words for words in (leads, row.task.due_text) if words) or "–"


@register.filter
def shown_as(part: Assignment) -> str:
    """Return the name of what a printed name was tied to, or the printed name where it was not."""
    tied: Model | None = part.unit or part.group
    return str(tied) if tied else f"“{part.printed}”"


@register.filter
def unsure(part: Assignment) -> bool:
    """Whether a person must still say what a printed name means."""
    return part.match in UNSURE


@register.filter
def of_part(near: Mapping[int, Sequence[Unit]], part: Assignment) -> Sequence[Unit]:
    """Return the units that a part's printed name may mean, the nearest first."""
    return near.get(part.pk, ())


@register.simple_tag
def sentence(question: Question) -> str:
    """Return what is asked, in the person's language."""
    return question.en if get_language() == "en" else question.vi


@register.simple_tag
def place_words(place: Mapping[str, object]) -> str:
    """Return where a value stands: page and line."""
    if place.get("page"):
        return _("trang %(page)s, dòng %(line)s") % {"page": place["page"], "line": place["line"]}
    return _("dòng %(line)s") % {"line": place["line"]}


@register.filter
def due_reason(task: Task) -> str:
    """Return what a strict day or a span means: "tức hết 14/12/2026"."""
    if task.due_on is None:
        return ""
    if task.deadline_kind == DeadlineKind.DATE and task.due_strict:
        return _("tức hết ngày %(day)s") % {"day": date_format(task.due_on - timedelta(days=1), "SHORT_DATE_FORMAT")}
    if task.deadline_kind == DeadlineKind.SPAN:
        return _("hạn cuối là hết ngày %(day)s") % {"day": date_format(task.due_on, "SHORT_DATE_FORMAT")}
    return ""


@register.filter
def date_in(value: date | str | None) -> str:
    """Return a day as it is typed into a field; what was typed wrongly stays as it is."""
    return str(formatted(value, "d/m/Y")) if isinstance(value, date) else value or ""


@register.filter
def figure(value: float) -> str:
    """Return a number as it is typed: 98,5 without needless zeros."""
    text = f"{value:.10g}"
    return text.replace(".", ",") if get_language() == "vi" else text


@register.filter
def first_half(text: str) -> str:
    """Return what stands before the joint nearest to the middle of a text, where it would be cut in two."""
    return text[: _joint(text)].strip().rstrip(";,")


@register.filter
def second_half(text: str) -> str:
    """Return what stands behind that joint."""
    rest = text[_joint(text) :].strip()
    return rest[:1].upper() + rest[1:]


def _joint(text: str) -> int:
    joints = [found.end() for found in _SENTENCE.finditer(text)]
    return min(joints, key=lambda at: abs(at - len(text) / 2), default=len(text))


@register.filter
def head_facts(plan: Plan) -> list[tuple[str, str, object]]:
    """Return what the document says of itself, each with its place: label, value, evidence."""
    rows = (
        (_("Loại văn bản"), "kind"), (_("Số, ký hiệu"), "number"), (_("Cơ quan ban hành"), "issuer"), (_("Nơi ban hành"), "place"),
        (_("Ngày ban hành"), "issued_text"), (_("Trích yếu"), "title"), (_("Người ký"), "signer_name"), (_("Chức vụ"), "signer_position"),
    )  # fmt: skip
    return [(label, str(getattr(plan, name)), (plan.evidence or {}).get(name)) for label, name in rows]


@register.simple_tag
def page_image(plan: Plan, page: int) -> SafeString | str:
    """Return the picture of a page of a PDF or scan, folded away until it is wanted."""
    if plan.document is None or plan.document.format not in WITH_PAGES:
        return ""
    try:
        address = reverse("plans:page_image", args=[plan.document_id, page])
    except NoReverseMatch:
        return ""
    words = _("ảnh trang")
    return format_html(
        '<details class="page-image"><summary>{}</summary><img src="{}" alt="{} {}" loading="lazy" width="900"></details>',
        words,
        address,
        words,
        page,
    )
