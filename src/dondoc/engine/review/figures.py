"""Targets, duties to report and the extraction's own doubts → remarks on what does not add up or does not say to whom."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.engine.review.catalogue import quoted, remark
from dondoc.engine.review.examined import Examined
from dondoc.engine.review.remark import Remark, RemarkCode

_CODES = frozenset(str(code) for code in RemarkCode)


def targets(examined: Examined) -> Iterator[Remark]:
    """Yield the targets that exceed their own maximum: "11,5/10 điểm"."""
    for target in examined.plan.targets:
        if target.maximum is not None and target.value > target.maximum:
            yield remark(RemarkCode.TARGET_OVER_MAXIMUM, target.evidence, value=_shown(target.value), maximum=_shown(target.maximum))


def reports(examined: Examined) -> Iterator[Remark]:
    """Yield the duties to report that name no addressee (Decree 09/2019, Article 7: the receiver is part of a regime)."""
    for duty in examined.plan.reporting:
        if duty.addressee is None:
            yield remark(RemarkCode.REPORT_NO_ADDRESSEE, duty.evidence, due=quoted(duty.due or duty.evidence.text))


def doubts(examined: Examined) -> Iterator[Remark]:
    """Yield what the extraction could not settle."""
    for doubt in examined.plan.doubts:
        code = RemarkCode(doubt.code) if doubt.code in _CODES else RemarkCode.DOUBT
        yield remark(code, doubt.evidence, text=quoted(doubt.text))


def _shown(value: float) -> str:
    """Return a number with a decimal comma: 11,5."""
    return f"{value:g}".replace(".", ",")
