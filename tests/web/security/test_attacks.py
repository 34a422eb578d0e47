"""Attacks that worked on other offices' tools, tried on this one: what is hidden stays hidden, what comes in from outside stays inert."""

from __future__ import annotations

import ast
import io
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from openpyxl import Workbook, load_workbook

import dondoc.web
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import ImportDraft, Post, Role, Unit, UnitGroup
from dondoc.web.plans.actions.exports import export_path
from dondoc.web.plans.models import AssignmentRole, Document, SavedView
from tests.builders import WORD, make_plan, make_post, make_task, make_user
from tests.web.security.world import BESIDE, HERE, THERE, World

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
WEB = Path(dondoc.web.__file__).parent

MARKS = re.compile(f"{HERE}|{THERE}|{BESIDE}")


def _words(answer: HttpResponseBase) -> str:
    body = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content  # type: ignore[attr-defined]
    if body.startswith(b"PK"):
        book = load_workbook(io.BytesIO(body), read_only=True)
        return " ".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)
    return str(body.decode("utf-8", "replace"))


def _told(client: Client, url: str, data: dict[str, str] | None = None) -> set[str]:
    """The hidden words that an answer gives away."""
    answer = client.get(url) if data is None else client.post(url, data)
    assert answer.status_code < 500, f"{url} breaks"
    return set(MARKS.findall(_words(answer)))


# 1. Lists, relations, autocomplete and search pass through the same sight.


def _lists(world: World) -> Iterator[str]:
    """Every list, filtered by what the other department and the other division have; the words are typed without their marks."""
    there = world.there
    filters = [
        f"van-ban={there.plan.pk}", f"don-vi={there.division.pk}", f"ton-tai={there.finding.pk}", f"nguyen-nhan={there.cause.pk}",
        "van-ban=kim+tuoc", "don-vi=kim+tuoc", "q=kim+tuoc", "q=vac+dem", "van-ban=ke+hoach+cong+bo+kim", f"q=NV-{there.department.pk}",
        f"trang-thai=moi&q={there.task.code}", "q=NV-RIENG", "xep=don-vi&so-dong=100", "cot=van-ban.chu-tri.phoi-hop.san-pham",
    ]  # fmt: skip
    yield from (f"/nhiem-vu/?{one}" for one in filters)
    yield from (f"/ke-hoach/{world.here.plan.pk}/?{one}" for one in filters)
    for page in ("/tim/", "/tim/don-vi/", "/tim/van-ban/", "/nguyen-nhan/", "/to-chuc/nguoi/", "/to-chuc/tim/", "/to-chuc/", "/van-ban/"):
        for text in ("", "kim tuoc", "vac dem", "Ngo kim", "cong bo", "%", "_"):
            yield f"{page}?q={text}"
    yield from (f"/van-ban/?trang-thai={stage}" for stage in ("draft", "published", "reading", "failed"))
    yield "/"
    yield "/cong-viec-nen/"
    yield "/thong-bao/"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR])
def test_attack_1_filters_relations_autocomplete_and_search_tell_a_unit_only_of_its_own(world: World, as_user: LogIn, role: str) -> None:
    client = as_user(world.people[role])
    assert {url: told for url in _lists(world) if (told := _told(client, url) - {HERE})} == {}


@pytest.mark.parametrize("role", [Role.OFFICE, Role.DIRECTOR, Role.APPRAISER, Role.VIEWER])
def test_attack_1_filters_relations_autocomplete_and_search_tell_a_department_only_of_its_own(
    world: World, as_user: LogIn, role: str
) -> None:
    client = as_user(world.people[role])
    assert {url: told for url in _lists(world) if THERE in (told := _told(client, url))} == {}


def test_attack_1_the_same_searches_do_find_what_may_be_seen(world: World, as_user: LogIn) -> None:
    client = as_user(world.people[Role.OFFICE])
    assert _told(client, "/nhiem-vu/?q=vac+dem") == {BESIDE}
    assert HERE in _told(client, "/tim/?q=hai au")
    assert HERE in _told(client, "/nguyen-nhan/?q=hai au")


