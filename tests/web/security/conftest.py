"""Gives security tests two departments that may know nothing of each other."""

from __future__ import annotations

import pytest

from tests.web.security.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Both departments with one record of every kind."""
    return make_world()
