"""Turns the bytes of any DOCX into what in it is not in the form of Decree 30/2020."""

from __future__ import annotations

from dondoc.engine.writing.official.form_check.finding import FormReview
from dondoc.engine.writing.official.form_check.gathering import FaultsBuilder
from dondoc.engine.writing.official.form_check.pages import check_pages
from dondoc.engine.writing.official.form_check.settings import check_settings
from dondoc.engine.writing.official.form_check.word_file import read_word
from dondoc.engine.writing.official.form_check.wording import check_wording
from dondoc.engine.writing.official.form_check.zones import zoned


def check_form(data: bytes, name: str) -> FormReview:
    """Return what is not in form in the DOCX `data`, called `name`.

    Raises UnreadableSource (BrokenFile, EncryptedFile, TooLarge) where it is no DOCX or cannot be opened.
    """
    word = read_word(data, name)
    faults = FaultsBuilder()
    if not word.paras:
        faults.add("file.no-text")
        return FormReview(name, faults.build(), 0)
    zones = zoned(word.paras)
    check_pages(word, zones, faults)
    check_settings(zones, faults)
    check_wording(zones, faults)
    return FormReview(name, faults.build(), sum(para.times for para in word.paras))