def test_attack_1_a_workbook_holds_no_more_than_the_list(world: World, as_user: LogIn) -> None:
    client = as_user(world.people[Role.OFFICER])
    for address in ("", f"van-ban={world.there.plan.pk}", f"don-vi={world.there.division.pk}", "trang-thai=moi", "q=kim+tuoc", "q=vac+dem"):
        assert _told(client, "/nhiem-vu/xlsx/", {"address": address}) - {HERE} == set()
    assert _told(as_user(world.people[Role.OFFICE]), "/nhiem-vu/xlsx/", {"address": "q=vac+dem"}) == {BESIDE}


# 2. Names of attributes never come from outside.

HOSTILE = (
    "__class__", "password", "-password", "user__password", "plan__unit__path", "created_by__password", "?", "pk;drop table", "RANDOM()",
    "assignments__unit__parent__name", "folded", "0", "-", "id,password", "{0.__class__}", "%(x)s", "\x00", "'", '"', "../../etc/passwd",
)  # fmt: skip


@pytest.mark.parametrize(
    "page", ["/nhiem-vu/", "/nguyen-nhan/", "/van-ban/", "/to-chuc/nguoi/", "/to-chuc/", "/cong-viec-nen/", "/", "/tim/"]
)
def test_attack_2_names_of_attributes_from_outside_change_nothing(world: World, as_user: LogIn, page: str) -> None:
    client = as_user(world.people[Role.OFFICE])
    for value in HOSTILE:
        for name in ("xep", "cot", "sort", "order_by", "column", "columns", "trang", "so-dong", "loai-han", "vai-tro", "han"):
            answer = client.get(page, {name: value})
            assert answer.status_code in (200, 404), f"{page} {name}={value!r}"
            assert "argon2" not in answer.content.decode()
            assert "md5$" not in answer.content.decode()
        answer = client.get(page, {value: "1", f"{value}__startswith": "a", "unit__path__startswith": "", "password__startswith": "m"})
        assert answer.status_code == 200, f"{page} with a parameter named {value!r}"


def test_attack_2_no_code_hands_a_request_to_getattr_or_an_order(world: World) -> None:
    """The names that pick an attribute, an order or a lookup are this code's own: no request, form or address reaches them."""
    found = []
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in {
                "getattr",
                "setattr",
                "order_by",
                "extra",
                "RawSQL",
                "raw",
                "values",
                "only",
            }:
                words = " ".join(ast.unparse(argument) for argument in [*node.args[int(_called(node).endswith("attr")) :], *node.keywords])
                if re.search(r"\brequest\b|\.GET\b|\.POST\b|cleaned_data|\baddress\b", words):
                    found.append(f"{path.relative_to(WEB)}:{node.lineno}: {ast.unparse(node)}")
    assert found == []


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""


# 3. What hangs on a visible record is asked for itself.


def test_attack_3_a_plan_shows_a_unit_its_own_tasks_and_nothing_that_hangs_on_others(world: World, as_user: LogIn) -> None:
    here = world.here
    tabs = ("nhiem-vu", "chi-tieu", "vien-dan", "nhan-xet", "nguyen-nhan", "lich-su", "x")
    pages = [f"/ke-hoach/{here.plan.pk}/?muc={tab}&lich-su=het" for tab in tabs]
    pages += [f"/ke-hoach/{here.plan.pk}/nguon/?nhiem-vu={world.beside.pk}", f"/ke-hoach/{here.plan.pk}/nguon/?doan=0"]
    pages += [f"/nhiem-vu/{world.own.code}/?lich-su=het"]
    for role in (Role.OFFICER, Role.HEAD):
        client = as_user(world.people[role])
        assert client.get(f"/nhiem-vu/{world.own.code}/").status_code == 200
        assert {page: told for page in pages if (told := _told(client, page)) & {BESIDE, THERE}} == {}


def test_attack_3_a_twin_or_a_citation_does_not_open_another_departments_plan(world: World, as_user: LogIn) -> None:
    client = as_user(world.people[Role.OFFICE])
    for page in (f"/nhiem-vu/{world.own.code}/", f"/ke-hoach/{world.here.plan.pk}/?muc=vien-dan", f"/ke-hoach/{world.here.plan.pk}/"):
        assert THERE not in _told(client, page)


