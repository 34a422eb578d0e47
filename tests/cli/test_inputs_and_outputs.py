"""Which documents are read and where their registers go; an input is never written over, a register never written half."""

from __future__ import annotations

import json
from pathlib import Path, PurePath

import pytest

from dondoc.cli import main
from dondoc.cli.inputs import EXTENSIONS, Input, Inputs, output_names
from dondoc.engine.sources import detection
from tests.cli.shell import SHORT, TEXT


def test_every_ending_that_is_read_out_of_a_folder_is_known_to_the_readers() -> None:
    assert {ending.removeprefix(".") for ending in EXTENSIONS} <= set(detection._EXTENSIONS)


def test_a_folder_gives_its_documents_and_those_below_in_order(folder: Path) -> None:
    assert [item.below.as_posix() for item in Inputs.of([str(folder)]).found] == ["a.txt", "b.txt", "con/a.txt"]


def test_a_document_that_is_named_twice_is_read_once(folder: Path) -> None:
    found = Inputs.of([str(folder / "b.txt"), str(folder), str(folder / "con" / ".." / "b.txt")]).found
    assert [item.below.as_posix() for item in found] == ["b.txt", "a.txt", "con/a.txt"]


def test_a_folder_without_documents_and_a_missing_file_are_said(tmp_path: Path) -> None:
    missing = Inputs.of([str(tmp_path), str(tmp_path / "khong-co.txt")]).missing
    assert ["không có tệp nào" in missing[0].vi, "Không tìm thấy" in missing[1].vi] == [True, True]


@pytest.mark.parametrize(
    "inputs, names",
    [
        (["a.docx", "b.pdf"], ["a.json", "b.json"]),
        (["a.docx", "a.pdf"], ["a.docx.json", "a.pdf.json"]),
        (["x/a.txt", "y/a.txt"], ["x/a.json", "y/a.json"]),
        (["a.txt", "a.txt", "a.txt"], ["a.txt.json", "a.txt-2.json", "a.txt-3.json"]),
        (["A.txt", "a.txt"], ["A.txt.json", "a.txt-2.json"]),
        (["ke.hoach.2026.docx"], ["ke.hoach.2026.json"]),
    ],
)
def test_two_inputs_never_share_an_output(inputs: list[str], names: list[str]) -> None:
    assert [name.as_posix() for name in output_names([Input(path, PurePath(path)) for path in inputs], ".json")] == names


def test_registers_of_a_folder_go_under_the_names_of_its_documents(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("ra") / "moi"
    assert main(["extract", str(folder), "--format", "json", "-o", f"{out}/"]) == 0
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.*")) == ["a.json", "b.json", "con/a.json"]
    assert json.loads((out / "con" / "a.json").read_text(encoding="utf-8"))["source"]["name"] == "a.txt"


def test_an_input_is_never_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = folder / "lien-ket.json"
    link.symlink_to(folder / "a.txt")
    for output in (folder / "a.txt", link):
        assert main(["extract", str(folder / "a.txt"), "--format", "json", "-o", str(output)]) == 2
        assert "không được ghi đè" in capsys.readouterr().err
    assert main(["extract", str(folder / "a.txt"), "-o", f"{folder}/"]) == 2
    assert (folder / "a.txt").read_text(encoding="utf-8") == SHORT


def test_a_register_replaces_an_older_one_whole_or_not_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    out = tmp_path / "a.json"
    out.write_text("cũ", encoding="utf-8")
    out.chmod(0o600)
    assert main(["extract", str(tmp_path / "rong.pdf"), "--format", "json", "-o", str(out)]) == 1
    assert out.read_text(encoding="utf-8") == "cũ"
    assert main(["extract", str(tmp_path / "a.txt"), "--format", "json", "-o", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["tasks"]
    assert out.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "a.txt"]


def test_a_place_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "khong-co" / "a.json"
    assert main(["extract", str(TEXT), "-o", str(out)]) == 1
    said = capsys.readouterr().err
    assert str(out) in said
    assert "kiểm tra đường dẫn" in said
