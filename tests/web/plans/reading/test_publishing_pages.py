"""The pages that publish a draft, show an amendment and begin a plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.publishing import publish
from dondoc.web.plans.actions.receiving import Received
from dondoc.web.plans.models import Plan, PlanState
from tests.builders import make_plan, make_task
from tests.people import Town
from tests.web.plans.reading.test_amending import AMENDING
from tests.web.plans.reading.test_publishing import NOW, details

AsUser = Callable[[User], Client]
Bring = Callable[..., Received]
Work = Callable[[], int]


def text(response: object) -> str:
    """The body of an answer."""
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_one_press_publishes_a_draft_as_it_was_read(town: Town, as_user: AsUser, draft: Plan) -> None:
    lan = as_user(town.lan)
    page = text(lan.get(f"/ke-hoach/{draft.pk}/dua-vao-so/"))
    assert "Đưa vào sổ và giao 3 nhiệm vụ" in page
    assert "1 nhiệm vụ còn chỗ cần xem." in page
    answer = lan.post(f"/ke-hoach/{draft.pk}/dua-vao-so/", posted(draft))
    assert (answer.status_code, answer["Location"]) == (302, f"/ke-hoach/{draft.pk}/")
    assert list(draft.tasks.values_list("code", flat=True)) == [f"NV{timezone.localdate():%y}-{number:04}" for number in (1, 2, 3)]
    again = lan.post(f"/ke-hoach/{draft.pk}/dua-vao-so/", posted(draft))
    assert (again.status_code, again["Location"]) == (302, f"/ke-hoach/{draft.pk}/")
    assert lan.get(f"/ke-hoach/{draft.pk}/dua-vao-so/").status_code == 302


def posted(plan: Plan, **changed: object) -> dict[str, object]:
    """What the form of a draft sends back when nothing is changed in it."""
    values = {
        "version": plan.version, "title": plan.title, "kind": plan.kind, "number": plan.number, "issuer": plan.issuer,
        "issued_on": plan.issued_on.strftime("%d/%m/%Y") if plan.issued_on else "", "focal_unit": plan.focal_unit_id or "",
    }  # fmt: skip
    return {**values, **changed}


def test_what_blocks_is_told_above_the_form_and_what_was_typed_is_kept(town: Town, as_user: AsUser, draft: Plan) -> None:
    answer = as_user(town.lan).post(
        f"/ke-hoach/{draft.pk}/dua-vao-so/", posted(draft, number="", issuer="Sở đã gõ", issued_on="31/02/2026")
    )
    assert answer.status_code == 422
    answer = as_user(town.lan).post(f"/ke-hoach/{draft.pk}/dua-vao-so/", posted(draft, number="", issuer="Sở đã gõ", focal_unit=""))
    page = text(answer)
    assert "Chưa có số, ký hiệu" in page
    assert "1 nhiệm vụ chưa có đơn vị chủ trì trong danh bạ" in page
    assert "Sở đã gõ" in page
    assert Plan.objects.get().state == PlanState.DRAFT


def test_a_foreign_unit_cannot_be_made_the_focal_one(town: Town, as_user: AsUser, draft: Plan) -> None:
    answer = as_user(town.lan).post(f"/ke-hoach/{draft.pk}/dua-vao-so/", posted(draft, focal_unit=town.elsewhere.pk))
    assert answer.status_code == 422
    assert Plan.objects.get().state == PlanState.DRAFT


def test_an_amendment_is_shown_and_taken_over_as_ticked(
    town: Town, as_user: AsUser, draft: Plan, office: Scope, bring: Bring, work_off: Work
) -> None:
    publish(draft, details(draft), scope=office, now=NOW)
    document = bring(AMENDING, "sua-doi.txt").document
    work_off()
    plan = Plan.objects.get(document=document)
    lan = as_user(town.lan)
    page = text(lan.get(f"/ke-hoach/{plan.pk}/sua-doi/"))
    assert "<ins>tồn đọng</ins>" in page.replace("<ins> tồn đọng</ins>", "<ins>tồn đọng</ins>")
    assert "Lắp đặt camera" in page
    assert page.count("checked") >= 3
    assert lan.get(f"/ke-hoach/{plan.pk}/dua-vao-so/")["Location"] == f"/ke-hoach/{plan.pk}/sua-doi/"
    new = plan.tasks.get(number="b)")
    answer = lan.post(f"/ke-hoach/{plan.pk}/sua-doi/", posted(plan, new=[new.pk]))
    assert (answer.status_code, answer["Location"]) == (302, f"/ke-hoach/{draft.pk}/")
    new.refresh_from_db()
    assert new.code
    assert draft.tasks.filter(state="active").count() == 3


def test_the_amended_plan_can_be_chosen_and_taken_back(town: Town, as_user: AsUser, draft: Plan) -> None:
    other = make_plan(town.department, "Kế hoạch trước", number="1/KH")
    lan = as_user(town.lan)
    lan.post(f"/ke-hoach/{draft.pk}/sua-doi/chon/", {"amends": other.pk})
    assert Plan.objects.get(pk=draft.pk).amends == other
    answer = lan.post(f"/ke-hoach/{draft.pk}/sua-doi/chon/", {"amends": ""}, follow=True)
    assert Plan.objects.get(pk=draft.pk).amends is None
    assert answer.redirect_chain[-1][0] == f"/ke-hoach/{draft.pk}/dua-vao-so/"
    lan.post(f"/ke-hoach/{draft.pk}/sua-doi/chon/", {"amends": make_plan(town.elsewhere).pk})
    assert Plan.objects.get(pk=draft.pk).amends is None


def test_a_plan_can_be_begun_from_nothing_or_from_an_earlier_one(town: Town, as_user: AsUser, draft: Plan, office: Scope) -> None:
    earlier = publish(draft, details(draft), scope=office, now=NOW)
    lan = as_user(town.lan)
    assert "12/KH-SNNMT" in text(lan.get("/ke-hoach/soan/"))
    answer = lan.post("/ke-hoach/soan/", {"title": "Kế hoạch mới", "kind": "Kế hoạch"})
    begun = Plan.objects.get(title="Kế hoạch mới")
    assert (answer["Location"], begun.kind, begun.unit) == (f"/van-ban/{begun.pk}/xac-nhan/", "kế hoạch", town.department)
    assert lan.get(answer["Location"]).status_code == 200
    answer = lan.post(f"/ke-hoach/{earlier.pk}/chep/")
    copy = Plan.objects.get(copied_from=earlier)
    assert answer["Location"] == f"/van-ban/{copy.pk}/xac-nhan/"
    assert lan.get(answer["Location"]).status_code == 200
    assert lan.post("/ke-hoach/soan/", {"title": " "}).status_code == 422


def test_a_draft_can_be_thrown_away_and_its_file_stays(town: Town, as_user: AsUser, draft: Plan) -> None:
    lan = as_user(town.lan)
    answer = lan.post(f"/ke-hoach/{draft.pk}/bo/", follow=True)
    assert answer.redirect_chain == [(f"/van-ban/{draft.document_id}/", 302)]
    assert "Bản đọc của văn bản này đã bỏ" in text(answer)
    assert lan.get(f"/ke-hoach/{draft.pk}/dua-vao-so/").status_code == 404


@pytest.mark.parametrize("address", ["/van-ban/1/doc-lai/", "/ke-hoach/1/bo/", "/ke-hoach/1/chep/", "/ke-hoach/1/sua-doi/chon/"])
def test_asking_for_a_page_changes_nothing(town: Town, as_user: AsUser, address: str) -> None:
    assert as_user(town.lan).get(address).status_code == 405


def test_pages_stay_light_with_many_tasks(town: Town, as_user: AsUser, now: datetime) -> None:
    old = make_plan(town.department, "Kế hoạch trước", number="1/KH", issued_on=now.date())
    new = make_plan(town.department, "Sửa đổi", state=PlanState.DRAFT, number="2/KH", issued_on=now.date(), amends=old)
    for number in range(120):
        words = f"Rà soát, giải quyết dứt điểm hồ sơ nhóm {number} quá hạn tại bộ phận một cửa theo quy định"
        make_task(old, words, lead=town.planning, code=f"NV25-{number:04}")
        make_task(new, words + (" trong quý" if number % 2 else ""), lead=town.planning)
    page = as_user(town.lan).get(f"/ke-hoach/{new.pk}/sua-doi/")
    assert len(page.content) < 200_000
