"""Checks what is typed about an account, before anything is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.validators import RegexValidator
from django.forms import Form as DjangoForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dondoc.web.accounts.actions.people import PersonDetails, UsernameTaken
from dondoc.web.accounts.actions.preferences import Profile
from dondoc.web.accounts.models import Theme, User, folded_username
from dondoc.web.accounts.permissions import may_name_administrators
from dondoc.web.accounts.recording import Actor

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

LONGEST_PASSWORD = 256
WRONG_PASSWORD = _("Mật khẩu không đúng. Hãy nhập lại mật khẩu anh, chị đang dùng.")
TWO_DIFFER = _("Hai lần nhập không giống nhau. Hãy nhập lại.")


def _text(**attributes: str | bool) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "in", **attributes})


def _password(autocomplete: str, **attributes: str | bool) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"class": "in", "autocomplete": autocomplete, "maxlength": str(LONGEST_PASSWORD), **attributes})


def _password_field(label: StrOrPromise, autocomplete: str, **attributes: str | bool) -> forms.CharField:
    widget = _password(autocomplete, **attributes)
    return forms.CharField(label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget)


class LoginForm(DjangoForm):
    """A name and a password; whether they are right is not for a form to say."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        widget=_text(autocomplete="username", autocapitalize="none", spellcheck="false", autofocus=True),
    )
    password = _password_field(_("Mật khẩu"), "current-password")


class CodeForm(DjangoForm):
    """The six digits of the telephone, or a recovery code."""

    code = forms.CharField(
        label=_("Mã xác thực"),
        max_length=20,
        widget=_text(autocomplete="one-time-code", inputmode="text", spellcheck="false", autocapitalize="none", autofocus=True),
    )


class DeviceForm(DjangoForm):
    """The first six digits that a new telephone shows."""

    code = forms.RegexField(
        label=_("Mã 6 số trên điện thoại"),
        regex=r"^\s*\d{3}\s?\d{3}\s*$",
        error_messages={"invalid": _("Mã gồm đúng 6 chữ số, ví dụ 123456.")},
        widget=_text(autocomplete="one-time-code", inputmode="numeric", maxlength="9"),
    )

    def clean_code(self) -> str:
        """Return the digits alone: telephones show them as 123 456."""
        return "".join(str(self.cleaned_data["code"]).split())


class NewPasswordForm(DjangoForm):
    """A new password, typed twice, held to the rules."""

    new_password = _password_field(_("Mật khẩu mới"), "new-password")
    again = _password_field(_("Nhập lại mật khẩu mới"), "new-password")

    def __init__(self, data: object = None, *, user: User) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.user = user

    @property
    def rules(self) -> list[str]:
        """What the password must keep, each rule a sentence."""
        return [str(rule) for rule in password_validators_help_texts()]

    def clean_new_password(self) -> str:
        """Return the password if it keeps the rules."""
        password = str(self.cleaned_data["new_password"])
        validate_password(password, self.user)
        return password

    def clean(self) -> None:
        """See that both were typed alike."""
        first, second = self.cleaned_data.get("new_password"), self.cleaned_data.get("again")
        if first and second and first != second:
            self.add_error("again", TWO_DIFFER)


class PasswordForm(DjangoForm):
    """The person's own password, asked again before something that only they may do; wrong ones count as failed log-ins do."""

    password = _password_field(_("Mật khẩu hiện nay"), "current-password")

    def __init__(self, data: object = None, *, request: HttpRequest) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.request = request

    def clean_password(self) -> str:
        """Return the password if it is the person's."""
        password = str(self.cleaned_data["password"])
        if authenticate(self.request, username=self.request.user.get_username(), password=password) is None:
            raise forms.ValidationError(WRONG_PASSWORD)
        return password


class ChangePasswordForm(PasswordForm, NewPasswordForm):
    """The old password and a new one."""

    field_order = ("password", "new_password", "again")

    def __init__(self, data: object = None, *, request: HttpRequest) -> None:
        DjangoForm.__init__(self, data)  # type: ignore[arg-type]
        self.request = request
        self.user = request.user  # type: ignore[assignment]

    def clean(self) -> None:
        """See that the new password is typed twice alike, and is new."""
        super().clean()
        if self.cleaned_data.get("password") and self.cleaned_data.get("password") == self.cleaned_data.get("new_password"):
            self.add_error("new_password", _("Mật khẩu mới phải khác mật khẩu hiện nay."))


