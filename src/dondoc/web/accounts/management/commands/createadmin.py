"""Makes the first administrator: a name and a password asked at the terminal, or a one-time link where there is no terminal."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from dondoc.web.accounts.actions import PersonDetails, UsernameTaken, accept_invitation, create_person, invite
from dondoc.web.accounts.forms import PersonForm
from dondoc.web.accounts.models import User
from dondoc.web.accounts.recording import Program

BY = Program("dondoc createadmin")


class Command(BaseCommand):
    """Makes an administrator of the system; a password is never taken from the command line, where others could read it."""

    help = "Lập tài khoản quản trị hệ thống: hỏi mật khẩu trên terminal, hoặc in liên kết đặt mật khẩu dùng một lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the names; what is left out is asked for."""
        parser.add_argument("--username", default="", help="tên đăng nhập")
        parser.add_argument("--full-name", default="", help="họ và tên")

    def handle(self, *args: object, username: str, full_name: str, **options: object) -> None:
        """Make the account, then set the password or print the link."""
        with translation.override("vi"):
            details = self._details(username, full_name)
            # asked before anything is stored: a password that is refused leaves no account behind
            password = self._password(details) if sys.stdin.isatty() else None
            try:
                user = create_person(details, by=BY)
            except UsernameTaken as error:
                raise CommandError(str(error)) from error
            now = timezone.now()
            link = invite(user, by=BY, now=now)
            if password is not None:
                accept_invitation(user, password, now=now)
                self.stdout.write(f"Đã lập tài khoản quản trị {user.username}.")
                return
            self.stdout.write(f"Đã lập tài khoản quản trị {user.username}. Mở trang này của dondoc trong 72 giờ để đặt mật khẩu:")
            self.stdout.write(link)

    def _details(self, username: str, full_name: str) -> PersonDetails:
        if sys.stdin.isatty():
            username = username or self._ask("Tên đăng nhập: ")
            full_name = full_name or self._ask("Họ và tên: ")
        form = PersonForm({"username": username, "full_name": full_name, "is_administrator": "on"}, by=BY)
        if form.is_valid():
            return form.details()
        lines = [f"{form.fields[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
        raise CommandError("\n".join([*lines, "Ví dụ: --username quantri --full-name 'Đỗ Minh Quân'"]))

    def _ask(self, question: str) -> str:
        self.stdout.write(question, ending="")
        self.stdout.flush()
        return sys.stdin.readline().strip()

    def _password(self, details: PersonDetails) -> str:
        while True:
            first = getpass("Mật khẩu: ")
            try:
                validate_password(first, User(username=details.username, full_name=details.full_name))
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
                continue
            if first == getpass("Nhập lại mật khẩu: "):
                return first
            self.stderr.write("Hai lần nhập không giống nhau.")
