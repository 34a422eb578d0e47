"""What the clock brings to the reports: periods open, and who has not reported is reminded."""

from __future__ import annotations

from datetime import datetime

from dondoc.web.reports.actions.periods import open_periods
from dondoc.web.reports.actions.reminding import press


def pass_time(now: datetime) -> int:
    """Bring the reports up to `now`; return how many reminders were new."""
    open_periods(now)
    return press(now)
