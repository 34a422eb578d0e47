"""The English catalogue: every message has its English, with the same places for values, and what is loaded is what is edited."""

from __future__ import annotations

import gettext
import io
from datetime import date
from pathlib import Path

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from messages import CATALOGUE, FRAMEWORK, WEB
from messages_reading import Key, Message, messages_of, module_messages, places, template_messages
from messages_writing import VIETNAMESE, BrokenCatalogue, Catalogue, Entry, mo, po, read


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The catalogue as it is kept."""
    return read(CATALOGUE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def asked() -> dict[Key, Message]:
    """What templates and modules ask for."""
    return messages_of(WEB)


def test_every_message_has_its_english_words(catalogue: Catalogue, asked: dict[Key, Message]) -> None:
    wanting = sorted(f"{key.words!r} ({', '.join(sorted(asked[key].files))})" for key in asked if not _is_settled(catalogue, key))
    assert not wanting, f"{len(wanting)} without English (python tools/messages.py, then fill in):\n" + "\n".join(wanting)


def test_the_catalogue_holds_no_message_that_nobody_asks_for(catalogue: Catalogue, asked: dict[Key, Message]) -> None:
    assert sorted(catalogue.keys() - asked.keys()) == []


def test_english_puts_the_same_values_in_place(catalogue: Catalogue) -> None:
    differing = [
        (key.words, form)
        for key, entry in catalogue.items()
        for form in entry.english
        if form
        and not set(places(form)) <= set(places(key.words + entry.plural))
        or form
        and len(entry.english) == 1
        and places(form) != places(key.words)
    ]
    assert differing == []


def test_what_is_loaded_is_what_is_edited(catalogue: Catalogue) -> None:
    assert CATALOGUE.with_suffix(".mo").read_bytes() == mo(catalogue)
    assert CATALOGUE.read_text(encoding="utf-8") == po(catalogue)


@pytest.mark.parametrize(
    "day, vi, en",
    [(date(2026, 11, 24), "thứ Ba, 24/11/2026", "Tuesday, 24/11/2026"), (date(2026, 11, 22), "Chủ nhật, 22/11/2026", "Sunday, 22/11/2026")],
)
def test_a_day_of_the_week_is_written_in_words(day: date, vi: str, en: str) -> None:
    with override("vi"):
        assert date_format(day, "l, d/m/Y") == vi
    with override("en"):
        assert date_format(day, "l, d/m/Y") == en
    own = read(FRAMEWORK.read_text(encoding="utf-8"))
    assert FRAMEWORK.with_suffix(".mo").read_bytes() == mo(own, VIETNAMESE)


def test_gettext_itself_reads_the_compiled_catalogue() -> None:
    catalogue: Catalogue = {
        Key("", "Tối"): Entry(english=("Dark",)),
        Key("buổi", "Tối"): Entry(english=("Evening",)),
        Key("", "%(n)s tin"): Entry("%(n)s tin", ("%(n)s notice", "%(n)s notices")),
        Key("", "Sáng"): Entry(english=("Light",), fuzzy=True),
    }
    loaded = gettext.GNUTranslations(io.BytesIO(mo(catalogue)))
    assert loaded.gettext("Tối") == "Dark"
    assert loaded.pgettext("buổi", "Tối") == "Evening"
    assert [loaded.ngettext("%(n)s tin", "%(n)s tin", n) % {"n": n} for n in (1, 2)] == ["1 notice", "2 notices"]
    assert loaded.gettext("Sáng") == "Sáng"


def test_a_catalogue_written_and_read_again_is_the_same() -> None:
    long = "Quay lại trang trước, tải lại trang rồi làm lại. " * 6 + 'Rồi bấm "Gửi".\nXong \\ hết.'
    catalogue: Catalogue = {
        Key("ngữ cảnh", long): Entry(english=(long.upper(),), files=("a.py",)),
        Key("", "%(n)s việc"): Entry("%(n)s việc", ("%(n)s task", ""), fuzzy=True, files=("a.py", "b.html")),
    }
    assert read(po(catalogue)) == catalogue


def test_a_line_that_is_no_catalogue_is_refused() -> None:
    with pytest.raises(BrokenCatalogue, match="hello"):
        read('msgid "a"\nhello\n')


def test_messages_of_templates_are_found_in_every_form() -> None:
    text = (
        '{% translate "Một" %}{% translate "Hai" context "số" %}{{ _("Ba") }}{% include "x" with t=_("Bốn") %}'
        "{% blocktranslate trimmed with a=b %}\n  Năm\n  {{ a }} {% endblocktranslate %}"
        "{% blocktranslate count n=k %}{{ n }} việc{% plural %}{{ n }} việc cả{% endblocktranslate %}"
        "{% comment %}{% translate 'Không' %}{% endcomment %}"
    )
    assert list(template_messages(text)) == [
        (Key("", "Một"), ""),
        (Key("số", "Hai"), ""),
        (Key("", "Ba"), ""),
        (Key("", "Bốn"), ""),
        (Key("", "Năm %(a)s"), ""),
        (Key("", "%(n)s việc"), "%(n)s việc cả"),
    ]


def test_messages_of_modules_are_found_by_whatever_name() -> None:
    text = (
        "from django.utils import translation\n"
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy as in_context, gettext_noop as noop\n"
        "a = _('Một')\nb = noop('Hai ' 'ba')\nc = ngettext('%(n)s việc', '%(n)s việc cả', n)\nd = in_context('số', 'Bốn')\n"
        "e = translation.gettext('Năm')\nf = _(variable)\ng = other('Không')\n"
    )
    assert sorted(module_messages(text)) == sorted(
        [
            (Key("", "Một"), ""),
            (Key("", "Hai ba"), ""),
            (Key("", "%(n)s việc"), "%(n)s việc cả"),
            (Key("số", "Bốn"), ""),
            (Key("", "Năm"), ""),
        ]
    )


def test_the_fields_that_the_log_names_are_messages() -> None:
    text = "c = {'thời hạn': Change(1, 2), **more, 'mã': 3}\nc['sản phẩm'] = Change(None, x)\nc[name] = Change(1, 2)\nc['tên'] = 4\n"
    assert list(module_messages(text)) == [(Key("", "sản phẩm"), ""), (Key("", "thời hạn"), "")]


def test_a_message_asked_for_twice_is_one_with_both_files(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text("{% translate 'Một' %}", encoding="utf-8")
    (tmp_path / "a.py").write_text("from django.utils.translation import gettext\ngettext('Một')\n", encoding="utf-8")
    assert messages_of(tmp_path) == {Key("", "Một"): Message("", {"templates/a.html", "a.py"})}


def _is_settled(catalogue: Catalogue, key: Key) -> bool:
    return key in catalogue and catalogue[key].is_translated
