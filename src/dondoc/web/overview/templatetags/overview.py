"""Turns counts into what the pages draw: addresses of the rows, figures that open them, and charts as SVG.

- `{% rows query %}`: the address of the list that a query means; `{% figure 12 query %}`: a count as a door to it
- `{% months_chart months %}`: submitted in time and late as columns, late at the month's end as a line
- `{% ratio_bar 35 %}`: a share with the threshold marked
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dondoc.engine.tracking import TimeState
from dondoc.engine.tracking.head_ratio import THRESHOLD, Ratio
from dondoc.web.overview.queries.heat import HeatLine
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.overview.queries.standing import Line
from dondoc.web.overview.queries.trend import Month
from dondoc.web.ui.templatetags.ui import STATES, Share, dist, num, status

register = template.Library()

_WIDTH, _HEIGHT, _FOOT, _HEAD = 720, 176, 20, 14
_BAR = 14
_NIL = SafeString('<span class="nil">0</span>')
_NIL_CELL = f'<td class="num no-m">{_NIL}</td>'
_NO_SQUARE = SafeString('<td class="h h0"><span class="vh">0</span></td>')
_LABELS = {
    TimeState.LATE.value: gettext_lazy("quá hạn"),
    TimeState.SOON.value: gettext_lazy("sắp đến"),
    TimeState.IN_TIME.value: gettext_lazy("trong hạn"),
    TimeState.OPEN.value: gettext_lazy("không hạn"),
    TimeState.DONE.value: gettext_lazy("xong đúng hạn"),
    TimeState.DONE_LATE.value: gettext_lazy("xong chậm"),
    TimeState.HALTED.value: gettext_lazy("đã thôi"),
}


@register.simple_tag
def rows(query: PartQuery) -> str:
    """Return the address of the rows that a query means."""
    return f"{_parts_address()}{query.link()}"


@cache
def _parts_address() -> str:
    """A page asks for it some hundred times, and finding it goes through all addresses."""
    return reverse("overview:parts")


@register.simple_tag
def figure(count: int, query: PartQuery, state: str = "") -> SafeString:
    """Return a count as a link to its rows; none is no door."""
    if not count:
        return format_html('<span class="nil">{}</span>', 0)
    return format_html('<a class="fg{}" href="{}">{}</a>', f" c-{state}" if state else "", rows(query), num(count))


@register.simple_tag
def counts_of(line: Line) -> SafeString:
    """Return the counts of a line as cells of a table, each a door to its rows and named on a phone, and the share of late ones."""
    address, (every, states) = escape(rows(line.query)), _labels(get_language())
    cells = [f'<td class="num" data-l="{every}"><a class="fg" href="{address}">{num(line.total)}</a></td>' if line.total else _NIL_CELL]
    cells += (
        f'<td class="num" data-l="{label}"><a class="fg c-{state}" href="{address}&amp;thoi-gian={state}">{num(number)}</a></td>'
        if (number := line.counts[state])
        else _NIL_CELL
        for state, label in states
    )
    percent = line.late_percent
    return SafeString(f'{"".join(cells)}<td class="num no-m">{"–" if percent is None else f"{percent}%"}</td>')


@cache
def _labels(_language: str | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the words for all and for each state in the language now active: a table asks for them in every cell."""
    return escape(_("tất cả")), tuple((state, escape(str(label))) for state, label in _LABELS.items())


@register.simple_tag
def squares_of(line: HeatLine) -> SafeString:
    """Return the weeks of a line as cells of a table, each a door to its rows."""
    address = escape(rows(line.query))
    cells = (
        f'<td class="h h{square.heat}"><a href="{address}&amp;tuan={square.week.isoformat()}">{num(square.count)}</a></td>'
        if square.count
        else _NO_SQUARE
        for square in line.squares
    )
    return SafeString("".join(cells))


@register.simple_tag
def bar_of(line: Line, label: str) -> SafeString:
    """Return one bar for all states of a line, each stretch a link to its rows."""
    return dist([Share(cell.state, cell.count, rows(cell.query)) for cell in line.cells], label)


@register.simple_tag
def legend_of(line: Line) -> SafeString:
    """Return the words for the stretches of a bar."""
    shown = ((rows(cell.query), status(cell.state, f"{num(cell.count)} {STATES[cell.state]}")) for cell in line.cells if cell.count)
    return format_html_join("", '<a href="{}">{}</a>', shown)


