"""Word's own list numbers are printed before their paragraphs."""

from __future__ import annotations

import pytest

from dondoc.engine.sources import docx as reader
from dondoc.engine.sources.numerals import numeral
from dondoc.engine.sources.source import Paragraph
from tests.engine.sources.office_files import docx, font, level, num, p, shape, tbl, tc, tr


def printed(body: str, numbering: str, styles: str = "") -> list[str]:
    """The paragraphs of the body, and the cells of its tables, as they are read."""
    source = reader.read(docx(body, numbering=numbering, styles=styles), "a.docx")
    found = []
    for block in source.blocks:
        places = [block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row.cells]
        found += [source.text[place.start : place.end] for place in places]
    return found


def items(*places: tuple[int, int]) -> str:
    """A numbered paragraph "x" for each list and level."""
    return "".join(p("x", number=place) for place in places)


NUMERALS = [
    ("decimal", 12, "12"),
    ("decimalZero", 4, "04"),
    ("upperRoman", 4, "IV"),
    ("lowerRoman", 1994, "mcmxciv"),
    ("upperLetter", 3, "C"),
    ("lowerLetter", 4, "d"),
    ("lowerLetter", 26, "z"),
    ("lowerLetter", 28, "bb"),
    ("vietnameseCounting", 1, "một"),
    ("vietnameseCounting", 15, "mười lăm"),
    ("vietnameseCounting", 21, "hai mươi mốt"),
    ("vietnameseCounting", 40, "bốn mươi"),
    ("none", 3, ""),
    ("upperRoman", 0, "0"),
    ("upperRoman", 999_999_999, "999999999"),
    ("lowerLetter", 999_999_999, "999999999"),
    ("hindiNumbers", 7, "7"),
]


@pytest.mark.parametrize("name, value, expected", NUMERALS)
def test_a_numeral_is_printed_in_its_format(name: str, value: int, expected: str) -> None:
    assert numeral(value, name) == expected


OUTLINE = shape(0, level(0, "%1.", "upperRoman"), level(1, "%2."), level(2, "%2.%3"), level(3, "%4)", "lowerLetter")) + num(1, 0)


def test_levels_count_on_and_deeper_ones_begin_anew() -> None:
    body = items((1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 3), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1))
    assert printed(body, OUTLINE) == [
        *("I. x", "1. x", "1.1 x", "1.2 x", "a) x", "b) x", "1.3 x", "2. x", "2.1 x", "II. x", "1. x"),
    ]


def test_paragraphs_without_a_list_between_items_do_not_stop_the_count() -> None:
    assert printed(items((1, 0)) + p("giữa") + items((1, 0)), OUTLINE) == ["I. x", "giữa", "II. x"]


def test_legal_numbering_prints_every_level_in_digits() -> None:
    numbering = shape(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2.", more="<w:isLgl/>")) + num(1, 0)
    assert printed(items((1, 0), (1, 0), (1, 1)), numbering) == ["I. x", "II. x", "2.1. x"]


def test_a_list_may_begin_elsewhere_than_at_one() -> None:
    assert printed(items((1, 0), (1, 0)), shape(0, level(0, "Điều %1.", start=5)) + num(1, 0)) == ["Điều 5. x", "Điều 6. x"]


def test_two_lists_of_one_definition_count_on_unless_one_starts_over() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = shape(0, level(0, "%1)")) + num(1, 0) + num(2, 0) + num(3, 0, override)
    body = items((1, 0), (2, 0), (3, 0), (3, 0), (1, 0))
    assert printed(body, numbering) == ["1) x", "2) x", "1) x", "2) x", "3) x"]


def test_two_definitions_count_apart() -> None:
    numbering = shape(0, level(0, "%1.")) + shape(1, level(0, "%1)", "lowerLetter")) + num(1, 0) + num(2, 1)
    assert printed(items((1, 0), (2, 0), (2, 0), (1, 0), (2, 0)), numbering) == ["1. x", "a) x", "b) x", "2. x", "c) x"]


def test_a_list_may_override_a_level_of_its_definition() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "Phần %1", "upperRoman")}</w:lvlOverride>'
    assert printed(items((1, 0)), shape(0, level(0, "%1.")) + num(1, 0, override)) == ["Phần I x"]


