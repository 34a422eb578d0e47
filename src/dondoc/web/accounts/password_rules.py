"""The rules of a password, each said as a clerk would: Django's own checks, whose Vietnamese is partly missing."""

from __future__ import annotations

from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(rules.MinimumLengthValidator):
    """At least so many characters."""

    def get_error_message(self) -> str:
        """Say what is wrong with a short password, and what to do."""
        words = ngettext("Mật khẩu còn ngắn, cần ít nhất %(n)s ký tự.", "Mật khẩu còn ngắn, cần ít nhất %(n)s ký tự.", self.min_length)
        return words % {"n": self.min_length}

    def get_help_text(self) -> str:
        """Say the rule."""
        words = ngettext("Ít nhất %(n)s ký tự, kể cả dấu cách.", "Ít nhất %(n)s ký tự, kể cả dấu cách.", self.min_length)
        return words % {"n": self.min_length}


class NotPersonal(rules.UserAttributeSimilarityValidator):
    """Not the person's own name or mail address."""

    def get_error_message(self) -> str:
        """Say which of the person's own words it is near to."""
        return _("Mật khẩu gần giống %(verbose_name)s, người khác dễ đoán.")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Không gần giống tên đăng nhập, họ tên hay thư điện tử.")


class NotCommon(rules.CommonPasswordValidator):
    """Not one that everybody tries first."""

    def get_error_message(self) -> str:
        """Say that the password is among those tried first."""
        return _("Mật khẩu này nhiều người dùng, kẻ dò mật khẩu thử trước tiên.")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Không phải mật khẩu nhiều người dùng, như matkhau123 hay qwertyuiop.")


class NotNumeric(rules.NumericPasswordValidator):
    """Not digits alone."""

    def get_error_message(self) -> str:
        """Say what digits alone lack."""
        return _("Mật khẩu toàn chữ số, hãy thêm chữ cái.")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Không chỉ gồm chữ số.")
