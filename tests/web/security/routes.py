"""Every address of the application, walked from the resolver, with a record to put into each that takes one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.security.world import Place, Sample


@dataclass(frozen=True)
class Route:
    """One address: its name, the names of its arguments, and what answers it."""

    name: str
    arguments: frozenset[str]
    answer: Callable[..., object]

    def url(self, place: Place) -> str:
        """The address with a place's record in it."""
        return reverse(self.name, kwargs=SAMPLES[self.name](place) if self.arguments else {})


def routes() -> tuple[Route, ...]:
    """Every address that the application answers."""
    return tuple(_walk(get_resolver().url_patterns, "", frozenset()))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, above: frozenset[str]) -> Iterator[Route]:
    for pattern in patterns:
        arguments = above | frozenset(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix, arguments)
        else:
            yield Route(f"{prefix}{pattern.name}", arguments, pattern.callback)


PUBLIC = {"health", "accounts:login", "accounts:code", "accounts:set_password", "accounts:preferences", "urging:answer", "urging:feed"}
"""Addresses that answer a visitor; every other one asks to log in."""

ANYONES = {"accounts:set_password", "organisations:unit", "organisations:group", "waiting:list", "urging:answer", "urging:feed"}
"""Addresses whose record everybody with a log-in may see: the registry of units and groups, less the people in them; and the link
by which a person sets a password, which is its own key; and the kinds of things that wait, each person's own."""

