"""Turns one Word paragraph into the words a reader sees: runs, fields, tracked changes, marks of footnotes, legacy fonts."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from dondoc.engine.sources import docx_tags as tags
from dondoc.engine.sources.docx_losses import LossBuilder
from dondoc.engine.sources.docx_styles import PLAIN, Look, Styles
from dondoc.engine.sources.docx_tags import w
from dondoc.engine.sources.fonts import shown, tidy
from dondoc.engine.sources.numerals import roman
from dondoc.engine.sources.xml import Element

# Fields that print the number of a page: of use on paper only.
# The name of a field stands at the head of its code.
_LONGEST_CODE = 200
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_PLACEHOLDER = f"{tags.SDT_PR}/{w('showingPlcHdr')}"

_IN_RUN = {
    tags.TAB: "\t",
    tags.PTAB: "\t",
    tags.BR: "\n",
    tags.CR: "\n",
    tags.NO_BREAK_HYPHEN: "-",
    # Kept until fonts are decoded: in a TCVN3 font it is the letter "ư", else `tidy` drops it.
    tags.SOFT_HYPHEN: "\u00ad",
}
_SKIPPED = frozenset({
    tags.P_PR, tags.R_PR, tags.SDT_PR, w("sdtEndPr"), w("rt"), w("proofErr"), w("bookmarkStart"), w("bookmarkEnd"), tags.INSTR_TEXT,
    w("delText"), w("delInstrText"), w("customXmlPr"), w("smartTagPr"), w("rubyPr"), w("commentRangeStart"), w("commentRangeEnd"),
})  # fmt: skip
_PICTURED = frozenset({tags.DRAWING, tags.PICT, tags.OBJECT})
_CHARTS = frozenset({
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph's words, and the text boxes that hang on it, in order."""

    text: str
    boxes: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A footnote or endnote (`tag` of its element) that the text refers to, and the mark it was given."""

    tag: str
    id: str
    mark: str


@dataclass(slots=True)
class _Field:
    """A field that has begun: its code so far, None once its result is being read."""

    code: str | None = ""
    silent: bool = False


@dataclass(slots=True)
class _Line:
    style: str | None
    parts: list[str] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    quiet: int = 0
    """How many of the fields that have begun and not ended keep their words from being read."""

    def add(self, text: str, look: Look) -> None:
        self.parts.append(text)
        self.looks.append(look)

    def begin_field(self) -> None:
        self.fields.append(_Field())
        self.quiet += 1

    def add_code(self, code: str) -> None:
        if self.fields and self.fields[-1].code is not None:
            self.fields[-1].code = (self.fields[-1].code + code)[:_LONGEST_CODE]

    def turn_to_result(self) -> None:
        if self.fields and self.fields[-1].code is not None:
            current = self.fields[-1]
            current.silent = _is_page_field(current.code or "")
            current.code = None
            self.quiet -= not current.silent

    def end_field(self) -> None:
        if self.fields:
            last = self.fields.pop()
            self.quiet -= last.silent or last.code is not None


def chosen(alternatives: Element) -> Element | None:
    """Return the branch of `mc:AlternateContent` to read: the same content stands in each, so only one is read."""
    choice = alternatives.find(tags.CHOICE)
    return choice if choice is not None else alternatives.find(tags.FALLBACK)


def is_placeholder(control: Element) -> bool:
    """Tell whether a content control shows only its prompt ("Click or tap here to enter text.")."""
    return control.find(_PLACEHOLDER) is not None


class TextReader:
    """Reads the paragraphs of one document in their order; counts losses and collects references to footnotes."""

    __slots__ = ("_counts", "_losses", "_marks", "_styles", "references")

    def __init__(self, styles: Styles, losses: LossBuilder) -> None:
        self._styles = styles
        self._losses = losses
        self._marks: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}
        self.references: list[NoteReference] = []

    def read(self, paragraph: Element, style: str | None) -> Words:
        """Return the words of a `w:p` of the named style; lines are parted where the author broke them."""
        line = _Line(style)
        self._walk(paragraph, line)
        return Words(tidy(_decoded(line)), tuple(line.boxes))

    def _walk(self, element: Element, line: _Line) -> None:
        """Read what may hold runs: the paragraph, links, insertions, smart tags, content controls, formulas."""
        for child in element:
            tag = child.tag
            if tag == tags.R:
                self._run(child, line)
            elif tag in _SKIPPED:
                continue
            elif tag == tags.MATH_TEXT:
                line.add(child.text or "", PLAIN)
            elif tag in (tags.DEL, tags.MOVE_FROM):
                self._losses.deletions += 1
            elif tag == tags.FLD_SIMPLE and _is_page_field(child.get(tags.INSTR) or ""):
                continue
            elif tag == tags.ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._walk(branch, line)
            elif tag != tags.SDT or not is_placeholder(child):
                self._losses.insertions += tag in (tags.INS, tags.MOVE_TO)
                self._walk(child, line)

    def _run(self, run: Element, line: _Line) -> None:
        look = self._styles.look(line.style, run.find(tags.R_PR))
        self._in_run(run, line, look)

    def _in_run(self, run: Element, line: _Line, look: Look) -> None:
        for child in run:
            tag = child.tag
            if tag == tags.T:
                self._say(child.text or "", line, look)
            elif tag in _IN_RUN:
                self._say(_IN_RUN[tag], line, look)
            elif tag == tags.FLD_CHAR:
                _turn_field(child.get(tags.FLD_CHAR_TYPE), line)
            elif tag == tags.INSTR_TEXT:
                line.add_code(child.text or "")
            elif tag in _PICTURED:
                self._picture(child, line)
                self._losses.objects += tag == tags.OBJECT
            elif tag == tags.ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._in_run(branch, line, look)
            else:
                self._rare(child, line, look)

    def _rare(self, child: Element, line: _Line, look: Look) -> None:
        tag = child.tag
        if tag == tags.SYM:
            self._say(_symbol(child), line, look)
        elif tag == tags.FOOTNOTE_REFERENCE:
            line.add(self._mark(tags.FOOTNOTE, child.get(tags.ID) or ""), PLAIN)
        elif tag == tags.ENDNOTE_REFERENCE:
            line.add(self._mark(tags.ENDNOTE, child.get(tags.ID) or ""), PLAIN)
        elif tag == tags.COMMENT_REFERENCE:
            self._losses.comments += 1
        elif tag == w("ruby"):
            base = child.find(w("rubyBase"))
            if base is not None:
                self._walk(base, line)

    def _say(self, text: str, line: _Line, look: Look) -> None:
        if look.hidden:
            self._losses.hidden += bool(text.strip())
        elif not line.quiet:
            line.add(text, look)

    def _mark(self, tag: str, identity: str) -> str:
        known = self._marks.get((tag, identity))
        if known is None:
            self._counts[tag] = count = self._counts.get(tag, 0) + 1
            known = f"[{count}]" if tag == tags.FOOTNOTE else f"[{roman(count) or count}]"
            self._marks[(tag, identity)] = known
            self.references.append(NoteReference(tag, identity, known))
        return known

    def _picture(self, element: Element, line: _Line) -> None:
        """Collect the text boxes of a drawing, from one branch of each alternative; count its pictures."""
        for child in element:
            tag = child.tag
            if tag == tags.TEXT_BOX:
                line.boxes.append(child)
            elif tag == tags.ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._picture(branch, line)
            else:
                self._losses.images += tag in (tags.BLIP, tags.VML_IMAGE) and element.tag != tags.OBJECT
                self._losses.objects += tag in _CHARTS
                self._picture(child, line)


def _decoded(line: _Line) -> str:
    """Join the parts; those of one look go together first, since Word may split a VNI letter over two runs."""
    if all(look is PLAIN or look == PLAIN for look in line.looks):
        return "".join(line.parts)
    joined = []
    for look, group in groupby(zip(line.looks, line.parts, strict=True), key=lambda pair: pair[0]):
        text = "".join(part for _, part in group)
        if look.font is not None:
            text = shown(text, look.font)
        joined.append(text.upper() if look.capitals else text)
    return "".join(joined)


def _symbol(element: Element) -> str:
    try:
        letter = chr(int(element.get(w("char")) or "", 16))
    except (ValueError, OverflowError):
        return ""
    return shown(letter, element.get(w("font")) or "") if not "\ud800" <= letter <= "\udfff" else ""


def _turn_field(kind: str | None, line: _Line) -> None:
    if kind == "begin":
        line.begin_field()
    elif kind == "separate":
        line.turn_to_result()
    elif kind == "end":
        line.end_field()


def _is_page_field(code: str) -> bool:
    return code.split(maxsplit=1)[:1] != [] and code.split(maxsplit=1)[0].upper() in _PAGE_FIELDS