def test_a_level_that_never_restarts_counts_through() -> None:
    numbering = shape(0, level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 0)
    assert printed(items((1, 0), (1, 1), (1, 0), (1, 1)), numbering) == ["1. x", "1) x", "2. x", "2) x"]


def test_a_skipped_level_shows_where_it_would_begin() -> None:
    assert printed(items((1, 2)), OUTLINE) == ["1.1 x"]


def test_a_style_numbers_its_paragraphs_and_those_based_on_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="A"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    body = p("x", style="A") + p("y", style="B") + p("z", style="C") + p("t", style="A", number=(0, 0))
    assert printed(body, OUTLINE, styles) == ["I. x", "II. y", "z", "t"]


def test_a_level_linked_to_a_style_takes_its_paragraphs() -> None:
    linked = shape(0, level(0, "%1.", "upperRoman"), level(1, "%2.", more='<w:pStyle w:val="H2"/>')) + num(1, 0)
    styles = '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert printed(items((1, 0)) + p("y", style="H2") + p("y", style="H2"), linked, styles) == ["I. x", "1. y", "2. y"]


def test_a_definition_may_be_linked_to_a_numbering_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>' + shape(1, level(0, "%1/")) + num(1, 0) + num(2, 1)
    )
    styles = '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    assert printed(items((1, 0), (1, 0)), numbering, styles) == ["1/ x", "2/ x"]


BULLETS = [("-", 0, "-"), ("–", 1, "-"), ("+", 0, "+"), ("*", 1, "*"), ("\uf0b7", 0, "-"), ("o", 1, "+"), ("\uf0a7", 2, "*"), ("●", 0, "-")]


@pytest.mark.parametrize("glyph, depth, sign", BULLETS)
def test_bullets_become_the_signs_of_the_field(glyph: str, depth: int, sign: str) -> None:
    numbering = shape(0, level(depth, glyph, "bullet")) + num(1, 0)
    assert printed(items((1, depth)), numbering) == [f"{sign} x"]


def test_a_custom_format_pads_as_its_sample_does() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1"/></w:lvl>'
    )
    assert printed(items((1, 0)), shape(0, custom) + num(1, 0)) == ["001 x"]


def test_the_words_of_a_level_in_a_legacy_font_are_decoded() -> None:
    made = level(0, "§iÒu %1.").replace("</w:lvl>", f"<w:rPr>{font('.VnTime')}</w:rPr></w:lvl>")
    assert printed(items((1, 0)), shape(0, made) + num(1, 0)) == ["Điều 1. x"]


def test_a_table_column_numbered_by_word_has_its_numbers() -> None:
    numbering = shape(0, level(0, "%1")) + num(1, 0)
    row = tr(tc(p(number=(1, 0))), tc("Rà soát"))
    assert printed(tbl(row, row), numbering) == ["1", "Rà soát", "2", "Rà soát"]


def test_a_bullet_without_words_is_nothing() -> None:
    assert printed(p(number=(1, 0)) + p("y"), shape(0, level(0, "-", "bullet")) + num(1, 0)) == ["y"]


HOSTILE = [
    shape(0, level(0, "%1." * 10_000)) + num(1, 0),
    shape(0, level(0, "%9%1.", "upperRoman", start=999_999_999)) + num(1, 0),
    num(1, 77),
    '<w:num w:numId="1"/>',
    shape(0) + num(1, 0),
    '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>' + num(1, 0),
    shape(0, '<w:lvl w:ilvl="-4"/><w:lvl w:ilvl="x"><w:start w:val="y"/></w:lvl>') + num(1, 0, '<w:lvlOverride w:ilvl="99"/>'),
]


@pytest.mark.parametrize("numbering", HOSTILE)
def test_a_senseless_definition_prints_something_short(numbering: str) -> None:
    (text,) = printed(items((1, 8)), numbering) if "%9" in numbering else printed(items((1, 0)), numbering)
    assert text.endswith("x")
    assert len(text) < 100
