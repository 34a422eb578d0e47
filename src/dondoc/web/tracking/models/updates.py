"""What was done to a part and said of it, act by act, with the files that prove it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dondoc.engine.tracking import Act, Work
from dondoc.web.plans.models import Assignment

ACTS = [(act.value, act.value) for act in Act]
STATES = [(state.value, state.value) for state in Work]


class Update(models.Model):
    """One act on a part: from which state to which, the percent after it, and what was said.

    `nothing_new` is the answer "nothing to report". A submission may name the result document by `result_number` and `result_on`; it is
    `complete` when it names one, brings a file, or says why there is none. Rows are only ever added.
    """

    part = models.ForeignKey(Assignment, models.CASCADE, related_name="updates")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    act = models.CharField(max_length=10, choices=ACTS)
    before = models.CharField(max_length=12, choices=STATES)
    after = models.CharField(max_length=12, choices=STATES)
    percent = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("nội dung"), blank=True)
    nothing_new = models.BooleanField(default=False)
    result_number = models.CharField(_("số, ký hiệu văn bản kết quả"), max_length=80, blank=True)
    result_on = models.DateField(_("ngày văn bản kết quả"), null=True, blank=True)
    by_mail = models.BooleanField(default=False)

    class Meta:
        ordering = ["part", "at", "id"]
        indexes = [models.Index(fields=["part", "-at"], name="update_of_part")]


class Proof(models.Model):
    """A file that proves what an update says: its bytes lie in storage under their hash."""

    update = models.ForeignKey(Update, models.CASCADE, related_name="proofs")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("tên tệp"), max_length=255)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["update", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the bytes lie in storage."""
        return f"proofs/{self.sha256[:2]}/{self.sha256}"
