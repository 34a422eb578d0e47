"""A decision about a draft that is broken off in its middle by a power cut leaves the old state or the new one."""

from __future__ import annotations

import json

from tests.installations import Installation

CODE = """
import json
from datetime import date
from dondoc.web.audit.queries.verifying import verify
from dondoc.web.plans.actions import confirming, restructuring, undoing
from dondoc.web.plans.actions.draft_edit import snapshot
from dondoc.web.plans.models import Assignment, Plan, Question, Step, Task
from tests.directives import DIRECTIVE, draft_from
from tests.people import make_town
from tests.web.plans.reading.crashing import killed_at, killed_at_commit, lans_scope
from dondoc.web.plans.actions import draft_edit
from dondoc.web.audit.models import Entry

plan = draft_from(DIRECTIVE, make_town())

def stored():
    rows = [snapshot(row) for model in (Task, Assignment, Question, Step, Plan) for row in model.objects.order_by("pk")]
    return json.dumps([rows, Entry.objects.count()], sort_keys=True, default=str)

def first():
    return Task.objects.select_related("plan__unit").filter(plan=plan).order_by("position")[0]

acts = {
    "accept all": lambda: confirming.accept_certain(plan, scope=lans_scope()),
    "split": lambda: restructuring.split(first(), "Một phần.", second="Phần kia.", scope=lans_scope()),
    "drop": lambda: confirming.drop(first(), scope=lans_scope()),
}
places = [(Step.objects, "create"), (draft_edit, "record"), (Entry, "save")]
broken = []
for name, act in acts.items():
    before = stored()
    deaths = [lambda place=place: killed_at(*place, act) for place in places] + [lambda: killed_at_commit(act)]
    for number, die in enumerate(deaths):
        if not die() or stored() != before:
            broken.append([name, number])
    act()
    if stored() == before:
        broken.append([name, "nothing was done"])
    undoing.undo(plan, scope=lans_scope())
print(json.dumps({"broken": broken, "whole": verify().is_sound}))
"""


def test_a_decision_that_is_killed_leaves_the_draft_as_it_was_and_can_be_made_again(installation: Installation) -> None:
    assert json.loads(installation.do(CODE).splitlines()[-1]) == {"broken": [], "whole": True}
