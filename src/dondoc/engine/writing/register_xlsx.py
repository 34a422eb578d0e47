"""Turns a register into a workbook that a clerk can work from: filtered, printable, with a state and a share done for each task."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.engine.writing.register import Register
from dondoc.engine.writing.sheets import STATES, Look, Sheet, sheets, title
from dondoc.engine.writing.workbook import HEAD_ROW, last_row, workbook

_LATE = PatternFill("solid", bgColor="F8D7DA")
_DONE = PatternFill("solid", bgColor="DFF0D8")


def to_xlsx(register: Register) -> bytes:
    """Return the workbook's bytes; text from the document stays text, whatever it begins with."""
    return workbook(sheets(register), title(register.plan), _choices)


def _choices(page: Worksheet, sheet: Sheet) -> None:
    """Offer the states as a list, bound the share done, and colour what is done and the days that have passed."""
    places = {column.look: get_column_letter(place) for place, column in enumerate(sheet.columns, 1)}
    state, share = places.get(Look.STATE), places.get(Look.PERCENT)
    if state is None or share is None:
        return
    first, last = HEAD_ROW + 1, last_row(sheet)
    states = DataValidation(type="list", formula1=f'"{",".join(STATES)}"', allow_blank=True, showErrorMessage=True)
    states.errorTitle, states.error = "Trạng thái", "Hãy chọn một trạng thái trong danh sách."
    shares = DataValidation(type="decimal", operator="between", formula1="0", formula2="1", allow_blank=True, showErrorMessage=True)
    shares.errorTitle, shares.error = "% hoàn thành", "Hãy nhập từ 0% đến 100%."
    for choice, letter in ((states, state), (shares, share)):
        page.add_data_validation(choice)
        choice.add(f"{letter}{first}:{letter}{last}")
    day = places[Look.DAY]  # the last such column: the day by which the task is due
    done = f'${state}{first}="{STATES[2]}"'
    late = f"AND(ISNUMBER(${day}{first}),${day}{first}<TODAY(),NOT({done}))"
    page.conditional_formatting.add(f"{state}{first}:{state}{last}", _rule(done, _DONE))
    page.conditional_formatting.add(f"{day}{first}:{day}{last}", _rule(late, _LATE))


def _rule(formula: str, fill: PatternFill) -> Rule:
    return Rule(type="expression", formula=[formula], dxf=DifferentialStyle(fill=fill))