@register.simple_tag
def months_chart(months: Sequence[Month]) -> SafeString:
    """Return the months as columns (submitted in time, late) with a line of what was late at each month's end."""
    top = max((max(month.came, month.overdue) for month in months), default=0) or 1
    step = _WIDTH / max(len(months), 1)
    ground = _HEIGHT - _FOOT

    def y(value: int) -> float:
        return ground - (ground - _HEAD) * value / top

    columns, points, marks = [], [], []
    for place, month in enumerate(months):
        middle = step * place + step / 2
        words = _("Tháng %(month)s: %(in_time)d nộp đúng hạn, %(late)d nộp chậm, %(over)d quá hạn cuối tháng") % {
            "month": f"{month.first:%m/%Y}", "in_time": month.in_time, "late": month.late, "over": month.overdue,
        }  # fmt: skip
        low = y(month.in_time)
        columns.append(
            (words, f"{middle - _BAR:.1f}", f"{low:.1f}", 2 * _BAR, f"{ground - low:.1f}", f"{middle - _BAR:.1f}",
             f"{low - (ground - y(month.late)):.1f}", 2 * _BAR, f"{ground - y(month.late):.1f}")
        )  # fmt: skip
        points.append(f"{middle:.1f} {y(month.overdue):.1f}")
        marks.append((f"{middle:.1f}", f"{y(month.overdue):.1f}", f"{middle:.1f}", _HEIGHT - 5, f"{month.first:%m/%y}"))
    drawn = format_html_join(
        "", '<g><title>{}</title><rect class="b" x="{}" y="{}" width="{}" height="{}"/>'
        '<rect class="bl" x="{}" y="{}" width="{}" height="{}"/></g>', columns,
    )  # fmt: skip
    dots = format_html_join("", '<circle class="dot" cx="{}" cy="{}" r="3"/><text x="{}" y="{}" text-anchor="middle">{}</text>', marks)
    grid = format_html(
        '<path class="ax-2" d="M0 {}.5h{}"/><path class="ax" d="M0 {}.5h{}"/><text x="0" y="10">{}</text>',
        ground,
        _WIDTH,
        _HEAD,
        _WIDTH,
        num(top),
    )
    line = format_html('<path class="ln" d="M{}"/>', " L".join(points)) if points else ""
    return format_html(
        '<svg class="chart months" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        _WIDTH, _HEIGHT, finding_of(months), grid, drawn, line, dots,
    )  # fmt: skip


@register.simple_tag
def finding_of(months: Sequence[Month]) -> str:
    """Return what the months show, in one sentence."""
    if not months:
        return ""
    last, before = months[-1], months[-2] if len(months) > 1 else None
    late, came = sum(month.late for month in months), sum(month.came for month in months)
    words = _("Trong %(n)d tháng có %(came)s kết quả được nộp, %(late)s nộp chậm; nay %(over)s phần việc đang quá hạn") % {
        "n": len(months), "came": num(came), "late": num(late), "over": num(last.overdue),
    }  # fmt: skip
    if before is None or before.overdue == last.overdue:
        return f"{words}."
    if last.overdue > before.overdue:
        return _("%(words)s, tăng %(n)s so với cuối tháng trước.") % {"words": words, "n": num(last.overdue - before.overdue)}
    return _("%(words)s, giảm %(n)s so với cuối tháng trước.") % {"words": words, "n": num(before.overdue - last.overdue)}


@register.simple_tag
def percent(ratio: Ratio) -> str:
    """Return a ratio in per cent with one decimal: 33,3."""
    return number_format(float(ratio.percent), decimal_pos=1, use_l10n=True)


@register.simple_tag
def ratio_bar(width: int) -> SafeString:
    """Return a share of a hundred as a bar with the threshold marked."""
    mark = int(100 * THRESHOLD)
    return format_html(
        '<svg class="ratio" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="tr" y="2" width="100" height="4"/>'
        '<rect class="{}" y="2" width="{}" height="4"/><path class="mk" d="M{} 0v8"/></svg>',
        "over" if width >= mark else "under", min(width, 100), mark,
    )  # fmt: skip
