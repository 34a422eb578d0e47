"""Turns one line of Markdown into the words that a reader sees."""

from __future__ import annotations

import re
from html import unescape

LINE_BREAK = "\u2028"
"""Stands for `<br>` in a table row until the row is cut into cells."""

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][\w:-]{0,30}(?:\s[^<>]{0,500})?/?>")
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\](?:\([^()\s]{0,2000}(?:\s[^()]{0,200})?\)|\[[^\[\]]{0,100}\])")
# "[Nghị định 30](https://…)", "[Nghị định 30][2]"
_LINK = re.compile(r"\[([^\[\]]{0,1000})\](?:\([^()\s]{0,2000}(?:\s[^()]{0,200})?\)|\[[^\[\]]{0,100}\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]{1,50})\](:)?")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]{1,2000})\1(?!`)")
_STRONG = re.compile(r"(?<![\\*])\*{2,3}(?!\*)|(?<![\\_])__(?!_)|~~")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?![\s*_])([^*_]{1,2000})(?<![\s\\])\1(?![\w*])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{}~])")
_TASK_BOX = re.compile(r"^(\s*[-+*]\s+)\[[ xX]\]\s+")


def plain(line: str) -> str:
    """Return a line without its marks: '**1.2.** [Kế hoạch](x.html)' is '1.2. Kế hoạch', '1\\\\.' is '1.'.

    `\\\\|` and entities stay, since they are no bars of a table: see `literal`.
    """
    line = _TASK_BOX.sub(r"\1", line)
    if "<" in line:
        line = _BREAK.sub(LINE_BREAK if "|" in line else "\n", _AUTOLINK.sub(r"\1", line))
        line = _TAG.sub("", line)
    if "[" in line:
        line = _FOOTNOTE.sub(r"[\1]", _LINK.sub(r"\1", _IMAGE.sub("", line)))
    if "`" in line:
        line = _CODE.sub(r"\2", line)
    line = _EMPHASIS.sub(r"\2", _STRONG.sub("", line))
    return _ESCAPE.sub(lambda match: match[0] if match[1] == "|" else match[1], line)


def literal(words: str) -> str:
    """Return the words of a paragraph or cell with the last escapes undone: `\\\\|`, '&nbsp;', '<br>'."""
    return unescape(words).replace("\\|", "|").replace(LINE_BREAK, "\n").replace("\xa0", " ")


_ONLY_LINKS = re.compile(
    r"""
    \s* (?: [-+*] | \d{1,3}[.)] )? \s*
    (?: !? \[ [^\[\]]{0,300} \] \( [^()]{0,2000} \) [\s|·•»>/,-]* )+
    """,
    re.VERBOSE,
)


def is_link_point(line: str) -> bool:
    """Tell whether a line is nothing but links: "- [Trang chủ](/)", "[Giới thiệu](/a) | [Tin tức](/b)"."""
    return "](" in line and _ONLY_LINKS.fullmatch(line) is not None
