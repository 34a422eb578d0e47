"""A part's clock and what happens to it → the clock after that: what was late once never becomes on time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dondoc.engine.tracking.lateness import Days, late_days, lateness_begun
from dondoc.engine.tracking.workflow import Act, Work, next_state


@dataclass(frozen=True, slots=True)
class Clock:
    """What a part's lateness depends on; `submitted_on` and `late_days` are set once, `late_since` too.

    `extension_open`: a request for more time, made in time, waits to be decided; while it does, lateness is shown but not kept.
    """

    work: Work
    due_on: date | None
    late_since: date | None = None
    submitted_on: date | None = None
    late_days: int | None = None
    extension_open: bool = False

    @property
    def is_late(self) -> bool:
        """Whether the part was late, as far as that is fixed."""
        return self.late_since is not None or bool(self.late_days)


def after_act(clock: Clock, act: Act, *, on: date, days: Days, paused_in: Work = Work.IN_PROGRESS) -> Clock:
    """Return the clock after an act; the first submission, or confirmation without one, stops it.

    What was paused in a state goes on in it. Raises workflow.NotOpen.
    """
    moved = _kept(replace(clock, work=next_state(clock.work, act, paused_in=paused_in)), on=on)
    if moved.submitted_on is not None or act not in (Act.SUBMIT, Act.CONFIRM):
        return moved
    late = late_days(moved.due_on, moved.late_since, submitted=on, days=days)
    return replace(moved, submitted_on=on, late_days=late)


def after_decision(clock: Clock, until: date | None, *, on: date) -> Clock:
    """Return the clock after a request for more time was granted up to `until`, or refused or withdrawn (None)."""
    decided = replace(clock, extension_open=False)
    if until is not None and clock.submitted_on is None:
        decided = replace(decided, due_on=until)
    return _kept(decided, on=on)


def after_move(clock: Clock, due_on: date | None, *, on: date) -> Clock:
    """Return the clock after the last day was set anew by who gave the work, as an amending document does."""
    if clock.submitted_on is not None:
        return clock
    return replace(_kept(clock, on=on), due_on=due_on)


def _kept(clock: Clock, *, on: date) -> Clock:
    """Return the clock with the lateness that has begun by `on`, which stays."""
    if clock.submitted_on is not None or clock.extension_open:
        return clock
    return replace(clock, late_since=lateness_begun(clock.due_on, clock.late_since, on=on))
