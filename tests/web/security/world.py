"""Two departments with one record of every kind, each with a word in it that the other department may never read."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID, uuid4

import pypdfium2
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from dondoc.engine.extraction import extract
from dondoc.engine.sources import read
from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.engine.writing.plan_values import dump_plan
from dondoc.engine.writing.source_values import dump_source
from dondoc.web.accounts.models import LoginSession, User
from dondoc.web.audit.actions import record
from dondoc.web.calendars.actions import yearly
from dondoc.web.calendars.actions.days import DayTerms, add_day
from dondoc.web.calendars.actions.hours import HoursTerms, set_hours
from dondoc.web.calendars.models import CalendarDay, SetKind, WorkingHours, YearNotice
from dondoc.web.jobs.models import Job, State
from dondoc.web.notices.actions import tell
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.actions.deciding import Decree
from dondoc.web.organisations.actions.events import rename
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.actions.importing import COLUMNS, Upload, keep_list
from dondoc.web.organisations.lists.sheet import write_list
from dondoc.web.organisations.models import (
    Alias,
    GroupMember,
    ImportDraft,
    ImportKind,
    Post,
    Role,
    Substitution,
    Unit,
    UnitEvent,
    UnitGroup,
    UnitName,
)
from dondoc.web.overview.actions.exports import WRITER as PART_WRITER
from dondoc.web.plans.actions.drafting import Read, draft_plan
from dondoc.web.plans.actions.exports import export_path
from dondoc.web.plans.models import (
    Assignment,
    Cause,
    Citation,
    Document,
    DocumentState,
    Finding,
    FindingCause,
    Plan,
    PlanState,
    Question,
    Reading,
    SavedView,
    Target,
    Task,
    TaskTwin,
    TwinState,
)
from dondoc.web.plans.queries.exports import WRITER
from dondoc.web.tracking.models import Batch, Block, Difficulty, Extension, Figure, Proof, ReturnedSheet
from tests.builders import LONG_AGO, make_plan, make_post, make_task, make_unit, make_user
from tests.people import make_town
from tests.web.security.reported import Reported, make_reported
from tests.web.security.tracked import said_of, tracked
from tests.web.security.urged import Urged, make_urged

HERE, THERE, BESIDE = "Hải Âu", "Kim Tước", "Vạc Đêm"
"""Words that stand in the records of one department, of the other, and in the task of a division of the first."""

TEXT = """KẾ HOẠCH
Khắc phục tồn tại, hạn chế {mark}
I. TỒN TẠI, HẠN CHẾ
1. Hồ sơ giải quyết quá hạn {mark} còn nhiều
II. NHIỆM VỤ, GIẢI PHÁP
1. Rà soát hồ sơ quá hạn {mark}
- Đơn vị chủ trì: {unit}
- Thời hạn hoàn thành: trước ngày 30/6/2026
2. Công khai xin lỗi người dân {mark}
- Đơn vị chủ trì: các đơn vị có liên quan
- Thời hạn hoàn thành: Quý III/2026
"""


@dataclass(frozen=True)
class Place:
    """A department and one record of each kind in it; every one that has words holds `mark`, and `owner` made all that is personal.

    `division` leads the published task; `draft` waits to be confirmed.
    """

    mark: str
    department: Unit
    division: Unit
    owner: User
    colleague: User
    unit_name: UnitName
    event: UnitEvent
    alias: Alias
    group: UnitGroup
    member: GroupMember
    post: Post
    substitution: Substitution
    document: Document
    scan: Document
    draft: Plan
    draft_task: Task
    draft_finding: Finding
    question: Question
    plan: Plan
    task: Task
    twin: TaskTwin
    finding: Finding
    cause: Cause
    amendment: Plan
    view: SavedView
    job: Job
    export: Job
    part_export: Job
    notice: Notice
    session: LoginSession
    import_draft: ImportDraft
    calendar_day: CalendarDay
    hours: WorkingHours
    year_notice: YearNotice
    batch: Batch
    returned: ReturnedSheet
    part: Assignment
    share: Assignment
    extension: Extension
    difficulty: Difficulty
    proof: Proof
    block: Block
    figure: Figure
    urged: Urged
    reported: Reported


def make_place(department: Unit, owner: User, manager: User, mark: str) -> Place:
    """Make one record of every kind in a department; `manager` administers it."""
    division = make_unit(f"Phòng Nghiệp vụ số {department.pk}", department)
    colleague = make_user(f"dong-nghiep-{department.pk}", f"Ngô {mark}", email=f"a{department.pk}@example.vn")
    post = make_post(colleague, division, Role.OFFICER)
    group = UnitGroup.objects.create(name=f"Nhóm số {department.pk}", folded=f"nhom so {department.pk}", scope=department)
    document, reading, draft = _draft(department, division, owner, mark)
    plan = make_plan(
        department, f"Kế hoạch công bố {mark}", document=_document(department, owner, f"{mark} công bố.txt", b"x"), reading=reading
    )
    task = make_task(plan, f"Việc đã giao {mark}", lead=division, code=f"NV-{department.pk}", evidence=draft.tasks.all()[0].evidence)
    finding, cause = _finding(task, mark)
    part = Assignment.objects.get(task=task, unit=division)
    said_of(task, mark)
    other = make_task(make_plan(department, f"Kế hoạch năm trước {mark}"), f"Việc năm trước {mark}", lead=division)
    substitute = Substitution.objects.create(
        post=post, substitute=owner, first_day=date(2100, 1, 1), last_day=date(2100, 2, 1), reason=f"nghỉ phép {mark}"
    )
    place = Place(
        mark=mark,
        department=department,
        division=division,
        owner=owner,
        colleague=colleague,
        unit_name=division.names.all()[0],
        event=_renamed(make_unit(f"Phòng số {department.pk}", department), by=manager),
        alias=Alias.objects.create(unit=division, text=f"P.NV{department.pk}", folded=f"p.nv{department.pk}", scope=department),
        group=group,
        member=GroupMember.objects.create(group=group, unit=division, valid_from=LONG_AGO),
        post=post,
        substitution=substitute,
        document=document,
        scan=_document(department, owner, f"Bản quét {mark}.pdf", blank_pdf()),
        draft=draft,
        draft_task=draft.tasks.all()[0],
        draft_finding=_first_finding(draft, mark),
        question=Question.objects.create(plan=draft, code="x", vi=f"Câu hỏi {mark}", en=f"Question {mark}"),
        plan=plan,
        task=task,
        twin=TaskTwin.objects.create(first=other, second=task, likeness=0.9),
        finding=finding,
        cause=cause,
        amendment=make_plan(department, f"Kế hoạch sửa đổi {mark}", state=PlanState.DRAFT, amends=plan),
        view=SavedView.objects.create(user=owner, name=f"Khung nhìn {mark}", query="q=a"),
        job=Job.objects.create(id=uuid4(), task="x.y", owner=owner, label=f"Đọc văn bản {mark}", state=State.WAITING),
        export=_export(owner, mark),
        part_export=_export(owner, mark, writer=PART_WRITER),
        notice=_notice(owner, mark),
        session=LoginSession.objects.create(user=owner, session_key=f"khoa-{department.pk}", agent=f"Máy {mark}", address="10.0.0.9"),
        import_draft=_import_draft(manager, mark),
        calendar_day=_calendar_day(department, manager, mark),
        hours=_hours(department, manager, mark),
        year_notice=_year_notice(department, manager, mark),
        part=part,
        **tracked(part, other, owner=owner, mark=mark),
        urged=make_urged(part, department, owner, mark),
        reported=make_reported(department, division, plan, owner, mark),
    )
    with transaction.atomic():
        record(owner, "làm", subject=task, reason=f"lý do {mark}")
    return place


def _finding(task: Task, mark: str) -> tuple[Finding, Cause]:
    """What the task remedies, and its cause."""
    finding = Finding.objects.create(plan=task.plan, position=1, text=f"Tồn tại {mark}", folded=_folded(mark))
    finding.tasks.add(task)
    cause = Cause.objects.create(unit=task.plan.unit, text=f"Nguyên nhân {mark}", folded=_folded(mark))
    FindingCause.objects.create(finding=finding, cause=cause, printed=f"Do {mark}")
    return finding, cause


def _renamed(unit: Unit, *, by: User) -> UnitEvent:
    return rename(unit, Naming(f"{unit.name} mới"), decree=Decree(date(2026, 1, 5)), by=by, today=date(2026, 2, 1))


def _draft(department: Unit, division: Unit, owner: User, mark: str) -> tuple[Document, Reading, Plan]:
    """A draft as the engine makes it, of a small directive."""
    data = TEXT.format(mark=mark, unit=division.name).encode()
    document = _document(department, owner, f"{mark}.txt", data)
    source = read(data, document.name)
    found = extract(source)
    reading = Reading.objects.create(document=document, engine="thử", source=dump_source(source), plan=dump_plan(found))
    return document, reading, draft_plan(reading, by=owner, on=date(2026, 1, 1), values=Read.of(source, found))


def _first_finding(draft: Plan, mark: str) -> Finding:
    return draft.findings.first() or Finding.objects.create(plan=draft, position=9, text=f"Tồn tại {mark}", folded=_folded(mark))


def _document(department: Unit, owner: User, name: str, data: bytes) -> Document:
    document = Document(
        unit=department,
        sha256=uuid4().hex * 2,
        name=name,
        size=len(data),
        format=name.rpartition(".")[2],
        state=DocumentState.READ,
        uploaded_by=owner,
    )
    document.save()
    default_storage.save(document.path, ContentFile(data))
    return document


def _export(owner: User, mark: str, *, writer: str = WRITER) -> Job:
    job = Job.objects.create(
        id=uuid4(),
        task=writer,
        owner=owner,
        label=f"Bảng {mark}",
        state=State.DONE,
        finished_at=timezone.now(),
        result={"on": "2026-06-30"},
    )
    default_storage.save(export_path(UUID(str(job.pk))), ContentFile(mark.encode()))
    return job


def _notice(owner: User, mark: str) -> Notice:
    with transaction.atomic():
        tell([owner], "plan.published", values={"plan": f"Kế hoạch {mark}", "count": 3}, url="/", key=mark)
    return Notice.objects.get(recipient=owner)


def _import_draft(manager: User, mark: str) -> ImportDraft:
    columns = COLUMNS[ImportKind.UNITS]
    row = [f"Phòng sẽ lập {mark}" if column == columns[0] else "" for column in columns]
    return keep_list(Upload(write_list("Đơn vị", columns, [row]), f"{mark}.xlsx"), ImportKind.UNITS, by=manager)


def _calendar_day(department: Unit, manager: User, mark: str) -> CalendarDay:
    terms = DayTerms(timezone.localdate().replace(day=28), SetKind.OFF, f"Nghỉ riêng {mark}")
    return add_day(department, terms, by=manager, now=timezone.now())


def _hours(department: Unit, manager: User, mark: str) -> WorkingHours:
    terms = HoursTerms(date(2026, 1, 1), "07:30-12:00, 13:00-16:30", time(15), basis=f"Nội quy {mark}")
    return set_hours(department, terms, by=manager, now=timezone.now())


def _year_notice(department: Unit, manager: User, mark: str) -> YearNotice:
    year = timezone.localdate().year
    notice = yearly.Notice(year, f"Thông báo {mark}", [DayTerms(date(year, 9, 1), SetKind.HOLIDAY, f"Quốc khánh {mark}")])
    return yearly.take_in_notice(department, notice, by=manager, now=timezone.now())


def _folded(words: str) -> str:
    return unaccented(fold(words))


def blank_pdf() -> bytes:
    """A PDF of one empty page."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


