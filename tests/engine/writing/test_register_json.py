"""The JSON, held to its published schema."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dondoc.engine.extraction import extract
from dondoc.engine.sources import read
from dondoc.engine.writing.register import Register
from dondoc.engine.writing.register_json import SCHEMA, plain, to_json
from tests.corpus import CORPUS, needs_corpus
from tests.engine.writing.plans import SHA, register

PACKAGE = Path(__file__).resolve().parents[3] / "src" / "dondoc"
SAMPLES = sorted(path for path in (PACKAGE / "sample").glob("ke-hoach-mau.*") if path.suffix in (".txt", ".docx", ".pdf"))
DOCUMENTS = [*CORPUS.glob("*.txt"), *CORPUS.glob("*.docx")] if CORPUS else []


def validator() -> Draft202012Validator:
    """The published schema, itself checked."""
    schema = json.loads((PACKAGE / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == SCHEMA
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def check(path: Path) -> None:
    """Read a document and hold its JSON to the schema and its evidence to the text."""
    source = read(path.read_bytes(), path.name)
    data = json.loads(to_json(Register(extract(source), source, SHA)))
    validator().validate(data)
    for task in data["tasks"]:
        place = task["evidence"]
        assert source.text[place["start"] : place["end"]] == place["text"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.suffix)
def test_the_json_of_the_sample_keeps_the_published_schema(path: Path) -> None:
    check(path)


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_json_of_a_real_directive_keeps_the_published_schema(path: Path) -> None:
    check(path)


def test_every_field_of_a_plan_is_in_the_schema_and_described() -> None:
    schema = validator().schema
    assert isinstance(schema, dict)
    for name, part in [("", schema), *schema["$defs"].items()]:
        assert part["additionalProperties"] is False, name
        assert set(part["required"]) == set(part["properties"]), name
        for field, value in part["properties"].items():
            assert "description" in value or "$ref" in value, f"{name}.{field}"


def test_the_same_register_gives_the_same_text_in_a_fixed_order() -> None:
    words = to_json(register("Công khai kết quả."))
    assert words == to_json(register("Công khai kết quả."))
    assert list(json.loads(words)) == [
        *("$schema", "dondoc", "source", "document", "findings", "tasks", "targets", "results", "reporting"),
        *("citations", "outline", "doubts"),
    ]
    assert "Công khai kết quả." in words


def test_json_lines_hold_one_document_on_one_line() -> None:
    assert "\n" not in to_json(register("Công khai\nkết quả."), one_line=True)


def test_a_value_without_a_form_in_json_is_refused() -> None:
    assert plain((date(2026, 1, 23), "a", 1.5, None, True)) == ["2026-01-23", "a", 1.5, None, True]
    with pytest.raises(TypeError):
        plain(object())
