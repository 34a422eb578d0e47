"""The words for what is wrong with a cell or with the definition of a table, and for the kinds of columns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.engine.reporting.figures_form import CellKind, FormFault, Joining, RowsKind
from dondoc.engine.reporting.figures_reading import FaultKind

CELL_FAULTS = {
    FaultKind.NUMBER: _("Cần một con số, ví dụ 1.250 hoặc 98,5."),
    FaultKind.WHOLE: _("Cần một số nguyên, ví dụ 1.250."),
    FaultKind.DATE: _("Cần một ngày, ví dụ 14/11/2026."),
    FaultKind.LONG: _("Nhiều nhất 2.000 chữ."),
    FaultKind.MISSING: _("Ô này phải điền."),
    FaultKind.NO_TITLE: _("Hàng có số liệu thì phải có tên."),
    FaultKind.TOO_MANY: _("Nhiều nhất 300 hàng."),
    FaultKind.NO_ROW: _("Biểu phải có ít nhất một hàng."),
}
FORM_FAULTS = {
    FormFault.NO_COLUMNS: _("Biểu phải có ít nhất một cột."),
    FormFault.NO_ROWS: _("Ghi ít nhất một hàng, hoặc chọn cách khác ở “Các hàng”."),
    FormFault.SAME_KEY: _("Hai cột trùng mã."),
    FormFault.NO_TITLE: _("Cột phải có tên."),
    FormFault.FORMULA: _("Công thức chỉ gồm mã cột, số, dấu + - * / và ngoặc. Ví dụ: b / a * 100."),
    FormFault.FORMULA_COLUMN: _("Công thức nhắc đến một cột không có hoặc không phải cột số."),
    FormFault.FORMULA_TEXT: _("Chỉ cột số mới tự tính được."),
    FormFault.CIRCLE: _("Các công thức gọi lẫn nhau thành vòng."),
    FormFault.RATIO: _("Ghi hai cột số cần chia, ví dụ: b / a."),
    FormFault.JOINING: _(
        "Cách tổng hợp này không hợp với cột. Tỷ lệ % thì chọn bình quân, tỷ lệ của hai cột hoặc tính lại theo công thức."
    ),
    FormFault.NOTHING_BELOW: _("Hàng tự cộng (có dấu =) phải có hàng con ở dưới."),
}
KINDS = {
    CellKind.WHOLE: _("số nguyên"),
    CellKind.DECIMAL: _("số lẻ"),
    CellKind.PERCENT: _("tỷ lệ %"),
    CellKind.TEXT: _("chữ"),
    CellKind.DATE: _("ngày"),
}
JOININGS = {
    Joining.SUM: _("cộng các đơn vị"),
    Joining.MEAN: _("bình quân các đơn vị"),
    Joining.RATIO: _("tỷ lệ của hai cột"),
    Joining.ANEW: _("tính lại theo công thức"),
    Joining.LAST: _("số nộp sau cùng"),
    Joining.NONE: _("không tổng hợp"),
}
ROWS = {
    RowsKind.FIXED: _("Các hàng cố định ghi dưới đây"),
    RowsKind.ONE: _("Mỗi đơn vị một hàng"),
    RowsKind.FREE: _("Đơn vị tự thêm hàng"),
}
