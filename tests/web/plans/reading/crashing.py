"""Runs inside an installation of a test's own: acts that are killed in their middle, each in a process of its own, and acts at one time."""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Callable
from datetime import date

from django.db import connections
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.actions.receiving import Received, Upload, receive
from dondoc.web.plans.models import Plan

Act = Callable[[], object]


def lans_scope() -> Scope:
    """What Lan's posts give her in the town that the test made."""
    return scope_of(User.objects.get(username="lan"), on=date(2026, 2, 2))


def bring(text: str) -> Received:
    """Bring a text into the department's register."""
    unit = Unit.objects.get(name="Sở Nông nghiệp và Môi trường")
    return receive(unit, Upload("ke-hoach.txt", text.encode()), scope=lans_scope(), now=timezone.now())


def killed_at(place: object, name: str, act: Act) -> bool:
    """Do an act in a process that is killed where it calls `name` of `place`; return whether it was."""

    def die(*_args: object, **_named: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def act_and_die() -> None:
        setattr(place, name, die)
        act()

    return _ended(_forked(act_and_die)) == -signal.SIGKILL


def killed_at_commit(act: Act) -> bool:
    """Do an act in a process that is killed when it commits; return whether it was."""
    return killed_at(type(connections["default"]), "_commit", act)


def at_once(*acts: Act) -> list[int]:
    """Do acts at one time, each in a process of its own; return their exit codes."""
    start = time.monotonic() + 0.3

    def waiting(act: Act) -> Act:
        def wait_and_act() -> None:
            time.sleep(max(0.0, start - time.monotonic()))
            act()

        return wait_and_act

    return [_ended(child) for child in [_forked(waiting(act)) for act in acts]]


def published_codes() -> list[str]:
    """The codes of all tasks, in order."""
    return sorted(code for plan in Plan.objects.all() for code in plan.tasks.values_list("code", flat=True) if code)


def _forked(act: Act) -> int:
    for connection in connections.all():  # a connection belongs to one process, and so do the threads of a pool
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        act()
        code = 0
    except Exception:  # noqa: BLE001 - whatever it is, the test shall show it
        traceback.print_exc()
    finally:
        os._exit(code)


def _ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
