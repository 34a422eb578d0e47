"""Builds what is compared from plain sentences."""

from __future__ import annotations

from collections.abc import Sequence

from dondoc.engine.comparing import Item

REVIEW = "Rà soát, cập nhật quy trình nội bộ giải quyết thủ tục hành chính trong lĩnh vực đất đai, hoàn thành trước ngày 30/6/2025."
TRAIN = "Tổ chức tập huấn kỹ năng tiếp nhận hồ sơ cho công chức làm việc tại bộ phận một cửa cấp xã."
PUBLISH = "Công khai kết quả giải quyết hồ sơ quá hạn trên cổng thông tin điện tử vào ngày 05 hằng tháng."
SURVEY = "Khảo sát mức độ hài lòng của người dân và doanh nghiệp đối với dịch vụ công trực tuyến ít nhất 02 lần trong năm."
SEED = "Kiểm tra việc kinh doanh giống cây trồng, vật tư nông nghiệp tại các chợ đầu mối trước vụ gieo cấy."
SENTENCES = (REVIEW, TRAIN, PUBLISH, SURVEY, SEED)


def items(texts: Sequence[str], *, numbers: Sequence[str] = (), heading: tuple[str, ...] = ()) -> list[Item]:
    """Give each text a key, the number of its place among `numbers`, and one heading for all."""
    return [
        Item(str(index), text, numbers[index] if index < len(numbers) else None, heading, index * 100) for index, text in enumerate(texts)
    ]