def test_attack_3_a_record_of_one_plan_is_not_reached_through_another(world: World, as_user: LogIn) -> None:
    """Addresses with two numbers check that the second belongs to the first."""
    client = as_user(world.people[Role.OFFICE])
    draft, there = world.here.draft.pk, world.there
    for address in (
        f"viec/{there.draft_task.pk}", f"viec/{there.draft_task.pk}/lay-lai", f"viec/{world.beside.pk}",
        f"ton-tai/{there.draft_finding.pk}", f"nhan-xet/{there.question.pk}",
    ):  # fmt: skip
        assert client.post(f"/van-ban/{draft}/xac-nhan/{address}/", {"text": "đổi"}).status_code == 404, address
    assert client.post(f"/nhiem-vu/{world.beside.code}/trung/{there.twin.pk}/", {"do": "link"}).status_code == 404
    manager = as_user(world.people[Role.ADMINISTRATOR])
    assert manager.get(f"/to-chuc/{world.here.division.pk}/ten/{there.unit_name.pk}/").status_code == 404


def test_attack_3_numbers_in_a_form_do_not_pull_in_records_from_elsewhere(world: World, as_user: LogIn) -> None:
    client, here, there = as_user(world.people[Role.OFFICE]), world.here, world.there
    forms = [
        (f"/nguyen-nhan/{here.cause.pk}/gop/", {"into": str(there.cause.pk)}),
        (f"/van-ban/{here.draft.pk}/xac-nhan/viec/{here.draft_task.pk}/", {"findings": str(there.finding.pk), "version": "0", "text": "x", "act": "save"}),
        (f"/van-ban/{here.draft.pk}/xac-nhan/them/", {"text": "việc mới", "after": str(there.draft_task.pk)}),
        (f"/ke-hoach/{here.draft.pk}/sua-doi/chon/", {"amends": str(there.plan.pk)}),
        ("/nhiem-vu/khung-nhin/", {"name": "lén", "address": "q=a", "shared_with": str(there.department.pk)}),
    ]  # fmt: skip
    for url, form in forms:
        assert THERE not in _told(client, url, form), url
    assert not here.draft_task.findings.filter(pk=there.finding.pk).exists()
    here.draft.refresh_from_db()
    assert here.draft.amends_id is None
    assert not SavedView.objects.filter(shared_with=there.department).exists()
    assert client.get(f"/nguyen-nhan/{here.cause.pk}/").status_code == 200


def test_attack_3_a_file_that_another_department_holds_is_not_recognised(world: World, as_user: LogIn) -> None:
    """Else anybody could ask whether a file is known."""
    held = b"KE HOACH " + THERE.encode()
    as_user(world.outsider).post("/van-ban/nap/", {"documents": SimpleUploadedFile("a.txt", held)})
    as_user(world.people[Role.OFFICE]).post("/van-ban/nap/", {"documents": SimpleUploadedFile("b.txt", held)})
    assert sorted(Document.objects.filter(name__in=["a.txt", "b.txt"]).values_list("unit_id", flat=True)) == sorted(
        [world.here.department.pk, world.there.department.pk]
    )


# 4. Files go out to be saved, never to be shown.

NAMES = [
    "trang.html",
    "hình.svg",
    "tập tin.pdf",
    'a"b.docx',
    "a\r\nSet-Cookie: x=1.txt",
    "../../etc/passwd",
    "bản.xhtml",
    "\u202efdp.exe",
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_attack_4_a_document_is_served_only_as_an_inert_download(world: World, as_user: LogIn, name: str) -> None:
    document = world.here.document
    Document.objects.filter(pk=document.pk).update(name=name)
    default_storage.delete(document.path)
    default_storage.save(document.path, ContentFile(b"<html><script>alert(1)</script><svg onload=alert(1)>"))
    answer = as_user(world.people[Role.OFFICE]).get(f"/van-ban/{document.pk}/tai-ve/")
    assert b"".join(answer.streaming_content).startswith(b"<html>")  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert not re.search(r"[\r\n]", answer["Content-Disposition"])
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert {"sandbox", "default-src 'none'"} <= {part.strip() for part in answer["Content-Security-Policy"].split(";")}
    assert "Set-Cookie" not in answer.headers


def test_attack_4_stored_files_have_no_address_of_their_own(world: World, as_user: LogIn) -> None:
    path = world.here.document.path
    assert default_storage.exists(path)
    client = as_user(world.people[Role.OFFICE])
    for url in (
        f"/{path}",
        f"/static/{path}",
        f"/static/../files/{path}",
        f"/files/{path}",
        f"/media/{path}",
        f"/static/%2e%2e/files/{path}",
    ):
        assert client.get(url).status_code in (400, 404), url
    assert settings.MEDIA_URL in ("", "/")
    assert not Path(settings.MEDIA_ROOT).resolve().is_relative_to(Path(settings.STATIC_ROOT).resolve())


# 5. Pages, readings and written workbooks ask as the document does.


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR])
def test_attack_5_pages_and_bytes_of_a_file_need_the_sight_of_the_file(world: World, as_user: LogIn, role: str) -> None:
    client = as_user(world.people[role])
    for document in (world.here.document, world.here.scan):
        for way in ("", "tai-ve/", "trang/1.png", "tien-do/"):
            assert client.get(f"/van-ban/{document.pk}/{way}").status_code == 404
    assert as_user(world.people[Role.OFFICE]).get(f"/van-ban/{world.here.scan.pk}/trang/1.png")["Content-Type"] == "image/png"