Sample = Callable[[Place], dict[str, object]]


@dataclass(frozen=True)
class World:
    """Two departments that may know nothing of each other, and one person of every role in the first.

    `officer` and `head` of `people` work in a division that has no part in the task `beside`, which stands in the same plan
    as one of theirs.
    """

    here: Place
    there: Place
    people: dict[str, User]
    outsider: User
    manager: User
    keeper: User
    own: Task
    beside: Task


def make_world() -> World:
    """Make both departments with everything in them."""
    town = make_town()
    people: dict[str, User] = {
        Role.OFFICE: town.lan,
        Role.OFFICER: town.minh,
        Role.HEAD: town.tuan,
        Role.DIRECTOR: town.director,
        Role.ADMINISTRATOR: town.quan,
        Role.APPRAISER: make_user("mai", "Lý Thanh Mai"),
        Role.VIEWER: make_user("vinh", "Tạ Quang Vinh"),
    }
    for role in (Role.APPRAISER, Role.VIEWER):
        make_post(people[role], town.department, role)
    manager = make_user("phuc", "Hồ Gia Phúc")
    make_post(manager, town.elsewhere, Role.ADMINISTRATOR)
    here = make_place(town.department, town.lan, town.quan, HERE)
    there = make_place(town.elsewhere, town.hoa, manager, THERE)
    own = make_task(here.plan, "Việc chung của phòng", lead=town.planning, code="NV-CHUNG")
    beside = make_task(here.plan, f"Việc riêng {BESIDE}", lead=town.staff, code="NV-RIENG", deliverable=f"Báo cáo {BESIDE}")
    finding = Finding.objects.create(plan=here.plan, position=7, text=f"Tồn tại riêng {BESIDE}", folded=_folded(BESIDE))
    finding.tasks.add(beside)
    cause = Cause.objects.create(unit=town.department, text=f"Nguyên nhân riêng {BESIDE}", folded=_folded(BESIDE))
    FindingCause.objects.create(finding=finding, cause=cause)
    Target.objects.create(plan=here.plan, task=beside, subject=f"Chỉ tiêu riêng {BESIDE}", op=">=", value=90)
    Question.objects.create(plan=here.plan, task=beside, code="x", asks=False, vi=f"Nhận xét riêng {BESIDE}", en=f"Remark {BESIDE}")
    for twin in (there.task, beside):
        TaskTwin.objects.create(first=twin, second=own, likeness=0.95, state=TwinState.LINKED)
    Citation.objects.create(plan=here.plan, kind="Kế hoạch", number="1/KH", folded_number="1/kh", cited=there.plan)
    with transaction.atomic():
        record(town.lan, "sửa", subject=beside, reason=f"lý do {BESIDE}")
    return World(here, there, people, town.hoa, manager, make_user("ngoc", "Hà Bảo Ngọc", is_administrator=True), own, beside)
