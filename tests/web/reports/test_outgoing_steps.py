"""A document's way from draft to number: who may take each step, what it changes, and what nobody may change any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from dondoc.engine.writing.official.blocks import Figure, OfficialDocument, Paragraph, Words
from dondoc.engine.writing.official.signing import Capacity, Office, Signature
from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.models import Role, UnitKind
from dondoc.web.reports.actions.outgoing import begin, choose_signer, continue_from, discard, give_number, propose, rewrite, send_back
from dondoc.web.reports.actions.outgoing.drafting import Beginning, Wording, text_of_block
from dondoc.web.reports.actions.outgoing.signed import SignedFile, decide_to_take, decline, take_signed
from dondoc.web.reports.actions.outgoing.steps import ChangedSince, Locked, WrongStep, document_of
from dondoc.web.reports.models import NumberSeries, Outgoing, OutgoingKind, OutgoingState
from dondoc.web.reports.queries.outgoing.signers import Signing, first_signing, signings
from dondoc.web.tracking.actions.refusals import Refused
from tests.builders import make_post, make_unit, make_user
from tests.outgoing import NAME, letter, make_draft, make_numbered, make_proposed, signed_pdf
from tests.people import Town


def _now() -> datetime:
    return timezone.now()


def _wording(outgoing: Outgoing, **changed: object) -> Wording:
    document = document_of(outgoing)
    values = {"title": document.title, "symbol": document.letterhead.symbol, "addressees": document.addressees}
    return Wording(**{**values, "recipients": document.recipients, **changed})  # type: ignore[arg-type]


def test_a_draft_is_proposed_numbered_and_keeps_its_number(town: Town) -> None:
    draft = make_draft(town.department, town.lan)
    assert (draft.state, draft.number) == (OutgoingState.DRAFT, None)
    proposed = propose(draft, by=town.lan, now=_now())
    given = give_number(proposed, by=town.director, now=_now())
    assert (given.state, given.number, given.issued_on) == (OutgoingState.NUMBERED, 1, timezone.localdate())
    head = document_of(given).letterhead
    assert (head.number, head.issued, given.printed_number) == (1, timezone.localdate(), "01/SNNMT-VP")
    with pytest.raises(WrongStep):
        give_number(given, by=town.director, now=_now())
    assert NumberSeries.objects.get().last == 1


def test_each_department_and_year_has_a_series_of_its_own(town: Town) -> None:
    for year, expected in ((2026, [1, 2]), (2027, [1]), (2026, [3])):
        now = timezone.make_aware(datetime(year, 12, 31, 23, 30))
        numbers = [give_number(make_proposed(town.department, town.lan), by=town.lan, now=now).number for _one in expected]
        assert numbers == expected
    assert give_number(make_proposed(town.elsewhere, town.hoa), by=town.hoa, now=_now()).number == 1


def test_the_day_of_issue_is_the_day_of_the_office_and_not_of_greenwich(town: Town) -> None:
    given = give_number(make_proposed(town.department, town.lan), by=town.lan, now=datetime.fromisoformat("2026-12-31T18:00:00+00:00"))
    assert given.issued_on == date(2027, 1, 1)
    assert given.series is not None
    assert given.series.year == 2027


def test_what_fails_after_a_number_was_taken_leaves_no_gap(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed = make_proposed(town.department, town.lan)

    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError("đứt giữa chừng")

    with monkeypatch.context() as patch:
        patch.setattr("dondoc.web.reports.actions.outgoing.numbering.ask_for_files", fail)
        with pytest.raises(RuntimeError):
            give_number(proposed, by=town.lan, now=_now())
    assert not NumberSeries.objects.exists()
    assert give_number(proposed, by=town.lan, now=_now()).number == 1


def test_the_database_itself_refuses_a_number_twice_and_a_state_without_one(town: Town) -> None:
    first, second = make_numbered(town.department, town.lan), make_proposed(town.department, town.lan)
    for values in ({"number": 1, "series": first.series, "state": "numbered"}, {"state": "issued"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Outgoing.objects.filter(pk=second.pk).update(**values)


def test_a_register_goes_on_from_a_number_given_elsewhere_and_never_back(town: Town) -> None:
    continue_from(town.department, 41, reason="Sổ giấy đã cấp đến 41", by=town.lan, now=_now())
    assert give_number(make_proposed(town.department, town.lan), by=town.lan, now=_now()).printed_number == "42/SNNMT-VP"
    with pytest.raises(Refused):
        continue_from(town.department, 40, reason="Nhầm", by=town.lan, now=_now())
    with pytest.raises(Refused):
        continue_from(town.department, 50, reason=" ", by=town.lan, now=_now())
    assert NumberSeries.objects.get().last == 42


def test_who_signs_is_told_and_who_drafted_hears_why_it_came_back(town: Town) -> None:
    draft = begin(town.department, Beginning(OutgoingKind.REMINDER, letter(), town.director), by=town.lan, now=_now())
    propose(draft, by=town.lan, now=_now())
    assert list(Notice.objects.values_list("recipient", "kind")) == [(town.director.pk, "outgoing.proposed")]
    back = send_back(draft, reason="Bổ sung phòng Tổ chức.", by=town.director, now=_now())
    assert (back.state, back.note) == (OutgoingState.DRAFT, "Bổ sung phòng Tổ chức.")
    notice = Notice.objects.get(kind="outgoing.returned")
    assert (notice.recipient, notice.values["reason"]) == (town.lan, "Bổ sung phòng Tổ chức.")
    assert propose(back, by=town.lan, now=_now()).note == ""


def test_sending_back_needs_a_reason(town: Town) -> None:
    with pytest.raises(Refused):
        send_back(make_proposed(town.department, town.lan), reason="  ", by=town.director, now=_now())


def test_a_document_nobody_signs_or_without_a_place_cannot_be_proposed(town: Town) -> None:
    unsigned = OfficialDocument(letter().letterhead, None, "không ai ký", (), None)
    made = begin(town.department, Beginning(OutgoingKind.REMINDER, unsigned), by=town.lan, now=_now())
    with pytest.raises(Refused, match="người ký"):
        propose(made, by=town.lan, now=_now())
    nowhere = OfficialDocument(type(letter().letterhead)("Sở", "", "S-VP"), None, "không địa danh", (), letter().signature)
    made = begin(town.department, Beginning(OutgoingKind.REMINDER, nowhere), by=town.lan, now=_now())
    with pytest.raises(Refused, match="địa danh"):
        propose(made, by=town.lan, now=_now())


def test_a_draft_is_worded_and_what_was_not_touched_keeps_its_figures(town: Town) -> None:
    figures = Paragraph((Words("Còn "), Figure("3", ("nv:1", "nv:2", "nv:3")), Words(" việc.")))
    document = OfficialDocument(letter().letterhead, None, "đôn đốc", (figures, *letter().blocks[1:]), letter().signature)
    draft = begin(town.department, Beginning(OutgoingKind.REMINDER, document), by=town.lan, now=_now())
    texts = {0: "Còn 3 việc.", 1: "Tập trung hoàn thành.\nBáo cáo trước ngày 30/11/2026.\n\n"}
    changed = rewrite(draft, _wording(draft, title=" đôn đốc  gấp ", symbol="SNNMT - VP", texts=texts), by=town.lan, now=_now())
    after = document_of(changed)
    assert (after.title, after.letterhead.symbol, changed.title) == ("đôn đốc gấp", "SNNMT-VP", "đôn đốc gấp")
    assert after.blocks[0] == figures
    assert [text_of_block(block) for block in after.blocks[1:]] == ["Tập trung hoàn thành.", "Báo cáo trước ngày 30/11/2026."]
    assert changed.text_version == draft.text_version + 1


def test_wording_that_changes_nothing_leaves_no_trace(town: Town) -> None:
    draft = make_draft(town.department, town.lan)
    rows = Entry.objects.count()
    assert rewrite(draft, _wording(draft), by=town.lan, now=_now()).version == draft.version
    assert Entry.objects.count() == rows


def test_two_people_cannot_overwrite_each_other(town: Town) -> None:
    draft = make_draft(town.department, town.lan)
    rewrite(draft, _wording(draft, title="một"), by=town.lan, now=_now(), version=draft.version)
    with pytest.raises(ChangedSince):
        rewrite(draft, _wording(draft, title="hai"), by=town.director, now=_now(), version=draft.version)
    with pytest.raises(ChangedSince):
        propose(draft, by=town.director, now=_now(), version=draft.version)


def test_proposed_words_stand_and_only_the_signer_may_still_be_chosen(town: Town) -> None:
    proposed = make_proposed(town.department, town.lan)
    with pytest.raises(WrongStep):
        rewrite(proposed, _wording(proposed, title="khác"), by=town.lan, now=_now())
    with pytest.raises(WrongStep):
        discard(proposed, by=town.lan, now=_now())
    deputy = Signature("Vũ Thị Thu", "Phó Giám đốc", Office("Giám đốc"), Capacity.DEPUTY)
    assert document_of(choose_signer(proposed, Signing(deputy, town.thu), by=town.lan, now=_now())).signature == deputy


def test_a_draft_is_thrown_away_and_the_log_keeps_what_it_was(town: Town) -> None:
    draft = make_draft(town.department, town.lan, "nhầm")
    discard(draft, by=town.lan, now=_now())
    assert not Outgoing.objects.exists()
    assert Entry.objects.filter(subject_type="reports.outgoing", verb="bỏ dự thảo văn bản đi").count() == 1


def _steps(outgoing: Outgoing, by: User) -> list[Callable[[], object]]:
    signing = Signing(Signature("Ai đó", "Giám đốc", Office("Giám đốc")))
    return [
        lambda: rewrite(outgoing, _wording(outgoing, title="khác"), by=by, now=_now()),
        lambda: choose_signer(outgoing, signing, by=by, now=_now()),
        lambda: propose(outgoing, by=by, now=_now()),
        lambda: send_back(outgoing, reason="vì", by=by, now=_now()),
        lambda: give_number(outgoing, by=by, now=_now()),
        lambda: discard(outgoing, by=by, now=_now()),
        lambda: decide_to_take(outgoing, because="vì", by=by, now=_now()),
        lambda: decline(outgoing, by=by, now=_now()),
    ]


def test_whoever_does_not_write_for_the_department_takes_no_step(town: Town) -> None:
    proposed = make_proposed(town.department, town.lan)
    for person in (town.minh, town.tuan, town.thu, town.quan, town.hoa):
        for step in _steps(proposed, person):
            with pytest.raises(PermissionDenied):
                step()
        for act in (
            partial(begin, town.department, Beginning(OutgoingKind.NOTICE, letter()), by=person, now=_now()),
            partial(continue_from, town.department, 9, reason="vì", by=person, now=_now()),
            partial(take_signed, proposed, SignedFile("a.pdf", b""), by=person, now=_now()),
        ):
            with pytest.raises(PermissionDenied):
                act()
    proposed.refresh_from_db()
    assert proposed.state == OutgoingState.PROPOSED


def test_nothing_changes_what_was_issued(town: Town, trusted: None) -> None:
    numbered = make_numbered(town.department, town.lan)
    data = signed_pdf(numbered)
    issued = take_signed(numbered, SignedFile("da-ky.pdf", data), by=town.lan, now=_now())
    assert issued.state == OutgoingState.ISSUED
    before = Outgoing.objects.filter(pk=issued.pk).values().get()
    for person in (town.lan, town.director):
        for step in [*_steps(issued, person), partial(take_signed, issued, SignedFile("x.pdf", data), by=person, now=_now())]:
            with pytest.raises(Locked):
                step()
    assert Outgoing.objects.filter(pk=issued.pk).values().get() == before


def test_capacities_follow_the_posts_of_the_day(town: Town) -> None:
    make_post(make_user("hanh", "Vũ Hồng Hạnh"), town.department, Role.DIRECTOR, title="Phó Giám đốc Sở")
    make_post(make_user("quyen", "Lê Quyền"), town.department, Role.DIRECTOR, title="Quyền Giám đốc Sở")
    make_post(make_user("son", "Hoàng Sơn"), town.office, Role.HEAD)
    make_post(make_user("pho", "Trần Phó"), town.office, Role.HEAD, title="Phó Chánh Văn phòng")
    make_post(make_user("cu", "Người Cũ"), town.department, Role.DIRECTOR, valid_to=date(2020, 1, 1))
    make_post(make_user("xa", "Người Xa"), make_unit("Tổ xa", town.planning, kind=UnitKind.DIVISION), Role.HEAD)
    found = {one.signature.name: one.lines for one in signings(town.department, on=timezone.localdate())}
    assert found == {
        NAME: ("GIÁM ĐỐC",),
        "Lê Quyền": ("Q. GIÁM ĐỐC",),
        "Vũ Hồng Hạnh": ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        "Hoàng Sơn": ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
        "Trần Phó": ("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        "Lê Anh Tuấn": ("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG"),
    }
    usual = first_signing(town.department, on=timezone.localdate())
    assert usual is not None
    assert usual.signer == town.director
    assert first_signing(town.planning, on=timezone.localdate()) is None
