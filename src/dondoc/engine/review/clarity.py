"""A plan → how clear its orders are by the Government's "6 rõ", task by task and in all.

The principle "6 rõ: rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền" is how the Government and the Prime
Minister have told ministries and provinces to assign work in their directions of 2025 (among them Notice 624/TB-VPCP of 16/11/2025).
No text says how to measure it: the rules below are dondoc's own, and each judgement carries its reason.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from dondoc.engine.extraction.plan import Deadline, GroupKind, Task
from dondoc.engine.review.catalogue import quoted
from dondoc.engine.review.examined import Examined
from dondoc.engine.review.measures import unmeasured_opening
from dondoc.engine.review.wording import names_figure


class Aspect(StrEnum):
    """The six things that an order must make clear, in the order in which they are said."""

    PERSON = "người"
    WORK = "việc"
    TIME = "thời gian"
    RESPONSIBILITY = "trách nhiệm"
    PRODUCT = "sản phẩm"
    AUTHORITY = "thẩm quyền"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How clear one aspect of a task is, 0 to 1, and why."""

    aspect: Aspect
    score: float
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class TaskClarity:
    """The six judgements of one task; `task` is its index in `Plan.tasks`, `score` their mean, 0 to 1."""

    task: int
    score: float
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class AspectClarity:
    """The mean score of one aspect over all tasks, 0 to 1."""

    aspect: Aspect
    score: float


@dataclass(frozen=True, slots=True)
class Clarity:
    """How clear a directive is: `score` is the mean over its tasks, 0 to 1, `None` where it has none."""

    score: float | None
    aspects: tuple[AspectClarity, ...]
    tasks: tuple[TaskClarity, ...]


@dataclass(frozen=True, slots=True)
class _Reason:
    score: float
    vi: str
    en: str


@cache
def _reasons() -> dict[str, _Reason]:
    table = tomllib.loads(resources.files(__package__).joinpath("clarity.toml").read_text("utf-8"))
    rows = ((f"{aspect}.{name}", row) for aspect, reasons in table.items() for name, row in reasons.items())
    return {name: _Reason(row["score"], row["vi"], row["en"]) for name, row in rows}


def clarity(examined: Examined) -> Clarity:
    """Return the clarity of every task, of every aspect, and in all; each aspect weighs the same."""
    tasks = tuple(_task_clarity(examined, index) for index in range(len(examined.plan.tasks)))
    if not tasks:
        return Clarity(None, (), ())
    aspects = tuple(
        AspectClarity(aspect, sum(task.judgements[place].score for task in tasks) / len(tasks)) for place, aspect in enumerate(Aspect)
    )
    return Clarity(sum(task.score for task in tasks) / len(tasks), aspects, tasks)


def _task_clarity(examined: Examined, index: int) -> TaskClarity:
    task = examined.plan.tasks[index]
    judgements = (
        judge_person(task),
        judge_work(examined, index),
        judge_time(task.deadline),
        judge_responsibility(task),
        judge_product(examined, index),
        judge_authority(examined, index),
    )
    return TaskClarity(index, sum(judgement.score for judgement in judgements) / len(judgements), judgements)


def judge_person(task: Task) -> Judgement:
    """ "Rõ người": 1 where a unit, person or closed group leads, 0.5 for an open group ("các đơn vị liên quan"), 0 for nobody."""
    if not task.leads:
        return _judged(Aspect.PERSON, "person.none")
    return _judged(Aspect.PERSON, "person.group" if _only_open_groups(task) else "person.unit")


def judge_work(examined: Examined, index: int) -> Judgement:
    """ "Rõ việc": 0 where the order only says "tăng cường", "đẩy mạnh" … with no figure, product or day, else 1."""
    opening = unmeasured_opening(examined, index)
    if opening is None:
        return _judged(Aspect.WORK, "work.stated")
    return _judged(Aspect.WORK, "work.vague", opening=opening)


def judge_time(deadline: Deadline | None) -> Judgement:
    """ "Rõ thời gian": 1 for a last day, a span with an end or a stated interval; 0.5 for a deadline without a day; 0 for none."""
    if deadline is None:
        return _judged(Aspect.TIME, "time.none")
    if deadline.end is not None or deadline.recurrence is not None:
        return _judged(Aspect.TIME, "time.day")
    return _judged(Aspect.TIME, "time.dateless", deadline=quoted(deadline.evidence.text))


def judge_responsibility(task: Task) -> Judgement:
    """ "Rõ trách nhiệm": 1 where one unit answers, 0.5 where several or a closed group do, 0 where nobody can be held to it."""
    if not task.leads or _only_open_groups(task):
        return _judged(Aspect.RESPONSIBILITY, "responsibility.none")
    one = len(task.leads) == 1 and task.leads[0].group is GroupKind.NONE
    return _judged(Aspect.RESPONSIBILITY, "responsibility.one" if one else "responsibility.shared")


def judge_product(examined: Examined, index: int) -> Judgement:
    """ "Rõ sản phẩm": 1 where a deliverable, something made ("xây dựng kế hoạch") or a figure is named, else 0."""
    task, words = examined.plan.tasks[index], examined.words[index]
    named = task.deliverable is not None or words.product or names_figure(examined.folded[index])
    return _judged(Aspect.PRODUCT, "product.named" if named else "product.none")


def judge_authority(examined: Examined, index: int) -> Judgement:
    """ "Rõ thẩm quyền": 1 where the order says who decides or receives, 0.5 where one unit acts by itself, 0 where neither is known."""
    task, words = examined.plan.tasks[index], examined.words[index]
    if words.decider:
        return _judged(Aspect.AUTHORITY, "authority.named")
    own = words.own_power or (len(task.leads) == 1 and task.leads[0].group is GroupKind.NONE)
    return _judged(Aspect.AUTHORITY, "authority.own" if own else "authority.none")


def _only_open_groups(task: Task) -> bool:
    return bool(task.leads) and all(lead.group is GroupKind.OPEN for lead in task.leads)


def _judged(aspect: Aspect, reason: str, **words: str) -> Judgement:
    if not words:
        return _plain(aspect, reason)
    found = _reasons()[reason]
    return Judgement(aspect, found.score, found.vi.format_map(words), found.en.format_map(words))


@cache
def _plain(aspect: Aspect, reason: str) -> Judgement:
    found = _reasons()[reason]
    return Judgement(aspect, found.score, found.vi, found.en)
