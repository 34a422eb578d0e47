"""Gives tests of reports an authority whose certificates are trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.signed_files import authority


@pytest.fixture
def trusted(tmp_path: Path, settings: Settings) -> None:
    """The authority of the tests among the trusted roots, in a folder beside a file that is no certificate."""
    folder = tmp_path / "chung-thu"
    folder.mkdir()
    (folder / "goc.pem").write_bytes(authority().pem)
    (folder / "doc-truoc.txt").write_text("Chứng thư gốc của cơ quan.", encoding="utf-8")
    settings.TRUSTED_CERTIFICATES = (str(folder),)