@pytest.mark.parametrize("page", ["0", "2", "99999999"])
def test_attack_5_a_page_that_is_not_there_is_absent(world: World, as_user: LogIn, page: str) -> None:
    assert as_user(world.people[Role.OFFICE]).get(f"/van-ban/{world.here.scan.pk}/trang/{page}.png").status_code == 404


def test_attack_5_a_workbook_written_before_is_its_owners_while_they_may_see_what_is_in_it(world: World, as_user: LogIn) -> None:
    job = world.here.export
    job.result = {"on": "2026-06-30", "paths": [world.here.department.path]}
    job.save(update_fields=["result"])
    assert default_storage.exists(export_path(UUID(str(job.pk))))
    url = f"/nhiem-vu/xlsx/{job.pk}/"
    owner = as_user(world.people[Role.OFFICE])
    assert HERE in _told(owner, url)
    for role in (Role.DIRECTOR, Role.OFFICER, Role.ADMINISTRATOR):
        assert as_user(world.people[role]).get(url).status_code == 404
    Post.objects.filter(user=world.people[Role.OFFICE]).delete()
    assert owner.get(url).status_code == 404


def test_attack_5_what_a_person_saw_is_gone_the_day_their_post_ends(world: World, as_user: LogIn) -> None:
    client = as_user(world.people[Role.OFFICE])
    pages = [f"/ke-hoach/{world.here.plan.pk}/", f"/van-ban/{world.here.document.pk}/tai-ve/", f"/nhiem-vu/{world.here.task.code}/"]
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    Post.objects.filter(user=world.people[Role.OFFICE]).delete()
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


# 6. Files that come in are hostile.


def _zip(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def _docx(body: bytes) -> bytes:
    types = b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml"
    ContentType="application/xml"/><Override PartName="/word/document.xml"
    ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
    return _zip({"[Content_Types].xml": types, "word/document.xml": body})


XXE = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>K\xe1\xba\xbf ho\xe1\xba\xa1ch &x;
</w:t></w:r></w:p></w:body></w:document>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">""" + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"""]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p>
</w:body></w:document>"""  # fmt: skip
BOMB = _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * 300_000_000})
FILES = {
    "a file of the machine through an entity": ("a.docx", _docx(XXE)),
    "entities that multiply": ("b.docx", _docx(LAUGHS)),
    "an archive that swells": ("c.docx", BOMB),
    "a workbook that swells": ("d.xlsx", BOMB),
    "a page with a script": ("e.html", b"<html><body><script>alert(1)</script><p>K\xe1\xba\xbf ho\xe1\xba\xa1ch</p></body></html>"),
    "a program under another name": ("f.pdf", b"MZ\x90\x00" + b"\x00" * 200),
    "a broken document": ("g.pdf", b"%PDF-1.4 broken"),
    "nothing at all": ("h.docx", b""),
    "an archive with a way out": ("i.docx", _zip({"../../../../tmp/evil.txt": b"x", "word/document.xml": b"<a/>"})),
}


