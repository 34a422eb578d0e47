"""Numbers and files under load and under the axe: many at one time, and processes that are killed in their middle."""

from __future__ import annotations

from tests.installations import Installation, until

FIFTY = """
from functools import partial
from tests.web.plans.reading.crashing import at_once
from tests.web.reports.outgoing_installation import last_numbers, number, numbers_given, prepared
keys = prepared(51)
number(keys.pop())
codes = at_once(*[partial(number, key) for key in keys])
assert codes == [0] * 50, codes
assert numbers_given() == list(range(1, 52)), numbers_given()
print(last_numbers())
"""

KILLED_NUMBER = """
from functools import partial
from tests.web.plans.reading.crashing import killed_at, killed_at_commit
from tests.web.reports.outgoing_installation import last_numbers, number, numbers_given, prepared
from dondoc.web.reports.actions.outgoing import numbering
[key] = prepared(1)
act = partial(number, key)
for name in ("put_words", "store", "ask_for_files", "record"):
    assert killed_at(numbering, name, act), name
    assert (numbers_given(), last_numbers()) == ([], []), name
assert killed_at_commit(act)
assert (numbers_given(), last_numbers()) == ([], [])
act()
print(numbers_given(), last_numbers())
"""

KILLED_WRITING = """
from tests.jobs import run_waiting_jobs
from tests.people import make_town
from tests.web.plans.reading.crashing import killed_at
from tests.web.reports.outgoing_installation import one_file, whole_files
from dondoc.web.jobs.models import Job, State
from dondoc.web.plans.actions import keeping
from dondoc.web.reports.actions.outgoing import files
row = one_file(make_town())
for place, name in ((files, "_written"), (files, "keep"), (keeping.os, "replace"), (keeping, "_force")):
    assert killed_at(place, name, run_waiting_jobs), name
    assert whole_files() == 0, name
    Job.objects.filter(state=State.RUNNING).update(state=State.WAITING, tries=0)
run_waiting_jobs()
row.refresh_from_db()
assert row.sha256
print(whole_files(), Job.objects.exclude(state=State.DONE).count())
"""

REPORTS = 25


def test_fifty_people_at_once_get_fifty_consecutive_numbers(installation: Installation) -> None:
    assert installation.do(FIFTY) == "[51]"


def test_a_killed_giving_of_a_number_leaves_no_gap_and_no_half_number(installation: Installation) -> None:
    assert installation.do(KILLED_NUMBER) == "[1] [1]"


def test_a_killed_writing_leaves_no_half_file_and_the_next_try_writes_it(installation: Installation) -> None:
    assert installation.do(KILLED_WRITING) == "2 0"


def test_two_workers_write_many_reports_without_a_failure(installation: Installation) -> None:
    installation.do("from tests.web.reports.outgoing_installation import reports_asked_for\nreports_asked_for(int(argv[0]))", str(REPORTS))
    files = [("done", REPORTS * 3)]
    with installation.started("worker", "--concurrency", "2"):
        until(lambda: installation.rows("SELECT state, count(*) FROM jobs_job GROUP BY state") == files, "every report")
    assert installation.rows("SELECT count(*) FROM jobs_job WHERE tries > 1") == [(0,)]
    whole = installation.do("from tests.web.reports.outgoing_installation import whole_files\nprint(whole_files())")
    assert whole == str(REPORTS * 3)
