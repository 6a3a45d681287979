"""Removes links whose target the audience may not read. A target that does not exist at all is treated alike."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

_PRIORITY = 0.5
"""Between our rewriting of links, at 1, and MkDocs' own resolution and check of links, at 0."""


class LinkPruningExtension(Extension):
    """Python-Markdown extension that removes the dead links of the page being rendered.

    `mode` is the value of option `narrow_links`; with `error` the extension does nothing, and MkDocs reports them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.mode = "error"
        self.is_live: Callable[[str], bool] = lambda _: True
        """Whether a link, as written on the current page, leads to a file of the site or out of it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls it so
        """Register the tree processor for one page."""
        if self.mode != "error":
            md.treeprocessors.register(_LinkPruner(md, self.is_live, self.mode), "postmortems-unlink", _PRIORITY)


class _LinkPruner(Treeprocessor):
    def __init__(self, md: Markdown, is_live: Callable[[str], bool], mode: str) -> None:
        super().__init__(md)
        self.is_live = is_live
        self.mode = mode

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for child in list(parent):
                address = child.get({"a": "href", "img": "src"}.get(child.tag, ""))
                if address and not self.is_live(address):
                    self._prune(parent, child)

    def _prune(self, parent: Element, link: Element) -> None:
        """Replace a link by its text and an image by its `alt` text; in mode `drop`, remove it with its text."""
        alt = link.get("alt") if link.tag == "img" else None
        if self.mode == "drop":
            self._remove(parent, link)
            return
        link.tag = "span"
        link.attrib.clear()
        if alt is not None:
            link.text = alt

    @staticmethod
    def _remove(parent: Element, link: Element) -> None:
        at = list(parent).index(link)
        before = parent[at - 1] if at else None
        if before is None:
            parent.text = (parent.text or "") + (link.tail or "")
        else:
            before.tail = (before.tail or "") + (link.tail or "")
        parent.remove(link)
