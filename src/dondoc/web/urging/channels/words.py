"""A digest → plain lines for places that show text alone."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dondoc.web.urging.queries.digests import Digest


def plain_words(digest: Digest) -> str:
    """Return one line for each part: its code, unit, last day and why it stands there; not its text, which may not be for that place."""
    lines = []
    for line in digest.lines:
        due = date_format(line.due_on, "SHORT_DATE_FORMAT") if line.due_on else "–"
        lines.append(f"{line.code} · {line.unit} · {_('hạn')} {due} · {line.why}\n{line.url}")
    if digest.more:
        lines.append(_("và %(n)s việc khác") % {"n": digest.more})
    return "\n".join(lines)
