"""The template tags of the frame: dates, states, bars, pages and addresses."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from dondoc.web.ui.templatetags.ui import Share

TODAY = date(2026, 11, 23)


def draw(text: str, address: str = "/", **values: object) -> str:
    """Render a template as a page of the product does."""
    request = RequestFactory().get(address)
    return str(engines["django"].from_string(text).render({"today": TODAY, **values}, request))


@pytest.mark.parametrize(
    "value, words",
    [
        (date(2026, 11, 30), '<time datetime="2026-11-30">30/11</time>'),
        (date(2027, 1, 5), '<time datetime="2027-01-05">05/01/2027</time>'),
        (None, "–"),
    ],
)
def test_a_day_has_its_year_only_in_another_year(value: date | None, words: str) -> None:
    assert draw("{% day value %}", value=value) == words


def test_a_moment_is_told_in_the_hour_of_the_office() -> None:
    moment = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
    drawn = draw("{% when value %}", value=moment)
    assert ">01:05 23/11" in drawn
    assert drawn.count("<time") == 1
    assert draw("{% when value %}", value=None) == "–"


def test_a_state_is_told_by_colour_shape_and_word() -> None:
    drawn = draw('{% status "late" "quá hạn 16 ngày" %}')
    assert 'class="st s-late"' in drawn
    assert "#g-late" in drawn
    assert "quá hạn 16 ngày" in drawn
    assert 'class="chip s-done"' in draw('{% status "done" as_chip=True %}')
    with translation.override("en"):
        assert "done in time" in draw('{% status "done" %}')


def test_words_of_a_state_are_escaped() -> None:
    assert "<b>" not in draw('{% status "late" words %}', words="<b>")


def test_a_bar_names_both_figures_and_needs_no_inline_style() -> None:
    drawn = draw('{% progress 5 13 label="Nhiệm vụ xong" %}')
    assert 'width="38"' in drawn
    assert "Nhiệm vụ xong: </span>5/13" in drawn
    assert "style=" not in drawn
    assert 'width="0"' in draw("{% progress 0 0 %}")


def test_a_distribution_links_every_part_and_leaves_out_empty_ones() -> None:
    parts = [Share("done", 3, "?a=1"), Share("soon", 0), Share("late", 1, "?a=2")]
    drawn = draw('{% dist parts "4 nhiệm vụ" %}', parts=parts)
    assert drawn.count("<a ") == 2
    assert 'aria-label="3 hoàn thành đúng hạn"' in drawn
    assert 'x="75.00%"' in drawn
    assert "style=" not in drawn
    assert "<a" not in draw("{% dist parts %}", parts=[])


def test_numbers_are_grouped_as_the_language_does() -> None:
    assert draw("{{ 12345|num }}") == "12.345"
    with translation.override("en"):
        assert draw("{{ 12345|num }}") == "12,345"


@pytest.mark.parametrize("name, letter", [("Nguyễn Thị Lan", "L"), ("đào", "Đ"), ("  ", "")])
def test_the_given_name_stands_for_a_person(name: str, letter: str) -> None:
    assert draw("{{ name|initials }}", name=name) == letter


def test_a_query_keeps_what_is_not_changed() -> None:
    assert draw("{% query trang=2 q='' %}", "/?q=a&b=1") == "?b=1&amp;trang=2"


def test_the_pager_leads_on_and_keeps_the_filter() -> None:
    page = Paginator(range(1234), 50).page(10)
    drawn = draw("{% pager page %}", "/?q=a&trang=10", page=page)
    assert "451–500 trong 1.234" in drawn
    assert 'href="?q=a&amp;trang=9"' in drawn
    assert 'href="?q=a&amp;trang=11"' in drawn
    assert 'href="?q=a"' in drawn
    assert drawn.count('class="gap"') == 2
    assert drawn.count("aria-current") == 1


def test_a_list_of_one_page_needs_no_pager() -> None:
    assert draw("{% pager page %}", page=Paginator(range(20), 50).page(1)).strip() == ""


def test_an_empty_state_offers_its_one_action() -> None:
    drawn = draw('{% include "ui/empty.html" with title="Không có việc nào quá hạn" text="Gần nhất: 25/11" url="/x/" label="Xem" only %}')
    assert '<p class="h">Không có việc nào quá hạn</p>' in drawn
    assert '<a class="btn sm" href="/x/">Xem</a>' in drawn
