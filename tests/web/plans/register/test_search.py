"""The one search: by words with and without marks, by numbers of every kind, and only in what the person sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Alias
from dondoc.web.plans.models import Task
from dondoc.web.plans.queries.search import search
from dondoc.web.plans.queries.words import Typed
from dondoc.web.plans.templatetags.plans import lit
from tests.builders import make_task
from tests.web.plans.register.registers import Register


def codes(register: Register, text: str, today: date, name: str = "lan") -> list[str]:
    """The codes of the tasks that a person finds."""
    return [row.code[-1] for row in search(text, register.scope(name), on=today).tasks]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hồ sơ", ["2", "1"]),
        ("ho so", ["2", "1"]),
        ("HỒ SƠ", ["2", "1"]),
        ("dat dai", ["1"]),
        ("đất đai", ["1"]),
        ("qua han ho so", ["1"]),
        ("cong kha", ["2"]),
        ("hồ sơ đất đai quá hạn", ["1"]),
        ("ong khai", []),
        ("NV26-0002", ["2"]),
        ("nv26-0002", ["2"]),
        ("2.2.3", ["1"]),
        ("2.2", ["3", "1"]),
        ("2.2.", ["3", "1"]),
        ("", []),
        ("   ", []),
        ("***", []),
        ('"', []),
        ("ho OR so", []),
        ("folded:ho", []),
        ("'); DROP TABLE plans_task; --", []),
    ],
)
def test_tasks_are_found_by_words_and_numbers(register: Register, today: date, text: str, found: list[str]) -> None:
    assert codes(register, text, today) == found


@pytest.mark.parametrize("text", ["83/KH-SNNMT", "83/kh", "83/", "khắc phục tồn tại", "khac phuc"])
def test_a_plan_is_found_by_its_number_and_its_title(register: Register, today: date, text: str) -> None:
    assert [plan.pk for plan in search(text, register.scope("minh"), on=today).plans] == [register.plan.pk]


def test_a_draft_is_not_found(register: Register, today: date) -> None:
    found = search("bản nháp", register.scope("lan"), on=today)
    assert found.is_empty


@pytest.mark.parametrize("text", ["Phòng Kế hoạch", "tai chinh", "KHTC"])
def test_a_unit_is_found_by_its_name_and_other_spellings(register: Register, today: date, text: str) -> None:
    Alias.objects.create(unit=register.town.planning, text="KHTC", folded="khtc", scope=register.town.department)
    found = search(text, register.scope("minh"), on=today)
    assert [unit.pk for unit in found.units] == [register.town.planning.pk]
    assert not search(text, register.scope("hoa"), on=today).units


def test_findings_are_found_where_they_may_be_seen(register: Register, today: date) -> None:
    found = {
        name: [one.pk for one in search("con qua han", register.scope(name), on=today).findings] for name in ("lan", "minh", "thu", "hoa")
    }
    assert found == {"lan": [register.late_finding.pk], "minh": [register.late_finding.pk], "thu": [], "hoa": []}


def test_a_search_counts_only_what_may_be_seen(register: Register, today: date) -> None:
    assert [search("ho so", register.scope(name), on=today).n_tasks.number for name in ("lan", "minh", "thu", "hoa")] == [2, 2, 1, 0]


def test_words_in_a_row_stand_before_words_apart(register: Register, today: date) -> None:
    make_task(register.plan, "Đánh giá quá trình, hạn chế rủi ro", code="NV26-0008")
    assert codes(register, "qua han", today) == ["1", "8"]


def test_the_index_follows_every_change_of_a_text(register: Register, today: date) -> None:
    task = register.minhs
    task.text = "Trồng rừng phòng hộ ven biển"
    task.folded = unaccented(fold(task.text))
    task.save()
    assert codes(register, "rừng ven", today) == ["1"]
    assert codes(register, "đất đai", today) == []
    Task.objects.filter(pk=task.pk).update(folded="kiem lam dia ban")
    assert codes(register, "kiểm lâm", today) == ["1"]
    Task.objects.bulk_update([Task(pk=task.pk, folded="do dac ban do")], ["folded"])
    assert codes(register, "đo đạc", today) == ["1"]
    task.delete()
    assert codes(register, "do dac", today) == []


def test_a_very_long_search_is_cut_and_answered(register: Register, as_user: Callable[[User], Client]) -> None:
    assert as_user(register.town.lan).get("/tim/", {"q": "hồ sơ " * 2_000}).status_code == 200


def test_the_page_groups_what_it_found_and_lights_the_words(register: Register, as_user: Callable[[User], Client]) -> None:
    words = as_user(register.town.lan).get("/tim/?q=ho so").content.decode()
    assert "<mark>hồ sơ</mark>" in words
    assert words.index("Nhiệm vụ <span") < words.index("Tồn tại, hạn chế <span")


def test_nothing_found_says_what_to_try(register: Register, as_user: Callable[[User], Client]) -> None:
    assert "Không tìm thấy gì" in as_user(register.town.hoa).get("/tim/?q=ho so").content.decode()


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("Rà soát hồ sơ đất đai", "ho so", "Rà soát <mark>hồ sơ</mark> đất đai"),
        ("Hồ tiêu, sơ chế", "ho so", "<mark>Hồ</mark> tiêu, <mark>sơ</mark> chế"),
        ("Công khai", "khai cong", "<mark>Công</mark> <mark>khai</mark>"),
        ("<script>hồ sơ</script>", "ho so", "&lt;script&gt;<mark>hồ sơ</mark>&lt;/script&gt;"),
        ("a & b", "", "a &amp; b"),
        ("Đường ƯỚT", "duong uot", "<mark>Đường ƯỚT</mark>"),
    ],
)
def test_words_are_lit_with_their_marks_and_nothing_is_let_through(text: str, typed: str, shown: str) -> None:
    assert lit(text, Typed.of(typed)) == shown


def test_a_long_text_is_shown_from_where_the_words_begin() -> None:
    shown = lit(f"{'mở đầu ' * 60}hồ sơ{' về sau' * 60}", Typed.of("ho so"))
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "<mark>hồ sơ</mark>" in shown
    assert len(shown) < 260
