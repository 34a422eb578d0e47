"""One of several processes that write to the log of the same database at once: `python -m tests.web.audit.writer NAME ROWS`."""

from __future__ import annotations

import sys

import django

django.setup()

from django.db import transaction  # noqa: E402 - Django comes first

from dondoc.web.accounts.models import User  # noqa: E402
from dondoc.web.audit.actions import Change, System, record  # noqa: E402

if __name__ == "__main__":
    name, rows = sys.argv[1], int(sys.argv[2])
    person = User.objects.get(username="lan")
    for number in range(rows):
        with transaction.atomic():
            record(System(name), "ghi thử", subject=person, changes={"lần": Change(None, number)})
