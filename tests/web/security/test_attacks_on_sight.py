"""Attacks that told other tools' users of what they may not see: through filters, names, links and kept files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

import dondoc.web
from dondoc.web.organisations.models import Post, Role
from dondoc.web.plans.actions.exports import export_path
from dondoc.web.plans.models import Document, SavedView
from tests.builders import make_plan
from tests.web.security.words import LogIn, told, words
from tests.web.security.world import BESIDE, HERE, THERE, World

pytestmark = pytest.mark.django_db

WEB = Path(dondoc.web.__file__).parent


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


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR])
def test_attack_1_filters_relations_autocomplete_and_search_tell_a_unit_only_of_its_own(world: World, as_user: LogIn, role: str) -> None:
    client = as_user(world.people[role])
    assert {url: seen for url in _lists(world) if (seen := told(client, url) - {HERE})} == {}


@pytest.mark.parametrize("role", [Role.OFFICE, Role.VIEWER])
def test_attack_1_filters_relations_autocomplete_and_search_tell_a_department_only_of_its_own(
    world: World, as_user: LogIn, role: str
) -> None:
    client = as_user(world.people[role])
    assert {url: seen for url in _lists(world) if THERE in (seen := told(client, url))} == {}


def test_attack_1_the_same_searches_do_find_what_may_be_seen(world: World, as_user: LogIn) -> None:
    client = as_user(world.people[Role.OFFICE])
    assert BESIDE in told(client, "/nhiem-vu/?q=vac+dem")
    assert HERE in told(client, "/tim/?q=hai au")
    assert HERE in told(client, "/nguyen-nhan/?q=hai au")


def test_attack_1_a_workbook_holds_no_more_than_the_list(world: World, as_user: LogIn) -> None:
    client = as_user(world.people[Role.OFFICER])
    for address in ("", f"van-ban={world.there.plan.pk}", f"don-vi={world.there.division.pk}", "trang-thai=moi", "q=kim+tuoc", "q=vac+dem"):
        assert told(client, "/nhiem-vu/xlsx/", {"address": address}) - {HERE} == set()
    assert told(as_user(world.people[Role.OFFICE]), "/nhiem-vu/xlsx/", {"address": "q=vac+dem"}) == {BESIDE}


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
    names = ("xep", "cot", "sort", "order_by", "column", "columns", "trang", "so-dong", "loai-han", "vai-tro", "han")
    for value in HOSTILE:
        answer = client.get(page, dict.fromkeys(names, value))
        assert answer.status_code in (200, 404), f"{page} with {value!r}"
        assert not re.search(r"argon2|md5\$", answer.content.decode())
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
        assert {page: seen for page in pages if (seen := told(client, page)) & {BESIDE, THERE}} == {}


def test_attack_3_a_twin_or_a_citation_does_not_open_another_departments_plan(world: World, as_user: LogIn) -> None:
    client = as_user(world.people[Role.OFFICE])
    for page in (f"/nhiem-vu/{world.own.code}/", f"/ke-hoach/{world.here.plan.pk}/?muc=vien-dan", f"/ke-hoach/{world.here.plan.pk}/"):
        assert THERE not in told(client, page)


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
    kept = {"findings": str(there.finding.pk), "version": "0", "text": "x", "act": "save"}
    forms = [
        (f"/nguyen-nhan/{here.cause.pk}/gop/", {"into": str(there.cause.pk)}),
        (f"/van-ban/{here.draft.pk}/xac-nhan/viec/{here.draft_task.pk}/", kept),
        (f"/van-ban/{here.draft.pk}/xac-nhan/them/", {"text": "việc mới", "after": str(there.draft_task.pk)}),
        (f"/ke-hoach/{here.draft.pk}/sua-doi/chon/", {"amends": str(there.plan.pk)}),
        ("/nhiem-vu/khung-nhin/", {"name": "lén", "address": "q=a", "shared_with": str(there.department.pk)}),
    ]  # fmt: skip
    for url, form in forms:
        assert THERE not in told(client, url, form), url
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
    assert HERE in told(owner, url)
    for role in (Role.DIRECTOR, Role.OFFICER, Role.ADMINISTRATOR):
        assert as_user(world.people[role]).get(url).status_code == 404
    Post.objects.filter(user=world.people[Role.OFFICE]).delete()
    assert owner.get(url).status_code == 404


def test_attack_5_what_a_person_saw_is_gone_the_day_their_post_ends(world: World, as_user: LogIn) -> None:
    client = as_user(world.people[Role.OFFICE])
    pages = [f"/ke-hoach/{world.here.plan.pk}/", f"/van-ban/{world.here.document.pk}/tai-ve/", f"/nhiem-vu/{world.here.task.code}/"]
    assert all(words(client.get(page)) for page in pages)
    Post.objects.filter(user=world.people[Role.OFFICE]).delete()
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_a_draft_plan_of_the_own_department_is_absent_for_its_units(world: World, as_user: LogIn) -> None:
    plan = make_plan(world.here.department, f"Bản nháp {BESIDE}", state="draft")
    for role in (Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR, Role.APPRAISER, Role.VIEWER):
        client = as_user(world.people[role])
        assert client.get(f"/van-ban/{plan.pk}/xac-nhan/").status_code == 404
        assert client.get(f"/ke-hoach/{plan.pk}/").status_code == 404
        assert client.post(f"/ke-hoach/{plan.pk}/dua-vao-so/", {}).status_code == 404
