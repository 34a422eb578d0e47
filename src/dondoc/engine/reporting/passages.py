"""Turns a snapshot into the drafted passages of its report, in the order of the outline; sentences follow rules and invent no number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from dondoc.engine.reporting.annexes import AnnexKind, annex_name
from dondoc.engine.reporting.counts import counts
from dondoc.engine.reporting.general_words import closing, general, opening
from dondoc.engine.reporting.outline import Section, Theme, sections
from dondoc.engine.reporting.passage import Passage, Place, drafted
from dondoc.engine.reporting.phrasing import clipped, count, joined, names, said, small, task_name
from dondoc.engine.reporting.runs import Run, Words
from dondoc.engine.reporting.snapshot import DifficultyRow, FindingRow, Snapshot, TargetRow, TaskRow
from dondoc.engine.reporting.task_words import MOST_LEADS, MOST_LISTED, due_words, group, leads
from dondoc.engine.reporting.unit_words import unit_texts
from dondoc.engine.tracking import TimeState
from dondoc.engine.vocabulary.printing import printed_number

LONGEST_TITLE = 220
_MOST_UNITS = 6
_NOTHING = "Không có nội dung phát sinh trong kỳ."


def passages(snapshot: Snapshot) -> tuple[Passage, ...]:
    """Return the whole report as drafted: the opening, each section with what the data and the units say, and the closing."""
    found = [opening(snapshot)]
    for section in sections(snapshot):
        content = list(_content(snapshot, section))
        if not content:
            content = [drafted(f"nothing.{section.key}", Place.TEXT, section=section.key, runs=said(_NOTHING))]
        found += [_titled(f"section.{section.key}", Place.SECTION, section=section.key, title=section.title), *content]
    return (*found, closing(snapshot))


def _content(snapshot: Snapshot, section: Section) -> Iterator[Passage]:
    """Yield what stands under a section; several themes get a title each."""
    parts = [(title, list(told)) for title, told in _parts(snapshot, section)]
    parts = [(title, told) for title, told in parts if told]
    for title, told in parts:
        if len(parts) > 1 and title:
            yield _titled(f"title.{section.key}.{told[0].key}", Place.TITLE, section=section.key, title=title)
        yield from told


def _parts(snapshot: Snapshot, section: Section) -> Iterator[tuple[str, Iterator[Passage]]]:
    """Yield the title and the passages of each theme, then those of the units."""
    key = section.key
    if section.themes == (Theme.PROPOSALS,):  # all of it comes from units: one list
        yield "", chain(_proposed(snapshot, key), unit_texts(snapshot, key))
        return
    for theme in section.themes:
        if theme is Theme.PROPOSALS and Theme.WEAK in section.themes:
            continue  # the difficulties carry their proposals
        yield from _TELLERS[theme](snapshot, section)
    yield "Nội dung do các đơn vị báo cáo", unit_texts(snapshot, key)


def _general(snapshot: Snapshot, section: Section) -> Iterator[tuple[str, Iterator[Passage]]]:
    yield "Kết quả chung", general(snapshot, section.key)


def _results(snapshot: Snapshot, section: Section) -> Iterator[tuple[str, Iterator[Passage]]]:
    findings = {finding.key for finding in snapshot.findings}
    rest = [task for task in snapshot.tasks if not findings.intersection(task.findings)]
    title = "Kết quả thực hiện các nhiệm vụ khác" if len(rest) < len(snapshot.tasks) else "Kết quả thực hiện các nhiệm vụ"
    yield title, _by_heading(snapshot, rest, section.key)
    told = {task.key for task in snapshot.tasks if findings.intersection(task.findings)}
    loose = [target for target in snapshot.targets if target.task not in told]
    yield "Kết quả thực hiện các chỉ tiêu", group(snapshot, (), key="targets", section=section.key, targets=loose)


def _findings(snapshot: Snapshot, section: Section) -> Iterator[tuple[str, Iterator[Passage]]]:
    yield "Kết quả khắc phục tồn tại, hạn chế", _by_finding(snapshot, section.key)


def _by_finding(snapshot: Snapshot, section: str) -> Iterator[Passage]:
    """Yield what was done for each finding; a task of several findings is told under the first."""
    told: set[str] = set()
    of_task: dict[str, list[TargetRow]] = {}
    for target in snapshot.targets:
        of_task.setdefault(target.task, []).append(target)
    for finding in snapshot.findings:
        tasks = [task for task in snapshot.tasks if finding.key in task.findings and task.key not in told]
        told.update(task.key for task in tasks)
        targets = [target for task in tasks for target in of_task.get(task.key, ())]
        yield _titled(f"finding.{finding.key}", Place.SUBTITLE, section=section, title=clipped(finding.text, LONGEST_TITLE))
        if tasks:
            yield from group(snapshot, tasks, key=f"finding.{finding.key}", section=section, targets=targets)
        else:
            yield _untouched(snapshot, finding, section)


def _untouched(snapshot: Snapshot, finding: FindingRow, section: str) -> Passage:
    """Return the sentence on a finding with no task of its own: there is none, or it was told of above."""
    shared = [task.key for task in snapshot.tasks if finding.key in task.findings]
    runs = said("Có {} nhiệm vụ, đã nêu ở trên.", count(shared)) if shared else said("Chưa có nhiệm vụ khắc phục được giao riêng.")
    return drafted(f"finding.{finding.key}.none", Place.TEXT, section=section, runs=runs, sources=(finding.key,))


def _by_heading(snapshot: Snapshot, tasks: Sequence[TaskRow], section: str) -> Iterator[Passage]:
    """Yield what was done under each title of the plan; one title alone needs none."""
    groups: dict[str, list[TaskRow]] = {}
    for task in tasks:
        groups.setdefault(task.heading[0] if task.heading else "", []).append(task)
    for title, of in groups.items():
        key = f"heading.{of[0].key}"
        if len(groups) > 1:
            shown = clipped(title, LONGEST_TITLE) if title else "Nhiệm vụ khác"
            yield _titled(key, Place.SUBTITLE, section=section, title=shown)
        yield from group(snapshot, of, key=key, section=section)


def _weak(snapshot: Snapshot, section: Section) -> Iterator[tuple[str, Iterator[Passage]]]:
    yield "Nhiệm vụ quá hạn", _overdue(snapshot, section.key)
    both = Theme.PROPOSALS in section.themes
    yield "Khó khăn, vướng mắc" + (", kiến nghị" if both else ""), _difficulties(snapshot, section.key, with_proposals=both)


def _overdue(snapshot: Snapshot, section: str) -> Iterator[Passage]:
    """Yield where the overdue tasks gather and how many of them gave no reason; each is told of with the results."""
    late = [task for task in snapshot.tasks if task.state is TimeState.LATE]
    if not late:
        if snapshot.tasks:
            yield drafted("weak.late", Place.TEXT, section=section, runs=said("Không có nhiệm vụ quá hạn chưa hoàn thành."))
        return
    by_unit: dict[str, list[str]] = {}
    for task in late:
        for unit in leads(task):
            by_unit.setdefault(unit, []).append(task.key)
    ranked = sorted(by_unit.items(), key=lambda item: (-len(item[1]), item[0]))
    runs = said("Còn {} nhiệm vụ quá hạn chưa hoàn thành", count([task.key for task in late]))
    if ranked:
        units = [said("{} ({})", Words(unit), count(keys)) for unit, keys in ranked[:_MOST_UNITS]]
        others = len(ranked) - len(units)
        more = said(f" và {printed_number(others)} đơn vị khác") if others else ()
        runs = joined((runs, said(", theo đơn vị chủ trì: "), joined(units, ", "), more), "")
    if sum(len(keys) for keys in by_unit.values()) > len(late):
        runs = joined((runs, said(", trong đó có nhiệm vụ do nhiều đơn vị cùng chủ trì")), "")
    runs = joined((runs, *_excuses(late), said(".")), "")
    yield drafted("weak.late", Place.TEXT, section=section, runs=runs)


def _excuses(late: list[TaskRow]) -> Iterator[tuple[Run, ...]]:
    """Yield of how many late tasks nobody, or not everybody, told why."""
    given = {task.key: [bool(part.excuse.strip()) for part in task.parts if part.leads] or [False] for task in late}
    none = [key for key, excused in given.items() if not any(excused)]
    some = [key for key, excused in given.items() if any(excused) and not all(excused)]
    if none:
        yield said("; {} nhiệm vụ chưa nêu lý do", count(none))
    if some:
        yield said("; {} nhiệm vụ còn đơn vị chưa nêu lý do", count(some))
    if not none and not some:
        yield said("; đều đã nêu lý do" if len(late) > 1 else "; đã nêu lý do")


def _difficulties(snapshot: Snapshot, section: str, *, with_proposals: bool) -> Iterator[Passage]:
    for row in snapshot.difficulties:
        parts = [f"{row.unit}: {clipped(row.text, 600)}"]
        if with_proposals and row.proposal.strip():
            parts.append(f"đề xuất: {clipped(row.proposal, 600)}")
        if row.answer.strip() and (with_proposals or not row.proposal.strip()):
            parts.append(_answered(row))
        yield drafted(f"difficulty.{row.key}", Place.ITEM, section=section, runs=(Words("; ".join(parts) + "."),), sources=(row.key,))


def _proposals(snapshot: Snapshot, section: Section) -> Iterator[tuple[str, Iterator[Passage]]]:
    yield "Đề xuất, kiến nghị của các đơn vị", _proposed(snapshot, section.key)


def _proposed(snapshot: Snapshot, section: str) -> Iterator[Passage]:
    for row in snapshot.difficulties:
        if row.proposal.strip():
            words = "; ".join((f"{row.unit}: {clipped(row.proposal, 600)}", *((_answered(row),) if row.answer.strip() else ())))
            yield drafted(f"proposal.{row.key}", Place.ITEM, section=section, runs=(Words(words + "."),), sources=(row.key,))


def _answered(row: DifficultyRow) -> str:
    return f"{row.answered_by or 'cơ quan giao việc'} đã trả lời: {clipped(row.answer, 600)}"


def _next(snapshot: Snapshot, section: Section) -> Iterator[tuple[str, Iterator[Passage]]]:
    yield "Nhiệm vụ theo kế hoạch", _coming(snapshot, section.key)


def _coming(snapshot: Snapshot, section: str) -> Iterator[Passage]:
    """Yield what falls due in the next period, and what is carried over."""
    if not snapshot.tasks:
        return
    coming = sorted((task for task in snapshot.tasks if task.due_next), key=lambda task: (task.due_on is None, str(task.due_on)))
    late = [task.key for task in snapshot.tasks if task.state is TimeState.LATE]
    when = Words(f"Trong {small(snapshot.period.next_label)}" if snapshot.period.next_label else "Trong kỳ tới")
    going = counts(task for task in snapshot.tasks if not task.due_next).under_way
    parts: list[tuple[Run, ...]] = []
    if late:
        parts.append(said("tập trung hoàn thành dứt điểm {} nhiệm vụ đã quá hạn", count(late)))
    if going:
        parts.append(said("tiếp tục thực hiện {} nhiệm vụ đang triển khai", count(going)))
    if coming:
        parts.append(said("hoàn thành {} nhiệm vụ đến hạn, gồm:", count([task.key for task in coming])))
    told = joined((said("{} ", when), joined(parts, "; ")), "") if parts else said("{} không có nhiệm vụ nào đến hạn", when)
    yield drafted("next.all", Place.TEXT, section=section, runs=told if coming else joined((told, said(".")), ""))
    for task in coming[:MOST_LISTED]:
        facts = [fact for fact in (names(leads(task), most=MOST_LEADS), due_words(task)) if fact]
        words = f"{task_name(task)}{': ' if facts else ''}{', '.join(facts)}."
        yield drafted(f"next.{task.key}", Place.ITEM, section=section, runs=(Words(words),), sources=(task.key,))
    if len(coming) > MOST_LISTED:
        more = count([task.key for task in coming[MOST_LISTED:]])
        rest = f"Còn {{}} nhiệm vụ khác đến hạn, nêu tại {annex_name(snapshot, AnnexKind.TASKS)}."
        yield drafted("next.more", Place.ITEM, section=section, runs=said(rest, more))


def _titled(key: str, place: Place, *, section: str, title: str) -> Passage:
    return drafted(key, place, section=section, runs=(Words(title),))


_TELLERS: dict[Theme, Callable[[Snapshot, Section], Iterator[tuple[str, Iterator[Passage]]]]] = {
    Theme.GENERAL: _general,
    Theme.RESULTS: _results,
    Theme.FINDINGS: _findings,
    Theme.WEAK: _weak,
    Theme.NEXT: _next,
    Theme.PROPOSALS: _proposals,
}
