"""What higher apps show on a task's page: each hands in a function when it is set up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.queries.task import TaskDetail


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a task's page: who looks, at what, on which day; `returned` is what they sent and could not be taken as it was."""

    request: Request
    detail: TaskDetail
    on: date
    returned: object = None


@dataclass(frozen=True, slots=True)
class TaskPanel:
    """A template with its `content`, which stands there as `panel.content`."""

    template: str
    content: object


@dataclass(frozen=True, slots=True)
class TaskPanels:
    """Where panels stand: among the facts under the title, above what the document says, below it, in the margin; with what they load."""

    axes: tuple[TaskPanel, ...] = ()
    top: tuple[TaskPanel, ...] = ()
    main: tuple[TaskPanel, ...] = ()
    aside: tuple[TaskPanel, ...] = ()
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


OfTask = Callable[[Look], TaskPanels]
_OF_TASKS: list[OfTask] = []


def show_on_tasks(panels: OfTask) -> None:
    """Add panels to every task's page; called once, when the higher app is set up."""
    if panels not in _OF_TASKS:
        _OF_TASKS.append(panels)


def task_panels(look: Look) -> TaskPanels:
    """Return what higher apps show of a task to this person, in the order in which they were set up."""
    held = [panels(look) for panels in _OF_TASKS]
    return TaskPanels(
        axes=tuple(panel for one in held for panel in one.axes),
        top=tuple(panel for one in held for panel in one.top),
        main=tuple(panel for one in held for panel in one.main),
        aside=tuple(panel for one in held for panel in one.aside),
        styles=tuple(style for one in held for style in one.styles),
        scripts=tuple(script for one in held for script in one.scripts),
    )
