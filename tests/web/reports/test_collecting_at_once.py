"""One report under load and under the axe: many hands at one time, and a process that is killed while it sends it in."""

from __future__ import annotations

from tests.installations import Installation

MANY = """
from functools import partial
from tests.web.plans.reading.crashing import at_once
from tests.web.reports.collecting_installation import prepared, told, try_to_lock, try_to_send, try_to_write
key = prepared(8)
people = [f"truong-{number}" for number in range(8)]
assert at_once(*[partial(try_to_write, key, one) for one in people]) == [0] * 8
assert told(key) == "drafting 1 sent 0 words 1", told(key)
assert at_once(*[partial(try_to_send, key, one) for one in people], partial(try_to_lock, key)) == [0] * 9
print(told(key))
"""

KILLED = """
from functools import partial
from tests.web.plans.reading.crashing import killed_at, killed_at_commit
from tests.web.reports.collecting_installation import prepared, send, told, write
from dondoc.web.reports.actions import submitting
key = prepared()
write(key, "minh")
act = partial(send, key, "tuan")
for name in ("move", "tell_step", "notify", "record"):
    assert killed_at(submitting, name, act), name
    assert told(key) == "drafting 1 sent 0 words 1", name
assert killed_at_commit(act)
assert told(key) == "drafting 1 sent 0 words 1"
act()
print(told(key))
"""


def test_of_many_who_write_and_send_at_once_one_is_first_and_the_others_are_told(installation: Installation) -> None:
    # The lock may come before the first of those who send: then none is sent.
    assert installation.do(MANY) in ("submitted 2 sent 1 words 1", "drafting 1 sent 0 words 1")


def test_a_killed_submission_leaves_the_report_as_it_was(installation: Installation) -> None:
    assert installation.do(KILLED) == "submitted 2 sent 1 words 1"
