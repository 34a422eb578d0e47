"""Turns the register's values into what its pages show: counts that may be bounded, and words that were searched."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from django import template
from django.utils.formats import number_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.engine.writing.figures import OPERATORS
from dondoc.web.plans.models import Target, Task
from dondoc.web.plans.queries.due import Due
from dondoc.web.plans.queries.task_query import TaskQuery
from dondoc.web.plans.queries.tasks import Count, Part, place_number
from dondoc.web.plans.queries.words import Typed
from dondoc.web.ui.templatetags.ui import STATES, Share, num, status

_NOBODY = mark_safe('<span class="muted">–</span>')
PARTS = {
    "nhiem-vu": _("Nhiệm vụ"),
    "chi-tieu": pgettext_lazy("nhiều", "Chỉ tiêu"),
    "vien-dan": _("Văn bản viện dẫn"),
    "nhan-xet": _("Nhận xét văn bản"),
    "nguyen-nhan": pgettext_lazy("nhiều", "Nguyên nhân"),
    "lich-su": _("Lịch sử"),
}
register = template.Library()


@register.filter
def figure(count: Count | int) -> str:
    """Return a count as figures: 312, or 10.000+ where it was counted no farther."""
    if isinstance(count, Count):
        return f"{num(count.number)}{'+' if count.more else ''}"
    return num(count)


@register.simple_tag
def parts(held: tuple[Part, ...]) -> SafeString:
    """Return the names of units as a cell shows them, a group with the number of its members."""
    if not held:
        return _NOBODY
    return mark_safe("; ".join(_part(part.name, part.units) for part in held))  # noqa: S308 - every name is escaped


@lru_cache(maxsize=4096)
def _part(name: str, units: int) -> str:
    return f'{escape(name)} <span class="muted">({units})</span>' if units else escape(name)


@register.simple_tag
def in_time(due: Due) -> SafeString:
    """Return a task's state in time as colour, shape and word."""
    return _in_time(due.state, due.told)


@lru_cache(maxsize=4096)
def _in_time(state: str, words: str) -> SafeString:
    return status(state, words)


@register.simple_tag
def kept(query: TaskQuery, *names: str) -> SafeString:
    """Return what a form of the list leaves as it is, as hidden fields."""
    held = query.parameters()
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', ((name, held[name]) for name in names if name in held))


@register.simple_tag
def part_name(tab: str) -> str:
    """Return the word for a part of a plan's page."""
    return str(PARTS[tab])


@register.simple_tag
def legend(part: Share) -> SafeString:
    """Return the words for a stretch of a plan's bar."""
    return status(part.state, f"{num(part.count)} {STATES[part.state]}")


@register.simple_tag
def target_value(target: Target) -> str:
    """Return what must be reached: ≥ 98 %, 80/100 điểm."""
    value = number_format(target.value, use_l10n=True) if target.value % 1 else num(int(target.value))
    out_of = (
        f"/{number_format(target.maximum, use_l10n=True) if target.maximum % 1 else num(int(target.maximum))}" if target.maximum else ""
    )
    return f"{OPERATORS.get(target.op, target.op)} {value}{out_of} {target.unit}".strip()


@register.simple_tag
def in_language(vi: str, en: str) -> str:
    """Return the sentence of the language that the person reads."""
    return en if get_language() == "en" else vi


@register.filter
def percent(share: float) -> str:
    """Return a share of one as whole per cent, never 100 % of what is not the same."""
    return f"{int(share * 100)}%"


@register.simple_tag
def lit(text: str, typed: Typed, length: int = 180) -> SafeString:
    """Return the part of a text where the words typed begin, with those words lit."""
    folded = unaccented(fold(unicodedata.normalize("NFC", text)))
    if len(folded) != len(text) or not typed.words:
        return format_html("{}", Truncator(text).chars(length))
    found = _found(folded, typed)
    start = max(found[0][0] - length // 3, 0) if found and found[0][0] > length // 2 else 0
    start = text.find(" ", start) + 1 if start else 0
    end = len(text) if len(text) - start <= length else text.rfind(" ", start, start + length)
    pieces, at = ["…" if start else ""], start
    for first, last in found:
        if first >= at and last <= end:
            pieces += [escape(text[at:first]), format_html("<mark>{}</mark>", text[first:last])]
            at = last
    return mark_safe("".join([*pieces, escape(text[at:end]), "…" if end < len(text) else ""]))  # noqa: S308 - every piece is escaped


def _found(folded: str, typed: Typed) -> list[tuple[int, int]]:
    """Return where the words typed stand: in a row where they do, else each where a word begins with it."""
    row = r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, typed.words)) + r"[^\W_]*"
    one = r"(?<![^\W_])(?:" + "|".join(sorted(map(re.escape, typed.words), key=len, reverse=True)) + r")[^\W_]*"
    return [match.span() for match in re.finditer(row, folded)] or [match.span() for match in re.finditer(one, folded)]


@register.simple_tag
def place_of(task: Task) -> str:
    """Return the printed number by which a person finds a task in its document, else its code."""
    return place_number(task.number, task.heading) or str(task)
