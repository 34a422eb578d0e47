"""The loop of time killed anywhere, run by several processes at once and run again comes to what one undisturbed round comes to."""

from __future__ import annotations

import json

from tests.installations import Installation

WORLD = """
import json, sys
from pathlib import Path
from django.conf import settings
from django.utils import timezone
from datetime import date, datetime, timedelta
from dondoc.web.accounts.models import User
from dondoc.web.notices.models import Notice
from dondoc.web.plans.models import Assignment
from dondoc.web.urging.actions.ticking import tick
from dondoc.web.urging.models import Message, Round, Urging
from tests.builders import make_plan, make_task
from tests.people import make_town
from tests.web.plans.reading.crashing import at_once, killed_at
from tests.web.urging.clock import DUE, at

letters = Path(settings.DONDOC.data) / "letters"
settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
settings.EMAIL_FILE_PATH = str(letters)

town = make_town()
for person in (town.minh, town.tuan, town.director):
    User.objects.filter(pk=person.pk).update(email=person.username + "@hachau.example")
plan = make_plan(town.department, director=town.director)
for number in range(1, 4):
    task = make_task(plan, "Việc", lead=town.planning, cooperating=town.staff, code=f"NV26-{number:04}", deadline_kind="date", due_on=DUE)
    Assignment.objects.filter(task=task, given_at__isnull=False).update(given_at=at(1, 9))

def stored():
    messages = Message.objects.order_by("target", "channel", "part", "kind", "on")
    rows = [
        [list(map(str, row)) for row in found]
        for found in (
            messages.values_list("target", "channel", "part", "kind", "on", "state", "error"),
            Urging.objects.order_by("part", "kind", "on").values_list("part", "kind", "on", "step"),
            Assignment.objects.order_by("pk").values_list("pk", "late_since", "reminders"),
            Notice.objects.order_by("recipient", "key").values_list("recipient", "key", "values"),
        )
    ]
    return json.dumps(rows, sort_keys=True)

def sent():
    found = [path.read_text() for path in letters.glob("*")] if letters.exists() else []
    return sorted(line for text in found for line in text.splitlines() if line.startswith("To: "))

def emptied():
    for model in (Message, Urging, Notice, Round):
        model.objects.all().delete()
    Assignment.objects.update(late_since=None, reminders=0)
    for path in letters.glob("*") if letters.exists() else []:
        path.unlink()

def whole(now=None):
    return tick(now or at(26), whole=True)

whole()
expected, expected_letters = stored(), sent()
emptied()
"""

AT_ONCE = (
    WORLD
    + """
codes = at_once(*[whole] * 4)
print(json.dumps({"codes": codes, "same": stored() == expected, "letters": [sent(), expected_letters]}))
"""
)

KILLED = (
    WORLD
    + """
import os, signal
from django.db import connections
from django.core.mail.backends.filebased import EmailBackend
from dondoc.web.urging.actions import delivering, owing
from tests.web.plans.reading.crashing import _ended, _forked

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
            if sql.split()[0] in ("INSERT", "UPDATE", "DELETE"):
                count()
            return execute(sql, *rest)
        type(connection)._commit = dying_commit
        connection.execute_wrappers.append(dying_statement)
        whole()
    return _ended(_forked(act)) != 0

broken, deaths = [], 0
places = [(owing, "recount"), (delivering, "tell_each"), (delivering, "digest_of"), (delivering, "send_mail")]
for number in range(1, 200):
    emptied()
    if not killed_at_number(number):
        break
    deaths += 1
    later = at(26) + timedelta(minutes=30)
    whole(later); whole(later + timedelta(minutes=30))
    states = set(Message.objects.values_list("state", flat=True))
    unsure = set(Message.objects.filter(state="failed").values_list("error", flat=True))
    doubled = len(sent()) != len(set(sent()))
    lost = set(expected_letters) - set(sent())
    if doubled or states - {"sent", "failed", "skipped"} or unsure - {"unsure"} or (lost and not unsure):
        broken.append([number, sorted(states), sent()])
    if not unsure and stored() != expected:
        broken.append([number, "other rows"])
for place, name in places[:3]:
    emptied()
    died = killed_at(place, name, whole)
    whole(at(26) + timedelta(minutes=30))
    if not died or stored() != expected or sent() != expected_letters:
        broken.append([name, died, stored() == expected, sent()])
emptied()
died = killed_at(EmailBackend, "send_messages", whole)
whole(at(26) + timedelta(minutes=30))
unsure = Message.objects.filter(error="unsure").values("target").distinct().count()
print(json.dumps({"deaths": deaths, "broken": broken, "died": died, "unsure": unsure, "left": len(sent())}))
"""
)


def test_four_processes_at_once_write_and_send_what_one_does(installation: Installation) -> None:
    told = json.loads(installation.do(AT_ONCE).splitlines()[-1])
    assert told["codes"] == [0, 0, 0, 0]
    assert told["same"]
    assert told["letters"][0] == told["letters"][1] != []


def test_a_round_that_is_killed_anywhere_sends_nothing_twice_and_the_next_does_the_rest(installation: Installation) -> None:
    told = json.loads(installation.do(KILLED).splitlines()[-1])
    assert told["broken"] == []
    assert told["deaths"] > 20
    # Who dies with a mail in hand leaves that one piece to a person; all others go.
    assert (told["died"], told["unsure"], told["left"]) == (True, 1, 1)