@pytest.mark.parametrize(("name", "data"), FILES.values(), ids=FILES.keys())
def test_attack_6_a_hostile_file_is_taken_in_or_refused_and_never_run(world: World, as_user: LogIn, name: str, data: bytes) -> None:
    client = as_user(world.people[Role.OFFICE])
    start = time.process_time()
    answer = client.post("/van-ban/nap/", {"documents": SimpleUploadedFile(name, data)}, follow=True)
    assert time.process_time() - start < 20
    assert answer.status_code in (200, 422)
    said = _words(answer)
    assert "root:" not in said
    assert "alert(1)</script>" not in said
    assert not Path("/tmp/evil.txt").exists()


@pytest.fixture
def manager(world: World, as_user: LogIn) -> Client:
    """The administrator of the first department, who may read lists in."""
    return as_user(world.people[Role.ADMINISTRATOR])


def _list(*rows: list[str]) -> SimpleUploadedFile:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Tên đơn vị", "Mã định danh", "Loại", "Trực thuộc"])
    for row in rows:
        page.append(row)
    held = io.BytesIO()
    book.save(held)
    return SimpleUploadedFile("danh-sach.xlsx", held.getvalue())


def test_attack_6_the_text_of_a_wrong_cell_is_shown_as_text(world: World, manager: Client) -> None:
    evil = "<img src=x onerror=alert(1)>"
    answer = manager.post("/to-chuc/nhap/", {"kind": "units", "file": _list([evil, evil, evil, evil])}, follow=True)
    assert answer.status_code == 200
    assert "&lt;img src=x" in _words(answer)
    assert "<img src=x" not in _words(answer)


def test_attack_6_formulas_in_a_list_are_words_and_nothing_is_computed(world: World, manager: Client) -> None:
    rows = _list(
        ["=1+41", "", "", world.here.department.name], ['=HYPERLINK("https://xau.example/","x")', "", "", world.here.department.name]
    )
    answer = manager.post("/to-chuc/nhap/", {"kind": "units", "file": rows}, follow=True)
    assert answer.status_code in (200, 422)
    assert not re.search(r">\s*42\s*<", _words(answer))
    assert 'href="https://xau.example' not in _words(answer)


@pytest.mark.parametrize("data", [BOMB, b"", b"not a workbook", XXE], ids=["bomb", "empty", "text", "xml"])
def test_attack_6_a_list_that_is_no_workbook_is_refused_with_a_sentence(manager: Client, data: bytes) -> None:
    answer = manager.post("/to-chuc/nhap/", {"kind": "units", "file": SimpleUploadedFile("a.xlsx", data)})
    assert answer.status_code == 422
    assert not ImportDraft.objects.filter(name="a.xlsx").exists()


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1+1", "\r=1", "＝1+1", "=cmd|' /C calc'!A0"]
)
def test_attack_6_nothing_in_an_exported_workbook_is_a_formula(world: World, as_user: LogIn, text: str) -> None:
    task = make_task(world.here.plan, text, lead=world.here.division, code="NV-CT", deliverable=text)
    task.assignments.filter(role=AssignmentRole.LEAD).update(printed=text)
    Unit.objects.filter(pk=world.here.division.pk).update(short_name=text)
    client = as_user(world.people[Role.OFFICE])
    answers = [client.post("/nhiem-vu/xlsx/", {"address": ""}), client.get("/to-chuc/xuat/")]
    for answer in answers:
        data = b"".join(answer.streaming_content) if answer.streaming else answer.content
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert sheets
        for sheet in sheets:
            assert not [element for element in ElementTree.fromstring(sheet).iter() if element.tag.endswith("}f")]


# 7. Shared records: who may read one may not therefore change or delete it.


def test_attack_7_a_shared_view_is_read_by_colleagues_and_changed_by_its_owner_alone(world: World, as_user: LogIn) -> None:
    view = world.here.view
    view.shared_with = world.here.department
    view.save(update_fields=["shared_with"])
    for role, user in world.people.items():
        sees = HERE in _told(as_user(user), "/nhiem-vu/") or role == Role.ADMINISTRATOR
        assert sees or role in (Role.OFFICER, Role.HEAD)
        if user == view.user:
            continue
        for form in ({"do": "drop"}, {"name": "chiếm", "do": "change"}):
            assert as_user(user).post(f"/nhiem-vu/khung-nhin/{view.pk}/", form).status_code == 404
    view.refresh_from_db()
    assert view.name == f"Khung nhìn {HERE}"


