"""Founds the sample department: what it grew out of, its units, groups, partners and people, as `office.toml` tells them."""

from __future__ import annotations

import secrets
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from dondoc.web.accounts.actions import PersonDetails, accept_invitation, create_person, invite
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import System
from dondoc.web.organisations.actions.arrivals import take_in
from dondoc.web.organisations.actions.deciding import Decree
from dondoc.web.organisations.actions.editing import Particulars, change_unit
from dondoc.web.organisations.actions.events import Heir, Succession, merge, rename
from dondoc.web.organisations.actions.founding import NewUnit, found_unit
from dondoc.web.organisations.actions.groups import GroupTerms, add_members, make_group
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.actions.posts import NewPost, give_post
from dondoc.web.organisations.models import GroupKind, Post, Unit, UnitKind
from dondoc.web.organisations.queries.ready import ready_groups, ready_partners, ready_unit
from dondoc.web.plans.demo.shifting import half_years_back, moved_day, moved_text

LOADER = System("dondoc demo")
"""Who makes the first account; everything after it is done by the people of the office themselves."""

_CONSONANTS, _VOWELS = "bcdghklmnprstvx", "aeiou"
_SYLLABLES, _WORDS = 2, 4


@dataclass(frozen=True, slots=True)
class LogIn:
    """One person's name and pass-phrase, and what they are in the office today."""

    username: str
    password: str
    full_name: str
    posts: str = ""


@dataclass(frozen=True, slots=True)
class Founder:
    """Who founds, on which day."""

    by: User
    today: date

    def found(self, new: NewUnit) -> Unit:
        """Found one unit."""
        return found_unit(new, by=self.by, today=self.today)


@cache
def about_the_office() -> dict:
    """Return what `office.toml` says."""
    return tomllib.loads(files("dondoc.web.plans.demo").joinpath("office.toml").read_text(encoding="utf-8"))


def first_account(*, now: datetime) -> tuple[User, LogIn]:
    """Make the administrator of the system, who has no post yet, and return them with their log-in."""
    person = about_the_office()["person"][0]
    details = PersonDetails(person["username"], person["full_name"], is_administrator=True)
    user = create_person(details, by=LOADER)
    invite(user, by=LOADER, now=now)
    return user, _log_in(user, now=now)


def found_department(*, by: User, today: date) -> Unit:
    """Found the department as the registry would have it told: the two it grew out of, their merger, and what came under it."""
    about, founder = about_the_office(), Founder(by, today)
    own = about["department"]
    decree = _decreed(own, today)
    old = {name: founder.found(_usual(name)) for name in own["merged_from"]}
    below = {
        unit["name"]: founder.found(_usual(unit.get("was", unit["name"]), old[unit["under"]])) for unit in about["unit"] if "under" in unit
    }
    heir = NewUnit(Naming(own["name"], own["short_name"]), UnitKind.DEPARTMENT, aliases=tuple(own["aliases"]))
    merge(Succession(_fresh(*old.values()), (Heir(heir),), children_to=0), decree=decree, by=by, today=today)
    department = Unit.objects.get(name=own["name"])
    for unit in about["unit"]:
        if unit["name"] not in below:
            founder.found(replace(_usual(unit["name"], department), first_day=decree.on, basis=decree.basis))
    for name, unit in below.items():
        if unit.name != name:
            unit.refresh_from_db()
            rename(unit, Naming(name), decree=decree, by=by, today=today)
    _put_in_order(department, founder)
    return department


def found_partners(department: Unit, *, by: User, today: date) -> None:
    """Add the bodies outside, what was merged into others and is still named by directives, and the communes."""
    about, founder = about_the_office(), Founder(by, today)
    for partner in ready_partners():
        if partner.name != department.name:
            founder.found(replace(_usual(partner.name), external=True))
    for merger in about["merger"]:
        new = replace(_usual(merger["unit"]), external=True)
        if merger.get("inside"):
            new = replace(new, parent=department, first_day=department.valid_from, external=False)
        succession = Succession((founder.found(new),), (Heir(Unit.objects.get(name=merger["into"]), merger["share"]),), people_to=0)
        merge(succession, decree=_decreed(merger, today), by=by, today=today)
    communes = [founder.found(replace(_usual(name), external=True)) for name in about["communes"]["names"]]
    terms = GroupTerms(about["communes"]["group"], GroupKind.CLOSED, aliases=tuple(about["communes"]["aliases"]))
    add_members(make_group(department, terms, by=by, today=today), communes, first_day=None, by=by, today=today)


