"""The values of the unit registry: a unit or group with its names and dates, and a place where one is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class UnitKind(StrEnum):
    """What sort of body a name stands for, by the word that opens it."""

    AGENCY = "cơ quan ngành dọc"
    ARMY = "quân đội"
    ASSOCIATION = "hội"
    BANK = "ngân hàng"
    BOARD = "ban"
    BUREAU = "cục, vụ"
    CENTRE = "trung tâm"
    COMMITTEE = "ủy ban"
    COUNCIL = "hội đồng"
    COURT = "tòa án"
    DEPARTMENT = "sở"
    DIVISION = "phòng"
    ENTERPRISE = "doanh nghiệp"
    FUND = "quỹ"
    GROUP = "nhóm đơn vị"
    HEAD = "người đứng đầu"
    HOSPITAL = "cơ sở y tế"
    INSPECTORATE = "thanh tra"
    INSTITUTE = "viện"
    MINISTRY = "bộ"
    OFFICE = "văn phòng"
    OTHER = "khác"
    PARTY = "cơ quan đảng"
    POLICE = "công an"
    PRESS = "báo chí"
    PROCURACY = "viện kiểm sát"
    SCHOOL = "trường"
    SUBDEPARTMENT = "chi cục"
    TEAM = "tổ, đội"
    UNION = "đoàn thể"


class Level(StrEnum):
    """The tier that a unit belongs to; `DEPARTMENT` is inside a provincial department, `DISTRICT` ended on 30/6/2025."""

    CENTRAL = "central"
    PROVINCE = "province"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"


class Group(StrEnum):
    """Whether the members of a group can be listed ("các sở, ban, ngành") or not ("các đơn vị liên quan")."""

    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or group of the registry.

    `loose` are names that mean this unit only where a unit is expected ("Văn phòng"). `valid_from` and `valid_to` are
    the first and last day, `None` where open; `successors` are the ids that took over, on the legal `basis`.
    """

    id: str
    name: str
    kind: UnitKind
    level: Level
    example: str
    aliases: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    group: Group | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    basis: str | None = None

    def stands_on(self, day: date) -> bool:
        """Return whether the unit exists on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit or group named in a text.

    `name` is the name as printed, which is `text[start:end]` unless a list left the opening word out ("các Sở: Tài
    chính, Nội vụ" names "Sở Nội vụ" where "Nội vụ" stands). `unit_id` is `None` where the registry does not hold the
    name or holds several units of it.
    """

    start: int
    end: int
    name: str
    unit_id: str | None
    kind: UnitKind
    group: Group | None = None
    dissolved: bool = False
