"""Every figure of the overview is the number of the rows that it opens, and the states of parts leave none out and count none twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dondoc.engine.tracking import TimeState, part_state
from dondoc.engine.tracking.head_ratio import RatedPart, Weight, weight_of
from dondoc.engine.tracking.past_state import state_on
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.overview.queries.conditions import SUBMITTED_DAY, any_of, by_first_day, pieces_now, pieces_then, weighing
from dondoc.web.overview.queries.extended import both_ways, extended_lines
from dondoc.web.overview.queries.heat import heat_map
from dondoc.web.overview.queries.narrowing import narrowed
from dondoc.web.overview.queries.part_query import TIMES, PartQuery
from dondoc.web.overview.queries.parts import first_days, part_days
from dondoc.web.overview.queries.ratios import ratios
from dondoc.web.overview.queries.reach import Reach, reach_of
from dondoc.web.overview.queries.standing import Group, standing
from dondoc.web.overview.queries.trend import trend
from dondoc.web.plans.models import Assignment, Plan
from tests.builders import make_plan, make_unit
from tests.people import Town
from tests.web.overview.random_parts import DRAWN, ON, Drawn, write

pytestmark = pytest.mark.django_db
AGAIN = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
Figure = tuple[str, int, PartQuery]


@pytest.fixture
def plans(town: Town) -> list[Plan]:
    """Two plans of the department, one with a leader, and one of another department."""
    return [make_plan(town.department, director=town.director), make_plan(town.department), make_plan(town.elsewhere)]


def written(drawn: list[Drawn], town: Town, plans: list[Plan]) -> list[Assignment]:
    """The parts, of two divisions, one below, and a unit outside."""
    team = town.planning.children.first() or make_unit("Tổ Kế hoạch", town.planning)
    return write(drawn, units=[town.planning, town.staff, team, town.elsewhere], plans=plans)


def rows(query: PartQuery, reach: Reach) -> int:
    """How many rows the list shows."""
    return narrowed(query, reach, on=ON).count()


@AGAIN
@given(drawn=st.lists(DRAWN, min_size=1, max_size=25), back=st.integers(0, 300))
def test_states_in_sql_are_those_of_the_engine(drawn: list[Drawn], back: int, town: Town, plans: list[Plan]) -> None:
    with transaction.atomic():
        parts = written(drawn, town, plans)
        every = Assignment.objects.alias(submitted_day=SUBMITTED_DAY)
        day = ON - timedelta(days=back)
        for state in TIMES:
            now = set(every.filter(any_of(pieces_now(state, on=ON))).values_list("pk", flat=True))
            then = set(every.filter(any_of(pieces_then(state, on=day))).values_list("pk", flat=True))
            first = set(every.filter(by_first_day(state, on=ON)).values_list("pk", flat=True))
            for part in parts:
                days = part_days(part)
                today = part_state(days.work, due_on=part.due_on, late=part.late_days, submitted=part.submitted_at is not None, on=ON)
                assert (part.pk in now) == (today.state is state)
                past = state_on(days, on=day)
                assert (part.pk in then) == (past is not None and past.state is state)
                original = state_on(first_days(days, part.first_due_on), on=ON)
                assert (part.pk in first) == (original is not None and original.state is state)
        transaction.set_rollback(True)


@AGAIN
@given(drawn=st.lists(DRAWN, min_size=1, max_size=25), year=st.sampled_from([2025, 2026, 2027]))
def test_the_ratio_in_sql_weighs_as_the_engine(drawn: list[Drawn], year: int, town: Town, plans: list[Plan]) -> None:
    with transaction.atomic():
        parts = written(drawn, town, plans)
        for weight in Weight:
            found = set(Assignment.objects.filter(weighing(weight, year=year, on=ON)).values_list("pk", flat=True))
            for part in parts:
                rated = RatedPart(part_days(part), part.first_due_on, part.extensions, part.late_since)
                assert (part.pk in found) == (weight_of(rated, year=year, on=ON) is weight)
        transaction.set_rollback(True)


def figures(query: PartQuery, reach: Reach) -> Iterator[Figure]:
    """Every figure of every page, with the query that it leads to."""
    for group in Group:
        found = standing(query, reach, group=group, on=ON)
        for line in (found.whole, *found.lines):
            yield (f"{group} {line.name}", line.total, line.query)
            yield from ((f"{group} {line.name} {cell.state}", cell.count, cell.query) for cell in line.cells)
    for heat_line in heat_map(query, reach, heads=None, on=ON).lines:
        yield from ((f"tuần {heat_line.name}", square.count, heat_line.query.but(week=square.week)) for square in heat_line.squares)
    for month in trend(query, reach, on=ON):
        yield (f"đúng {month.first}", month.in_time, month.in_time_rows)
        yield (f"chậm {month.first}", month.late, month.late_rows)
        yield (f"quá hạn {month.last}", month.overdue, month.overdue_rows)
    for one in ratios(query, reach, year=2026, on=ON):
        yield (f"tỷ lệ {one.name}", one.ratio.against, one.against)
        yield (f"tỷ lệ {one.name}", one.ratio.favourable, one.in_favour)
        yield (f"tỷ lệ {one.name}", one.ratio.left_out, one.left_out)
    current = standing(query.but(time="", day=None), reach, group=Group.UNIT, on=ON).whole.counts
    for both in both_ways(query, reach, current=current, on=ON):
        yield (f"ban đầu {both.state}", both.first, both.first_rows)
        yield (f"hiện nay {both.state}", both.current, both.current_rows)
    for moved in extended_lines(query, reach, on=ON):
        yield (f"gia hạn {moved.name}", moved.parts, moved.rows)
        yield (f"gia hạn {moved.name}", moved.late, moved.late_rows)
        yield (f"gia hạn {moved.name}", moved.done_late, moved.done_late_rows)


@AGAIN
@given(
    drawn=st.lists(DRAWN, min_size=1, max_size=25),
    person=st.sampled_from(["lan", "minh", "thu", "hoa"]),
    asked=st.sampled_from(["", "thoi-gian=late", "vai-tro=lead", "ngay=2026-06-30", "plan", "unit", "leader"]),
)
def test_every_figure_opens_as_many_rows(drawn: list[Drawn], person: str, asked: str, town: Town, plans: list[Plan]) -> None:
    with transaction.atomic():
        written(drawn, town, plans)
        reach = reach_of(scope_of(getattr(town, person), on=ON))
        narrower = {"plan": f"van-ban={plans[1].pk}", "unit": f"don-vi={town.planning.pk}", "leader": f"lanh-dao={town.director.pk}"}
        query = PartQuery.read(narrower.get(asked, asked))
        wrong = [(what, count, rows(to, reach), to.address()) for what, count, to in figures(query, reach) if count != rows(to, reach)]
        assert wrong == []
        found = standing(query, reach, group=Group.UNIT, on=ON)
        assert sum(line.total for line in found.lines) == found.whole.total == rows(query.but(time=""), reach)
        transaction.set_rollback(True)


def test_a_query_is_read_and_written_alike() -> None:
    address = (
        "don-vi=3&rieng=1&van-ban=4&lanh-dao=5&linh-vuc=I.+A&vai-tro=lead&thoi-gian=dlate&xu-ly=done&im-lang=30-ngay&chua-nop=1"
        "&tuan=2026-11-16&thang=2026-10&nop=cham&nam=2026&ty-le=against&gia-han=1&theo-han=goc&ngay=2026-11-01&xep=ma&trang=3"
    )
    assert PartQuery.read(address).address() == address


@pytest.mark.parametrize(
    "address", ["thoi-gian=evil", "ngay=hom-nay", "tuan=9999-99-99", "nam=1", "xep=password", "don-vi=1+or+1", "rieng=1"]
)
def test_what_is_on_no_list_is_as_if_it_were_not_there(address: str) -> None:
    assert PartQuery.read(address) == PartQuery()


def test_a_state_in_sql_holds_of_no_part_without_a_word_of_time() -> None:
    assert pieces_now(TimeState.NO_DATE, on=date(2026, 1, 1)) == ()
    assert timezone.get_current_timezone_name() == "Asia/Ho_Chi_Minh"
