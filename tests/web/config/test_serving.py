"""`dondoc serve` and its sisters as an office runs them: started, stopped, killed, and refused with a sentence."""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import subprocess
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from dondoc.web.config.configuration import Configuration
from dondoc.web.config.serving import Address, check_address
from dondoc.web.config.setting_up import CannotStart
from tests.installations import Installation, Server, alive, descendants, free_port, kill, until
from tests.web.jobs.test_workers import ask, ask_endless, states, tries


def job_worker(installation: Installation) -> AbstractContextManager[subprocess.Popen[str] | None]:
    """On PostgreSQL, a worker beside the server; on the embedded database the server works by itself."""
    return installation.started("worker") if installation.database else nullcontext()


def test_a_server_shows_the_log_in_works_on_jobs_and_ends_well(installation: Installation, tmp_path: Path) -> None:
    half = installation.data / "files" / "documents" / "9c" / "9c79.abc.part"
    half.parent.mkdir(parents=True)
    half.touch()
    os.utime(half, (0, 0))
    with installation.served() as server, job_worker(installation):
        status, page = server.get("/dang-nhap/")
        assert status == 200
        sheet = re.search(r'href="(/static/ui/dondoc\.[0-9a-f]+\.css)"', page)
        assert sheet, "the style sheet is not named by its content"
        assert server.get(sheet[1])[0] == 200
        ask(installation, tmp_path, "đọc")
        until(lambda: states(installation) == [("done", 1)], "the job")
        until(lambda: not half.exists(), "the sweep of what a crash left")
        family = descendants(server.process.pid)
        assert server.stop() == 0
        until(lambda: not any(alive(pid) for pid in family), "the end of its processes")


def test_the_address_is_said_only_once_a_page_is_answered_there(installation: Installation) -> None:
    port = free_port()
    with installation.started("serve", "--port", str(port)) as process:
        server = Server(process, port)

        def said() -> bool:
            assert process.poll() is None, "the server has ended"
            return any(f"http://127.0.0.1:{port}/" in path.read_text(encoding="utf-8") for path in installation.data.glob("output-*"))

        until(said, "the address")
        assert server.get("/dang-nhap/")[0] == 200
        assert server.stop() == 0


def test_a_server_that_was_killed_goes_on_with_the_job_when_it_is_started_again(installation: Installation, tmp_path: Path) -> None:
    ask_endless(installation, tmp_path, "đọc")
    with installation.served() as server, job_worker(installation) as worker:
        until(lambda: tries(tmp_path, "đọc") == 1, "the first try")
        server.kill()
        if worker is not None:
            kill(worker)
    with installation.served() as server, job_worker(installation):
        until(lambda: states(installation) == [("done", 2)], "the second try")
        assert server.stop() == 0


def test_processes_of_a_server_that_is_killed_end_by_themselves(running_server: Server) -> None:
    family = descendants(running_server.process.pid)
    assert family
    running_server.process.kill()
    until(lambda: not any(alive(pid) for pid in family), "the end of its processes")


