"""Targets, duties to report and the extraction's own doubts → remarks on what does not add up or does not say to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dondoc.engine.extraction.plan import Evidence, Frequency
from dondoc.engine.review.catalogue import quoted, remark
from dondoc.engine.review.examined import Examined
from dondoc.engine.review.remark import Remark, RemarkCode
from dondoc.engine.vocabulary.matching import find_units

_UNDIRECTED = frozenset({Frequency.AD_HOC, Frequency.PERIODIC})
_REPORTED = re.compile(r"(?:báo cáo|gửi|trình|về|cho)(?: kết quả| tình hình| định kỳ)?(?: về| cho| lên| tới)?\s*$")
_CODES = frozenset(str(code) for code in RemarkCode)


def targets(examined: Examined) -> Iterator[Remark]:
    """Yield the targets that exceed their own maximum: "11,5/10 điểm"."""
    for target in examined.plan.targets:
        if target.maximum is not None and target.value > target.maximum:
            yield remark(RemarkCode.TARGET_OVER_MAXIMUM, target.evidence, value=_shown(target.value), maximum=_shown(target.maximum))


def reports(examined: Examined) -> Iterator[Remark]:
    """Yield the duties to report at an interval or by a day that name no addressee: the receiver is part of a regime (Decree 09/2019).

    Reports on an occasion ("kịp thời báo cáo"), and those that only name an existing regime ("báo cáo định kỳ"), need none.
    """
    for duty in examined.plan.reporting:
        if duty.addressee is None and duty.frequency not in _UNDIRECTED and not _goes_to_a_unit(examined, duty.evidence):
            yield remark(RemarkCode.REPORT_NO_ADDRESSEE, duty.evidence, due=quoted(duty.due or duty.evidence.text))


def _goes_to_a_unit(examined: Examined, evidence: Evidence) -> bool:
    """Tell whether the task that holds a duty names a unit right after its report: "tổng hợp, báo cáo Bộ Tài chính"."""
    index = examined.task_at(evidence.start)
    if index is None:
        return False
    folded = examined.folded[index]
    return any(_REPORTED.search(folded[max(0, hit.start - 40) : hit.start]) for hit in find_units(examined.plan.tasks[index].text, folded))


def doubts(examined: Examined) -> Iterator[Remark]:
    """Yield what the extraction could not settle."""
    for doubt in examined.plan.doubts:
        code = RemarkCode(doubt.code) if doubt.code in _CODES else RemarkCode.DOUBT
        yield remark(code, doubt.evidence, text=quoted(doubt.text))


def _shown(value: float) -> str:
    """Return a number with a decimal comma: 11,5."""
    return f"{value:g}".replace(".", ",")
