"""Proposes an outgoing document for signing, and sends it back to be changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.models import Post, Role, Unit, covering
from dondoc.web.reports.actions.outgoing.drafting import BEFORE_SIGNED, Beginning, begin
from dondoc.web.reports.actions.outgoing.files import ask_for_files
from dondoc.web.reports.actions.outgoing.steps import demand_writer, document_of, held, put_words, store
from dondoc.web.reports.models import Consolidation, Outgoing, OutgoingKind, OutgoingState
from dondoc.web.reports.queries.outgoing.reports import report_paper
from dondoc.web.reports.queries.outgoing.signers import Signing, first_signing
from dondoc.web.tracking.actions.refusals import Refused


def propose(outgoing: Outgoing, *, by: User, now: datetime, version: int | None = None) -> Outgoing:
    """Propose a draft for signing: its words stand from here on, and its files are written. Raises PermissionDenied and Refused."""
    with transaction.atomic():
        demand_writer(outgoing.unit, by=by, now=now)
        found = held(outgoing, OutgoingState.DRAFT, version=version)
        document = document_of(found)
        if document.signature is None:
            raise Refused(_("Chọn người ký rồi trình."))
        if not document.letterhead.place:
            raise Refused(_("Thể thức chưa có địa danh. Ghi địa danh ở trang Thể thức rồi lập lại dự thảo."))
        found.state, found.note = OutgoingState.PROPOSED, ""
        store(found, "state", "note")
        ask_for_files(found, by=by, now=now)
        _tell_leaders(found, by=by, now=now)
        record(by, gettext_noop("trình ký văn bản"), subject=found, changes={"người ký": Change(None, document.signature.name)})
    return found


def send_back(outgoing: Outgoing, *, reason: str, by: User, now: datetime, version: int | None = None) -> Outgoing:
    """Send a proposed document back to be changed. Raises PermissionDenied, and Refused without a reason."""
    said = " ".join(reason.split())
    if not said:
        raise Refused(_("Ghi lý do để người soạn biết cần sửa gì."))
    with transaction.atomic():
        demand_writer(outgoing.unit, by=by, now=now)
        found = held(outgoing, OutgoingState.PROPOSED, version=version)
        found.state, found.note = OutgoingState.DRAFT, said
        store(found, "state", "note")
        if found.created_by is not None and found.created_by != by:
            values = {"title": found.title[:120], "reason": said[:200]}
            tell(
                [found.created_by], "outgoing.returned", values=values, url=_address(found), key=f"out-returned:{found.pk}:{found.version}"
            )
        record(by, gettext_noop("trả lại văn bản trình ký"), subject=found, reason=said)
    return found


def propose_report(consolidation: Consolidation, *, signing: Signing | None, by: User, now: datetime) -> Outgoing:
    """Freeze a consolidated report's passages into its outgoing document and propose it for signing; return the document.

    A document of the report that is not signed yet is written anew from them. Without `signing` the head of the department signs. Raises
    PermissionDenied, and Refused where the report has no data or was given its number.
    """
    with transaction.atomic():
        held_report = Consolidation.objects.select_for_update(of=("self",)).select_related("current", "plan").get(pk=consolidation.pk)
        unit = Unit.objects.get(report_duties__periods=held_report.period_id)
        demand_writer(unit, by=by, now=now)
        signing = signing or first_signing(unit, on=timezone.localdate(now))
        if signing is None:
            raise Refused(_("Chưa có ai giữ chức vụ lãnh đạo để ký. Quản trị viên gán vai trò Lãnh đạo Sở cho người ký."))
        document = report_paper(held_report, unit, signature=signing.signature, on=timezone.localdate(now))
        if document is None:
            raise Refused(_("Chốt số liệu trước khi trình ký."))
        known = held_report.outgoing.order_by("-pk").first()
        if known is None:
            made = begin(unit, Beginning(OutgoingKind.REPORT, document, signing.signer, held_report.plan, held_report), by=by, now=now)
            return propose(made, by=by, now=now)
        found = held(known, *BEFORE_SIGNED)
        found.snapshot, found.signer, found.state = held_report.current, signing.signer, OutgoingState.DRAFT
        store(found, *put_words(found, document), "snapshot", "signer", "state")
        record(by, gettext_noop("cập nhật văn bản theo báo cáo tổng hợp"), subject=found)
        return propose(found, by=by, now=now)


def _tell_leaders(outgoing: Outgoing, *, by: User, now: datetime) -> None:
    """Tell who signs, or every leader of the department where the signer has no log-in."""
    if outgoing.signer is not None:
        people = [outgoing.signer]
    else:
        posts = Post.objects.filter(covering(timezone.localdate(now)), unit=outgoing.unit, role=Role.DIRECTOR).select_related("user")
        people = [post.user for post in posts]
    key = f"out-proposed:{outgoing.pk}:{outgoing.version}"
    tell([one for one in people if one != by], "outgoing.proposed", values={"title": outgoing.title[:120]}, url=_address(outgoing), key=key)


def _address(outgoing: Outgoing) -> str:
    return reverse("reports:out", args=[outgoing.pk])
