"""How a department presses, what it pressed for, and every message that this owes somebody, from owed to sent."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dondoc.engine.tracking import Urge, UrgingRules
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models import Assignment, Task

USUAL = UrgingRules()
KINDS = {
    Urge.BEFORE: _("sắp đến hạn"),
    Urge.AFTER: _("quá hạn"),
    Urge.BY_HAND: _("được đôn đốc"),
    Urge.HEAD: _("báo người đứng đầu"),
    Urge.DIRECTOR: _("báo lãnh đạo"),
    Urge.REVIEW: _("đến kỳ rà soát"),
}
"""The kinds of urging, as lists name them."""


class Rules(models.Model):
    """How a department presses from a day on, until rules with a later day; days are working days, 0 leaves a step out."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    valid_from = models.DateField(_("từ ngày"))
    before = models.JSONField(default=list)
    after_every = models.PositiveSmallIntegerField(default=USUAL.after_every)
    cap = models.PositiveSmallIntegerField(default=USUAL.cap)
    head_days = models.PositiveSmallIntegerField(default=USUAL.head_days)
    head_times = models.PositiveSmallIntegerField(default=USUAL.head_times)
    director_days = models.PositiveSmallIntegerField(default=USUAL.director_days)
    director_times = models.PositiveSmallIntegerField(default=USUAL.director_times)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["unit", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["unit", "valid_from"], name="urging_rules_once_a_day")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.valid_from:%d/%m/%Y}"

    def value(self) -> UrgingRules:
        """Return the rules as the engine asks for them."""
        return UrgingRules(
            tuple(self.before), self.after_every, self.cap, self.head_days, self.head_times, self.director_days, self.director_times
        )


class Urging(models.Model):
    """One urging of a part on a day, the proof that it was pressed; `by` and `reason` where a person did it. Rows are only ever added."""

    part = models.ForeignKey(Assignment, models.CASCADE, related_name="urgings")
    kind = models.CharField(max_length=8, choices=[(kind.value, words) for kind, words in KINDS.items()])
    on = models.DateField()
    step = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["part", "on", "id"]
        constraints = [models.UniqueConstraint(fields=["part", "kind", "on"], name="urged_once_a_day")]


class ChannelKind(models.TextChoices):
    """By which way a message goes: into the person's notices, by mail, or to an outlet of a department."""

    APP = "app", _("trong dondoc")
    MAIL = "mail", _("thư điện tử")
    GATEWAY = "gateway", _("cổng nhắn tin")
    WEBHOOK = "webhook", _("webhook")


class Outlet(models.Model):
    """Where a department's reminders go besides its people: a gateway that the installation names, or an address signed for (webhook).

    `uid` makes the key that signs; a new one makes the old key worthless.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(_("tên"), max_length=80)
    channel = models.CharField(
        _("cách gửi"), max_length=8, choices=[(kind.value, kind.label) for kind in (ChannelKind.WEBHOOK, ChannelKind.GATEWAY)]
    )
    address = models.CharField(_("địa chỉ"), max_length=500)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "name", "id"]

    def __str__(self) -> str:
        return self.name


class MessageState(models.TextChoices):
    """What became of a message.

    `claimed` is held by a process that has not begun to send, `handed` by one that has: whether that one arrived is not known until it
    says so, and nobody sends it a second time unasked.
    """

    OWED = "owed", _("chờ gửi")
    CLAIMED = "claimed", _("đang gửi")
    HANDED = "handed", _("đang trao")
    SENT = "sent", _("đã gửi")
    FAILED = "failed", _("không gửi được")
    SKIPPED = "skipped", _("không cần gửi")


class MessageQuerySet(models.QuerySet["Message"]):
    """Ways to filter messages."""

    def due(self, now: models.DateTimeField | object) -> MessageQuerySet:
        """Those that are to be sent by now."""
        return self.filter(state=MessageState.OWED, next_at__lte=now)


class Message(models.Model):
    """One thing that one recipient is owed by one way: a person (`recipient`) or an `outlet`, named together in `target`.

    All that a target is owed by a way goes out in one piece; `batch` names the piece, the same whoever sends it.
    """

    urging = models.ForeignKey(Urging, models.CASCADE, related_name="messages")
    part = models.ForeignKey(Assignment, models.CASCADE, related_name="+", db_index=False)  # message_of_part begins with it
    kind = models.CharField(max_length=8, choices=[(kind.value, words) for kind, words in KINDS.items()])
    on = models.DateField()
    channel = models.CharField(max_length=8, choices=ChannelKind.choices)
    target = models.CharField(max_length=30)
    # Whose it is, is asked by `target`; neither people nor outlets are deleted.
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", db_index=False)
    outlet = models.ForeignKey(Outlet, models.CASCADE, null=True, blank=True, related_name="messages", db_index=False)
    state = models.CharField(max_length=8, choices=MessageState.choices, default=MessageState.OWED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    claim = models.CharField(max_length=40, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    batch = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "next_at"], name="message_due"),
            models.Index(fields=["target", "channel", "state"], name="message_of_target"),
            models.Index(fields=["part", "-id"], name="message_of_part"),
        ]
        constraints = [models.UniqueConstraint(fields=["target", "channel", "part", "kind", "on"], name="message_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on:%d/%m/%Y}"

    @property
    def audit_parent(self) -> Task:
        """The record on whose page the history is shown too."""
        return self.part.task


class Preference(models.Model):
    """How a person wants to be reminded; who never said has a row of defaults only in thought."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminding")
    mail = models.BooleanField(_("gửi qua thư điện tử"), default=True)
    muted = models.JSONField(default=list, blank=True)
    hour = models.PositiveSmallIntegerField(_("giờ nhận"), default=7)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(hour__lte=23), name="reminding_hour")]


class Purpose(models.TextChoices):
    """The one thing that a link lets its addressee say."""

    PROGRESS = "progress", _("Đang làm")
    DONE = "done", _("Đã xong, gửi kết quả")
    EXTENSION = "extension", _("Xin gia hạn")


class AnswerLink(models.Model):
    """A link in a mail by which one person says one thing of one part, once, before it expires."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    part = models.ForeignKey(Assignment, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)


class Feed(models.Model):
    """An address at which a calendar program reads the days of a person's own parts, or of a `unit`'s; only its hash is stored."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.unit.name if self.unit is not None else str(_("việc của tôi"))


class Round(models.Model):
    """When a part of the loop is to be gone through next."""

    name = models.CharField(max_length=20, primary_key=True)
    next_at = models.DateTimeField()
