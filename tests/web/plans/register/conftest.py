"""Gives the register's tests their small register and the day of their pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.people import Town
from tests.web.plans.register.registers import Register, make_register


@pytest.fixture
def today() -> date:
    """The day of the pages."""
    return timezone.localdate()


@pytest.fixture
def register(town: Town, today: date) -> Register:
    """The small register."""
    return make_register(town, today)
