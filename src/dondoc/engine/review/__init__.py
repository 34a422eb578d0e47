"""A plan and its source → remarks on the directive itself: what is unclear, missing, misnumbered or at odds."""

from __future__ import annotations

from dondoc.engine.review.clarity import Aspect, AspectClarity, Clarity, Judgement, TaskClarity
from dondoc.engine.review.remark import Remark, RemarkCode, Severity
from dondoc.engine.review.reviewing import Review, review

__all__ = ["Aspect", "AspectClarity", "Clarity", "Judgement", "Remark", "RemarkCode", "Review", "Severity", "TaskClarity", "review"]
