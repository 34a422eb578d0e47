"""Tells whatever watches the server whether it can work, and nothing else."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dondoc.web.accounts.middleware import public
from dondoc.web.config.readiness import readiness


@public
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 where all holds, else 503 with the parts that do not."""
    found = readiness(now=timezone.now())
    parts = {"database": found.database, "tables": found.tables, "worker": found.worker}
    return JsonResponse(parts, status=200 if found.complete else 503)
