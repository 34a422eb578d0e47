"""Measures the pages and acts at many tasks, for an officer of one unit and for the office, on the database of the environment; as JSON.

    DONDOC_DATA=/tmp/bench python tools/bench_register.py 100000

Each time is the median of the server's own time, through every layer from the session to the last byte of the page.
"""

from __future__ import annotations

import json
import statistics
import sys
import time

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

RUNS = 25
WARM = 4
PAGES = {
    "list": "/nhiem-vu/",
    "list of 100 rows": "/nhiem-vu/?so-dong=100",
    "list filtered, by deadline": "/nhiem-vu/?han=30-ngay&xep=han",
    "search with marks": "/tim/?q=hồ sơ đất đai",
    "search without marks": "/tim/?q=ho so dat dai",
    "search by code": "/tim/?q=NV26-000012",
    "plan": "/ke-hoach/1/",
    "first page": "/",
    "where things stand": "/tinh-hinh/",
    "the months": "/tinh-hinh/dien-bien/",
    "parts by deadline": "/tinh-hinh/phan-viec/?thoi-gian=late",
}
OFFICE_PAGES = {
    "first page, the office": "/",
    "where things stand, the whole department": "/tinh-hinh/",
    "the months, the whole department": "/tinh-hinh/dien-bien/",
    "reports, the front": "/bao-cao/",
    "matrix of 900 units by 12 periods": "/bao-cao/che-do/1/ma-tran/",
}
"""Pages that weigh most for who consolidates for the department."""


def main(tasks: int) -> None:
    """Fill an empty database with so many tasks, measure, and print what was found as one JSON object."""
    django.setup()
    # after the setting up: models are there only then
    from bench_acts import measured
    from bulk_periods import fill_periods
    from bulk_register import fill
    from dondoc.web.config.settled import settle

    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    people = fill(tasks, on=timezone.localdate())
    filled = time.perf_counter() - start
    fill_periods(people.department, on=timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")  # what the server does by itself in a minute
    settle()  # as every process that serves
    client = Client(headers={"host": "localhost"})
    client.force_login(people.officer)
    pages = {name: measure(client, address) for name, address in PAGES.items()}
    client.force_login(people.office)
    pages |= {name: measure(client, address) for name, address in OFFICE_PAGES.items()}
    json.dump({"fill": filled, "pages": pages, "acts": measured(people, on=timezone.localdate())}, sys.stdout)


def measure(client: Client, address: str) -> dict[str, float]:
    """Return the median seconds of a page, the SQL statements it took and its size in bytes."""
    times = []
    for _ in range(WARM + RUNS):
        start = time.perf_counter()
        answer = client.get(address)
        times.append(time.perf_counter() - start)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    with CaptureQueriesContext(connection) as asked:
        size = len(client.get(address).content)
    return {"seconds": statistics.median(times[WARM:]), "statements": len(asked), "bytes": size}


if __name__ == "__main__":
    main(int(sys.argv[1]))
