"""Attacks by files that come in and files that go out: nothing in them runs, swells, leaks or computes."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from dondoc.web.organisations.models import ImportDraft, Role, Unit
from dondoc.web.plans.models import AssignmentRole, Document
from tests.builders import make_task, make_unit
from tests.web.security.words import LogIn, words
from tests.web.security.world import World

pytestmark = pytest.mark.django_db

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


def _bomb() -> bytes:
    """A third of a megabyte that swells to 300."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        for name in ("word/document.xml", "xl/workbook.xml"):
            with archive.open(name, "w") as part:
                for _ in range(150):
                    part.write(bytes(1_000_000))
    return held.getvalue()


BOMB = _bomb()
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
    said = words(answer)
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
    assert "&lt;img src=x" in words(answer)
    assert "<img src=x" not in words(answer)


def test_attack_6_formulas_in_a_list_are_words_and_nothing_is_computed(world: World, manager: Client) -> None:
    rows = _list(
        ["=1+41", "", "", world.here.department.name], ['=HYPERLINK("https://xau.example/","x")', "", "", world.here.department.name]
    )
    answer = manager.post("/to-chuc/nhap/", {"kind": "units", "file": rows}, follow=True)
    assert answer.status_code in (200, 422)
    assert not re.search(r">\s*42\s*<", words(answer))
    assert 'href="https://xau.example' not in words(answer)


@pytest.mark.parametrize("data", [BOMB, b"", b"not a workbook", XXE], ids=["bomb", "empty", "text", "xml"])
def test_attack_6_a_list_that_is_no_workbook_is_refused_with_a_sentence(manager: Client, data: bytes) -> None:
    answer = manager.post("/to-chuc/nhap/", {"kind": "units", "file": SimpleUploadedFile("a.xlsx", data)})
    assert answer.status_code == 422
    assert not ImportDraft.objects.filter(name="a.xlsx").exists()


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1+1", "\r=1", "＝1+1", "=cmd|' /C calc'!A0")


def test_attack_6_nothing_in_an_exported_workbook_is_a_formula(world: World, as_user: LogIn) -> None:
    for number, text in enumerate(FORMULAS):
        task = make_task(world.here.plan, text, lead=world.here.division, code=f"NV-CT-{number}", deliverable=text)
        task.assignments.filter(role=AssignmentRole.LEAD).update(printed=text)
        make_unit(text, world.here.department, short_name=text)
    client = as_user(world.people[Role.OFFICE])
    for answer in (client.post("/nhiem-vu/xlsx/", {"address": ""}), client.get("/to-chuc/xuat/")):
        data = b"".join(answer.streaming_content) if answer.streaming else answer.content
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert sheets
        for sheet in sheets:
            assert not [element for element in ElementTree.fromstring(sheet).iter() if element.tag.endswith("}f")]
        shown = " ".join(str(cell) for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True) for cell in row)
        assert "HYPERLINK" in shown


# 10. What reads lists and files in asks for the right like every other act.


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.OFFICE])
def test_attack_10_only_the_office_reads_documents_in(world: World, as_user: LogIn, role: str) -> None:
    client, held = as_user(world.people[role]), Document.objects.count()
    form = {"documents": SimpleUploadedFile("a.txt", b"KE HOACH"), "unit": str(world.here.department.pk)}
    assert client.get("/van-ban/nap/").status_code == 404
    assert client.post("/van-ban/nap/", form).status_code == 404
    assert client.post(f"/van-ban/{world.here.document.pk}/doc-lai/").status_code in (403, 404)
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
