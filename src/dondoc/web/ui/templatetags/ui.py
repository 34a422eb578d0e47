"""Template tags of the frame, known to every template without loading them: pictures, addresses, dates, states and bars.

- `{% icon "doc" %}`, `{% icon "g-late" "g" %}`: a picture of the sprite `ui/icons.svg`
- `{% query trang=2 %}`: the page's own query with some parameters changed
- `{% pager page %}`: the way through a Django `Page`; `{% pager page name="trang-viec" %}` where a page has two lists
- `{% status "late" "16 ngày" %}`: colour, shape and word; `{% status "late" as_chip=True %}` beside a title
- `{% day task.due_on %}`: 30/11 in this year, 30/11/2027 otherwise, – for none; `{% when entry.at %}`: 07:30 23/11
- `{% progress 5 13 label="Nhiệm vụ xong" %}`: a thin bar with its figures; `{% dist parts label %}`: one bar for a whole plan
- `{{ n|num }}`: 1.234; `{{ name|initials }}`: the letter that stands for a person
- templates to include: `ui/empty.html`, `ui/form_errors.html`, `ui/field.html` (Django draws every form field with it)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dondoc.web.ui.failures import FAILURES, Failure

register = template.Library()

NOTHING = "–"
"""What stands for a value that the document does not give."""

STATES: dict[str, str | Promise] = {
    "in": _("trong hạn"),
    "soon": _("sắp đến hạn"),
    "late": _("quá hạn"),
    "done": _("hoàn thành đúng hạn"),
    "dlate": _("hoàn thành quá hạn"),
    "open": _("không hạn"),
    "none": _("chưa có ngày"),
    "halt": _("tạm dừng hoặc đã thôi"),
    "wait": _("chờ xác nhận"),
}
"""The words of the states where a page gives none; each has the colour `s-…` and the glyph `g-…` of its name."""

GAP = 0.3
"""Percent of a distribution's length left free between two parts, and the least that a part takes."""

NEIGHBOURS = 2
"""Pages named on either side of the present one, beside the first and the last."""


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a distribution: its state, how many it has, and where the rows behind it are."""

    state: str
    count: int
    url: str = ""


@register.simple_tag
def icon(name: str, kind: str = "i") -> SafeString:
    """Return a picture of the sprite, hidden from screen readers: the word beside it speaks."""
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', kind, static("ui/icons.svg"), name)


@register.simple_tag(takes_context=True)
def query(context: dict[str, HttpRequest], **changed: object) -> str:
    """Return the page's own query with some parameters changed; an empty value takes one away."""
    return _query(context["request"], changed)


def _query(request: HttpRequest, changed: dict[str, object]) -> str:
    params = request.GET.copy()
    for name, value in changed.items():
        if value in (None, ""):
            params.pop(name, None)
        else:
            params[name] = str(value)
    return "?" + params.urlencode()


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: Context, page: Page[object], name: str = "trang") -> dict[str, object]:
    """Draw the way through the pages of a list, keeping the rest of the query; nothing where all fits one page."""
    request: HttpRequest = context["request"]

    def address(number: int) -> str:
        return _query(request, {name: number if number > 1 else ""})

    last = page.paginator.num_pages
    shown = sorted({1, last} | set(range(max(1, page.number - NEIGHBOURS), min(last, page.number + NEIGHBOURS) + 1)))
    numbers: list[tuple[int, str]] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number > before + 1:
            numbers.append((0, ""))
        numbers.append((number, address(number)))
    return {
        "page": page,
        "numbers": numbers,
        "previous": address(page.number - 1) if page.has_previous() else "",
        "next": address(page.number + 1) if page.has_next() else "",
    }


@register.simple_tag
def status(state: str, words: object = "", *, as_chip: bool = False) -> SafeString:
    """Return a state as colour, shape and word; `words` say more than the state's own (`quá hạn 16 ngày`)."""
    kind = "chip" if as_chip else "st"
    return format_html('<span class="{} s-{}">{}<span>{}</span></span>', kind, state, icon(f"g-{state}", "g"), words or STATES[state])


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | None) -> SafeString | str:
    """Return a date, without its year in this year; the page's `today` says which year that is, else the clock."""
    if not value:
        return NOTHING
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), _day_words(context, value))


@register.simple_tag(takes_context=True)
def when(context: Context, value: datetime | None) -> SafeString | str:
    """Return a moment as the hour and the day in the office's own time; – for none."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value)
    words = f"{date_format(local, 'TIME_FORMAT')} {_day_words(context, local.date())}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), words)


def _day_words(context: Context, value: date) -> str:
    today = context.get("today") or timezone.localdate()
    return date_format(value, "MONTH_DAY_FORMAT" if value.year == today.year else "SHORT_DATE_FORMAT")


@register.simple_tag
def progress(done: int, total: int, *, label: str = "", kind: str = "done") -> SafeString:
    """Return a thin bar of `done` in `total` with both figures; `label` says what is counted, for who cannot see the bar."""
    width = round(100 * done / total) if total else 0
    return format_html(
        '<span class="pb"><svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="f-{}" width="{}" height="4"/></svg><span class="v">{}{}/{}</span></span>',
        kind,
        width,
        format_html('<span class="vh">{}: </span>', label) if label else "",
        num(done),
        num(total),
    )


@register.simple_tag
def dist(parts: list[Share], label: str = "") -> SafeString:
    """Return one bar for the whole, a stretch for each part, each a link to its rows; empty parts are left out."""
    shown = [part for part in parts if part.count]
    whole = sum(part.count for part in shown)
    start = 0.0
    stretches = []
    for part in shown:
        width = 100 * part.count / whole
        words = f"{num(part.count)} {STATES[part.state]}"
        stretches.append((part.url, words, words, part.state, f"{start:.2f}%", f"{max(width - GAP, GAP):.2f}%"))
        start += width
    stretch = '<a href="{}" aria-label="{}"><title>{}</title><rect class="d-{}" x="{}" width="{}" height="6"/></a>'
    return format_html('<svg class="dist" role="group" aria-label="{}">{}</svg>', label, format_html_join("", stretch, stretches))


@register.simple_tag
def failure(status: int) -> Failure:
    """Return the words of an error page, for `ui/error.html` and its like."""
    return FAILURES[status]


@register.filter
def num(value: float) -> str:
    """Return a number as the language writes it: 1.234 or 1,234."""
    if isinstance(value, int) and 0 <= value < 1000:
        return str(value)  # most are, and no language writes them otherwise
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def initials(name: str) -> str:
    """Return the first letter of a person's given name, which stands last: L for Nguyễn Thị Lan."""
    return name.split()[-1][0].upper() if name.split() else ""
