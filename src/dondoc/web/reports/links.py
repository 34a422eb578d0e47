"""Names the addresses of a period's pages, for whoever leads a person there."""

from __future__ import annotations

from django.urls import reverse

from dondoc.web.reports.models import Period


def report_url(pk: int) -> str:
    """Return where the unit's report of a number is written and read."""
    return reverse("reports:unit_report", args=[pk])


def collecting_url(period: Period) -> str:
    """Return where all units' reports of a period are gathered."""
    return reverse("reports:collecting", args=[period.pk])


def consolidating_url(period: Period) -> str:
    """Return where a period's consolidated report is written."""
    return reverse("reports:consolidation", args=[period.pk])
