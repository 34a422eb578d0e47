"""The pages of documents: list, reading in, progress, failure, bytes and pages, publishing, amending, writing; for whom they are."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from PIL import Image
from pytest_django.fixtures import Settings

from dondoc.web.accounts.models import User
from dondoc.web.jobs.models import Job, State
from dondoc.web.organisations.models import Role
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.publishing import publish
from dondoc.web.plans.actions.receiving import Received
from dondoc.web.plans.models import Document, DocumentState, Plan, PlanState
from dondoc.web.plans.upload_limit import cut_off
from tests.builders import make_plan, make_post, make_task
from tests.people import Town
from tests.web.plans.reading.conftest import DIRECTIVE
from tests.web.plans.reading.test_publishing import NOW, details

AsUser = Callable[[User], Client]
Bring = Callable[..., Received]
Work = Callable[[], int]
SAMPLE = Path(__file__).resolve().parents[4] / "src" / "dondoc" / "sample"


def file(content: str | bytes = DIRECTIVE, name: str = "Kế hoạch 12.txt") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content, content_type="text/html")


def text(response: object) -> str:
    """The body of an answer."""
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_a_dropped_file_leads_to_its_page(town: Town, as_user: AsUser) -> None:
    answer = as_user(town.lan).post("/van-ban/nap/", {"documents": file()})
    document = Document.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/van-ban/{document.pk}/")
    assert (document.name, document.uploaded_by, document.unit) == ("Kế hoạch 12.txt", town.lan, town.department)


def test_several_files_lead_to_the_list(town: Town, as_user: AsUser) -> None:
    lan = as_user(town.lan)
    answer = lan.post("/van-ban/nap/", {"documents": [file(), file(DIRECTIVE + "d) Thêm.", "hai.txt"), file(b"", "rong.txt")]}, follow=True)
    assert answer.redirect_chain == [("/van-ban/", 302)]
    assert Document.objects.count() == 2
    assert "«rong.txt» rỗng" in text(answer)
    assert "Đã nạp 2 tệp" in text(answer)


def test_pasted_words_are_read_like_a_file(town: Town, as_user: AsUser, work_off: Work) -> None:
    as_user(town.lan).post("/van-ban/nap/", {"words": DIRECTIVE, "title": "Kế hoạch dán"})
    work_off()
    document = Document.objects.get()
    assert (document.name, document.pasted, document.state) == ("Kế hoạch dán.txt", True, DocumentState.READ)
    assert Plan.objects.get().tasks.count() == 3


def test_a_file_that_comes_again_leads_to_the_first(town: Town, as_user: AsUser, bring: Bring) -> None:
    known = bring().document
    answer = as_user(town.lan).post("/van-ban/nap/", {"documents": file()}, follow=True)
    assert answer.redirect_chain == [(f"/van-ban/{known.pk}/", 302)]
    assert "Tệp này đã có trong sổ: “ke-hoach.txt”" in text(answer)
    assert Document.objects.count() == 1


def test_a_file_that_is_not_read_says_why_and_keeps_what_was_typed(town: Town, as_user: AsUser) -> None:
    answer = as_user(town.lan).post("/van-ban/nap/", {"documents": file(b"", "rong.docx"), "title": "Tên đã gõ"})
    assert answer.status_code == 422
    assert "Tệp «rong.docx» rỗng" in text(answer)
    assert "Tên đã gõ" in text(answer)
    assert not Document.objects.exists()


@pytest.mark.parametrize(("data", "words"), [({}, "Chọn ít nhất một tệp"), ({"words": "x", "documents": "both"}, "mỗi lần một cách")])
def test_one_kind_of_thing_is_read_at_a_time(town: Town, as_user: AsUser, data: dict[str, object], words: str) -> None:
    given = {**data, "documents": file()} if "documents" in data else data
    answer = as_user(town.lan).post("/van-ban/nap/", given)
    assert answer.status_code == 422
    assert words in text(answer)


def test_a_person_of_two_departments_chooses_whose_register(town: Town, as_user: AsUser) -> None:
    make_post(town.lan, town.elsewhere, Role.OFFICE)
    lan = as_user(town.lan)
    assert "Sở Công Thương" in text(lan.get("/van-ban/nap/"))
    lan.post("/van-ban/nap/", {"documents": file(), "unit": town.elsewhere.pk})
    assert Document.objects.get().unit == town.elsewhere
    assert lan.post("/van-ban/nap/", {"documents": file(name="b.txt"), "unit": town.planning.pk}).status_code == 422


def test_a_file_above_the_limit_is_cut_off_while_it_comes(town: Town, as_user: AsUser, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1 << 20
    answer = as_user(town.lan).post("/van-ban/nap/", {"documents": file(b"a" * (3 << 20), "to.txt")})
    assert answer.status_code == 422
    assert "«to.txt» lớn hơn 1 MB" in text(answer)
    assert not Document.objects.exists()


def test_the_files_beside_one_that_is_too_large_are_taken_in(town: Town, as_user: AsUser, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1 << 20
    answer = as_user(town.lan).post("/van-ban/nap/", {"documents": [file(b"a" * (3 << 20), "to.txt"), file()]}, follow=True)
    assert "«to.txt» lớn hơn 1 MB" in text(answer)
    assert Document.objects.get().name == "Kế hoạch 12.txt"


def test_no_more_of_a_file_than_the_limit_reaches_the_disk(settings: Settings, rf: RequestFactory) -> None:
    settings.UPLOAD_LIMIT = 1 << 20
    request = rf.post("/van-ban/nap/", {"documents": file(b"a" * (3 << 20), "to.txt")})
    assert not request.FILES
    assert cut_off(request) == ["to.txt"]


def test_the_page_of_a_document_tells_how_far_its_reading_is(town: Town, as_user: AsUser, bring: Bring) -> None:
    document = bring().document
    lan = as_user(town.lan)
    assert "Đang chờ đến lượt đọc" in text(lan.get(f"/van-ban/{document.pk}/"))
    Job.objects.update(state=State.RUNNING, done=7, total=12)
    Document.objects.update(state=DocumentState.READING)
    assert "Đang đọc: trang 7 trong 12" in text(lan.get(f"/van-ban/{document.pk}/"))
    fragment = text(lan.get(f"/van-ban/{document.pk}/tien-do/"))
    assert "trang 7 trong 12" in fragment
    assert "<html" not in fragment
    assert "data-done" not in fragment


def test_the_progress_leads_to_the_confirm_page_when_it_is_read(town: Town, as_user: AsUser, draft: Plan) -> None:
    fragment = text(as_user(town.lan).get(f"/van-ban/{draft.document_id}/tien-do/"))
    assert f'data-done="/van-ban/{draft.pk}/xac-nhan/"' in fragment


def test_a_read_document_counts_what_is_certain_and_what_is_not(town: Town, as_user: AsUser, draft: Plan) -> None:
    page = text(as_user(town.lan).get(f"/van-ban/{draft.document_id}/"))
    assert "<dt>chắc chắn</dt><dd>2</dd>" in page
    assert "<dt>cần xem</dt><dd>1</dd>" in page
    assert draft.document is not None
    assert draft.document.sha256 in page


def test_the_navigation_counts_what_waits_to_be_confirmed_for_who_confirms(town: Town, as_user: AsUser, draft: Plan) -> None:
    make_plan(town.elsewhere, "Kế hoạch của sở khác", state=PlanState.DRAFT)
    waiting = '<span class="n">1<span class="vh"> đang chờ</span></span>'
    assert waiting in text(as_user(town.lan).get("/to-chuc/"))
    for user in (town.minh, town.tuan, town.quan, town.director):
        assert "đang chờ</span>" not in text(as_user(user).get("/to-chuc/"))
    Plan.objects.filter(pk=draft.pk).update(state=PlanState.PUBLISHED)
    assert "đang chờ</span>" not in text(as_user(town.lan).get("/to-chuc/"))


def test_a_failed_document_says_why_and_can_be_read_again(town: Town, as_user: AsUser, bring: Bring) -> None:
    document = bring().document
    Document.objects.update(state=DocumentState.FAILED, failure_vi="Tệp hỏng. Hãy chép lại.", failure_en="Broken.")
    Job.objects.update(state=State.FAILED)
    lan = as_user(town.lan)
    page = text(lan.get(f"/van-ban/{document.pk}/"))
    assert "Tệp hỏng. Hãy chép lại." in page
    assert lan.post(f"/van-ban/{document.pk}/doc-lai/").status_code == 302
    assert (Document.objects.get().state, Job.objects.get().state) == (DocumentState.WAITING, State.WAITING)


@pytest.mark.parametrize("end", [State.FAILED, State.CANCELLED])
def test_a_reading_that_ended_without_a_word_counts_as_failed(town: Town, as_user: AsUser, bring: Bring, end: str) -> None:
    document = bring().document
    Document.objects.update(state=DocumentState.READING)
    Job.objects.update(state=end, failure_vi="Bị dừng giữa chừng.")
    page = text(as_user(town.lan).get(f"/van-ban/{document.pk}/"))
    assert ("Bị dừng giữa chừng." if end == State.FAILED else "đã được hủy") in page
    assert "Đọc lại" in page
    assert "ke-hoach.txt" in text(as_user(town.lan).get("/van-ban/?trang-thai=failed"))


def test_the_bytes_are_only_ever_a_download(town: Town, as_user: AsUser, bring: Bring) -> None:
    data = b"<!doctype html><html><body><script>alert(1)</script><p>Ke hoach</p></body></html>"
    document = bring(data, "Kế hoạch “A”.html").document
    answer = as_user(town.lan).get(f"/van-ban/{document.pk}/tai-ve/")
    assert b"".join(answer.streaming_content) == data  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch")


def test_bytes_that_are_gone_from_storage_are_not_found(town: Town, as_user: AsUser, bring: Bring, files: Path) -> None:
    document = bring().document
    (files / document.path).unlink()
    assert as_user(town.lan).get(f"/van-ban/{document.pk}/tai-ve/").status_code == 404


def test_a_page_of_a_pdf_is_drawn_once_and_kept(town: Town, as_user: AsUser, bring: Bring, files: Path) -> None:
    document = bring((SAMPLE / "ke-hoach-mau.pdf").read_bytes(), "mau.pdf").document
    lan = as_user(town.lan)
    answer = lan.get(f"/van-ban/{document.pk}/trang/1.png")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert Image.open(io.BytesIO(answer.content)).format == "PNG"
    kept = files / "pages" / document.sha256[:2] / document.sha256 / "1.png"
    assert kept.read_bytes() == answer.content
    assert len(answer.content) < 200_000
    (files / document.path).unlink()
    assert lan.get(f"/van-ban/{document.pk}/trang/1.png").content == answer.content
    assert lan.get(f"/van-ban/{document.pk}/trang/2.png").status_code == 404


@pytest.mark.parametrize("page", ["0", "999"])
def test_a_page_that_is_not_there_is_not_found(town: Town, as_user: AsUser, bring: Bring, page: str) -> None:
    document = bring((SAMPLE / "ke-hoach-mau.pdf").read_bytes(), "mau.pdf").document
    assert as_user(town.lan).get(f"/van-ban/{document.pk}/trang/{page}.png").status_code == 404


ROUTES = ("", "tien-do/", "tai-ve/", "trang/1.png")


@pytest.mark.parametrize("who", ["minh", "tuan", "thu", "quan", "hoa"])
@pytest.mark.parametrize("route", ROUTES)
def test_a_document_is_not_there_for_who_is_not_its_office(town: Town, as_user: AsUser, bring: Bring, who: str, route: str) -> None:
    document = bring((SAMPLE / "ke-hoach-mau.pdf").read_bytes(), "mau.pdf").document
    client = as_user(getattr(town, who))
    there, absent = (client.get(f"/van-ban/{pk}/{route}") for pk in (document.pk, 99_999))
    assert (there.status_code, absent.status_code) == (404, 404)
    assert "mau.pdf" not in text(there)


@pytest.mark.parametrize("who", ["minh", "quan", "director", "hoa"])
def test_only_the_office_reads_in_and_writes(town: Town, as_user: AsUser, draft: Plan, who: str) -> None:
    client = as_user(getattr(town, who))
    if who != "hoa":
        assert client.get("/van-ban/nap/").status_code == 404
        assert client.post("/van-ban/nap/", {"documents": file(name="khac.txt")}).status_code == 404
        assert client.get("/ke-hoach/soan/").status_code == 404
    for route in ("dua-vao-so/", "sua-doi/"):
        assert client.get(f"/ke-hoach/{draft.pk}/{route}").status_code == 404
        assert client.post(f"/ke-hoach/{draft.pk}/{route}", {}).status_code == 404
    for route in ("bo/", "chep/", "sua-doi/chon/"):
        assert client.post(f"/ke-hoach/{draft.pk}/{route}").status_code == 404
    if who != "director":
        assert client.post(f"/van-ban/{draft.document_id}/doc-lai/").status_code == 404
    draft.refresh_from_db()
    assert draft.state == PlanState.DRAFT


def test_the_director_sees_a_draft_and_cannot_have_it_read_again(town: Town, as_user: AsUser, draft: Plan) -> None:
    director = as_user(town.director)
    assert director.get(f"/van-ban/{draft.document_id}/").status_code == 200
    assert director.post(f"/van-ban/{draft.document_id}/doc-lai/").status_code == 403


def test_an_officer_sees_published_plans_with_their_own_tasks_only(
    town: Town, as_user: AsUser, draft: Plan, office: Scope, bring: Bring
) -> None:
    bring(DIRECTIVE + "d) Thêm một việc.", "dang-doc.txt")
    before = text(as_user(town.minh).get("/van-ban/"))
    assert "12/KH-SNNMT" not in before
    assert "dang-doc.txt" not in before
    publish(draft, details(draft), scope=office, now=NOW)
    page = text(as_user(town.minh).get("/van-ban/?trang-thai=published"))
    assert "12/KH-SNNMT" in page
    assert '<td class="num" data-l="Nhiệm vụ">1</td>' in page
    assert "12/KH-SNNMT" not in text(as_user(town.hoa).get("/van-ban/"))
    assert as_user(town.minh).get(f"/van-ban/{draft.document_id}/tai-ve/").status_code == 404


def test_the_list_shows_what_stands_at_each_stage(town: Town, as_user: AsUser, draft: Plan, bring: Bring) -> None:
    bring(DIRECTIVE + "d) Thêm một việc.", "dang-doc.txt")
    lan = as_user(town.lan)
    page = text(lan.get("/van-ban/"))
    assert "dang-doc.txt" in page
    assert "12/KH-SNNMT" in page
    assert "1 chỗ cần xem" in page
    assert "12/KH-SNNMT" not in text(lan.get("/van-ban/?trang-thai=reading"))
    assert "dang-doc.txt" not in text(lan.get("/van-ban/?trang-thai=draft"))
    assert "Chưa có văn bản nào trong sổ" in text(lan.get("/van-ban/?trang-thai=published"))
    assert lan.get("/van-ban/?trang-thai=<script>").status_code == 200


@pytest.mark.parametrize("stage", ["", "draft", "published"])
def test_the_list_takes_as_many_statements_for_many_as_for_few(
    town: Town, as_user: AsUser, stage: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    lan = as_user(town.lan)
    lan.get("/van-ban/")
    counts = []
    for more in (2, 23):
        for number in range(more):
            for state in (PlanState.DRAFT, PlanState.PUBLISHED):
                make_task(
                    make_plan(town.department, f"Kế hoạch {number}", state=state, created_by=town.lan, published_at=NOW),
                    "Việc",
                    lead=town.planning,
                )
        with django_assert_max_num_queries(20) as asked:  # type: ignore[attr-defined]
            lan.get(f"/van-ban/?trang-thai={stage}")
        counts.append(len(asked))
    assert counts[0] == counts[1]
