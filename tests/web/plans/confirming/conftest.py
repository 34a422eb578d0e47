"""Gives the tests of the confirm page a draft and what Lan's posts give her."""

from __future__ import annotations

import pytest

from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.models import Plan
from tests.directives import DIRECTIVE, TODAY, draft_from
from tests.people import Town


@pytest.fixture
def draft(town: Town) -> Plan:
    """The directive above as a draft: one certain task, one with unknown names, one with a target."""
    return draft_from(DIRECTIVE, town)


@pytest.fixture
def lans_scope(town: Town) -> Scope:
    """What Lan's posts give her."""
    return scope_of(town.lan, on=TODAY)
