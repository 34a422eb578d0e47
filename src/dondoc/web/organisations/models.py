"""The dated registry: units with their names and parents in time, aliases, groups, events, posts and substitutions."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dondoc.web.jobs.models import Job

DEEPEST = 10
"""Levels of a tree: ministry, province, department, sub-department, station, team leave room for as many again."""


def covering(on: date) -> Q:
    """Return the condition that a dated row holds on a day: from its first day up to, not including, its end."""
    return (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_to=None) | Q(valid_to__gt=on))


class UnitKind(models.TextChoices):
    """What a unit is; names follow Decree 45/2025/NĐ-CP on provincial departments and current practice."""

    PROVINCE = "province", _("Ủy ban nhân dân tỉnh")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    OFFICE = "office", _("Văn phòng")
    DIVISION = "division", _("Phòng")
    BRANCH = "branch", _("Chi cục")
    PUBLIC_SERVICE = "public_service", _("Đơn vị sự nghiệp")
    COMMUNE = "commune", _("Xã, phường, đặc khu")
    OTHER = "other", _("Cơ quan, tổ chức khác")


class UnitQuerySet(models.QuerySet["Unit"]):
    """Ways to filter units."""

    def under(self, unit: Unit) -> UnitQuerySet:
        """The unit and all below it, by today's tree."""
        return self.filter(path__startswith=unit.path)

    def standing(self, on: date) -> UnitQuerySet:
        """Units that exist on a day."""
        return self.filter(covering(on))


class Unit(models.Model):
    """A unit under a stable identity; `name`, `short_name`, `parent` and `path` are today's, their past stands in the dated rows.

    `path` is the chain of ids from the root, each closed by a dot (`3.17.42.`), so that a subtree is one prefix. The first day is
    `valid_from`, the first day without the unit `valid_to`; empty means unknown and none.
    """

    name = models.CharField(_("tên đơn vị"), max_length=250)
    short_name = models.CharField(_("tên viết tắt"), max_length=60, blank=True)
    folded = models.TextField(blank=True)
    kind = models.CharField(_("loại"), max_length=20, choices=UnitKind.choices, default=UnitKind.OTHER)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("trực thuộc"))
    path = models.CharField(max_length=120, db_index=True, blank=True)
    position = models.PositiveIntegerField(_("thứ tự"), default=0)
    official_code = models.CharField(_("mã định danh"), max_length=40, blank=True)
    external = models.BooleanField(_("ngoài hệ thống"), default=False)
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết trước ngày"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["path", "position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")), name="unit_dates_in_order"
            ),
            models.UniqueConstraint(fields=["official_code"], condition=~Q(official_code=""), name="unit_official_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """The name that a unit bore from a day to (not including) a day, with the document that gave it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(max_length=250)
    short_name = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["unit", "-valid_from"]


class UnitParent(models.Model):
    """The unit that another belonged to from a day to (not including) a day."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["unit", "-valid_from"]


class GroupKind(models.TextChoices):
    """Whether a group's members are known or a person picks them each time."""

    CLOSED = "closed", _("có danh sách")
    OPEN = "open", _("người chọn từng lần")


class UnitGroup(models.Model):
    """Units named together in directives (`các phòng, đơn vị thuộc Sở`), within the department that uses the name.

    Members are the dated rows and, where `children_of` is set, the units right below it on the day asked.
    """

    name = models.CharField(_("tên nhóm"), max_length=250)
    folded = models.TextField(blank=True)
    kind = models.CharField(_("loại"), max_length=10, choices=GroupKind.choices, default=GroupKind.CLOSED)
    scope = models.ForeignKey(Unit, models.CASCADE, related_name="groups_used", verbose_name=_("dùng trong"))
    children_of = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("mọi đơn vị trực thuộc"))

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A unit's membership of a group from a day to (not including) a day."""

    group = models.ForeignKey(UnitGroup, models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="memberships")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)


class Alias(models.Model):
    """Another way to write a unit's or a group's name, in the department `scope` or, without one, everywhere."""

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="aliases")
    group = models.ForeignKey(UnitGroup, models.CASCADE, null=True, blank=True, related_name="aliases")
    text = models.CharField(_("cách viết khác"), max_length=250)
    folded = models.CharField(max_length=250, db_index=True)
    scope = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["text"]
        constraints = [
            models.CheckConstraint(condition=Q(unit=None, group__isnull=False) | Q(unit__isnull=False, group=None), name="alias_of_one"),
        ]


class EventKind(models.TextChoices):
    """What happened to a unit."""

    FOUND = "found", _("thành lập")
    RENAME = "rename", _("đổi tên")
    MERGE = "merge", _("hợp nhất, sáp nhập")
    SPLIT = "split", _("chia, tách")
    MOVE = "move", _("chuyển trực thuộc")
    DISSOLVE = "dissolve", _("giải thể")


class UnitEvent(models.Model):
    """One change of the organisation with its legal basis; the units before and after stand in its parties.

    `traces` keeps which rows it touched, with their values before and after, so that a wrong one can be withdrawn.
    """

    kind = models.CharField(_("việc"), max_length=10, choices=EventKind.choices)
    on = models.DateField(_("ngày có hiệu lực"))
    basis = models.CharField(_("căn cứ"), max_length=300)
    note = models.TextField(_("ghi chú"), blank=True)
    traces = models.JSONField(default=list)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]


class EventParty(models.Model):
    """A unit before (`old`) or after (`new`) an event; `share` says which functions a successor takes."""

    event = models.ForeignKey(UnitEvent, models.CASCADE, related_name="parties")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="events")
    is_new = models.BooleanField()
    share = models.CharField(_("nhận chức năng"), max_length=300, blank=True)


class Role(models.TextChoices):
    """What a post lets its holder do in its unit and all below."""

    ADMINISTRATOR = "administrator", _("Quản trị")
    OFFICE = "office", _("Tổng hợp")
    OFFICER = "officer", _("Chuyên viên")
    HEAD = "head", _("Người đứng đầu đơn vị")
    DIRECTOR = "director", _("Lãnh đạo Sở")
    APPRAISER = "appraiser", _("Người thẩm định")
    VIEWER = "viewer", _("Người xem")


class Post(models.Model):
    """A person's role in a unit from a day to (not including) a day; one person may hold several."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    title = models.CharField(_("chức vụ"), max_length=120, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        ordering = ["unit", "role", "id"]
        indexes = [models.Index(fields=["user", "valid_from"], name="post_user")]


class Substitution(models.Model):
    """While the holder of `post` is away, `substitute` may do what it allows, from the first to the last day."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="substitutions")
    substitute = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="substitutions")
    first_day = models.DateField(_("từ ngày"))
    last_day = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)


class ImportKind(models.TextChoices):
    """What a list holds."""

    UNITS = "units", _("đơn vị")
    PEOPLE = "people", _("người")


class ImportDraft(models.Model):
    """A list that someone gave to read in, kept until they confirm it: its rows as text, and the letters of its columns.

    A long one is stored by a `job`, which drops it in the same transaction.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    name = models.CharField(max_length=255)
    rows = models.JSONField()
    letters = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.name