MANAGED = {
    "/to-chuc/{unit}/sua/": {"kind": "other", "version": "0", "position": "5"},
    "/to-chuc/{unit}/cach-viet/": {"text": "Tên lạ"},
    "/to-chuc/cach-viet/{alias}/bo/": {},
    "/to-chuc/nhom/{group}/sua/": {"name": "Nhóm bị chiếm", "kind": "open"},
    "/to-chuc/nhom/{group}/them/": {"unit": "1"},
    "/to-chuc/nhom/thanh-vien/{member}/ra/": {},
    "/to-chuc/nguoi/{person}/khoa/": {},
    "/to-chuc/nguoi/{person}/vai-tro/": {"role": "office"},
    "/to-chuc/vai-tro/{post}/thoi/": {},
    "/to-chuc/lam-thay/{substitution}/thoi/": {},
}


@pytest.mark.parametrize("verb", MANAGED)
@pytest.mark.parametrize(
    "role", [Role.OFFICE, Role.OFFICER, Role.HEAD, Role.DIRECTOR, Role.APPRAISER, Role.VIEWER, "administrator elsewhere"]
)
def test_attack_7_the_registry_that_all_read_is_changed_only_by_who_manages_it(world: World, as_user: LogIn, role: str, verb: str) -> None:
    here, user = world.here, world.manager if role == "administrator elsewhere" else world.people[role]
    url = verb.format(
        unit=here.division.pk, alias=here.alias.pk, group=here.group.pk, member=here.member.pk, person=here.colleague.pk,
        post=here.post.pk, substitution=here.substitution.pk,
    )  # fmt: skip
    client = as_user(user)
    assert client.get(f"/to-chuc/{here.division.pk}/").status_code == 200
    before = [*Unit.objects.values(), *UnitGroup.objects.values(), *Post.objects.values(), *User.objects.values("pk", "is_active")]
    assert client.post(url, MANAGED[verb]).status_code in (403, 404)
    assert before == [*Unit.objects.values(), *UnitGroup.objects.values(), *Post.objects.values(), *User.objects.values("pk", "is_active")]


def test_attack_7_nobody_makes_themselves_more_than_they_are(world: World, as_user: LogIn) -> None:
    for user in (world.people[Role.OFFICER], world.people[Role.ADMINISTRATOR]):
        client = as_user(user)
        client.post(
            "/toi/", {"full_name": user.full_name, "is_administrator": "on", "is_active": "on", "username": "chu", "role": "office"}
        )
        client.post("/toi/tuy-chon/", {"theme": "dark", "is_administrator": "on"})
        user.refresh_from_db()
        assert (user.is_administrator, user.username) == (False, user.get_username())
    quan = world.people[Role.ADMINISTRATOR]
    target = make_user("them", "Người Thêm")
    make_post(target, world.here.division, Role.OFFICER)
    as_user(quan).post(
        f"/to-chuc/nguoi/{target.pk}/sua/", {"full_name": "Người Thêm", "username": "them", "is_administrator": "on", "version": "0"}
    )
    as_user(quan).post(
        f"/to-chuc/nguoi/{target.pk}/vai-tro/", {"unit": str(world.there.department.pk), "role": "office", "valid_from": "2026-01-01"}
    )
    target.refresh_from_db()
    assert not target.is_administrator
    assert not Post.objects.filter(user=target, unit=world.there.department).exists()


# 8. Nobody is led out of dondoc.

LEADING_OUT = [
    "https://xau.example/", "//xau.example/", "///xau.example", "/\\xau.example", "\\\\xau.example", "javascript:alert(1)", "http:xau.example",
    "/%09/xau.example", "/\t/xau.example", "https:///xau.example", "data:text/html,x", "//xau.example%2f..", " //xau.example", "http://a@xau.example",
]  # fmt: skip


@pytest.mark.parametrize("target", LEADING_OUT)
def test_attack_8_no_next_leads_out_of_dondoc(world: World, as_user: LogIn, client: Client, target: str) -> None:
    logged_in = as_user(world.people[Role.OFFICER])
    answers = [
        client.post("/dang-nhap/", {"username": "minh", "password": WORD, "next": target}),
        logged_in.post("/toi/tuy-chon/", {"theme": "dark", "next": target}),
        logged_in.post("/toi/huong-dan/", {"step": "1", "next": target}),
        logged_in.get("/dang-nhap/", {"next": target}),
    ]
    for answer in answers:
        if answer.status_code in (301, 302, 303):
            assert re.fullmatch(r"/(?![/\\])[^\s\\]*", answer["Location"]), answer["Location"]
            assert not answer["Location"].startswith("/%09")
    assert answers[0].status_code == 302
    assert 'href="https://xau' not in _words(Client().get("/dang-nhap/", {"next": target}))


