"""Label lines → their values: several in one paragraph, with and without colon, in brackets after an order."""

from __future__ import annotations

import pytest

from dondoc.engine.extraction.labels import labels_of
from tests.engine.extraction.building import nodes


def read(text: str) -> list[str]:
    """Return each label of a paragraph as "role = value"."""
    (node,) = nodes(text)
    return [f"{label.role} = {node.passage.text[label.start : label.end]}" for label in labels_of(node)]


READ = (
    ("Đơn vị chủ trì: Sở Y tế.", ["lead = Sở Y tế"]),
    ("- Cơ quan chủ trì: Sở Y tế;", ["lead = Sở Y tế"]),
    ("a) Thời gian thực hiện: Quý II/2025.", ["deadline = Quý II/2025"]),
    ("* Sản phẩm: Quyết định của UBND tỉnh.", ["deliverable = Quyết định của UBND tỉnh"]),
    (
        "Đơn vị chủ trì: Sở Y tế; đơn vị phối hợp: Sở Tài chính; thời gian: Năm 2025.",
        ["lead = Sở Y tế", "cooperating = Sở Tài chính", "deadline = Năm 2025"],
    ),
    ("Đơn vị chủ trì: Sở Y tế. Đơn vị phối hợp: Sở Tài chính.", ["lead = Sở Y tế", "cooperating = Sở Tài chính"]),
    ("Chủ trì: Sở Y tế - Phối hợp: Sở Tài chính", ["lead = Sở Y tế", "cooperating = Sở Tài chính"]),
    ("Thời gian hoàn thành trước ngày 30/6/2025", ["deadline = trước ngày 30/6/2025"]),
    ("Nguyên nhân: Do thiếu người.", ["cause = Do thiếu người"]),
    ("1.1. Tồn tại, hạn chế: Hồ sơ còn quá hạn.", ["finding = Hồ sơ còn quá hạn"]),
    ("Đơn vị chủ trì:", ["lead = "]),
    (
        "Nâng cấp hệ thống (chủ trì: Sở Y tế; phối hợp: Sở Nội vụ; thời gian: Quý I/2025).",
        ["lead = Sở Y tế", "cooperating = Sở Nội vụ", "deadline = Quý I/2025"],
    ),
    ("Sở Y tế rà soát hồ sơ. Thời gian: Quý I/2025.", ["deadline = Quý I/2025"]),
    ("Sở Y tế rà soát hồ sơ.", []),
    ("Kính gửi: Các sở, ban, ngành.", []),
    ("Sở Y tế: Rà soát hồ sơ.", []),
    ("Từ 8:00 đến 17:00 hằng ngày", []),
    (":", []),
)


@pytest.mark.parametrize(("text", "labels"), READ)
def test_a_paragraph_gives_its_labelled_values(text: str, labels: list[str]) -> None:
    assert read(text) == labels
