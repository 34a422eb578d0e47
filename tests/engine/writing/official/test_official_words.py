"""Signing lines, numbers, and a department's choices."""

from __future__ import annotations

import pytest

from dondoc.engine.writing.official.blocks import Block, Level, Numbered, plain
from dondoc.engine.writing.official.house import House, OutsideTheDecree
from dondoc.engine.writing.official.measures import PAGE_MEASURES, ZONES, Zone
from dondoc.engine.writing.official.numbering import letter, numbers, roman
from dondoc.engine.writing.official.signing import Capacity, Office, Signature, signing_lines
from dondoc.engine.writing.official.styles import Style, forms

DIRECTOR, COMMITTEE = Office("Giám đốc"), Office("Chủ tịch", "Ủy ban nhân dân")


@pytest.mark.parametrize(
    ("signature", "lines"),
    [
        (Signature("A", "Giám đốc", DIRECTOR), ("GIÁM ĐỐC",)),
        (Signature("A", "Giám đốc", DIRECTOR, Capacity.ACTING), ("Q. GIÁM ĐỐC",)),
        (Signature("A", "Phó Giám đốc", DIRECTOR, Capacity.DEPUTY), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (Signature("A", "Chánh Văn phòng", DIRECTOR, Capacity.BY_ORDER), ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
        (Signature("A", "Trưởng phòng", DIRECTOR, Capacity.BY_MANDATE), ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG")),
        (Signature("A", "Chủ tịch", COMMITTEE), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (Signature("A", "Phó Chủ tịch", COMMITTEE, Capacity.DEPUTY), ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (Signature("A", "Chánh Văn phòng", COMMITTEE, Capacity.BY_ORDER), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (
            Signature("A", "Phó Chánh Văn phòng", DIRECTOR, Capacity.BY_ORDER, unit_head="Chánh Văn phòng"),
            ("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
    ],
)
def test_the_lines_above_a_signature_say_who_is_replaced(signature: Signature, lines: tuple[str, ...]) -> None:
    assert signing_lines(signature) == lines


def test_points_run_in_vietnamese_letters() -> None:
    assert [letter(number) for number in range(1, 10)] == ["a", "b", "c", "d", "đ", "e", "g", "h", "i"]
    assert [letter(23), letter(24), letter(25)] == ["y", "aa", "ab"]


def test_parts_run_in_roman_figures() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 40, 49)] == ["I", "IV", "IX", "XIV", "XL", "XLIX"]


def test_lower_levels_begin_anew_and_articles_run_on() -> None:
    levels = [Level.CHAPTER, Level.ARTICLE, Level.CLAUSE, Level.POINT, Level.POINT, Level.CLAUSE, Level.POINT, Level.CHAPTER, Level.ARTICLE]
    blocks: list[Block] = [Numbered(level, plain("x")) for level in levels]
    assert list(numbers(blocks)) == ["Chương I", "Điều 1.", "1.", "a)", "b)", "2.", "a)", "Chương II", "Điều 2."]


def test_a_printed_number_stays_as_it_is_printed() -> None:
    blocks: list[Block] = [Numbered(Level.CLAUSE, plain("x"), number) for number in ("1.2.", "", None)]
    assert list(numbers(blocks)) == ["1.2.", "", "3."]


def test_decimals_carry_the_number_above_them() -> None:
    levels = [Level.CLAUSE, Level.DECIMAL, Level.DECIMAL, Level.CLAUSE, Level.DECIMAL, Level.DASH, Level.PLUS]
    assert list(numbers([Numbered(level, plain("x")) for level in levels])) == ["1.", "1.1.", "1.2.", "2.", "2.1.", "-", "+"]


@pytest.mark.parametrize("choice", [{"left": 25.0}, {"body": 12.0}, {"spacing": 2.0}, {"gap": 3.0}, {"indent": 20.0}, {"right": 10.0}])
def test_a_choice_outside_the_decree_is_refused_with_its_article(choice: dict[str, float]) -> None:
    with pytest.raises(OutsideTheDecree) as refused:
        House(**choice)
    assert "Nghị định 30/2020/NĐ-CP" in refused.value.vi


@pytest.mark.parametrize("body", [13, 14])
def test_every_style_agrees_with_its_component(body: int) -> None:
    found = forms(House(body=body))
    styles = {
        Zone.STATE: Style.STATE,
        Zone.MOTTO: Style.MOTTO,
        Zone.SUPERIOR: Style.SUPERIOR,
        Zone.ISSUER: Style.ISSUER,
        Zone.NUMBER: Style.NUMBER,
        Zone.DATE: Style.DATE,
        Zone.KIND: Style.KIND,
        Zone.TITLE: Style.TITLE,
        Zone.LETTER_TITLE: Style.LETTER_TITLE,
        Zone.BASIS: Style.BASIS,
        Zone.BODY: Style.BODY,
        Zone.PART: Style.PART,
        Zone.PART_TITLE: Style.PART_TITLE,
        Zone.SIGNER_TITLE: Style.SIGNER_TITLE,
        Zone.SIGNER_NAME: Style.SIGNER_NAME,
        Zone.ADDRESSEE: Style.ADDRESSEE,
        Zone.RECIPIENTS_WORD: Style.RECIPIENTS_WORD,
        Zone.RECIPIENTS: Style.RECIPIENTS,
        Zone.ANNEX: Style.ANNEX,
        Zone.ANNEX_TITLE: Style.ANNEX_TITLE,
        Zone.ANNEX_OF: Style.ANNEX_OF,
    }
    assert set(styles) == set(Zone)
    for zone, style in styles.items():
        form, rule = found[style], ZONES[zone]
        assert rule.sizes.holds(form.size), zone
        assert rule.bold in (None, form.bold), zone
        assert rule.italic in (None, form.italic), zone


def test_every_measure_names_its_article() -> None:
    for measure in (*PAGE_MEASURES, *ZONES.values()):
        assert measure.article.startswith("Nghị định 30/2020/NĐ-CP, Phụ lục I")
