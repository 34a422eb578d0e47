"""A freezing that is killed anywhere leaves the old report or the new one, and several at once make one snapshot."""

from __future__ import annotations

import json

from tests.installations import Installation

WORLD = """
import json, os, signal
from datetime import date
from django.db import connections
from dondoc.engine.reporting.snapshot import Snapshot as Data
from dondoc.engine.writing.stored_values import digest, load
from dondoc.web.audit.models import Entry
from dondoc.web.reports.actions.freezing import freeze_period
from dondoc.web.reports.models import Consolidation, Snapshot
from dondoc.web.tracking.models import Update
from tests.builders import make_plan, make_task
from tests.people import make_town
from tests.reporting import at, carried, make_duty, make_period, said
from tests.web.plans.reading.crashing import _ended, _forked, at_once

town = make_town()
plan = make_plan(town.department, issued_on=date(2026, 1, 5))
for number in range(3):
    one = make_task(plan, f"Việc {number}", lead=town.planning, deadline_kind="date", due_on=date(2026, 11, 10))
    part = carried(one, town.planning)
period = make_period(make_duty(town.department, reporters=[town.planning], plan=plan))

def freeze():
    return freeze_period(period, by=town.lan, now=at(date(2026, 11, 20)))

def whole():
    for one in Snapshot.objects.all():
        if digest(load(Data, one.data)) != one.sha256:
            return False
    held = Consolidation.objects.first()
    serials = sorted(Snapshot.objects.values_list("serial", flat=True))
    told = Entry.objects.filter(verb="chốt số liệu báo cáo tổng hợp").count()
    newest = held.current.serial if held is not None and held.current is not None else 0
    return serials == list(range(1, newest + 1)) and told == newest
"""

KILLED = (
    WORLD
    + """
def killed_at_number(number):
    counted = [0]
    def count():
        counted[0] += 1
        if counted[0] == number:
            os.kill(os.getpid(), signal.SIGKILL)
    def act():
        connection = connections["default"]
        commit = type(connection)._commit
        def dying_commit(self):
            count()
            return commit(self)
        def dying_statement(execute, sql, *rest):
            count()
            return execute(sql, *rest)
        type(connection)._commit = dying_commit
        connection.execute_wrappers.append(dying_statement)
        freeze()
    return _ended(_forked(act)) != 0

broken, deaths = [], 0
for number in range(1, 200):
    if not killed_at_number(number):
        break
    deaths += 1
    if not whole() or Snapshot.objects.exists():
        broken.append(number)
first = Snapshot.objects.count()
said(part, date(2026, 11, 5), "Đã có dự thảo")
for number in range(1, 200, 3):
    if not killed_at_number(number):
        break
    deaths += 1
    if not whole() or Consolidation.objects.get().current.serial != 1:
        broken.append([2, number])
print(json.dumps({"deaths": deaths, "broken": broken, "first": first, "whole": whole(), "left": Snapshot.objects.count()}))
"""
)

AT_ONCE = (
    WORLD
    + """
codes = at_once(*[freeze] * 4)
print(json.dumps({"codes": codes, "whole": whole(), "left": Snapshot.objects.count()}))
"""
)


def test_a_freezing_killed_anywhere_leaves_the_old_snapshot_or_the_new(installation: Installation) -> None:
    told = json.loads(installation.do(KILLED).splitlines()[-1])
    assert told["broken"] == []
    assert told["deaths"] > 30
    assert (told["first"], told["whole"], told["left"]) == (1, True, 2)


def test_four_people_who_freeze_at_once_make_one_snapshot(installation: Installation) -> None:
    told = json.loads(installation.do(AT_ONCE).splitlines()[-1])
    assert told == {"codes": [0, 0, 0, 0], "whole": True, "left": 1}