def test_a_port_that_is_taken_is_refused_with_a_sentence(installation: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ran = installation.run("serve", "--port", str(port))
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr == (
            f"dondoc: Cổng {port} đang có chương trình khác dùng. Hãy dừng chương trình ấy hoặc chọn cổng khác: --port {port + 1}\n"
        )


@pytest.mark.parametrize(
    "host, plain, https, hosts, said",
    [
        ("0.0.0.0", False, False, ("so.example.vn",), "chưa có https"),
        ("10.0.0.5", False, False, ("so.example.vn",), "--plain-http"),
        ("::", False, True, Configuration.hosts, "hosts ="),
        ("0.0.0.0", True, False, Configuration.hosts, "hosts ="),
        ("dondoc.example.vn", True, True, ("dondoc.example.vn",), "địa chỉ IP"),
    ],
)
def test_an_address_that_others_reach_wants_https_and_names(host: str, plain: bool, https: bool, hosts: tuple[str, ...], said: str) -> None:
    with pytest.raises(CannotStart, match=".") as caught:
        check_address(Address(host, free_port(), plain), Configuration(Path(), https=https, hosts=hosts))
    assert said in caught.value.vi


def test_this_machine_alone_is_served_without_https() -> None:
    check_address(Address("127.0.0.1", free_port()), Configuration(Path()))
    check_address(Address("0.0.0.0", free_port(), plain_http=True), Configuration(Path(), hosts=("so.example.vn",)))


def test_a_new_embedded_database_is_made_ready_and_postgresql_asks_for_it(installation: Installation) -> None:
    if installation.database:
        with pytest.MonkeyPatch.context():
            installation.do("from django.core.management import call_command; call_command('migrate', 'jobs', 'zero', verbosity=0)")
        ran = installation.run("serve", "--port", str(free_port()))
        assert (ran.returncode, "dondoc migrate" in ran.stderr) == (1, True)
        assert installation.run("migrate").returncode == 0
    else:
        (installation.data / "dondoc.sqlite3").unlink()
        with installation.served() as server:
            assert server.parts()["tables"]
    assert installation.run("migrate").stdout == "Cơ sở dữ liệu đã ở bản mới nhất.\n"


def test_a_database_out_of_reach_is_one_sentence(installation: Installation) -> None:
    nobody = Installation(installation.data, f"postgresql://so:bimat@127.0.0.1:{free_port()}/dondoc")
    for words in (("serve", "--port", str(free_port())), ("worker",), ("migrate",), ("audit", "verify")):
        ran = nobody.run(*words)
        assert ran.returncode == 1, words
        assert ran.stderr.startswith("dondoc: Không kết nối được PostgreSQL"), words
        assert len(ran.stderr.splitlines()) == 1, ran.stderr
        assert "bimat" not in ran.stderr


def test_a_file_that_is_no_database_is_one_sentence(installation: Installation) -> None:
    broken = Installation(installation.data / "other", "")
    broken.data.mkdir()
    (broken.data / "dondoc.sqlite3").write_text("không phải cơ sở dữ liệu " * 100, encoding="utf-8")
    ran = broken.run("serve", "--port", str(free_port()))
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1, ran.stderr
    assert "dondoc.sqlite3" in ran.stderr
    with pytest.raises(sqlite3.DatabaseError):
        broken.rows("SELECT 1 FROM jobs_job")


def test_a_wrong_setting_and_a_folder_that_cannot_be_made_are_one_sentence(installation: Installation) -> None:
    wrong = Installation(installation.data, "", {"DONDOC_HTTPS": "maybe"}).run("worker", "--lang", "en")
    assert (wrong.returncode, wrong.stderr) == (1, "dondoc: https: 'maybe' must be true or false\n")
    nowhere = Installation(Path("/proc/dondoc"), "")
    ran = Installation(installation.data, "", {"DONDOC_DATA": str(nowhere.data)}).run("serve")
    assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1)
    assert "/proc/dondoc" in ran.stderr


@pytest.mark.skipif(bool(os.environ.get("DONDOC_TEST_DATABASE")), reason="the sample office is always on the embedded database")
def test_the_demo_serves_a_sample_office_and_leaves_nothing_behind(installation: Installation, tmp_path: Path) -> None:
    place, port = tmp_path / "temporary", free_port()
    place.mkdir()
    here = Installation(installation.data, "", {"TMPDIR": str(place), "DONDOC_HTTPS": "no setting of this machine counts"})
    with here.started("demo", "--port", str(port)) as process:
        server = Server(process, port)
        server.wait()
        assert server.get("/dang-nhap/")[0] == 200
        assert [path.name.startswith("dondoc-demo-") for path in place.iterdir()] == [True]
        assert server.stop() == 0
    assert list(place.iterdir()) == []
    said = next(installation.data.glob("output-*")).read_text(encoding="utf-8")
    assert f"http://127.0.0.1:{port}/" in said
    assert "Nguyễn Thị Lan" in said


def test_the_log_is_checked_and_the_first_administrator_made_from_the_shell(installation: Installation) -> None:
    made = installation.run("createadmin", "--username", "quantri", "--full-name", "Đỗ Minh Quân")
    assert made.returncode == 0, made.stderr
    assert installation.rows("SELECT username, is_administrator FROM accounts_user") in ([("quantri", 1)], [("quantri", True)])
    assert "/dat-mat-khau/" in made.stdout
    again = installation.run("createadmin", "--username", "quantri", "--full-name", "Đỗ Minh Quân")
    assert (again.returncode, "Traceback" in again.stderr) == (1, False)
    checked = installation.run("audit", "verify")
    assert (checked.returncode, "nguyên vẹn" in checked.stdout) == (0, True), checked.stderr
