"""The PostgreSQL of the tests: there while a command runs, gone without a trace after it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tools.temporary_postgres import find

TOOL = Path(__file__).resolve().parents[1] / "tools" / "temporary_postgres.py"
COMMAND = """
import os, sys, psycopg
address = os.environ["DONDOC_TEST_DATABASE"]
with psycopg.connect(address) as connection:
    print(address, connection.execute("SHOW data_directory").fetchone()[0])
sys.exit(7)
"""


def test_a_command_finds_an_empty_database_that_is_gone_when_it_ends() -> None:
    if find() is None:
        assert os.environ.get("CI") != "true", "PostgreSQL is absent: apt-get install --no-install-recommends postgresql"
        pytest.skip("PostgreSQL is absent (apt-get install --no-install-recommends postgresql)")
    ran = subprocess.run([sys.executable, TOOL, sys.executable, "-c", COMMAND], capture_output=True, text=True, check=False)
    assert ran.returncode == 7, ran.stderr
    address, folder = ran.stdout.split()
    assert not Path(folder).parent.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=2)


def test_without_postgresql_a_command_is_left_out_but_never_in_ci(tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(TOOL.parent)!r}); import temporary_postgres as tool; tool.find = lambda: None; "
    code += "sys.exit(tool.main(['x']))"
    for ci, wanted in (("", 0), ("true", 1)):
        ran = subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "CI": ci}, capture_output=True, text=True, cwd=tmp_path, check=False
        )
        assert (ran.returncode, "want of PostgreSQL" in ran.stderr) == (wanted, True)


def test_a_tool_without_a_command_says_what_is_missing() -> None:
    ran = subprocess.run([sys.executable, TOOL], capture_output=True, text=True, check=False)
    assert (ran.returncode, "What shall run" in ran.stderr) == (2, True)
