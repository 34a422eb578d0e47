"""Who a person is, how they like their screen, and where they are logged in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def folded_username(typed: str | None) -> str:
    """Return the name to log in with as it is stored: "Lan " and "LAN" are lan."""
    return (typed or "").strip().lower()


class UserQuerySet(models.QuerySet["User"]):
    """Ways to filter people."""

    def active(self) -> UserQuerySet:
        """Those who may log in."""
        return self.filter(is_active=True)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Finds a person by the name they log in with, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the person who logs in as `username`; raises DoesNotExist."""
        return self.get(username=folded_username(username))


class Theme(models.TextChoices):
    """How bright the screen is."""

    SYSTEM = "", _("Theo máy")
    LIGHT = "light", _("Sáng")
    DARK = "dark", _("Tối")


class User(AbstractBaseUser):
    """One person; what they may do comes from their posts in units, save for `is_administrator`.

    `is_administrator` is whoever installed dondoc: may manage every unit and every person, and sees no task by it.
    `invited_at` is when the one-time link that sets a password was made, while that link is unused; a new one takes the place of the old.
    """

    username = models.CharField(_("tên đăng nhập"), max_length=60, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    is_active = models.BooleanField(_("được đăng nhập"), default=True)
    is_administrator = models.BooleanField(_("quản trị hệ thống"), default=False)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    language = models.CharField(_("ngôn ngữ"), max_length=2, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi")
    theme = models.CharField(_("giao diện"), max_length=5, choices=Theme.choices, default=Theme.SYSTEM, blank=True)
    font_percent = models.PositiveSmallIntegerField(_("cỡ chữ"), default=100)
    shortcuts = models.BooleanField(_("phím tắt một chữ"), default=True)
    tour_step = models.PositiveSmallIntegerField(default=0)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(font_percent__range=(80, 140)), name="font_percent_range"),
            models.CheckConstraint(condition=models.Q(username=Lower("username")), name="username_lower_case"),
        ]

    def __str__(self) -> str:
        return self.full_name


class LoginSession(models.Model):
    """One place where a person is logged in; ending it logs that place out."""

    user = models.ForeignKey(User, models.CASCADE, related_name="login_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return gettext("phiên đăng nhập từ %(address)s") % {"address": self.address or "?"}


class FailedLogin(models.Model):
    """One failed attempt to log in, kept as long as it counts against the network that it came from."""

    network = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["network", "at"], name="failed_login_network")]

    def __str__(self) -> str:
        return gettext("tên đăng nhập không có trong sổ")
