"""Many tasks or parts at once: choose what to do, look at what becomes of each, do it, and take it back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.many import UNDO_FOR, do_to_many, may_be_undone, undo_batch
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.forms.many import ManyForm
from dondoc.web.tracking.many_words import BY_SLUG, DEEDS
from dondoc.web.tracking.models import Batch
from dondoc.web.tracking.queries.judging import BulkAct, Wish
from dondoc.web.tracking.queries.many import MOST_PARTS, MOST_TICKED, Chosen, Judged, chosen_parts, judged, open_acts, recipients


@dataclass(frozen=True, slots=True)
class Tab:
    """An act that is open to some of what was chosen: its name, its link and to how many."""

    name: str
    link: str
    count: int
    is_current: bool


@require_http_methods(["GET", "POST"])
def many(request: Request) -> HttpResponse:
    """Show what an act would do to each chosen part; do it to the ticked ones once that has been seen."""
    asked, on = request.POST if request.method == "POST" else request.GET, timezone.localdate()
    chosen = chosen_parts(_keys(asked, "viec"), _keys(asked, "phan"), scope=request.scope)
    acts = open_acts(chosen, scope=request.scope, on=on)
    act = BY_SLUG.get(asked.get("lam", ""), next(iter(acts), BulkAct.CONFIRM))
    people = recipients([part.unit for part in chosen.parts if part.unit], request.scope, on=on) if act is BulkAct.GIVE else ()
    form = ManyForm(request.POST if request.method == "POST" else None, act=act, people=people)
    rows = judged(chosen, form.wish() if not form.is_bound or form.is_valid() else Wish(act), scope=request.scope, on=on)
    seen = form.is_bound and form.is_valid() or not form.asks
    if request.method == "POST" and seen and request.POST.get("seen") == form.mark():
        done = _do(request, form, rows)
        if done is not None:
            return redirect("bulk:batch", done.pk)
    values = _page(request, chosen, rows) | {
        "form": form, "seen": seen, "mark": form.mark(), "deed": DEEDS[act], "tabs": _tabs(asked, acts, act), "is_open": act in acts,
    }  # fmt: skip
    return render(request, "tracking/many.html", values, status=422 if form.errors else 200)


@require_safe
def batch(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what was done to many parts, to whom did it."""
    done, now = get_object_or_404(Batch, pk=pk, by=request.user), timezone.now()
    links = dict(Assignment.objects.filter(pk__in=[row["part"] for row in done.rows]).values_list("pk", "task"))
    rows = [row | {"task": links[row["part"]]} | _days(row) for row in done.rows if row["part"] in links]
    values = {
        "batch": done,
        "rows": rows,
        "deed": DEEDS[BulkAct(done.act)],
        "may_undo": may_be_undone(done, now=now),
        "until": done.at + UNDO_FOR,
        "back": _back(request, request.GET.get("ve", "")),
    }
    return render(request, "tracking/batch.html", values)


@require_POST
def undo(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a batch back."""
    done = get_object_or_404(Batch, pk=pk, by=request.user)
    try:
        undo_batch(done, scope=request.scope, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.words))
    else:
        messages.success(request, _("Đã hoàn tác."))
    return redirect("bulk:batch", pk)


def _days(row: dict[str, object]) -> dict[str, str]:
    """Return the days that a row of a batch holds, as people write them."""
    days = {name: row.get(name) for name in ("old", "new")}
    return {f"{name}_day": f"{date.fromisoformat(day):%d/%m/%Y}" for name, day in days.items() if isinstance(day, str)}


def _do(request: Request, form: ManyForm, rows: list[Judged]) -> Batch | None:
    """Do the act on the ticked rows; `None` where nothing was done, with the reason as a message."""
    ticked = set(_keys(request.POST, "ghi"))
    versions = {row.part.pk: _version(request, row) for row in rows if row.part.pk in ticked}
    try:
        return do_to_many(versions, form.wish(), scope=request.scope, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.words))
    except PermissionDenied:
        raise Http404 from None
    return None


def _version(request: Request, row: Judged) -> int:
    """Return the version of a part that the person looked at."""
    text = request.POST.get(f"v-{row.part.pk}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _page(request: Request, chosen: Chosen, rows: list[Judged]) -> dict[str, object]:
    """Return what the page shows whatever the act."""
    asked = request.POST if request.method == "POST" else request.GET
    ticked = set(_keys(asked, "ghi")) if "ghi" in asked else None
    return {
        "chosen": chosen,
        "able": [(row, ticked is None or row.part.pk in ticked) for row in rows if not row.refused],
        "unable": [row for row in rows if row.refused],
        "kept": [(name, key) for name in ("viec", "phan") for key in _keys(asked, name)],
        "too_many": len(asked.getlist("viec")) > MOST_TICKED or len(rows) > MOST_PARTS,
        "most": MOST_TICKED,
        "back": _back(request, asked.get("ve", "")),
        "today": timezone.localdate(),
    }


def _tabs(asked: QueryDict, acts: dict[BulkAct, int], current: BulkAct) -> list[Tab]:
    """Return the acts that are open, each as a link that keeps what was chosen."""
    address = QueryDict(mutable=True)
    for name in ("viec", "phan", "ve"):
        address.setlist(name, asked.getlist(name)[:MOST_TICKED])
    tabs = []
    for act, count in acts.items():
        address["lam"] = DEEDS[act].slug
        tabs.append(Tab(str(DEEDS[act].name), f"?{address.urlencode()}", count, act is current))
    return tabs


def _keys(asked: QueryDict, name: str) -> list[int]:
    """Return the keys that an address or a form names, each once."""
    return list(dict.fromkeys(int(key) for key in asked.getlist(name) if key.isascii() and key.isdigit() and len(key) < 12))


def _back(request: Request, address: str) -> str:
    """Return where the person came from: a path of this site, or the list of tasks."""
    safe = address.startswith("/") and url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else reverse("plans:tasks")
