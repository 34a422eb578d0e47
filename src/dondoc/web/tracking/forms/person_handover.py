"""The form by which a person's open parts go to others: ticks, a name for all and a name beside each, and a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.queries.judging import Recipient
from dondoc.web.tracking.queries.person_work import taker_meant


@dataclass(slots=True)
class Given:
    """What was typed: who takes each ticked part, and what cannot be understood, by the key of the part (0: the name for all)."""

    to: dict[int, Recipient] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    ticked: set[int] = field(default_factory=set)
    errors: dict[int, str] = field(default_factory=dict)


def read_given(posted: QueryDict, parts: Sequence[Assignment], known: Mapping[str, Recipient]) -> Given:
    """Read the posted form for the parts that the page shows; the name beside a part comes before the name for all."""
    given = Given(ticked={part.pk for part in parts if str(part.pk) in posted.getlist("phan")})
    for_all = " ".join(posted.get("tat-ca", "").split())
    whom = taker_meant(for_all, known) if for_all else None
    if for_all and whom is None:
        given.errors[0] = _("Không có ai tên như vậy ở đơn vị này và các đơn vị trực thuộc. Chọn trong danh sách gợi ý.")
    for part in parts:
        if part.pk not in given.ticked:
            continue
        typed = " ".join(posted.get(f"nguoi-{part.pk}", "").split())
        found = taker_meant(typed, known) if typed else whom
        if found is not None:
            given.to[part.pk] = found
        elif typed:
            given.errors[part.pk] = _("Không có ai tên như vậy. Chọn trong danh sách gợi ý.")
        elif not for_all:
            given.errors[part.pk] = _("Hãy ghi người nhận, hoặc ghi một người nhận cho tất cả ở trên.")
        version = posted.get(f"v-{part.pk}", "")
        given.versions[part.pk] = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1
    return given