def test_attack_8_no_page_repeats_a_host_that_the_request_made_up(world: World) -> None:
    assert Client().get("/dang-nhap/", headers={"host": "xau.example"}).status_code == 400


# 10. What reads lists and files in asks for the right like every other act.


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.OFFICE])
def test_attack_10_only_the_office_reads_documents_in(world: World, as_user: LogIn, role: str) -> None:
    client, held = as_user(world.people[role]), Document.objects.count()
    form = {"documents": SimpleUploadedFile("a.txt", b"KE HOACH"), "unit": str(world.here.department.pk)}
    assert client.get("/van-ban/nap/").status_code == 404
    assert client.post("/van-ban/nap/", form).status_code == 404
    assert client.post(f"/van-ban/{world.here.document.pk}/doc-lai/").status_code == 404
    assert Document.objects.count() == held


def test_attack_10_the_office_reads_nothing_into_another_departments_register(world: World, as_user: LogIn) -> None:
    client = as_user(world.people[Role.OFFICE])
    client.post("/van-ban/nap/", {"documents": SimpleUploadedFile("lén.txt", b"KE HOACH X"), "unit": str(world.there.department.pk)})
    assert not Document.objects.filter(name="lén.txt", unit=world.there.department).exists()


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.ADMINISTRATOR])
def test_attack_10_only_an_administrator_reads_lists_in(world: World, as_user: LogIn, role: str) -> None:
    client = as_user(world.people[role])
    for url in ("/to-chuc/nhap/", "/to-chuc/nhap/mau/", f"/to-chuc/nhap/{world.here.import_draft.pk}/"):
        assert client.get(url).status_code == 404
    assert client.post("/to-chuc/nhap/", {"kind": "units", "file": _list(["Phòng lạ", "", "", ""])}).status_code == 404
    assert client.post(f"/to-chuc/nhap/{world.here.import_draft.pk}/").status_code == 404
    assert not Unit.objects.filter(name__startswith="Phòng sẽ lập").exists()


def test_attack_10_a_list_changes_no_unit_of_another_department(world: World, manager: Client) -> None:
    there = world.there
    rows = [["Phòng cài vào", "", "", there.department.name], [there.division.name, "MA-CHIEM", "", there.department.name]]
    answer = manager.post("/to-chuc/nhap/", {"kind": "units", "file": _list(*rows)})
    if answer.status_code == 302:
        manager.post(answer["Location"])
    assert not Unit.objects.filter(name="Phòng cài vào").exists()
    there.division.refresh_from_db()
    assert there.division.official_code == ""


# The cookies of a log-in.


def test_the_cookies_of_a_log_in_are_out_of_reach_of_scripts_and_other_sites(world: World, client: Client) -> None:
    client.get("/dang-nhap/")
    answer = client.post("/dang-nhap/", {"username": "minh", "password": WORD})
    assert answer.status_code == 302
    session, token = client.cookies["dondoc_session"], client.cookies["dondoc_csrf"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert token["samesite"] in ("Lax", "Strict")


def test_a_log_in_gets_a_new_session_key(world: World, client: Client) -> None:
    """A key planted before the log-in is worth nothing after it."""
    client.get("/dang-nhap/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["dondoc_session"] = before
    client.post("/dang-nhap/", {"username": "minh", "password": WORD})
    assert client.session.session_key != before


def test_a_draft_plan_of_the_own_department_is_absent_for_its_units(world: World, as_user: LogIn) -> None:
    plan = make_plan(world.here.department, f"Bản nháp {BESIDE}", state="draft")
    for role in (Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR, Role.APPRAISER, Role.VIEWER):
        client = as_user(world.people[role])
        assert client.get(f"/van-ban/{plan.pk}/xac-nhan/").status_code == 404
        assert client.get(f"/ke-hoach/{plan.pk}/").status_code == 404
        assert client.post(f"/ke-hoach/{plan.pk}/dua-vao-so/", {}).status_code == 404