def make_groups(department: Unit, *, by: User, today: date) -> None:
    """Make the groups that the directives of every department name."""
    for ready in ready_groups():
        terms = GroupTerms(ready.name, ready.kind, department if ready.everyone else None, ready.aliases)
        group = make_group(department, terms, by=by, today=today)
        members = list(Unit.objects.standing(today).filter(parent=department, kind__in=ready.kinds))
        if members:
            add_members(group, members, first_day=None, by=by, today=today)


def take_people_in(department: Unit, *, by: User, now: datetime, today: date) -> list[LogIn]:
    """Give the administrator a post and take everybody else in; return the log-ins of those who came."""
    log_ins = []
    for person in about_the_office()["person"]:
        posts = [NewPost(_place(post["unit"], department), post["role"], today, post["title"]) for post in person["posts"]]
        if person["username"] == by.username:
            user = by
            give_post(by, posts[0], by=by, today=today)
        else:
            details = PersonDetails(person["username"], person["full_name"], phone=person.get("phone", ""))
            user = take_in(details, posts[0], by=by, now=now, today=today).person
            log_ins.append(_log_in(user, now=now))
        for post in posts[1:]:
            give_post(user, post, by=by, today=today)
    return log_ins


def _usual(name: str, parent: Unit | None = None) -> NewUnit:
    """Return a unit of that name with the kind and the abbreviations that its name usually has."""
    ready = ready_unit(name)
    return NewUnit(Naming(name, ready.short_name), ready.kind, parent, aliases=ready.aliases)


def _decreed(merger: Mapping[str, Any], today: date) -> Decree:
    """Return the decree of a merger; where one of them has not come yet, all are told as if they were some years older."""
    about = about_the_office()
    latest = max(one["on"] for one in (about["department"], *about["merger"]))
    halves = half_years_back(latest, today)
    return Decree(moved_day(merger["on"], halves), moved_text(merger["basis"], halves))


def _put_in_order(department: Unit, founder: Founder) -> None:
    """Give the units the order in which the office lists them; those that came from elsewhere stand as they stood there."""
    for position, about in enumerate(about_the_office()["unit"], 1):
        unit = Unit.objects.get(name=about["name"], parent=department)
        if unit.position != position:
            particulars = Particulars(unit.official_code, unit.kind, position, unit.external)
            change_unit(unit, particulars, by=founder.by, today=founder.today)


def _fresh(*units: Unit) -> tuple[Unit, ...]:
    """Return units as they stand now: an event of one may have touched another."""
    for unit in units:
        unit.refresh_from_db()
    return units


def _place(name: str, department: Unit) -> Unit:
    return Unit.objects.get(name=name, parent=department) if name else department


def with_posts(log_ins: Iterable[LogIn], *, on: date) -> tuple[LogIn, ...]:
    """Return log-ins with the posts that their people hold on a day."""
    posts: dict[str, list[str]] = defaultdict(list)
    for post in Post.objects.filter(valid_from__lte=on, valid_to=None).select_related("unit", "user").order_by("pk"):
        posts[post.user.username].append(f"{post.title}, {post.unit.name}" if post.unit.parent_id else post.title)
    return tuple(replace(log_in, posts="; ".join(posts[log_in.username])) for log_in in log_ins)


def _log_in(user: User, *, now: datetime) -> LogIn:
    """Let a person who was invited set a pass-phrase made up for this office alone."""
    password = pass_phrase()
    accept_invitation(user, password, now=now)
    return LogIn(user.username, password, user.full_name)


def pass_phrase() -> str:
    """Return a pass-phrase made at random that is easy to type: four words of two syllables, about 50 bits."""
    choose = secrets.choice
    words = ("".join(choose(_CONSONANTS) + choose(_VOWELS) for _ in range(_SYLLABLES)) for _ in range(_WORDS))
    return "-".join(words)
