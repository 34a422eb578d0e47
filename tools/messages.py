"""Turns the product's Vietnamese messages into the English catalogue's files: what is new joins empty, what is gone leaves.

`python tools/messages.py` brings django.po up to date and compiles django.mo; with `--check` it changes nothing and fails where
either is behind. `--missing` lists what still wants its English words. It needs no program of gettext's own.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import django
from django.conf import settings

from messages_reading import messages_of
from messages_writing import VIETNAMESE, Catalogue, Entry, mo, po, read

WEB = Path(__file__).resolve().parents[1] / "src" / "dondoc" / "web"
CATALOGUE = WEB / "locale" / "en" / "LC_MESSAGES" / "django.po"
FRAMEWORK = WEB / "locale" / "vi" / "LC_MESSAGES" / "django.po"
"""Django's own words where its Vietnamese is not that of an office; edited by hand."""


def main(arguments: list[str]) -> int:
    """Update, check or list; return the exit code."""
    parser = argparse.ArgumentParser(description="Bring the English catalogue up to date.")
    parser.add_argument("--check", action="store_true", help="change nothing, fail where a file is behind")
    parser.add_argument("--missing", action="store_true", help="list the messages without English words")
    chosen = parser.parse_args(arguments)
    if not settings.configured:
        settings.configure()  # what reads the tags of a template asks for no setting of ours
        django.setup()
    catalogue = up_to_date(read(CATALOGUE.read_text(encoding="utf-8")) if CATALOGUE.exists() else {})
    if chosen.missing:
        return _list_missing(catalogue)
    own = read(FRAMEWORK.read_text(encoding="utf-8"))
    files = {CATALOGUE: po(catalogue).encode(), CATALOGUE.with_suffix(".mo"): mo(catalogue)}
    files |= {FRAMEWORK: po(own, VIETNAMESE).encode(), FRAMEWORK.with_suffix(".mo"): mo(own, VIETNAMESE)}
    behind = [path for path, content in files.items() if not path.exists() or path.read_bytes() != content]
    if chosen.check:
        for path in behind:
            sys.stderr.write(f"{path.relative_to(WEB)} is behind; run: python tools/messages.py\n")
        return 1 if behind else 0
    for path in behind:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path])
    return 0


def up_to_date(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue of just the messages that the product asks for now, with the English words known so far."""
    current: Catalogue = {}
    for key, message in messages_of(WEB).items():
        known = catalogue.get(key, Entry())
        forms = 2 if message.plural else 1
        english = known.english if len(known.english) == forms else (known.english[0],) * forms
        fuzzy = known.fuzzy or (any(english) and known.plural != message.plural)
        current[key] = Entry(message.plural, english, fuzzy, tuple(sorted(message.files)))
    return current


def _list_missing(catalogue: Catalogue) -> int:
    missing = {key: entry for key, entry in catalogue.items() if not entry.is_translated}
    sys.stdout.write(po(missing) if missing else "")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
