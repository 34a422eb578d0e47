"""Keeps, in either database, the counts of parts in step with the parts, by triggers that see every change whoever makes it.

A change adds what it changes as rows of its own and locks nothing that another change needs; `gather` sums these rows up now and then.
SQLite loses the triggers where a later migration makes a table anew: such a migration calls `build` again.
"""

# ruff: noqa: S608 - nothing that anybody typed gets into these statements
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from string import Template

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from dondoc.engine.tracking import OPEN
from dondoc.web.plans.models.counts import NO_DAY

PARTS, PLANS, COUNTS = "plans_assignment", "plans_plan", "plans_partcount"
_COLUMNS = ("unit_id", "plan_id", "role", "work", "due_on", "late_days", "given_at", "submitted_at", "ended_at")
_KEY = "unit_id, publisher_id, role, counted, day"
_WAYS = " UNION ALL ".join(f"SELECT {number} AS way" for number in range(1, 9))

# What some parts add to the counts: each part eight ways, of which those without a day are none. `rows` are parts with a sign (1: they are
# there, -1: they are there no more) and the unit that published them.
#
# A part is late (`pieces_then`) from the day after its last day, but not before it is given, until it is submitted or ended; where the
# submission is known as late, then on until it is ended. A part that ended on no day, as a pause, was never late.
_ADDED = f"""
SELECT {_KEY}, SUM(n) AS n FROM (
  SELECT unit_id, publisher_id, role,
    CASE way WHEN 1 THEN standing WHEN 2 THEN 'week' WHEN 3 THEN 'day' WHEN 4 THEN came ELSE 'over' END AS counted,
    CASE way
      WHEN 1 THEN $no_day
      WHEN 2 THEN CASE WHEN standing = 'dated' THEN $week END
      WHEN 3 THEN CASE WHEN standing = 'dated' THEN due_on END
      WHEN 4 THEN $month_submitted
      WHEN 5 THEN CASE WHEN missed < missed_until THEN $month_missed END
      WHEN 6 THEN CASE WHEN missed < missed_until AND missed_until < $never THEN $month_missed_until END
      WHEN 7 THEN CASE WHEN late < stopped THEN $month_late END
      ELSE CASE WHEN late < stopped AND stopped < $never THEN $month_stopped END
    END AS day,
    CASE WHEN way IN (6, 8) THEN -sign ELSE sign END AS n
  FROM (
    SELECT unit_id, publisher_id, role, sign, due_on, submitted, stopped, standing,
      CASE WHEN late_days > 0 THEN 'camelate' ELSE 'came' END AS came,
      CASE WHEN due_on IS NOT NULL AND given IS NOT NULL THEN $later($after_due, given) END AS missed,
      $sooner(COALESCE(submitted, $never), stopped) AS missed_until,
      CASE WHEN late_days > 0 AND given IS NOT NULL AND submitted IS NOT NULL THEN $later(submitted, given) END AS late
    FROM (
      SELECT unit_id, publisher_id, role, sign, due_on, late_days, $day_given AS given, $day_submitted AS submitted,
        CASE WHEN work IN ($open) THEN $never ELSE COALESCE($day_ended, $ever) END AS stopped,
        CASE
          WHEN work IN ($open) THEN CASE
            WHEN submitted_at IS NOT NULL THEN CASE WHEN late_days > 0 THEN 'late' ELSE 'in' END
            WHEN due_on IS NULL THEN 'open'
            ELSE 'dated' END
          WHEN work = 'done' THEN CASE WHEN late_days > 0 THEN 'dlate' ELSE 'done' END
          ELSE 'halt'
        END AS standing
      FROM ($rows) changed
      WHERE unit_id IS NOT NULL AND role IN ('lead', 'cooperating', 'share')
    ) days
  ) spans CROSS JOIN ({_WAYS}) ways
) every_way
WHERE day IS NOT NULL
GROUP BY {_KEY}
HAVING SUM(n) <> 0
"""
_INSERT = f"INSERT INTO {COUNTS} ({_KEY}, n, fresh) SELECT {_KEY}, n, $fresh FROM ({_ADDED}) added"


