"""Static files of the frame: named by content once collected, by their own name before, light, and free of what the policy forbids."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from dondoc.web.ui.staticfiles import Storage

WEB = Path(__file__).resolve().parents[3] / "src" / "dondoc" / "web"


def test_a_file_that_was_not_collected_keeps_its_name(tmp_path: Path) -> None:
    assert Storage(location=str(tmp_path), base_url="/static/").url("ui/dondoc.css") == "/static/ui/dondoc.css"


def test_a_collected_file_is_named_by_its_content(tmp_path: Path) -> None:
    storages = {"staticfiles": {"BACKEND": "dondoc.web.ui.staticfiles.Storage"}}
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        assert re.fullmatch(r"/static/ui/dondoc\.[0-9a-f]{12}\.css", Storage().url("ui/dondoc.css"))


@pytest.mark.parametrize("name, most", [("dondoc.css", 20_000), ("dondoc.js", 9_000), ("icons.svg", 4_000)])
def test_what_every_page_loads_stays_light(name: str, most: int) -> None:
    assert len(gzip.compress((WEB / "ui" / "static" / "ui" / name).read_bytes())) <= most


def test_no_template_and_no_picture_breaks_the_content_policy() -> None:
    forbidden = re.compile(r"""\sstyle=["']|\son[a-z]+=["']|<script(?![^>]*\ssrc=)|<style|javascript:""")
    letters = {WEB / "urging/templates/urging/mail.html"}  # programs that read mail know no style sheet, and no policy of ours
    files = [*(set(WEB.rglob("templates/**/*.html")) - letters), *WEB.rglob("static/**/*.svg")]
    assert files
    assert [str(path) for path in files if forbidden.search(path.read_text(encoding="utf-8"))] == []
