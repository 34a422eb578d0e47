"""Turns the short names of WordprocessingML elements and attributes into the qualified names that lxml compares."""

from __future__ import annotations

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"


def w(name: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute: `w("p")`."""
    return _W + name


DOCUMENT, BODY, P, TBL, TR, TC, SDT, SECT_PR = map(w, ("document", "body", "p", "tbl", "tr", "tc", "sdt", "sectPr"))
P_PR, R_PR, TC_PR, TR_PR, TBL_PR, TBL_GRID, SDT_PR = map(w, ("pPr", "rPr", "tcPr", "trPr", "tblPr", "tblGrid", "sdtPr"))
R, T, TAB, PTAB, BR, CR, SYM = map(w, ("r", "t", "tab", "ptab", "br", "cr", "sym"))
NO_BREAK_HYPHEN, SOFT_HYPHEN = w("noBreakHyphen"), w("softHyphen")
FLD_CHAR, FLD_SIMPLE, INSTR_TEXT, INSTR, FLD_CHAR_TYPE = map(w, ("fldChar", "fldSimple", "instrText", "instr", "fldCharType"))
INS, DEL, MOVE_FROM, MOVE_TO = w("ins"), w("del"), w("moveFrom"), w("moveTo")
FOOTNOTE, ENDNOTE, FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE = map(w, ("footnote", "endnote", "footnoteReference", "endnoteReference"))
COMMENT_REFERENCE, ALT_CHUNK, OBJECT, DRAWING, PICT = map(w, ("commentReference", "altChunk", "object", "drawing", "pict"))
TEXT_BOX = w("txbxContent")
VAL, ID, TYPE = w("val"), w("id"), w("type")
ALTERNATE, CHOICE, FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
MATH_TEXT = _M + "t"
BLIP, VML_IMAGE = _A + "blip", _V + "imagedata"
LATIN, MAJOR_FONT, MINOR_FONT = _A + "latin", _A + "majorFont", _A + "minorFont"
RELATION_ID = _R + "id"
