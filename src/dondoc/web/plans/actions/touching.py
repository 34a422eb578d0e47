"""Tells what of a draft a person has touched since it was read, and where things stand in another text of the same document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.engine.sources.source import LineIndex
from dondoc.web.plans.actions.reading_rows import Place, plain_values
from dondoc.web.plans.models import AssignmentRole, Citation, Decision, Duty, Match, PastResult, Plan, Target, Task, TaskState

DEADLINE = ("deadline_kind", "due_from", "due_on", "due_strict", "recurrence", "due_text")
COLUMNS = {"text": ("text",), "number": ("number",), "deadline": DEADLINE, "deliverable": ("deliverable",), "heading": ("heading",)}
"""The columns of a task that one decision covers."""
ROLES = (AssignmentRole.LEAD, AssignmentRole.COOPERATING)
_BY_HAND = frozenset({Match.SETTLED, Match.LEFT_OPEN})


def kept_fields(task: Task) -> frozenset[str]:
    """Return the fields of a task that a newer reading leaves alone: all of one that a person accepted or dropped, else what they set.

    What differs from what was read was set by somebody, whether or not it is noted so: a merged task has words of two.
    """
    if task.decision == Decision.ACCEPTED or task.state == TaskState.DROPPED:
        return frozenset({*COLUMNS, *ROLES, "findings"})
    read = task.as_read
    kept = {name for name in task.decided if name in COLUMNS or name in ROLES or name == "findings"}
    kept |= {name for name in ("text", "number", "heading", "deliverable") if read.get(name) != getattr(task, name)}
    if read.get("deadline") != plain_values({column: getattr(task, column) for column in DEADLINE}):
        kept.add("deadline")
    if "position" in task.decided:
        kept.add("heading")
    if sorted(read.get("findings", ())) != sorted(finding.origin for finding in task.findings.all()):
        kept.add("findings")
    return frozenset(kept | {role for role in ROLES if _parts_touched(task, role)})


def is_untouched(task: Task) -> bool:
    """Whether nobody has said or changed anything of a task."""
    return task.decision == Decision.PENDING and task.state == TaskState.DRAFT and not task.decided and not kept_fields(task)


def _parts_touched(task: Task, role: str) -> bool:
    parts = [part for part in task.assignments.all() if part.role == role]
    if any(part.match in _BY_HAND or part.via_id is not None for part in parts):
        return True
    read = {" ".join(name.split())[:300] for name in task.as_read.get(role, ())}
    return not {part.printed for part in parts} <= read or (bool(read) and not parts)


def printed_order(every: Sequence[Task], staying: Sequence[Task], final: Sequence[Task]) -> list[Task]:
    """Return the tasks in the order of the new reading; what it does not hold, or a person moved, stays behind what it stood behind."""
    read = [row for row in final if "position" not in row.decided]
    known = {row.pk for row in read}
    followers: dict[int | None, list[Task]] = {}
    anchor: int | None = None
    stays = {row.pk for row in staying}
    for row in every:
        if row.pk in known:
            anchor = row.pk
        elif row.pk in stays:
            followers.setdefault(anchor, []).append(row)
    ordered = list(followers.get(None, ()))
    for row in read:
        ordered += [row, *followers.get(row.pk, ())]
    return ordered


def drop_untouched_printed(plan: Plan, moved: Relocation) -> None:
    """Take away the targets, citations, duties and results that nobody touched, to make room for those of a new reading."""
    for target in Target.objects.filter(plan=plan).select_related("task"):
        if target.decided or target.dropped or _moved_by_hand(target):
            target.evidence, target.decided = moved.place(target.evidence), True
            target.save(update_fields=["evidence", "decided"])
        else:
            target.delete()
    for model in (Citation, Duty, PastResult):
        model._default_manager.filter(plan=plan).delete()


def _moved_by_hand(target: Target) -> bool:
    """A target belongs to the task in whose words it stands; one of another task was moved there, as a merge does."""
    if target.task is None or target.evidence is None:
        return False
    words = target.task.evidence.get("text")
    return words is not None and not words["start"] <= target.evidence["start"] < words["end"]


@dataclass(frozen=True, slots=True)
class Relocation:
    """Where the words of an earlier text of a document stand in its newer one."""

    old: str
    new: str

    @classmethod
    def between(cls, old: str, new: str) -> Relocation:
        """Compare two texts of one document."""
        return cls(old, new)

    @property
    def is_same(self) -> bool:
        """Whether every place is where it was."""
        return self.old == self.new

    def place(self, place: Place | None) -> Place | None:
        """Return a place in the newer text: the same words nearest to where they stood; nothing where they are not there."""
        if place is None or self.is_same:
            return place
        words, start = str(place["text"]), int(str(place["start"]))
        nearest = min(self._found(words), key=lambda at: abs(at - start), default=None)
        if nearest is None:
            return None
        return {**place, "start": nearest, "end": nearest + len(words), "line": LineIndex.of(self.new).line(nearest)}

    def places(self, places: dict[str, Place]) -> dict[str, Place]:
        """Return the places that are still there."""
        return {name: moved for name, place in places.items() if (moved := self.place(place)) is not None}

    def _found(self, words: str) -> list[int]:
        found, at = [], self.new.find(words)
        while at >= 0 and words:
            found.append(at)
            at = self.new.find(words, at + 1)
        return found
