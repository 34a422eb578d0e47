"""A part of a task, an act and who acts → the part's next state, or why the act is not open to it."""

from __future__ import annotations

from enum import StrEnum


class Work(StrEnum):
    """How far the work on a part has come (DOMAIN: "trạng thái xử lý"); where it stands in time is told apart from it.

    `ASSIGNED` given and not yet taken, `ACCEPTED` taken, `IN_PROGRESS` under way, `SUBMITTED` waits for the assigner's word, `RETURNED`
    to be done again, `DONE` confirmed, `PAUSED` halted by the assigner, `CANCELLED` called off, `TRANSFERRED` given to another.
    """

    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    IN_PROGRESS = "progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    DONE = "done"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"


class Act(StrEnum):
    """What may be done to a part: by who executes it (`ACCEPT` to `SUBMIT`) or by who gave it (the others)."""

    ACCEPT = "accept"
    UPDATE = "update"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    RETURN = "return"
    REOPEN = "reopen"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    TRANSFER = "transfer"


class Side(StrEnum):
    """From which side a person looks at a part: who answers for it, or who gave it."""

    EXECUTOR = "executor"
    ASSIGNER = "assigner"


RUNNING = frozenset({Work.ASSIGNED, Work.ACCEPTED, Work.IN_PROGRESS, Work.RETURNED})
"""States in which the part is the executor's to move."""
OPEN = RUNNING | {Work.SUBMITTED}
"""States in which the part is not ended and its clock runs until it is first submitted."""
ENDED = frozenset({Work.DONE, Work.CANCELLED, Work.TRANSFERRED})
"""States in which nothing more is asked of the executor."""

_SIDES = {
    **dict.fromkeys((Act.ACCEPT, Act.UPDATE, Act.SUBMIT, Act.WITHDRAW), Side.EXECUTOR),
    **dict.fromkeys((Act.CONFIRM, Act.RETURN, Act.REOPEN, Act.PAUSE, Act.RESUME, Act.CANCEL, Act.TRANSFER), Side.ASSIGNER),
}
_NEXT: dict[Act, dict[Work, Work]] = {
    Act.ACCEPT: {Work.ASSIGNED: Work.ACCEPTED},
    Act.UPDATE: dict.fromkeys(RUNNING, Work.IN_PROGRESS),
    Act.SUBMIT: dict.fromkeys(RUNNING, Work.SUBMITTED),
    Act.WITHDRAW: {Work.SUBMITTED: Work.IN_PROGRESS},
    # An assigner who has seen the work done may say so without waiting for a submission.
    Act.CONFIRM: dict.fromkeys(OPEN, Work.DONE),
    Act.RETURN: {Work.SUBMITTED: Work.RETURNED},
    Act.REOPEN: {Work.DONE: Work.RETURNED, Work.CANCELLED: Work.RETURNED},
    Act.PAUSE: dict.fromkeys(OPEN, Work.PAUSED),
    Act.RESUME: {Work.PAUSED: Work.IN_PROGRESS},
    Act.CANCEL: dict.fromkeys({*OPEN, Work.PAUSED}, Work.CANCELLED),
    Act.TRANSFER: dict.fromkeys({*OPEN, Work.PAUSED}, Work.TRANSFERRED),
}


class NotOpen(ValueError):
    """An act that the part's state does not let happen; `state` and `act` say which."""

    def __init__(self, state: Work, act: Act) -> None:
        super().__init__(f"{act} is not open to a part that is {state}")
        self.state, self.act = state, act


def side_of(act: Act) -> Side:
    """Return whose act it is."""
    return _SIDES[act]


def next_state(state: Work, act: Act, *, paused_in: Work = Work.IN_PROGRESS) -> Work:
    """Return the state after an act; what was paused goes on as it was then, `paused_in`. Raises NotOpen."""
    if state not in _NEXT[act]:
        raise NotOpen(state, act)
    return paused_in if act is Act.RESUME else _NEXT[act][state]


def acts_open(state: Work, side: Side) -> tuple[Act, ...]:
    """Return what a side may do to a part in a state, in the order of the list of acts."""
    return tuple(act for act in Act if _SIDES[act] is side and state in _NEXT[act])
