"""What the register holds of a period → the frozen data of its report."""

from __future__ import annotations

from dondoc.web.reports.queries.gathering.whole import gather

__all__ = ["gather"]