class ProfileForm(forms.ModelForm):
    """What a person says of themselves."""

    class Meta:
        model = User
        fields = ("full_name", "email", "phone")
        labels: ClassVar = {"full_name": _("Họ và tên"), "email": _("Thư điện tử"), "phone": _("Điện thoại")}
        widgets: ClassVar = {
            "full_name": _text(autocomplete="name"),
            "email": forms.EmailInput(attrs={"class": "in", "autocomplete": "email"}),
            "phone": _text(autocomplete="tel", inputmode="tel"),
        }

    def profile(self) -> Profile:
        """Return what was typed."""
        return Profile(**self.cleaned_data)


class PreferencesForm(DjangoForm):
    """Any of the ways a screen can look; what is not sent stays as it is."""

    theme = forms.ChoiceField(choices=Theme.choices, required=False)
    font_percent = forms.IntegerField(min_value=80, max_value=140, required=False)
    language = forms.ChoiceField(choices=[("vi", "vi"), ("en", "en")], required=False)
    shortcuts = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1", required=False)

    def values(self) -> dict[str, str | int | bool]:
        """Return what was sent and is valid; an empty theme is a choice, an empty number is none."""
        sent = {name: self.cleaned_data[name] for name in self.fields if name in self.data and name in self.cleaned_data}
        return {name: value for name, value in sent.items() if value not in (None, "") or name == "theme"}


class TourForm(DjangoForm):
    """How far a person has come in the first-run tour."""

    step = forms.IntegerField(min_value=0, max_value=100)


class PersonForm(forms.ModelForm):
    """A person's account, as an administrator writes it; the administration of the system shows only to who may give it."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ không dấu, chữ số và các dấu . _ - @; viết hoa hay thường như nhau."),
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9._@-]*\Z",
                _("Tên đăng nhập chỉ gồm chữ không dấu, chữ số và các dấu . _ - @, bắt đầu bằng chữ hoặc số. Ví dụ: nguyenlan"),
            )
        ],
        widget=_text(autocomplete="off", autocapitalize="none", spellcheck="false"),
    )

    class Meta:
        model = User
        fields = ("full_name", "username", "email", "phone", "must_change_password", "is_administrator")
        labels: ClassVar = {
            "full_name": _("Họ và tên"),
            "email": _("Thư điện tử"),
            "phone": _("Điện thoại"),
            "must_change_password": _("Phải đổi mật khẩu ở lần đăng nhập tới"),
            "is_administrator": _("Quản trị hệ thống"),
        }
        help_texts: ClassVar = {"is_administrator": _("Quản lý mọi đơn vị và mọi tài khoản; riêng quyền này không cho xem nhiệm vụ.")}
        widgets: ClassVar = {
            "full_name": _text(autocomplete="off"),
            "email": forms.EmailInput(attrs={"class": "in", "autocomplete": "off"}),
            "phone": _text(autocomplete="off", inputmode="tel"),
        }

    def __init__(self, data: object = None, *, by: Actor, instance: User | None = None, prefix: str | None = None) -> None:
        if data is not None:
            data = data.copy()  # type: ignore[attr-defined]
            name = f"{prefix}-username" if prefix else "username"
            data[name] = folded_username(data.get(name))  # type: ignore[index, attr-defined]
        super().__init__(data, instance=instance, prefix=prefix)  # type: ignore[arg-type]
        if not may_name_administrators(by):
            del self.fields["is_administrator"]
        if instance is None:
            del self.fields["must_change_password"]

    def clean_username(self) -> str:
        """Return the name if nobody else has it."""
        username = str(self.cleaned_data["username"])
        if User.objects.filter(username=username).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(UsernameTaken.vi)
        return username

    def details(self) -> PersonDetails:
        """Return what was typed; what the form does not show stays as it is."""
        kept = {name: getattr(self.instance, name) for name in ("is_administrator", "must_change_password")}
        return PersonDetails(**{**kept, **self.cleaned_data})
