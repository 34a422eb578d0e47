"""Turns what went wrong in a task into the sentence that its owner reads, and decides whether trying again may help."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import InterfaceError, OperationalError

from dondoc.web.jobs.models import Job

logger = logging.getLogger(__name__)
PASSING = (OperationalError, InterfaceError, ConnectionError, TimeoutError, BlockingIOError)
"""What may well be gone a little later: the database or another machine did not answer."""
_FIRST_WAIT = timedelta(seconds=5)
_GROWTH = 4


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed, in both languages."""

    vi: str
    en: str


def given_up(tries: int) -> Failure:
    """Return the sentence for a job whose workers died each time."""
    return Failure(
        f"Việc này bị dừng giữa chừng {tries} lần nên dondoc không tự làm lại nữa. Hãy bấm “Làm lại”; nếu vẫn bị dừng, báo người quản trị.",
        f"This work was cut off {tries} times, so dondoc does not repeat it by itself. Press “Try again”; if it stops again, tell the "
        "administrator.",
    )


def failure_of(error: Exception, job: Job) -> Failure:
    """Return the error's own sentences where it has them; else one with a reference, under which the log has the details."""
    vi, en = getattr(error, "vi", None), getattr(error, "en", None)
    if isinstance(vi, str):
        return Failure(str(vi), en if isinstance(en, str) else str(vi))
    reference = secrets.token_hex(4).upper()
    logger.error("job %s (%s) failed, reference %s", job.pk, job.task, reference, exc_info=error)
    return Failure(
        f"dondoc gặp lỗi khi làm việc này (mã lỗi {reference}). Hãy bấm “Làm lại”; nếu vẫn lỗi, gửi mã này cho người quản trị.",
        f"dondoc met an error in this work (reference {reference}). Press “Try again”; if it fails again, give the reference to the "
        "administrator.",
    )


def wait_before_next(error: Exception, job: Job) -> timedelta | None:
    """Return how long to wait before the next try, or nothing where another would fail alike or is not allowed."""
    if not isinstance(error, PASSING) or job.tries >= job.tries_allowed:
        return None
    return _FIRST_WAIT * _GROWTH ** (job.tries - 1)
