"""The pages of outgoing documents: the whole way in a browser without script, what an outsider finds, and how many questions they ask."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Role, Unit
from dondoc.web.reports.actions.outgoing.steps import document_of
from dondoc.web.reports.models import House, NumberSeries, Outgoing, OutgoingKind, OutgoingState
from tests.builders import make_plan, make_post, make_task, make_user
from tests.jobs import run_waiting_jobs
from tests.outgoing import make_draft, make_numbered, make_proposed, signed_pdf
from tests.people import Town

AsUser = Callable[[User], Client]


def _url(name: str, outgoing: Outgoing, **more: object) -> str:
    return reverse(f"reports:{name}", kwargs={"pk": outgoing.pk, **more})


def _words(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_letter_goes_from_the_plan_to_its_signed_file_without_script(town: Town, as_user: AsUser, trusted: None) -> None:
    plan = make_plan(town.department, number="12/KH-SNNMT", place="Hà Châu", issuer=town.department.name)
    make_task(plan, "Rà soát thủ tục hành chính", lead=town.planning, cooperating=town.staff, due_on=timezone.localdate())
    lan, director = as_user(town.lan), as_user(town.director)
    assert "Công văn giao việc" in _words(lan, reverse("plans:plan", args=[plan.pk]))
    answer = lan.post(reverse("reports:begin_letter", args=[plan.pk]), {"kind": "CV-GV"})
    outgoing = Outgoing.objects.get()
    assert answer["Location"] == _url("out", outgoing)
    page = _words(lan, _url("out", outgoing))
    assert "Rà soát thủ tục hành chính" in page
    assert "Trình ký" in page
    document = document_of(outgoing)
    assert document.addressees == (town.planning.name, town.staff.name)
    assert lan.post(_url("edit_out", outgoing), {
        "title": "giao nhiệm vụ quý IV", "symbol": "SNNMT-VP", "addressees": town.planning.name, "recipients": "Như trên\nLưu: VT",
        "doan-0": "Giao các đơn vị:", "version": outgoing.version,
    }).status_code == 302  # fmt: skip
    lan.post(_url("propose_out", outgoing))
    assert "Ký và cấp số" in _words(director, _url("out", outgoing))
    director.post(_url("number_out", outgoing))
    run_waiting_jobs()
    outgoing.refresh_from_db()
    assert (outgoing.printed_number, outgoing.title) == ("01/SNNMT-VP", "giao nhiệm vụ quý IV")
    pdf = lan.get(_url("out_file", outgoing, ending="pdf"))
    assert pdf["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in pdf["Content-Disposition"]
    assert b"".join(pdf.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]  # a file is streamed
    brought = SimpleUploadedFile("da-ky.pdf", signed_pdf(outgoing), "application/pdf")
    assert lan.post(_url("out_signed", outgoing), {"signed": brought}).status_code == 302
    page = _words(lan, _url("out", outgoing))
    assert "Hồ sơ đã khóa" in page
    assert "chuỗi chứng thư tin cậy" in page
    assert "nhận bản ký, ban hành" in page


def test_a_refused_file_is_told_at_its_field_and_the_page_stays(town: Town, as_user: AsUser, trusted: None) -> None:
    numbered = make_numbered(town.department, town.lan)
    data = bytearray(signed_pdf(numbered))
    data[5000] ^= 1
    lan = as_user(town.lan)
    for name, brought, words in (
        ("da-ky.pdf", bytes(data), "đã bị sửa sau khi ký"),
        ("anh.png", b"\x89PNG", "không phải tệp PDF"),
    ):
        answer = lan.post(_url("out_signed", numbered), {"signed": SimpleUploadedFile(name, brought)})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert lan.post(_url("out_signed", numbered), {}).status_code == 422
    assert Outgoing.objects.get(pk=numbered.pk).state == OutgoingState.NUMBERED


def test_a_doubtful_file_is_decided_on_the_page(town: Town, as_user: AsUser, trusted: None) -> None:
    numbered = make_numbered(town.department, town.lan)
    lan = as_user(town.lan)
    lan.post(_url("out_signed", numbered), {"signed": SimpleUploadedFile("a.pdf", signed_pdf(numbered, known=False))})
    assert "chưa xác minh được chuỗi chứng thư" in _words(lan, _url("out", numbered))
    assert "Ghi vì sao" in lan.post(_url("decide_out", numbered), {"reason": ""}, follow=True).content.decode()
    lan.post(_url("decide_out", numbered), {"do": "bo"})
    assert not Outgoing.objects.get(pk=numbered.pk).signed_sha256
    lan.post(_url("out_signed", numbered), {"signed": SimpleUploadedFile("a.pdf", signed_pdf(numbered, known=False))})
    lan.post(_url("decide_out", numbered), {"reason": "Đã đối chiếu."})
    assert "Vẫn nhận vì:" in _words(lan, _url("out", numbered))


def test_who_only_reads_finds_the_document_and_no_button(town: Town, as_user: AsUser) -> None:
    reader = make_user("doc", "Người Đọc")
    make_post(reader, town.department, Role.VIEWER)
    outgoing = make_draft(town.department, town.lan)
    page = _words(as_user(reader), _url("out", outgoing))
    assert "Trình ký</button>" not in page
    assert "Văn thư đang soạn" in page
    for name in ("edit_out", "out_signer"):
        assert as_user(reader).get(_url(name, outgoing)).status_code == 404
    for name in ("propose_out", "send_out_back", "number_out", "discard_out", "decide_out", "out_signed"):
        assert as_user(reader).post(_url(name, outgoing)).status_code == 404
    assert Outgoing.objects.get().state == OutgoingState.DRAFT


def test_the_outsider_and_the_units_find_nothing(town: Town, as_user: AsUser) -> None:
    outgoing = make_numbered(town.department, town.lan)
    for person in (town.hoa, town.minh, town.tuan, town.quan):
        client = as_user(person)
        for url in (
            _url("out", outgoing),
            _url("edit_out", outgoing),
            _url("out_file", outgoing, ending="pdf"),
            _url("out_writing", outgoing),
        ):
            assert client.get(url).status_code == 404
        assert client.post(_url("write_out", outgoing)).status_code == 404
        assert client.get(reverse("reports:house", args=[town.department.pk])).status_code == 404
        register = client.get(reverse("reports:outgoing"))
        assert register.status_code == 404 or outgoing.title not in register.content.decode()


def test_files_of_a_draft_are_written_when_asked_for_and_an_older_text_is_not_given(town: Town, as_user: AsUser) -> None:
    lan, outgoing = as_user(town.lan), make_draft(town.department, town.lan)
    assert "chưa tạo" in _words(lan, _url("out", outgoing))
    lan.post(_url("write_out", outgoing))
    assert "data-poll" in _words(lan, _url("out", outgoing))
    assert "data-done" not in _words(lan, _url("out_writing", outgoing))
    run_waiting_jobs()
    assert "data-done" in _words(lan, _url("out_writing", outgoing))
    taken = lan.get(_url("out_file", outgoing, ending="docx"))
    assert b"".join(taken.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]  # a file is streamed
    assert lan.get(_url("out_file", outgoing, ending="xlsx")).status_code == 404
    lan.post(_url("edit_out", outgoing), {"title": "khác", "symbol": "SNNMT-VP", "doan-0": "Một.", "doan-1": "Hai."})
    assert lan.get(_url("out_file", outgoing, ending="docx")).status_code == 404


def test_the_signer_is_chosen_from_posts_or_typed(town: Town, as_user: AsUser) -> None:
    make_post(make_user("hanh", "Vũ Hồng Hạnh"), town.department, Role.DIRECTOR, title="Phó Giám đốc")
    lan, outgoing = as_user(town.lan), make_draft(town.department, town.lan)
    url = _url("out_signer", outgoing)
    page = _words(lan, url)
    assert "Vũ Hồng Hạnh, Phó Giám đốc" in page
    key = next(part.split('"')[0] for part in page.split('name="chosen" value="')[1:] if ":deputy:" in part)
    lan.post(url, {"chosen": key})
    assert "KT. GIÁM ĐỐC" in _words(lan, _url("out", outgoing))
    assert lan.post(url, {"chosen": "khac", "name": "Lê Mới"}).status_code == 422
    lan.post(url, {"chosen": "khac", "name": "Lê Mới", "position": "Phó Giám đốc", "capacity": "by-mandate"})
    assert "TUQ. GIÁM ĐỐC" in _words(lan, _url("out", outgoing))


def test_the_register_is_narrowed_searched_and_taken_away(town: Town, as_user: AsUser) -> None:
    make_draft(town.department, town.lan, "giao nhiệm vụ cải cách")
    make_numbered(town.department, town.lan, "đôn đốc chuyển đổi số")
    lan, url = as_user(town.lan), reverse("reports:outgoing")
    for query, first, second in (
        ("", True, True),
        ("?trang-thai=draft", True, False),
        ("?tim=chuyen+doi", False, True),
        ("?tim=CẢI+CÁCH", True, False),
        ("?tim=01", False, True),
        (f"?nam={timezone.localdate().year}", True, True),
        ("?nam=2001", False, False),
        ("?loai=BC", False, False),
        ("?loai=xyz&nam=abc&trang-thai=khong", True, True),
    ):
        page = _words(lan, url + query)
        assert ("Giao nhiệm vụ cải cách" in page, "Đôn đốc chuyển đổi số" in page) == (first, second), query
    answer = lan.post(reverse("reports:export_outgoing"), {"address": "trang-thai=numbered"})
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]  # a file is streamed
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert [row for row in rows if "đôn đốc chuyển đổi số" in row]
    assert not [row for row in rows if "giao nhiệm vụ cải cách" in row]


@pytest.mark.parametrize("count", [2, 30])
def test_the_register_asks_the_same_few_questions_however_long_it_is(
    town: Town, as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_proposed(town.department, town.lan, f"văn bản {number}")
    lan = as_user(town.lan)
    lan.get(reverse("reports:outgoing"))
    with django_assert_max_num_queries(15):
        lan.get(reverse("reports:outgoing"))


def test_a_documents_page_asks_few_questions(town: Town, as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    outgoing = make_numbered(town.department, town.lan)
    lan = as_user(town.lan)
    lan.get(_url("out", outgoing))
    with django_assert_max_num_queries(15):
        lan.get(_url("out", outgoing))


HOUSE = {
    "superior": "Ủy ban nhân dân tỉnh Hà Châu", "issuer": "Sở Nông nghiệp và Môi trường", "symbol": "SNNMT", "place": "Hà Châu",
    "head_title": "Giám đốc", "recipients": "Như trên\nLưu: VT, VP", "body": "13", "spacing": "1,2", "gap": "6", "indent": "10",
    "top": "20", "bottom": "20", "left": "30", "right": "15",
}  # fmt: skip


def _house(unit: Unit) -> str:
    return reverse("reports:house", args=[unit.pk])


def test_a_departments_form_is_proposed_from_the_register_shown_and_set(town: Town, as_user: AsUser) -> None:
    make_plan(town.department, number="366/KH-SNNPT", place="Hà Châu", issuer="Sở Nông nghiệp và môi trường")
    lan, url, on = as_user(town.lan), _house(town.department), timezone.localdate()
    assert lan.get(reverse("reports:houses"))["Location"] == url
    page = _words(lan, url)
    assert 'value="SNNPT"' in page
    assert 'value="Hà Châu"' in page
    day = {"valid_from": on.strftime("%d/%m/%Y")}
    tried = lan.post(url, {**HOUSE, **day, "symbol": "SMOI", "do": "xem"}).content.decode()
    assert "/BC-SMOI" in tried
    assert not House.objects.exists()
    assert lan.post(url, {**HOUSE, **day, "prints_hash": "on"}).status_code == 302
    house = House.objects.get()
    assert (house.symbol, house.sizes["body"], house.sizes["spacing"], house.prints_hash, house.lists_sources) == (
        "SNNMT",
        13,
        1.2,
        True,
        False,
    )
    assert make_draft(town.department, town.lan).sizes["body"] == 13


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"body": "12"}, "Nội dung văn bản: 12 pt ngoài khoảng 13 – 14 pt"),
        ({"left": "40"}, "Lề trái: 40 mm ngoài khoảng 30 – 35 mm"),
        ({"spacing": "hai"}, "Ghi một số"),
        ({"issuer": ""}, "cơ quan ban hành"),
    ],
)
def test_sizes_outside_the_decree_are_refused_with_its_own_sentence(
    town: Town, as_user: AsUser, changed: dict[str, str], words: str
) -> None:
    day = {"valid_from": timezone.localdate().strftime("%d/%m/%Y")}
    answer = as_user(town.lan).post(_house(town.department), {**HOUSE, **day, **changed})
    assert answer.status_code == 422
    assert words.lower() in answer.content.decode().lower()
    assert not House.objects.exists()


def test_a_form_holds_from_its_day_on_and_never_from_a_day_that_passed(town: Town, as_user: AsUser) -> None:
    lan, on = as_user(town.lan), timezone.localdate()
    past, coming = (on - timedelta(days=1)).strftime("%d/%m/%Y"), (on + timedelta(days=9)).strftime("%d/%m/%Y")
    assert lan.post(_house(town.department), {**HOUSE, "valid_from": past}).status_code == 422
    assert lan.post(_house(town.department), {**HOUSE, "valid_from": coming, "symbol": "SMOI"}).status_code == 302
    page = _words(lan, _house(town.department))
    assert "/BC-SMOI" not in page
    assert coming in page


def test_the_register_goes_on_from_another_on_the_page(town: Town, as_user: AsUser) -> None:
    lan, url = as_user(town.lan), reverse("reports:continue_numbers", args=[town.department.pk])
    assert lan.post(url, {"last": "57", "reason": "Sổ giấy"}).status_code == 302
    assert "57" in _words(lan, _house(town.department))
    assert lan.post(url, {"last": "3", "reason": "Nhầm"}).status_code == 422
    assert NumberSeries.objects.get().last == 57


def test_a_reminder_letter_is_made_from_what_is_late_of_the_chosen_units(town: Town, as_user: AsUser) -> None:
    plan, on = make_plan(town.department, number="12/KH-SNNMT", place="Hà Châu"), timezone.localdate()
    late = on - timedelta(days=20)
    make_task(plan, "Rà soát thủ tục", lead=town.planning, due_on=late)
    make_task(plan, "Kiện toàn tổ công tác", lead=town.staff, due_on=late)
    make_task(plan, "Còn trong hạn", lead=town.staff, due_on=on + timedelta(days=60))
    lan, url = as_user(town.lan), reverse("reports:urging_letter")
    page = _words(lan, f"{url}?ke-hoach={plan.pk}")
    assert "Rà soát thủ tục" in page
    assert "Còn trong hạn" not in page
    answer = lan.post(url, {"ke-hoach": plan.pk, "units": [town.staff.pk], "answer_by": (on + timedelta(days=5)).strftime("%d/%m/%Y")})
    made = Outgoing.objects.get()
    assert answer["Location"] == _url("out", made)
    words = str(made.document)
    assert made.kind == OutgoingKind.REMINDER
    assert "Kiện toàn tổ công tác" in words
    assert "Rà soát thủ tục" not in words
    assert document_of(made).addressees == (town.staff.name,)
    assert lan.post(url, {"ke-hoach": plan.pk, "units": []}).status_code == 422
    assert as_user(town.minh).get(url).status_code == 404
    assert as_user(town.hoa).get(f"{url}?ke-hoach={plan.pk}").status_code == 404


def test_the_first_page_shows_the_director_what_waits_to_be_signed(town: Town, as_user: AsUser) -> None:
    make_proposed(town.department, town.lan, "giao nhiệm vụ quý IV")
    make_numbered(town.department, town.lan, "đôn đốc chuyển đổi số")
    make_draft(town.department, town.lan, "còn dự thảo")
    page = _words(as_user(town.director), reverse("plans:home"))
    assert "Văn bản chờ ký" in page
    assert "Giao nhiệm vụ quý IV" in page
    assert "Văn bản chờ bản ký số" in page
    assert "Đôn đốc chuyển đổi số" in page
    assert "Còn dự thảo" not in page
    for person in (town.minh, town.hoa):
        assert "Văn bản chờ ký" not in _words(as_user(person), reverse("plans:home"))


def test_letters_of_a_plan_that_is_not_seen_are_not_begun(town: Town, as_user: AsUser) -> None:
    plan = make_plan(town.department)
    make_task(plan, "Rà soát", lead=town.planning)
    for person in (town.hoa, town.minh):
        for kind in ("CV-GV", "TB", "KH"):
            assert as_user(person).post(reverse("reports:begin_letter", args=[plan.pk]), {"kind": kind}).status_code == 404
    assert as_user(town.lan).post(reverse("reports:begin_letter", args=[plan.pk]), {"kind": "BC"}).status_code == 404
    assert not Outgoing.objects.exists()


def test_a_notice_needs_to_know_who_presided(town: Town, as_user: AsUser) -> None:
    plan = make_plan(town.department, place="Hà Châu")
    make_task(plan, "Rà soát", lead=town.planning)
    lan = as_user(town.lan)
    assert "ai chủ trì" in lan.post(reverse("reports:begin_letter", args=[plan.pk]), {"kind": "TB"}, follow=True).content.decode()
    plan.signer_name, plan.signer_position = "Phạm Hồng Sơn", "Giám đốc"
    plan.save()
    page = lan.post(reverse("reports:begin_letter", args=[plan.pk]), {"kind": "TB"}, follow=True).content.decode()
    assert "kết luận như sau" in page
