"""Makes a register of many invented tasks in a few seconds: a department, units, people, plans, findings, and parts under way and done."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.utils import timezone

from dondoc.engine.tracking import Work, last_day
from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Post, Role, Unit, UnitKind
from dondoc.web.plans.models import Assignment, AssignmentRole, Finding, Plan, PlanState, Task, TaskState
from dondoc.web.plans.part_counts import count_anew, unwatch, watch

DIVISIONS = 60
UNITS = 900
"""The department's divisions, and all units: the rest are communes that cooperate now and then."""
PEOPLE = 5_000
_FIRST = 1_000
TASKS_IN_A_PLAN = 100
FINDINGS_IN_A_PLAN = 5
_BATCH = 2_000
_VERBS = (
    "Rà soát",
    "Xây dựng",
    "Tham mưu ban hành",
    "Tổ chức kiểm tra",
    "Công khai",
    "Số hóa",
    "Khắc phục",
    "Hướng dẫn",
    "Đôn đốc",
    "Bố trí",
)
_OBJECTS = (
    "hồ sơ thủ tục hành chính quá hạn", "quy trình nội bộ giải quyết hồ sơ đất đai", "kế hoạch sử dụng tài nguyên nước",
    "danh mục tài liệu số", "phần mềm quản lý văn bản", "quy chế phối hợp giữa các đơn vị", "kiến nghị sau thanh tra, kiểm toán",
    "dự toán kinh phí cải cách hành chính", "bản đồ nông hóa phục vụ thâm canh", "cơ sở dữ liệu đất đai",
    "phiếu xin lỗi và hẹn lại ngày trả kết quả", "chương trình khuyến nông",
)  # fmt: skip
_ENDS = (
    "theo phân cấp", "của các xã, phường", "bảo đảm đúng tiến độ", "trên Trang thông tin điện tử", "và báo cáo kết quả về Văn phòng Sở",
    "gắn với trách nhiệm người đứng đầu", "phục vụ người dân, doanh nghiệp", "tại bộ phận một cửa", "trước khi hết năm kế hoạch",
)  # fmt: skip
_FIELDS = ("lâm nghiệp", "thủy lợi", "chăn nuôi", "trồng trọt", "đất đai", "môi trường", "khoáng sản", "thủy sản", "khuyến nông", "đo đạc")


@dataclass(frozen=True, slots=True)
class Bulk:
    """The department and three people: who consolidates, who answers for one unit, and a stranger."""

    department: Unit
    unit: Unit
    office: User
    officer: User
    stranger: User


