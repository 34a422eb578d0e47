"""The three people of every web test, in one province: Lan of the office, Minh of a unit, Hoa who shall see nothing."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Role, Unit, UnitKind
from tests.builders import make_post, make_unit, make_user


@dataclass(frozen=True)
class Town:
    """A department with its office and two divisions, another department beside it, and who works there.

    `lan` consolidates for the department; `minh` is an officer of the division `planning`, `tuan` its head; `hoa` works in the other
    department `elsewhere`; `quan` administers the department and sees no task; `director` leads it; `thu` is an officer of `staff`.
    """

    department: Unit
    office: Unit
    planning: Unit
    staff: Unit
    elsewhere: Unit
    lan: User
    minh: User
    tuan: User
    thu: User
    director: User
    quan: User
    hoa: User


def make_town() -> Town:
    """Make the units, the people and their posts."""
    department = make_unit("Sở Nông nghiệp và Môi trường", kind=UnitKind.DEPARTMENT)
    office = make_unit("Văn phòng Sở", department, kind=UnitKind.OFFICE)
    planning = make_unit("Phòng Kế hoạch - Tài chính", department)
    staff = make_unit("Phòng Tổ chức - Cán bộ", department)
    elsewhere = make_unit("Sở Công Thương", kind=UnitKind.DEPARTMENT)
    town = Town(
        department=department,
        office=office,
        planning=planning,
        staff=staff,
        elsewhere=elsewhere,
        lan=make_user("lan", "Nguyễn Thị Lan"),
        minh=make_user("minh", "Trần Văn Minh"),
        tuan=make_user("tuan", "Lê Anh Tuấn"),
        thu=make_user("thu", "Vũ Thị Thu"),
        director=make_user("giamdoc", "Phạm Hồng Sơn"),
        quan=make_user("quan", "Đỗ Minh Quân"),
        hoa=make_user("hoa", "Bùi Thị Hoa"),
    )
    make_post(town.lan, department, Role.OFFICE)
    make_post(town.minh, planning, Role.OFFICER)
    make_post(town.tuan, planning, Role.HEAD)
    make_post(town.thu, staff, Role.OFFICER)
    make_post(town.director, department, Role.DIRECTOR)
    make_post(town.quan, department, Role.ADMINISTRATOR)
    make_post(town.hoa, elsewhere, Role.OFFICE)
    return town