def build(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the triggers, in place of those that are there, and count everything anew."""
    take_down(_apps, editor)
    count_anew(editor.connection)
    watch(editor.connection)


def take_down(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    unwatch(editor.connection)


def watch(connection: BaseDatabaseWrapper) -> None:
    """Add the triggers."""
    made = _on_server(connection) if connection.vendor == "postgresql" else _embedded(connection)
    _run(connection, *made)


def unwatch(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for who writes very many parts and counts them anew."""
    where = {"added": PARTS, "dropped": PARTS, "changed": PARTS, "moved": PLANS}
    server = connection.vendor == "postgresql"
    _run(connection, *(f"DROP TRIGGER IF EXISTS part_counts_{name}{f' ON {table}' if server else ''}" for name, table in where.items()))


def count_anew(connection: BaseDatabaseWrapper) -> None:
    """Replace the counts by what the parts say now."""
    with transaction.atomic(using=connection.alias):
        _run(connection, f"DELETE FROM {COUNTS}", _sql(connection, _INSERT, _standing(), fresh="FALSE"))


def differences(connection: BaseDatabaseWrapper) -> int:
    """Return how many counts are others than the parts say; nought where all is well."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(f"SELECT {_KEY}, SUM(n) FROM {COUNTS} GROUP BY {_KEY} HAVING SUM(n) <> 0")
        return len(_told(cursor.fetchall()) ^ fresh_count(connection))


def fresh_count(connection: BaseDatabaseWrapper) -> set[tuple[object, ...]]:
    """Return what the counts must be by the parts as they are: unit, publisher, role, what is counted, day and number."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(connection, _ADDED, _standing()))
        return _told(cursor.fetchall())


def _told(rows: Iterable[tuple[object, ...]]) -> set[tuple[object, ...]]:
    """Return rows with the day as it is written: SQLite gives some as words."""
    return {(*key, str(day), number) for *key, day, number in rows}


def gather(connection: BaseDatabaseWrapper) -> None:
    """Add the rows of single changes to the standing counts; what is read meanwhile, or added, is right before and after."""
    added = f"SELECT {_KEY}, SUM(n), FALSE FROM {{rows}} WHERE fresh GROUP BY {_KEY} HAVING SUM(n) <> 0 ORDER BY {_KEY}"
    into = f"INSERT INTO {COUNTS} ({_KEY}, n, fresh) "
    onto = f" ON CONFLICT ({_KEY}) WHERE NOT fresh DO UPDATE SET n = {COUNTS}.n + excluded.n"
    with transaction.atomic(using=connection.alias):
        if connection.vendor == "postgresql":  # one statement, so that what another adds meanwhile is not lost
            gone = f"WITH gone AS (DELETE FROM {COUNTS} WHERE fresh RETURNING *) "
            _run(connection, gone + into + added.format(rows="gone") + onto)
        else:
            _run(connection, into + added.format(rows=COUNTS) + onto, f"DELETE FROM {COUNTS} WHERE fresh")
        _run(connection, f"DELETE FROM {COUNTS} WHERE NOT fresh AND n = 0")


def _standing(parts: str = PARTS, sign: int = 1) -> str:
    """Return parts as rows: all there are, or those of another table."""
    of = f"{parts} part JOIN {PLANS} plan ON plan.id = part.plan_id"
    return f"SELECT {_list('part')}, plan.unit_id AS publisher_id, {sign} AS sign FROM {of}"


def _list(of: str) -> str:
    return ", ".join(f"{of}.{column} AS {column}" for column in _COLUMNS)


def _embedded(connection: BaseDatabaseWrapper) -> list[str]:
    """Return SQLite's triggers, which run for each row."""

    def rows(**signs: int) -> str:
        return " UNION ALL ".join(
            f"SELECT {_list(of)}, unit_id AS publisher_id, {sign} AS sign FROM {PLANS} WHERE id = {of}.plan_id"
            for of, sign in signs.items()
        )

    moved = " UNION ALL ".join(
        f"SELECT {_list('part')}, {of}.unit_id AS publisher_id, {sign} AS sign FROM {PARTS} part WHERE part.plan_id = new.id"
        for of, sign in (("old", -1), ("new", 1))
    )
    events = {
        f"added AFTER INSERT ON {PARTS}": rows(new=1),
        f"dropped AFTER DELETE ON {PARTS}": rows(old=-1),
        f"changed AFTER UPDATE OF {', '.join(_COLUMNS)} ON {PARTS}": rows(old=-1, new=1),
        f"moved AFTER UPDATE OF unit_id ON {PLANS}": moved,
    }
    return [
        f"CREATE TRIGGER part_counts_{event} BEGIN {_sql(connection, _INSERT, changed, fresh='TRUE')}; END"
        for event, changed in events.items()
    ]


def _on_server(connection: BaseDatabaseWrapper) -> list[str]:
    """Return PostgreSQL's triggers, which run once for all rows of a statement."""

    def rows(**signs: int) -> str:
        return " UNION ALL ".join(_standing(of, sign) for of, sign in signs.items())

    both = (
        "old_rows JOIN new_rows ON new_rows.id = old_rows.id AND new_rows.unit_id <> old_rows.unit_id "
        f"JOIN {PARTS} part ON part.plan_id = old_rows.id"
    )
    moved = " UNION ALL ".join(
        f"SELECT {_list('part')}, {of}.unit_id AS publisher_id, {sign} AS sign FROM {both}"
        for of, sign in (("old_rows", -1), ("new_rows", 1))
    )
    old, new = "OLD TABLE AS old_rows", "NEW TABLE AS new_rows"
    events = {
        "added": (f"AFTER INSERT ON {PARTS} REFERENCING {new}", rows(new_rows=1)),
        "dropped": (f"AFTER DELETE ON {PARTS} REFERENCING {old}", rows(old_rows=-1)),
        "changed": (f"AFTER UPDATE ON {PARTS} REFERENCING {old} {new}", rows(old_rows=-1, new_rows=1)),
        "moved": (f"AFTER UPDATE ON {PLANS} REFERENCING {old} {new}", moved),
    }
    made = []
    for name, (event, changed) in events.items():
        body = f"BEGIN {_sql(connection, _INSERT, changed, fresh='TRUE')}; RETURN NULL; END"
        made.append(f"CREATE OR REPLACE FUNCTION part_counts_{name}() RETURNS trigger LANGUAGE plpgsql AS $counts$ {body} $counts$")
        made.append(f"CREATE TRIGGER part_counts_{name} {event} FOR EACH STATEMENT EXECUTE FUNCTION part_counts_{name}()")
    return made


def _sql(connection: BaseDatabaseWrapper, text: str, rows: str, **more: str) -> str:
    """Return a statement in the database's own words."""
    months = ("submitted", "missed", "missed_until", "late", "stopped")
    moments = ("given", "submitted", "ended")
    if connection.vendor == "postgresql":
        words = {f"month_{name}": f"CAST(DATE_TRUNC('month', {name}) AS date)" for name in months}
        words |= {f"day_{name}": f"CAST({name}_at AT TIME ZONE '{settings.TIME_ZONE}' AS date)" for name in moments}
        words |= {"week": "CAST(DATE_TRUNC('week', due_on) AS date)", "after_due": "due_on + 1", "later": "GREATEST", "sooner": "LEAST"}
        words |= {"no_day": f"DATE '{NO_DAY}'", "never": "DATE '9999-12-31'", "ever": "DATE '0001-01-01'"}
    else:
        # The country's time has been seven hours ahead all the year round since before any register.
        ahead = timezone.make_aware(datetime(NO_DAY.year, 1, 1)).utcoffset()
        seconds = int(ahead.total_seconds()) if ahead is not None else 0
        words = {f"month_{name}": f"DATE({name}, 'start of month')" for name in months}
        words |= {f"day_{name}": f"DATE({name}_at, '{seconds:+d} seconds')" for name in moments}
        words |= {"week": "DATE(due_on, 'weekday 0', '-6 days')", "after_due": "DATE(due_on, '+1 day')", "later": "MAX", "sooner": "MIN"}
        words |= {"no_day": f"'{NO_DAY}'", "never": "'9999-12-31'", "ever": "'0001-01-01'"}
    works = ", ".join(f"'{work}'" for work in sorted(OPEN))
    return Template(text).substitute(words, rows=rows, open=works, **more)


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
