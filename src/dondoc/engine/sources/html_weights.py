"""Turns a page's tree into the number of letters below each element, in links and outside them."""

from __future__ import annotations

from dataclasses import dataclass, field

from dondoc.engine.sources.html_tree import Element

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that stand on lines of their own."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Letters below each element of a tree, those of them that stand in links, and the number of links."""

    all: dict[Element, int] = field(default_factory=dict)
    linked: dict[Element, int] = field(default_factory=dict)
    links: dict[Element, int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element) -> Weights:
        """Count every element of a tree, children before parents."""
        weights = cls()
        for element in reversed(list(root.elements())):
            link = is_link(element)
            letters, linked, links = 0, 0, int(link)
            for child in element.children:
                if isinstance(child, Element):
                    letters += weights.all[child]
                    linked += weights.linked[child]
                    links += weights.links[child]
                elif not child.isspace():
                    letters += len(child) - child.count(" ")
            weights.all[element] = letters
            weights.linked[element] = letters if link else linked
            weights.links[element] = links
        return weights

    def plain(self, element: Element) -> int:
        """Return the letters outside links."""
        return self.all[element] - self.linked[element]

    def link_share(self, element: Element) -> float:
        """Return the share of letters in links, 0 to 1."""
        return self.linked[element] / self.all[element] if self.all[element] else 0.0


def is_link(element: Element) -> bool:
    """Tell whether an element leads to another page; names of places (`<a name>`) and footnotes (`href="#…"`) do not."""
    return element.tag == "a" and element.get("href").strip()[:1] not in ("", "#")


def plain_lines(element: Element) -> str:
    """Return the words below an element outside links, each block and each `<br>` on its own line."""
    parts: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(" ".join(node.split()) if "\n" in node else node)
        elif node.tag == "br":
            parts.append("\n")
        elif not is_link(node):
            edge = ["\n"] if node.tag in BLOCKS else []
            stack.extend([*edge, *reversed(node.children), *edge])
    return "".join(parts)
