"""Takes links to what an audience does not get out of its pages; whether it exists makes no difference."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

_PRIORITY = 0.5
"""MkDocs resolves and checks links at 0; ours have been renamed at 1."""


class LinkPruningExtension(Extension):
    """Knows which links of the page that is rendered now lead somewhere; does nothing in the mode `error`.

    The modes are those of the option `narrow_links`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.mode = "error"
        self.is_live: Callable[[str], bool] = lambda _: True
        """Whether an address, as written on the page, leads anywhere."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls it so
        """Take part in the rendering of one page."""
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
        """Leave the words of a link or of a picture, or nothing but what follows."""
        words = link.get("alt") if link.tag == "img" else None
        if self.mode == "drop":
            self._remove(parent, link)
            return
        link.tag = "span"
        link.attrib.clear()
        if words is not None:
            link.text = words

    @staticmethod
    def _remove(parent: Element, link: Element) -> None:
        at = list(parent).index(link)
        before = parent[at - 1] if at else None
        if before is None:
            parent.text = (parent.text or "") + (link.tail or "")
        else:
            before.tail = (before.tail or "") + (link.tail or "")
        parent.remove(link)
