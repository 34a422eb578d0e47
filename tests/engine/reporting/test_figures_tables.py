"""Figures tables: how cells are read, computed, joined, and what is missing or unsound."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.reporting.figures_consolidating import UnitCells, consolidated, filled
from dondoc.engine.reporting.figures_form import (
    CellKind,
    Fault,
    FiguresColumn,
    FiguresForm,
    FiguresRow,
    FormFault,
    Joining,
    RowsKind,
    faults,
)
from dondoc.engine.reporting.figures_reading import (
    TITLE,
    CellFault,
    FaultKind,
    missing,
    printed,
    read_cell,
    read_number,
    read_typed,
    stored,
)
from dondoc.engine.writing.register_json import plain
from dondoc.engine.writing.stored_values import load

RECEIVED = FiguresColumn("b", "Tiếp nhận", required=True, measure="hồ sơ")
IN_TIME = FiguresColumn("c", "Đúng hạn")
SHARE = FiguresColumn("d", "Tỷ lệ", CellKind.PERCENT, "%", formula="c / b * 100", joining=Joining.ANEW)
FORM = FiguresForm(
    (RECEIVED, IN_TIME, SHARE), rows=(FiguresRow("h1", "Tổng số", sums=True), FiguresRow("h2", "Đất đai", 1), FiguresRow("h3", "Rừng", 1))
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6.200", "6200"), ("83,78", "83.78"), ("77.21", "77.21"), ("118.04", "118.04"), ("1.250.000", "1250000"), ("2.989,5", "2989.5"),
        ("1 250", "1250"), ("−5", "-5"), ("-0,5", "-0.5"), ("95,5%", "95.5"), ("0.125", "0.125"), ("1,250,000", "1250000"),
        ("1,234.5", "1234.5"), ("05", "5"), ("12.34.56", None), ("abc", None), ("1.2.3", None), ("1e5", None), ("", None), ("٣", None),
        ("1" * 16, None),
    ],
)  # fmt: skip
def test_a_number_is_read_as_offices_write_it(text: str, number: str | None) -> None:
    assert read_number(text) == (None if number is None else Decimal(number))


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False))
def test_a_printed_number_is_read_back_as_itself(number: Decimal) -> None:
    column = FiguresColumn("b", "Số", CellKind.DECIMAL)
    assert read_cell(column, printed(column, stored(number))) == stored(number)


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (CellKind.WHOLE, "1.250", "1250"),
        (CellKind.WHOLE, "5,5", FaultKind.WHOLE),
        (CellKind.WHOLE, "–", ""),
        (CellKind.WHOLE, "năm", FaultKind.NUMBER),
        (CellKind.PERCENT, "80%", "80"),
        (CellKind.DATE, "14/11/2026", "2026-11-14"),
        (CellKind.DATE, "31/02/2026", FaultKind.DATE),
        (CellKind.TEXT, " lời ", "lời"),
        (CellKind.TEXT, "a" * 2001, FaultKind.LONG),
    ],
)
def test_a_cell_holds_what_its_column_is_for(kind: CellKind, text: str, found: str | FaultKind) -> None:
    assert read_cell(FiguresColumn("b", "Cột", kind), text) == found


def test_wrong_cells_are_named_by_row_and_column_and_are_no_values() -> None:
    reading = read_typed(FORM, {"h2": {"b": "1.200", "c": "chín trăm"}, "h1": {"b": "9"}, "lạ": {"b": "7"}})
    assert reading.values == {"h2": {"b": "1200"}}
    assert reading.faults == (CellFault("h2", "c", "chín trăm", FaultKind.NUMBER),)


def test_a_required_cell_that_is_blank_is_missing_in_every_row_that_is_typed() -> None:
    assert [(gap.row, gap.column) for gap in missing(FORM, {"h2": {"b": "1"}})] == [("h3", "b")]
    assert missing(FORM, {"h2": {"b": "1"}, "h3": {"b": "0"}}) == ()


def test_formulas_and_sum_rows_are_computed_from_what_is_typed() -> None:
    rows = filled(replace(FORM, total=False), {"h2": {"b": "200", "c": "150"}, "h3": {"b": "100", "c": "75"}})
    assert [(row.title, dict(row.cells), row.bold) for row in rows] == [
        ("Tổng số", {"b": "300", "c": "225", "d": "75"}, True),
        ("Đất đai", {"b": "200", "c": "150", "d": "75"}, False),
        ("Rừng", {"b": "100", "c": "75", "d": "75"}, False),
    ]


def test_units_are_joined_by_each_column_s_rule_and_rows_name_their_reports() -> None:
    columns = (
        FiguresColumn("b", "Tổng"),
        FiguresColumn("c", "Bình quân", CellKind.DECIMAL, joining=Joining.MEAN),
        FiguresColumn("d", "Tỷ lệ", CellKind.PERCENT, joining=Joining.RATIO, numerator="e", denominator="b"),
        FiguresColumn("e", "Đạt"),
        FiguresColumn("f", "Cuối", CellKind.TEXT, joining=Joining.LAST),
        FiguresColumn("g", "Ghi chú", CellKind.TEXT, joining=Joining.NONE),
    )
    form = FiguresForm(columns, rows=(FiguresRow("h1", "Hàng"), FiguresRow("h2", "Trống")), total=False)
    assert faults(form) == ()
    answers = [
        UnitCells("bc:1", "A", {"h1": {"b": "10", "c": "1", "d": "50", "e": "5", "f": "sớm", "g": "x"}}, place=2),
        UnitCells("bc:2", "B", {"h1": {"b": "30", "c": "2", "d": "100", "e": "30", "f": "muộn"}}, place=1),
        UnitCells("bc:3", "C", {"h1": {"c": "5"}}, place=3),
        UnitCells("bc:4", "D", None),
    ]
    table = consolidated(form, key="bieu", title="Biểu", answers=answers)
    assert table.rows[0].cells == ("40", "2,67", "87,5", "35", "sớm", "")
    assert table.rows[0].sources == ("bc:2", "bc:1", "bc:3")
    assert (table.rows[1].cells, table.rows[1].sources) == (("", "", "", "", "", ""), ())


def test_a_table_with_a_row_for_each_unit_keeps_who_has_not_reported() -> None:
    form = FiguresForm((RECEIVED, IN_TIME, SHARE), RowsKind.ONE, rows_title="Đơn vị")
    answers = [UnitCells("bc:1", "Phòng A", {"hang": {"b": "1.5", "c": "1"}}), UnitCells("bc:2", "Phòng B", None)]
    table = consolidated(form, key="k", title="T", answers=answers)
    assert (table.rows_title, table.columns) == ("Đơn vị", ("Tiếp nhận (hồ sơ)", "Đúng hạn", "Tỷ lệ (%)"))
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert [(row.title, row.cells, row.bold) for row in table.rows] == [
        ("Phòng A", ("1,5", "1", "66,67"), False),
        ("Phòng B (chưa báo cáo)", ("", "", ""), False),
        ("Tổng cộng", ("1,5", "1", "66,67"), True),
    ]


def test_rows_that_units_add_stand_under_their_unit_in_their_order() -> None:
    form = FiguresForm((FiguresColumn("b", "Kinh phí"),), RowsKind.FREE)
    values = {f"r{number}": {TITLE: f"Việc {number}", "b": str(number)} for number in (10, 9, 1)}
    table = consolidated(form, key="k", title="T", answers=[UnitCells("bc:1", "Phòng A", values), UnitCells("bc:2", "Phòng B", None)])
    assert [row.title for row in table.rows] == ["Phòng A", "Việc 1", "Việc 9", "Việc 10", "Phòng B (chưa báo cáo)", "Tổng cộng"]
    assert [row.cells[0] for row in table.rows] == ["20", "1", "9", "10", "", "20"]
    assert missing(replace(form, columns=(RECEIVED,)), {}) == (CellFault("", "", "", FaultKind.NO_ROW),)


def test_a_row_that_a_unit_adds_has_a_title() -> None:
    form = FiguresForm((FiguresColumn("b", "Kinh phí"),), RowsKind.FREE)
    reading = read_typed(form, {"r1": {"b": "5"}, "r2": {TITLE: "Có tên"}})
    assert reading.faults == (CellFault("r1", TITLE, "", FaultKind.NO_TITLE),)


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        (FiguresForm(()), Fault(FormFault.NO_COLUMNS)),
        (replace(FORM, rows=()), Fault(FormFault.NO_ROWS)),
        (replace(FORM, columns=(RECEIVED, RECEIVED)), Fault(FormFault.SAME_KEY, "b")),
        (replace(FORM, columns=(FiguresColumn("b", " "),)), Fault(FormFault.NO_TITLE, "b")),
        (replace(FORM, columns=(replace(SHARE, formula="c // b"), RECEIVED, IN_TIME)), Fault(FormFault.FORMULA, "d")),
        (replace(FORM, columns=(SHARE, RECEIVED)), Fault(FormFault.FORMULA_COLUMN, "d")),
        (replace(FORM, columns=(replace(RECEIVED, formula="c + 1"), replace(IN_TIME, formula="b + 1"))), Fault(FormFault.CIRCLE)),
        (replace(FORM, columns=(replace(RECEIVED, joining=Joining.RATIO),)), Fault(FormFault.RATIO, "b")),
        (replace(FORM, columns=(replace(RECEIVED, kind=CellKind.PERCENT),)), Fault(FormFault.JOINING, "b")),
        (replace(FORM, columns=(replace(RECEIVED, kind=CellKind.TEXT),)), Fault(FormFault.JOINING, "b")),
        (replace(FORM, rows=(FiguresRow("h1", "Tổng", sums=True),)), Fault(FormFault.NOTHING_BELOW, "h1")),
    ],
)
def test_a_definition_that_cannot_be_used_says_what_is_wrong(form: FiguresForm, fault: Fault) -> None:
    assert fault in faults(form)


def test_a_definition_is_stored_and_loaded_without_loss() -> None:
    assert load(FiguresForm, plain(FORM)) == FORM
    assert faults(FORM) == ()


cells = st.dictionaries(
    st.sampled_from(["h2", "h3"]), st.dictionaries(st.sampled_from(["b", "c"]), st.integers(0, 10**6).map(str), max_size=2), max_size=2
)


@given(st.lists(cells, min_size=1, max_size=6))
def test_the_joined_sum_is_the_sum_of_the_units_own_totals(several: list[dict[str, dict[str, str]]]) -> None:
    answers = [UnitCells(f"bc:{number}", f"Đơn vị {number}", values, number) for number, values in enumerate(several)]
    table = consolidated(FORM, key="k", title="T", answers=answers)
    own = sum(int(value) for values in several for row in values.values() for key, value in row.items() if key == "b")
    total = read_number(table.rows[-1].cells[0])
    assert (total or 0) == own
    assert table.rows[-1].cells == table.rows[0].cells
