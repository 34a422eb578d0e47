"""Addresses of the plans: reading in, confirming, the register, and handing over."""

from __future__ import annotations

from dondoc.web.plans import urls_confirming, urls_handover, urls_reading, urls_register

app_name = "plans"
urlpatterns = urls_reading.urlpatterns + urls_confirming.urlpatterns + urls_register.urlpatterns + urls_handover.urlpatterns
