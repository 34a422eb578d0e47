"""Words of outgoing documents: a sentence of the engine in the page's language, and when a signature says it was made."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from dondoc.engine.writing.language import Language, Words
from dondoc.engine.writing.official.signed_pdf import Signer

register = template.Library()


@register.simple_tag
def spoken(words: Words) -> str:
    """Return a sentence in the language of the page."""
    return words.of(Language.EN if get_language() == "en" else Language.VI)


@register.simple_tag
def signed_at(signer: Signer) -> SafeString | str:
    """Return the moment of a signature to the second, in the office's own time; – for none."""
    if not signer.signed_at:
        return "–"
    local = timezone.localtime(datetime.fromisoformat(signer.signed_at))
    return format_html('<time datetime="{}">{} {}</time>', local.isoformat(), f"{local:%H:%M:%S}", date_format(local, "SHORT_DATE_FORMAT"))
