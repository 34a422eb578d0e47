"""How the sample office wrote its consolidated reports: frozen once the units had answered, read, and here and there worded anew."""

from __future__ import annotations

from datetime import date, datetime

from dondoc.web.plans.demo.directives import Act, Desk
from dondoc.web.reports.actions.freezing import freeze_period
from dondoc.web.reports.actions.passages import Seen, Wording, read_passages, rewrite_passage
from dondoc.web.reports.models import Consolidation, Period
from dondoc.web.reports.queries.drafting import report_of

_OWN_WORDS = "Trong kỳ, Sở đã tập trung giải quyết hồ sơ quá hạn và đôn đốc các đơn vị chậm tiến độ; kết quả cụ thể như sau:"


def consolidated(desk: Desk, name: str, *, cut_off: date, read_all: bool) -> Act:
    """Lan freezes the period of the duty of that name; she reads all of its report, or the half that a morning finds read."""

    def act(now: datetime) -> None:
        period = Period.objects.filter(duty__name=name, duty__unit=desk.department, cut_off=cut_off).first()
        lan = desk.scope("lan", now).user
        if period is None or not freeze_period(period, by=lan, now=now).is_new:
            return
        held = Consolidation.objects.get(period=period)
        report = report_of(held)
        if report is None:
            return
        told = [one for one in report.told if not one.is_title]
        seen = Seen(report.snapshot.pk)
        read = told if read_all else told[: len(told) // 2]
        read_passages(held, [one.drafted for one in read[1:]], seen=seen, by=lan, now=now)
        rewrite_passage(held, told[0].drafted, wording=Wording(_OWN_WORDS, seen), by=lan, now=now)

    return act
