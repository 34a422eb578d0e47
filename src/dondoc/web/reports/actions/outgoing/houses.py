"""Sets how a department's documents look and are worded, from a day on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.writing.official.house import House as Sizes
from dondoc.engine.writing.register_json import plain
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.models import Unit
from dondoc.web.reports.actions.outgoing.steps import demand_writer
from dondoc.web.reports.models import House
from dondoc.web.reports.queries.outgoing.houses import HouseTerms, house_on
from dondoc.web.tracking.actions.refusals import Refused

_NAMES = {
    "superior": "cơ quan chủ quản",
    "issuer": "cơ quan ban hành",
    "symbol": "ký hiệu cơ quan",
    "place": "địa danh",
    "head_title": "chức vụ người đứng đầu",
    "collective": "tập thể ký thay mặt",
    "recipients": "nơi nhận",
    "opening": "câu mở đầu",
    "closing": "câu kết",
    "prints_hash": "in mã kiểm chứng",
    "lists_sources": "kèm phụ lục nguồn số liệu",
}
_SIZES = {
    "body": "cỡ chữ nội dung (pt)",
    "spacing": "giãn dòng (số dòng)",
    "gap": "cách đoạn (pt)",
    "indent": "lùi đầu dòng (mm)",
    "top": "lề trên (mm)",
    "bottom": "lề dưới (mm)",
    "left": "lề trái (mm)",
    "right": "lề phải (mm)",
}


def set_house(unit: Unit, terms: HouseTerms, *, by: User, now: datetime) -> House:
    """Set how the department's documents look from today or a later day on; documents that were begun keep how they look.

    What was set before for the same day gives way. Raises PermissionDenied, and Refused for a day that has passed.
    """
    with transaction.atomic():
        demand_writer(unit, by=by, now=now)
        if terms.valid_from < timezone.localdate(now):
            raise Refused(_("Thể thức mới áp dụng từ hôm nay hoặc một ngày sau; văn bản đã lập thì giữ nguyên."))
        Unit.objects.select_for_update().get(pk=unit.pk)  # two people who set it for one day
        before = house_on(unit, terms.valid_from)
        values = {name: getattr(terms, name) for name in _NAMES} | {"recipients": "\n".join(terms.recipients)}
        row, _made = House.objects.update_or_create(
            unit=unit, valid_from=terms.valid_from, defaults={**values, "sizes": plain(terms.sizes), "set_by": by, "set_at": now}
        )
        changes = {words: Change(_shown(getattr(before, name)), _shown(values[name])) for name, words in _NAMES.items()}
        old = {**plain(Sizes()), **before.sizes}  # type: ignore[dict-item]  # a dataclass becomes an object
        changes |= {words: Change(old[name], getattr(terms.sizes, name)) for name, words in _SIZES.items()}
        changes["từ ngày"] = Change(None, terms.valid_from)
        record(by, gettext_noop("đặt thể thức văn bản"), subject=row, changes=changes)
    return row


def _shown(value: object) -> str | bool:
    return value if isinstance(value, bool) else "; ".join(str(value).splitlines())
