"""Adds and ends the ways by which a department's reminders leave dondoc, and lets a message that failed be tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.urging.channels.webhook import WrongAddress, checked_address, reached_at
from dondoc.web.urging.models import ChannelKind, Message, MessageState, Outlet
from dondoc.web.urging.permissions import may_keep_outlets
from dondoc.web.urging.queries.watching import seen_messages

_WRONG = {
    "shape": gettext_lazy("Địa chỉ không đúng dạng. Ghi như https://may-chu.gov.vn/duong-dan, không kèm tên và mật khẩu."),
    "https": gettext_lazy("Chỉ gửi qua https. Máy trong mạng nội bộ phải được người cài đặt cho phép trong dondoc.toml (webhook_hosts)."),
    "port": gettext_lazy("Chỉ gửi tới cổng 443 hoặc 8443. Cổng khác phải được người cài đặt cho phép trong dondoc.toml (webhook_hosts)."),
    "private": gettext_lazy("Địa chỉ này nằm trong mạng nội bộ. Người cài đặt phải cho phép máy ấy trong dondoc.toml (webhook_hosts)."),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An outlet to be: its name, its way, and the address or the name of the gateway."""

    name: str
    channel: str
    address: str


def add_outlet(department: Unit, wanted: Wanted, *, scope: Scope, now: datetime) -> Outlet:
    """Let a department's reminders go to an address too. Raises PermissionDenied, and Refused for one to which nothing may be sent."""
    with transaction.atomic():
        if not may_keep_outlets(scope, department):
            raise PermissionDenied
        _check(wanted.channel, wanted.address)
        outlet = Outlet.objects.create(
            unit=department, name=wanted.name.strip(), channel=wanted.channel, address=wanted.address, made_by=scope.user, made_at=now
        )
        record(scope.user, gettext_noop("thêm kênh nhận nhắc việc"), subject=outlet, changes={"địa chỉ": Change(None, wanted.address)})
        return outlet


def end_outlet(outlet: Outlet, *, scope: Scope, now: datetime) -> None:
    """Send nothing more to an outlet. Raises PermissionDenied."""
    with transaction.atomic():
        if not may_keep_outlets(scope, outlet.unit):
            raise PermissionDenied
        if Outlet.objects.filter(pk=outlet.pk, ended_at=None).update(ended_at=now):
            record(scope.user, gettext_noop("dừng kênh nhận nhắc việc"), subject=outlet)


def send_again(message: Message, *, scope: Scope, now: datetime) -> None:
    """Let a message that failed be owed again; the next round of the loop takes it. Raises PermissionDenied, Refused."""
    with transaction.atomic():
        if not seen_messages(scope).filter(pk=message.pk).exists():
            raise PermissionDenied
        failed = Message.objects.filter(pk=message.pk, state=MessageState.FAILED)
        if not failed.update(state=MessageState.OWED, tries=0, next_at=now, error="", claim="", claimed_until=None):
            raise Refused(_("Chỉ gửi lại được tin không gửi được."))
        record(scope.user, gettext_noop("cho gửi lại tin nhắc việc"), subject=message)


def _check(channel: str, address: str) -> None:
    if channel == ChannelKind.GATEWAY:
        if address not in settings.GATEWAYS:
            raise Refused(_("Chọn một cổng nhắn tin có trong danh sách; cổng mới do người cài đặt thêm vào dondoc.toml."))
        return
    try:
        parts = checked_address(address)
        reached_at(parts.hostname or "", parts.port or 443)
    except WrongAddress as error:
        raise Refused(_WRONG[error.why]) from error
    except OSError as error:
        raise Refused(_("Không tìm thấy máy chủ này trên mạng. Kiểm tra lại tên.")) from error
