"""Any DOCX to what in it is not in the form of Decree 30/2020/NĐ-CP, each finding with its article."""

from __future__ import annotations

from dondoc.engine.writing.official.form_check.checking import check_form
from dondoc.engine.writing.official.form_check.finding import Finding, FormReview, Place, Weight

__all__ = ["Finding", "FormReview", "Place", "Weight", "check_form"]
