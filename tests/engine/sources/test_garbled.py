"""Turns pages of good and broken text layers into the judgement that the reader acts on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources.garbled import is_garbled, is_split, unsplit

GOOD = (
    "Giao Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành cấp tỉnh và UBND các huyện, thị xã, thành phố rà soát thủ tục hành chính "
    "theo Nghị quyết số 08-NQ/TU ngày 06/12/2021; điểm c khoản 2 Điều 5; báo cáo HĐND tỉnh trước ngày 30/6/2024."
)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "1 2.345 67,8 100% 12/3/2024 30/6 45 ha 6.200 tỷ đồng",
        "I. 5 GRDP PCI PAPI PAR INDEX SIPAS",
        "",
        "TT Nhiệm vụ Chủ trì Thời hạn",
    ],
)
def test_good_text_and_figures_are_not_called_garbled(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "Uû ban nh©n d©n tØnh giao Së Néi vô chñ tr×, phèi hîp víi c¸c së, ban, ngµnh cÊp tØnh rµ so¸t thñ tôc hµnh chÝnh",
        "Uyû ban nhaân daân tænh giao Sôû Noäi vuï chuû trì, phoái hôïp vôùi caùc sôû, ban, ngaønh raø soaùt thuû tuïc haønh chính",
        "*LDR 6\u1edf 1\u1ed9L Y\u1ee5 FK\u1ee7 WU\u00ec SK\u1ed1L K\u1ee3S Y\u1edbL F\u00e1F V\u1edf EDQ QJ\u00e0QK U\u00e0 VR\u00e1W",
        "\ue001\ue002\ue003 \ue004\ue005 \ue006\ue007\ue008 \ue001\ue002 \ue003\ue004",
        "�� ���� ��� ������ ��� ����� ���� ��",
    ],
)
def test_text_in_another_encoding_is_called_garbled(text: str) -> None:
    assert is_garbled(text)


def test_spaces_inside_words_are_seen_and_taken_out() -> None:
    broken = "TRIỂ N KHAI THỰ C HIỆ N NHIỆ M VỤ VÀ HƯỚ NG DẪ N CÁC ĐƠN VỊ BÁO CÁO KẾT QUẢ"
    assert is_split(broken)
    assert unsplit(broken) == "TRIỂN KHAI THỰC HIỆN NHIỆM VỤ VÀ HƯỚNG DẪN CÁC ĐƠN VỊ BÁO CÁO KẾT QUẢ"


@pytest.mark.parametrize("text", [GOOD, "quy định tại điểm c, điểm d khoản 2 và điểm n khoản 3 Điều này", "tổ chức a) họp; b) báo cáo"])
def test_letters_of_points_are_left_alone(text: str) -> None:
    assert not is_split(text)


@given(st.text())
def test_any_text_is_judged_without_error(text: str) -> None:
    is_garbled(text)
    assert len(unsplit(text)) <= len(text) or is_split(text) in (True, False)