SAMPLES: dict[str, Sample] = {
    "accounts:set_password": lambda place: {"token": "khong-phai-khoa"},
    "accounts:end_session": lambda place: {"pk": place.session.pk},
    "waiting:list": lambda _place: {"name": "cho-xac-nhan"},
    "notices:open": lambda place: {"pk": place.notice.pk},
    "notices:tick": lambda place: {"pk": place.notice.pk},
    "jobs:detail": lambda place: {"pk": place.job.pk},
    "jobs:state": lambda place: {"pk": place.job.pk},
    "jobs:cancel": lambda place: {"pk": place.job.pk},
    "jobs:retry": lambda place: {"pk": place.job.pk},
    "organisations:unit": lambda place: {"pk": place.division.pk},
    "organisations:edit_unit": lambda place: {"pk": place.division.pk},
    "organisations:correct_name": lambda place: {"pk": place.division.pk, "row": place.unit_name.pk},
    "organisations:new_alias": lambda place: {"pk": place.division.pk},
    "organisations:drop_alias": lambda place: {"pk": place.alias.pk},
    "organisations:event": lambda place: {"pk": place.division.pk, "kind": "doi-ten"},
    "organisations:withdraw_event": lambda place: {"pk": place.event.pk},
    "organisations:group": lambda place: {"pk": place.group.pk},
    "organisations:edit_group": lambda place: {"pk": place.group.pk},
    "organisations:add_to_group": lambda place: {"pk": place.group.pk},
    "organisations:leave_group": lambda place: {"pk": place.member.pk},
    "organisations:person": lambda place: {"pk": place.colleague.pk},
    "organisations:edit_person": lambda place: {"pk": place.colleague.pk},
    "organisations:set_up_link": lambda place: {"pk": place.colleague.pk},
    "organisations:close_account": lambda place: {"pk": place.colleague.pk},
    "organisations:open_account": lambda place: {"pk": place.colleague.pk},
    "organisations:end_sessions": lambda place: {"pk": place.colleague.pk},
    "organisations:turn_off_code": lambda place: {"pk": place.colleague.pk},
    "organisations:give_post": lambda place: {"pk": place.colleague.pk},
    "organisations:end_post": lambda place: {"pk": place.post.pk},
    "organisations:change_post_title": lambda place: {"pk": place.post.pk},
    "organisations:name_substitute": lambda place: {"pk": place.post.pk},
    "organisations:end_substitution": lambda place: {"pk": place.substitution.pk},
    "organisations:import_preview": lambda place: {"pk": place.import_draft.pk},
    "calendars:day": lambda place: {"pk": place.calendar_day.pk},
    "calendars:withdraw_day": lambda place: {"pk": place.calendar_day.pk},
    "calendars:withdraw_hours": lambda place: {"pk": place.hours.pk},
    "calendars:withdraw_notice": lambda place: {"pk": place.year_notice.pk},
    "urging:send_again": lambda place: {"pk": place.urged.message.pk},
    "urging:department_rules": lambda place: {"pk": place.department.pk},
    "urging:outlet": lambda place: {"pk": place.urged.outlet.pk},
    "urging:end_outlet": lambda place: {"pk": place.urged.outlet.pk},
    "urging:urge": lambda place: {"pk": place.urged.message.part_id},
    "urging:revoke_feed": lambda place: {"pk": place.urged.feed.pk},
    "urging:feed": lambda place: {"token": place.urged.feed_token},
    "urging:answer": lambda place: {"token": place.urged.answer_token},
    "overview:unit": lambda place: {"pk": place.division.pk},
    "overview:exported": lambda place: {"pk": place.part_export.pk},
    "plans:document": lambda place: {"pk": place.document.pk},
    "plans:progress": lambda place: {"pk": place.document.pk},
    "plans:reread": lambda place: {"pk": place.document.pk},
    "plans:download": lambda place: {"pk": place.document.pk},
    "plans:page_image": lambda place: {"pk": place.scan.pk, "page": 1},
    "plans:confirm": lambda place: {"plan_id": place.draft.pk},
    "plans:source_chunk": lambda place: {"plan_id": place.draft.pk, "chunk": 0},
    "plans:confirm_task": lambda place: {"plan_id": place.draft.pk, "task_id": place.draft_task.pk},
    "plans:restore_task": lambda place: {"plan_id": place.draft.pk, "task_id": place.draft_task.pk},
    "plans:accept_certain": lambda place: {"plan_id": place.draft.pk},
    "plans:undo": lambda place: {"plan_id": place.draft.pk},
    "plans:settle_names": lambda place: {"plan_id": place.draft.pk},
    "plans:use_selection": lambda place: {"plan_id": place.draft.pk},
    "plans:add_task": lambda place: {"plan_id": place.draft.pk},
    "plans:confirm_finding": lambda place: {"plan_id": place.draft.pk, "finding_id": place.draft_finding.pk},
    "plans:confirm_question": lambda place: {"plan_id": place.draft.pk, "question_id": place.question.pk},
    "plans:publish": lambda place: {"pk": place.draft.pk},
    "plans:amendment": lambda place: {"pk": place.amendment.pk},
    "plans:amends": lambda place: {"pk": place.draft.pk},
    "plans:copy": lambda place: {"pk": place.plan.pk},
    "plans:discard": lambda place: {"pk": place.draft.pk},
    "plans:view": lambda place: {"pk": place.view.pk},
    "plans:exported": lambda place: {"pk": place.export.pk},
    "plans:task": lambda place: {"name": place.task.code},
    "plans:twin": lambda place: {"name": place.task.code, "pk": place.twin.pk},
    "tracking:report": lambda place: {"pk": place.part.pk},
    "tracking:verdict": lambda place: {"pk": place.part.pk},
    "tracking:share_out": lambda place: {"pk": place.share.pk},
    "tracking:act": lambda place: {"pk": place.part.pk, "name": "huy"},
    "tracking:extension": lambda place: {"pk": place.extension.pk},
    "tracking:difficulty": lambda place: {"pk": place.difficulty.pk},
    "tracking:proof": lambda place: {"pk": place.proof.pk},
    "tracking:say": lambda place: {"pk": place.task.pk},
    "tracking:people": lambda place: {"pk": place.task.pk},
    "tracking:follow": lambda place: {"pk": place.task.pk},
    "tracking:wait": lambda place: {"pk": place.task.pk},
    "tracking:wait_no_more": lambda place: {"pk": place.block.pk},
    "tracking:target": lambda place: {"pk": place.figure.target_id},
    "tracking:correct": lambda place: {"pk": place.figure.pk},
    "plans:plan": lambda place: {"pk": place.plan.pk},
    "plans:source": lambda place: {"pk": place.plan.pk},
    "plans:twins": lambda place: {"pk": place.plan.pk},
    "plans:cause": lambda place: {"pk": place.cause.pk},
    "plans:rename_cause": lambda place: {"pk": place.cause.pk},
    "bulk:batch": lambda place: {"pk": place.batch.pk},
    "bulk:undo": lambda place: {"pk": place.batch.pk},
    "bulk:returned": lambda place: {"pk": place.returned.pk},
    "bulk:person": lambda place: {"pk": place.owner.pk},
    "reports:duty": lambda place: {"pk": place.reported.duty.pk},
    "reports:edit_duty": lambda place: {"pk": place.reported.duty.pk},
    "reports:end_duty": lambda place: {"pk": place.reported.duty.pk},
    "reports:matrix": lambda place: {"pk": place.reported.duty.pk},
    "reports:ask_again": lambda place: {"pk": place.reported.by_hand.pk},
    "reports:duties_of_plan": lambda place: {"pk": place.plan.pk},
    "reports:remind_period": lambda place: {"pk": place.reported.period.pk},
    "reports:consolidation": lambda place: {"pk": place.reported.period.pk},
    "reports:freeze": lambda place: {"pk": place.reported.period.pk},
    "reports:passage": lambda place: {"pk": place.reported.period.pk},
    "reports:section": lambda place: {"pk": place.reported.period.pk},
    "reports:report_title": lambda place: {"pk": place.reported.period.pk},
    "reports:figure_rows": lambda place: {"pk": place.reported.period.pk},
    "reports:attached": lambda place: {"pk": place.reported.period.pk},
    "reports:snapshots": lambda place: {"pk": place.reported.period.pk},
    "reports:compared": lambda place: {"pk": place.reported.period.pk},
    "reports:draft_file": lambda place: {"pk": place.reported.period.pk, "ending": "xlsx"},
    "reports:propose": lambda place: {"pk": place.reported.period.pk},
    "reports:unit_report": lambda place: {"pk": place.reported.report.pk},
    "reports:withdraw": lambda place: {"pk": place.reported.report.pk},
    "reports:accept": lambda place: {"pk": place.reported.report.pk},
    "reports:give_back": lambda place: {"pk": place.reported.report.pk},
    "reports:give_down": lambda place: {"pk": place.reported.report.pk},
    "reports:table": lambda place: {"pk": place.reported.report.pk, "key": place.reported.table.key},
    "reports:table_template": lambda place: {"pk": place.reported.report.pk, "key": place.reported.table.key},
    "reports:table_upload": lambda place: {"pk": place.reported.report.pk, "key": place.reported.table.key},
    "reports:collecting": lambda place: {"pk": place.reported.period.pk},
    "reports:accept_all": lambda place: {"pk": place.reported.period.pk},
    "reports:lock": lambda place: {"pk": place.reported.period.pk},
    "reports:unlock": lambda place: {"pk": place.reported.period.pk},
    "reports:new_table": lambda place: {"pk": place.reported.duty.pk},
    "reports:edit_table": lambda place: {"pk": place.reported.table.pk},
    "reports:remove_table": lambda place: {"pk": place.reported.table.pk},
    "reports:begin_letter": lambda place: {"pk": place.plan.pk},
    "reports:out": lambda place: {"pk": place.reported.draft.pk},
    "reports:edit_out": lambda place: {"pk": place.reported.draft.pk},
    "reports:out_signer": lambda place: {"pk": place.reported.draft.pk},
    "reports:propose_out": lambda place: {"pk": place.reported.draft.pk},
    "reports:send_out_back": lambda place: {"pk": place.reported.draft.pk},
    "reports:number_out": lambda place: {"pk": place.reported.draft.pk},
    "reports:discard_out": lambda place: {"pk": place.reported.draft.pk},
    "reports:write_out": lambda place: {"pk": place.reported.draft.pk},
    "reports:out_writing": lambda place: {"pk": place.reported.draft.pk},
    "reports:out_file": lambda place: {"pk": place.reported.signed.pk, "ending": "docx"},
    "reports:out_signed": lambda place: {"pk": place.reported.signed.pk},
    "reports:decide_out": lambda place: {"pk": place.reported.signed.pk},
    "reports:house": lambda place: {"pk": place.department.pk},
    "reports:continue_numbers": lambda place: {"pk": place.department.pk},
    "plans:merge_cause": lambda place: {"pk": place.cause.pk},
}
"""For every address with an argument, the record of a place that it takes."""

FORMS: dict[str, dict[str, str]] = {"plans:twin": {"do": "part"}, "reports:begin_letter": {"kind": "CV-GV"}}
"""What is posted to an address that answers an empty form as it answers a record that is not there."""
