"""Measures how long two workers take to write many reports in the background, in an installation of its own; as JSON.

    python tools/bench_written.py 200

Each report is written as DOCX, PDF and XLSX from data of 12 units with 10 tasks each. A file that failed, or was tried twice, is counted.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time

UNITS, TASKS = 12, 10
WORKERS = 2
PATIENCE = 900.0


def main(reports: int) -> None:
    """Ask for the reports, let the workers write them, and print what was found as one JSON object."""
    with tempfile.TemporaryDirectory(prefix="dondoc-written-") as folder:
        os.environ.update(DONDOC_DATA=folder, DONDOC_CONFIG=os.devnull, DJANGO_SETTINGS_MODULE="dondoc.web.config.settings")
        prepare(reports)
        start = time.monotonic()
        command = [sys.executable, "-m", "dondoc", "worker", "--concurrency", str(WORKERS)]
        worker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            found = waited(start)
        finally:
            os.killpg(worker.pid, signal.SIGTERM)
            worker.wait()
        json.dump({"reports": reports, **found}, sys.stdout)


def prepare(reports: int) -> None:
    """Fill the installation with so many reports whose files are asked for."""
    import django  # after the environment is set, as everything below

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from bulk_report import ISSUING, bulk_snapshot
    from dondoc.engine.extraction.plan import Frequency
    from dondoc.engine.reporting.passages import passages
    from dondoc.engine.writing.official.report_blocks import report_document
    from dondoc.engine.writing.register_json import plain
    from dondoc.web.accounts.models import User
    from dondoc.web.organisations.models import Post, Role, Unit, UnitKind
    from dondoc.web.reports.actions.outgoing import begin
    from dondoc.web.reports.actions.outgoing.drafting import Beginning
    from dondoc.web.reports.actions.outgoing.files import ask_for_files
    from dondoc.web.reports.models import Consolidation, OutgoingKind, Period, ReportDuty, Snapshot

    call_command("migrate", verbosity=0)
    now = timezone.now()
    on = timezone.localdate(now)
    unit = Unit.objects.create(name="Sở Nông nghiệp và Môi trường", kind=UnitKind.DEPARTMENT)
    Unit.objects.filter(pk=unit.pk).update(path=f"{unit.pk}.")
    unit.refresh_from_db()
    office = User.objects.create(username="lan", full_name="Nguyễn Thị Lan")
    Post.objects.create(user=office, unit=unit, role=Role.OFFICE, valid_from=on)
    duty = ReportDuty.objects.create(unit=unit, collector=unit, name="Báo cáo", frequency=Frequency.QUARTERLY.value, first_day=on)
    period = Period.objects.create(duty=duty, label="Quý III", first_day=on, last_day=on, cut_off=on, opens_on=on, due_on=on)
    report = Consolidation.objects.create(period=period, created_at=now)
    data = bulk_snapshot(UNITS, TASKS)
    report.current = Snapshot.objects.create(consolidation=report, serial=1, data=plain(data), sha256="0" * 64, taken_at=now)
    document = report_document(data, passages(data), ISSUING)
    for _report in range(reports):
        made = begin(unit, Beginning(OutgoingKind.REPORT, document, consolidation=report), by=office, now=now)
        ask_for_files(made, by=office, now=now)


def waited(start: float) -> dict[str, float]:
    """Wait until nothing waits or runs any more; return the files, the seconds, and how many failed or were tried again."""
    from dondoc.web.jobs.models import Job, State  # models are there only once Django is set up

    while Job.objects.unfinished().exists():
        if time.monotonic() - start > PATIENCE:
            raise SystemExit("the workers did not come to an end")
        time.sleep(0.2)
    done = Job.objects.filter(state=State.DONE, tries=1).count()
    return {"files": Job.objects.count(), "seconds": time.monotonic() - start, "failures": Job.objects.count() - done}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
