"""The words of the tasks → remarks on a task that is set twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dondoc.engine.extraction.plan import Task
from dondoc.engine.review.catalogue import remark
from dondoc.engine.review.examined import Examined
from dondoc.engine.review.remark import Remark, RemarkCode
from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.orders import opens_order

_WORD = re.compile(r"\w+")
# Shorter tasks ("Thực hiện theo quy định.") say too little to be the same.
_SHORTEST = 40
_EDGE = 5
_ROW = "task.row"
_ALIKE = 0.92
# A phrase that opens very many tasks is compared with the first so many of them, so that the work stays linear.
_MOST_COMPARED = 4


def repeated_tasks(examined: Examined) -> Iterator[Remark]:
    """Yield a remark for each task whose words and leads are those of an earlier one, but for a word or two.

    What differs in a figure or a name is another task; the same order to another lead is another task too. A table that repeats
    the tasks of the text, and the name of a matter below two headings or in two rows ("a) Nghị định về …"), say nothing twice.
    """
    edges: dict[tuple[str, ...], list[int]] = {}
    for index, folded in enumerate(examined.folded):
        if len(folded) < _SHORTEST:
            continue
        task = examined.plan.tasks[index]
        keys = (("", *folded.split(None, _EDGE)[:_EDGE]), (*folded.rstrip(" .;,/").rsplit(None, _EDGE)[-_EDGE:], ""))
        earlier = sorted({other for key in keys for other in edges.get(key, ())})
        same = next((other for other in earlier if _same(examined, index, other)), None)
        if same is not None:
            place = examined.plan.tasks[same].evidence
            yield remark(RemarkCode.TASK_TWICE, task.evidence, related=(place,), line=str(place.line))
            continue
        for key in keys:
            known = edges.setdefault(key, [])
            if len(known) < _MOST_COMPARED:
                known.append(index)


def _same(examined: Examined, index: int, other: int) -> bool:
    task, earlier = examined.plan.tasks[index], examined.plan.tasks[other]
    if _leads(task) != _leads(earlier) or task.evidence.start == earlier.evidence.start or task.evidence.rule != earlier.evidence.rule:
        return False
    if (task.heading != earlier.heading or task.evidence.rule == _ROW) and not opens_order(examined.folded[index]):
        return False
    shorter, longer = sorted((len(examined.folded[index]), len(examined.folded[other])))
    if shorter < _ALIKE * longer - _EDGE:
        return False
    own, their = Counter(_WORD.findall(examined.folded[index])), Counter(_WORD.findall(examined.folded[other]))
    if (own & their).total() < _ALIKE * max(own.total(), their.total()):
        return False
    differing = (own - their) + (their - own)
    return not any(any(letter.isdigit() for letter in word) for word in differing) and not _names_differ(task, earlier, differing)


def _leads(task: Task) -> frozenset[str]:
    return frozenset(lead.unit_id or fold(lead.name) for lead in task.leads)


def _names_differ(task: Task, earlier: Task, differing: Counter[str]) -> bool:
    """Tell whether a differing word is printed with a capital: the name of a place or unit."""
    return any(word.istitle() and fold(word) in differing for text in (task.text, earlier.text) for word in _WORD.findall(text)[1:])
