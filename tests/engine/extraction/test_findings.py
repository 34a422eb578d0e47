"""Shortcomings with their causes → findings, and for each task the one that it remedies."""

from __future__ import annotations

import pytest

from tests.engine.extraction.building import findings, links, plan

CASES = (
    (
        "a section of findings, a section of causes",
        "I. TỒN TẠI, HẠN CHẾ\n- Hồ sơ đất đai còn chậm.\nII. NGUYÊN NHÂN\n- Một số xã thiếu người.\nIII. NHIỆM VỤ\n- Rà soát hồ sơ.",
        ["Hồ sơ đất ← Một số xã"],
        [None],
    ),
    (
        "headings that state the shortcoming",
        "I. KHẮC PHỤC\n1. Hồ sơ đúng hạn còn thấp\n1.1. Nguyên nhân\n- Do thiếu người làm việc.\n- Do máy móc thiết bị cũ.\n"
        "1.2. Giải pháp\n- Kiểm tra công vụ.\n"
        "2. Người dân chưa hài lòng\n2.1. Nguyên nhân\n- Chưa công khai kết quả.\n2.2. Giải pháp\n- Công khai kết quả.\n- Khảo sát ý kiến.",
        ["Hồ sơ đúng ← Do thiếu người ← Do máy móc", "Người dân chưa ← Chưa công khai"],
        [0, 1, 1],
    ),
    (
        "a title in capitals names what stands below it",
        "II. TỒN TẠI, HẠN CHẾ VÀ NHIỆM VỤ, GIẢI PHÁP KHẮC PHỤC\n1. Việc công khai giá dịch vụ còn chậm.\n"
        "- Nguyên nhân: Chưa phân công cụ thể.\n- Giải pháp: Niêm yết công khai.\n"
        "2. Tỷ lệ hồ sơ trễ hạn còn cao.\n- Nguyên nhân: Thiếu nhân lực.\n- Giải pháp: Rà soát quy trình.",
        ["Việc công khai ← Chưa phân công", "Tỷ lệ hồ ← Thiếu nhân lực."],
        [0, 1],
    ),
    (
        "labelled lines",
        "I. NHIỆM VỤ\n1. Về đất đai\n1.1. Tồn tại, hạn chế: Hồ sơ đất đai còn quá hạn.\n1.2. Nguyên nhân: Do thiếu người.\n"
        "1.3. Nhiệm vụ, giải pháp\na) Rà soát hồ sơ.\n"
        "2. Về y tế\n2.1. Tồn tại, hạn chế: Giá thuốc chưa niêm yết.\n2.2. Nhiệm vụ, giải pháp\na) Niêm yết giá thuốc.",
        ["Hồ sơ đất ← Do thiếu người.", "Giá thuốc chưa"],
        [0, 1],
    ),
    (
        "a statement with its own cause",
        "I. NHIỆM VỤ\n1.1. Tồn tại, hạn chế: Chỉ số giảm 3 điểm; nguyên nhân do chưa công khai.\n1.2. Nhiệm vụ\n- Công khai kết quả.",
        ["Chỉ số giảm ← Chỉ số giảm"],
        [0],
    ),
    (
        "among several beside a part the most alike",
        "I. KHẮC PHỤC\n1. Tồn tại, hạn chế\n- Hồ sơ đất đai quá hạn kéo dài.\n- Giá thuốc chưa niêm yết công khai.\n2. Nhiệm vụ\n"
        "- Sở Y tế niêm yết công khai giá thuốc.\n- Kiểm tra phòng cháy.",
        ["Hồ sơ đất", "Giá thuốc chưa"],
        [1, None],
    ),
    (
        "a field is no finding",
        "I. VỀ PHÁT TRIỂN CÁC NGÀNH\n1. Nông nghiệp\n- Rà soát quy hoạch vùng trồng lúa.\n- Kiểm tra đê điều.",
        [],
        [None, None],
    ),
    ("no findings, no links", "1. Rà soát thủ tục hành chính.\n2. Kiểm tra công vụ.", [], [None, None]),
    (
        "a cause without a finding is none",
        "I. NGUYÊN NHÂN\n- Do một số đơn vị thiếu người.\nII. NHIỆM VỤ\n- Kiểm tra công vụ tại xã.",
        [],
        [None],
    ),
)


@pytest.mark.parametrize(("text", "stated", "remedied"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings_have_their_causes_and_tasks_their_findings(text: str, stated: list[str], remedied: list[int | None]) -> None:
    found = plan(text)
    assert (findings(found), links(found)) == (stated, remedied)


def test_a_finding_keeps_its_printed_number() -> None:
    found = plan(
        "I. KHẮC PHỤC\n1. Hồ sơ đúng hạn còn thấp\n1.1. Nguyên nhân\n- Do thiếu người làm việc.\n1.2. Giải pháp\n- Kiểm tra công vụ."
    )
    assert [(finding.number, finding.text) for finding in found.findings] == [("1.", "Hồ sơ đúng hạn còn thấp")]