def fill(tasks: int, *, on: date) -> Bulk:
    """Fill an empty register with so many published tasks, always the same ones; the officer's unit has a part in one of twenty."""
    draw = random.Random(20260101)
    with transaction.atomic():
        department = _unit("Sở Nông nghiệp và Môi trường", None, UnitKind.DEPARTMENT)
        units = [
            _unit(f"Chi cục {_FIELDS[number % 10].capitalize()} {number + 1}", department, UnitKind.BRANCH) for number in range(DIVISIONS)
        ]
        communes = [_unit(f"Ủy ban nhân dân xã số {number + 1}", None, UnitKind.COMMUNE) for number in range(UNITS - DIVISIONS)]
        elsewhere = _unit("Sở Công Thương", None, UnitKind.DEPARTMENT)
        people = Bulk(
            department,
            units[7],
            _person("lan", "Nguyễn Thị Lan", department, Role.OFFICE),
            _person("minh", "Trần Văn Minh", units[7], Role.OFFICER),
            _person("hoa", "Bùi Thị Hoa", elsewhere, Role.OFFICE),
        )
        _crowd([*units, *communes])
        plans = -(-tasks // TASKS_IN_A_PLAN)
        _insert(Plan, (_plan(number, department, on) for number in range(1, plans + 1)))
        _insert(Finding, (_finding(number, draw) for number in range(1, plans * FINDINGS_IN_A_PLAN + 1)))
        held = _insert_tasks(_task(number, draw, on) for number in range(1, tasks + 1))
        _insert(Task.findings.through, (_link(number) for number in range(1, tasks + 1)))
        unwatch(connection)  # to count all at once takes a tenth of the time
        _insert(Assignment, _parts(held, units, communes, department=department, on=on))
        count_anew(connection)
        watch(connection)
        _go_on()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people


def _unit(name: str, parent: Unit | None, kind: str) -> Unit:
    unit = Unit.objects.create(name=name, parent=parent, kind=kind, folded=_folded(name), valid_from=date(2015, 1, 1))
    unit.path = f"{parent.path if parent else ''}{unit.pk}."
    unit.save(update_fields=["path"])
    return unit


def _person(username: str, name: str, unit: Unit, role: str) -> User:
    user = User(username=username, full_name=name)
    user.set_unusable_password()
    user.save()
    Post.objects.create(user=user, unit=unit, role=role, valid_from=date(2015, 1, 1))
    return user


def _crowd(units: list[Unit]) -> None:
    """Give the units their people: officers, and a head in each."""
    _insert(
        User,
        (
            {"id": _FIRST + number, "username": f"nguoi{number}", "full_name": f"Người {number}", "password": "!"}
            for number in range(PEOPLE)
        ),
    )
    posts = (
        {"id": _FIRST + place,
            "user_id": _FIRST + place, "unit_id": units[place % len(units)].pk, "role": Role.HEAD if place < len(units) else Role.OFFICER,
         "valid_from": date(2015, 1, 1)}
        for place in range(PEOPLE)
    )  # fmt: skip
    _insert(Post, posts)


def _plan(number: int, department: Unit, on: date) -> dict[str, object]:
    title = f"Kế hoạch khắc phục tồn tại, hạn chế lĩnh vực {_FIELDS[number % 10]} đợt {number}"
    return {
        "id": number, "unit_id": department.pk, "state": PlanState.PUBLISHED, "kind": "kế hoạch", "number": f"{number}/KH-SNNMT",
        "folded_number": f"{number}/kh-snnmt", "title": title, "folded": _folded(title), "issued_on": on - timedelta(days=number % 700),
        "published_at": timezone.now() - timedelta(days=number % 700 + 1),
    }  # fmt: skip


def _finding(number: int, draw: random.Random) -> dict[str, object]:
    text = f"Việc {draw.choice(_VERBS).lower()} {draw.choice(_OBJECTS)} lĩnh vực {draw.choice(_FIELDS)} còn chậm"
    position = (number - 1) % FINDINGS_IN_A_PLAN + 1
    plan = (number - 1) // FINDINGS_IN_A_PLAN + 1
    return {"id": number, "plan_id": plan, "position": position, "number": f"{position}.", "text": text, "folded": _folded(text)}


def _task(number: int, draw: random.Random, on: date) -> dict[str, object]:
    text = (
        f"{draw.choice(_VERBS)} {draw.choice(_OBJECTS)} lĩnh vực {draw.choice(_FIELDS)} {draw.choice(_ENDS)}, lần {draw.randrange(1, 400)}"
    )
    dated = draw.random() < 0.6
    due_on = on + timedelta(days=draw.randrange(-200, 400)) if dated else None
    strict = dated and draw.random() < 0.5
    done = (due_on < on if due_on else True) and draw.random() < 0.8
    position = (number - 1) % TASKS_IN_A_PLAN + 1
    return {
        "id": number, "plan_id": (number - 1) // TASKS_IN_A_PLAN + 1, "code": f"NV26-{number:06}",
        "state": TaskState.DONE if done else TaskState.ACTIVE,
        "work": Work.DONE.value if done else Work.IN_PROGRESS.value,
        "position": position,
        "number": f"{position % FINDINGS_IN_A_PLAN + 1}.{position}", "text": text, "folded": _folded(text), "heading": ["II. NHIỆM VỤ"],
        "deadline_kind": "date" if dated else "continuous", "due_on": due_on, "due_strict": strict,
        "last_day": last_day(due_on, strict=strict) if due_on else None, "due_text": "trước ngày" if dated else "Thường xuyên",
    }  # fmt: skip


def _link(number: int) -> dict[str, object]:
    position, plan = (number - 1) % TASKS_IN_A_PLAN + 1, (number - 1) // TASKS_IN_A_PLAN
    return {"id": number, "task_id": number, "finding_id": plan * FINDINGS_IN_A_PLAN + position % FINDINGS_IN_A_PLAN + 1}


def _insert_tasks(rows: Iterable[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Insert tasks and return them."""
    made = list(rows)
    _insert(Task, made)
    return made


def _parts(
    held: list[Mapping[str, object]], units: list[Unit], communes: list[Unit], *, department: Unit, on: date
) -> Iterator[dict[str, object]]:
    """Yield the parts of each task: a leader, two who cooperate (one time in five a commune), and who oversees."""
    draw, number = random.Random(20260102), 0
    for row in held:
        lead, first, second = draw.sample(units, 3)
        second = draw.choice(communes) if draw.random() < 0.2 else second
        roles = [(AssignmentRole.LEAD, lead), (AssignmentRole.COOPERATING, first), (AssignmentRole.COOPERATING, second)]
        for role, unit in [*roles, (AssignmentRole.OVERSEEING, department)]:
            number += 1
            carried = {} if role == AssignmentRole.OVERSEEING else _carried(row, draw, on)
            yield {
                "id": number, "task_id": row["id"], "role": role, "unit_id": unit.pk, "printed": unit.name, "plan_id": row["plan_id"],
                "task_active": row["state"] == TaskState.ACTIVE, "task_day": row["last_day"], "due_on": row["last_day"],
                "first_due_on": row["last_day"], **carried,
            }  # fmt: skip


def _carried(row: Mapping[str, object], draw: random.Random, on: date) -> dict[str, object]:
    """Return how far a part has come: done with its task, else under way as in a register that is kept."""
    now = timezone.now()
    day = row["last_day"]
    if row["state"] == TaskState.DONE:
        late = draw.randrange(1, 40) if draw.random() < 0.15 else 0
        return {
            "work": Work.DONE.value, "given_at": now - timedelta(days=400), "moved_at": now - timedelta(days=draw.randrange(1, 300)),
            "submitted_at": now - timedelta(days=300), "percent": 100, "late_days": late,
        }  # fmt: skip
    drawn = draw.random()
    given = now - timedelta(days=draw.randrange(1, 200))
    begun = {"late_since": day + timedelta(days=1)} if isinstance(day, date) and day < on else {}
    if drawn < 0.08:  # given in the last days, or never touched
        return {"work": Work.ASSIGNED.value, "given_at": now - timedelta(days=draw.randrange(1, 16)), **begun}
    if drawn < 0.11:
        return {"work": Work.SUBMITTED.value, "given_at": given, "moved_at": now, "submitted_at": now, "late_days": 0}
    if drawn < 0.12:
        return {"work": Work.RETURNED.value, "given_at": given, "moved_at": now, "submitted_at": now, "late_days": 0}
    moved = now - timedelta(days=draw.randrange(0, 33))
    return {"work": Work.IN_PROGRESS.value, "given_at": given, "moved_at": moved, "percent": 40, "extension_open": drawn > 0.998, **begun}


def _folded(text: str) -> str:
    return unaccented(fold(text))


def _insert(model: type[models.Model], rows: Iterable[Mapping[str, object]]) -> None:
    """Insert rows past the models: each column that a row does not name takes its field's default."""
    database = connections[DEFAULT_DB_ALIAS]  # itself: the usual name looks it up at every touch
    fields = list(model._meta.concrete_fields)
    usual = {field.attname: field.get_db_prep_save(field.get_default(), database) for field in fields if not field.unique}
    columns = ", ".join(database.ops.quote_name(field.column or "") for field in fields)
    table = database.ops.quote_name(model._meta.db_table)

    def value(field: models.Field[object, object], row: Mapping[str, object]) -> str | int | bool | date | None:
        name = field.attname
        if name not in row and name in usual:
            return usual[name]  # type: ignore[no-any-return] # whatever the database takes
        return field.get_db_prep_save(row[name] if name in row else field.get_default(), database)  # type: ignore[no-any-return] # whatever the database takes

    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([value(field, row) for field in fields])
            return
        waiting = iter(rows)
        while batch := [[value(field, row) for field in fields] for row in islice(waiting, _BATCH)]:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})", batch)


def _go_on() -> None:
    """Let the next row that is added the usual way take the next number."""
    for model in (User, Post, Plan, Finding, Task, Task.findings.through, Assignment):
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            with connection.cursor() as cursor:
                cursor.execute(statement)
