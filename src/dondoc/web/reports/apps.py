"""Names the app for Django."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reports(AppConfig):
    """The app's configuration."""

    name = "dondoc.web.reports"
    label = "reports"
    recorded: ClassVar[dict[str, Promise]] = {
        "reportduty": _("chế độ báo cáo"),
        "period": _("kỳ báo cáo"),
        "unitreport": _("báo cáo của đơn vị"),
        "consolidation": _("báo cáo tổng hợp"),
        "outgoing": _("văn bản đi"),
        "house": _("thể thức của cơ quan"),
    }
    """The kinds of records that the log tells of, by model."""

    def ready(self) -> None:
        """Hand what waits among the reports to the first page, the loop of the clock, plans' pages and the sample office."""
        # models may be imported only now that every app is set up
        from dondoc.web.plans.demo.tales import tell_also
        from dondoc.web.plans.home_panels import show_on_home
        from dondoc.web.plans.list_doors import offer_on_lists
        from dondoc.web.plans.plan_doors import offer_on_plans
        from dondoc.web.reports.actions.mailing import send_mails
        from dondoc.web.reports.actions.passing_time import pass_time
        from dondoc.web.reports.home_panels import waiting_reports
        from dondoc.web.reports.outgoing_doors import letters_of, urging_doors
        from dondoc.web.reports.outgoing_panels import waiting_documents
        from dondoc.web.reports.plan_doors import duties_door
        from dondoc.web.urging.also import tick_also

        show_on_home(waiting_documents)
        show_on_home(waiting_reports)
        tick_also(pass_time, send=send_mails)
        offer_on_plans(duties_door)
        offer_on_plans(letters_of)
        offer_on_lists(urging_doors)
        tell_also("dondoc.web.reports.demo.reporting")
