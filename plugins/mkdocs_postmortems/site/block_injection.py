"""Inserts the generated timeline and table of action items into the rendered text of a document.

A Python-Markdown extension that runs last, on the element tree. It does not change the author's words: blocks that the
generated block repeats are folded into `<details>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import takewhile
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from mkdocs_postmortems.core.calendar_names import DATE_WORDS
from mkdocs_postmortems.core.model import Section
from mkdocs_postmortems.core.name_matching import letters_and_digits
from mkdocs_postmortems.core.time_zones import COMMON_ABBREVIATIONS

HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LABEL_TAGS = ("p", "strong")
"""Elements that may be the title of a section without heading: a paragraph, or the bold start of a list item."""

PRIORITY_LAST = -100
PRIORITY_BEFORE_LINKS = 1
"""MkDocs resolves and checks links at 0."""

REPEATED_SHARE = 0.7
"""Minimum share of a block's words that the insertion shows for the block to count as repeated."""

COVERED_SHARE = 0.95
"""Minimum share for the block to count as fully repeated, so that the original is folded closed."""

_EMOJI_NAME = re.compile(r":[a-z0-9_+-]+:")

CLOCK_WORDS = DATE_WORDS | {
    *"am pm st nd rd th ist jst aest".split(),
    *(zone.lower() for zone in COMMON_ABBREVIATIONS if len(zone) > 2),
}
"""Words of dates and times. They are not compared, since the insertion formats dates and times itself."""


@dataclass(slots=True)
class Insertion:
    """A generated block of HTML that belongs into one section of a page."""

    name: str
    section: Section | None
    html: str
    words: frozenset[str]
    """All words that the block shows, as `content_words` returns them."""
    is_guess: bool = False
    """Whether the section was guessed by position, not found by name; the block is then inserted only if it repeats
    some of the section."""
    placed: bool = False
    """Whether the block was inserted; set while the page is rendered."""


@dataclass(slots=True)
class PageInsertions:
    """The insertions of one page, and the results of inserting them."""

    insertions: Sequence[Insertion]
    title: str
    """The document's title; a first heading that repeats it is removed from the text."""
    relink: Callable[[str], str]
    """Rewrites a link in the text to the source file that it means."""
    labels: frozenset[str]
    """Titles of the document's sections, as `title_key` returns them: a section ends where one of them stands."""
    folded_label: str = "As written"
    """Label of the author's own text where an insertion repeats it."""
    heading: str = field(default="")
    """HTML of the first heading, if it was removed from the text; else empty."""


class InsertionExtension(Extension):
    """Python-Markdown extension that inserts `page_insertions` into the page being rendered; `None` does nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.page_insertions: PageInsertions | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls it so
        """Register the tree processors for one page."""
        if self.page_insertions is not None:
            md.treeprocessors.register(
                _LinkProcessor(md, self.page_insertions), "postmortems-links", PRIORITY_BEFORE_LINKS
            )
            md.treeprocessors.register(_InsertProcessor(md, self.page_insertions), "postmortems", PRIORITY_LAST)


class _LinkProcessor(Treeprocessor):
    def __init__(self, md: Markdown, page_insertions: PageInsertions) -> None:
        super().__init__(md)
        self.page_insertions = page_insertions

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            href = link.get("href")
            if href:
                link.set("href", self.page_insertions.relink(href))


class _InsertProcessor(Treeprocessor):
    def __init__(self, md: Markdown, page_insertions: PageInsertions) -> None:
        super().__init__(md)
        self.markdown = md
        self.page_insertions = page_insertions

    def run(self, root: Element) -> None:
        for insertion in self.page_insertions.insertions:
            insertion.placed = self._insert(root, insertion)
        self.page_insertions.heading = self._take_heading(root)

    def _take_heading(self, root: Element) -> str:
        """Remove the first heading if it repeats the title, and return it as finished HTML; else return `""`."""
        heading = next((child for child in root if child.tag == "h1"), None)
        if heading is None or not _is_title(title_key(self._text(heading)), title_key(self.page_insertions.title)):
            return ""
        html = self.markdown.serializer(heading)
        root.remove(heading)
        for processor in self.markdown.postprocessors:
            html = processor.run(html)
        return html.strip()

    def _insert(self, root: Element, insertion: Insertion) -> bool:
        """Insert a block after the heading or label of its section, and return whether the section was found."""
        found = insertion.section and self._find_section(root, insertion.section)
        if not found:
            return False
        parent, index = found
        if parent.tag == "li" and len(parent) == index + 1:
            self._nest_following_items(root, parent)
        blocks = list(self._section_blocks(parent, index))
        repeated = self._repeated_range(blocks, insertion.words)
        if insertion.is_guess and not repeated:
            return False
        at = index + 1 + repeated.start
        if repeated:
            self._fold_into_details(parent, at, blocks[repeated.start : repeated.stop], insertion.words)
        parent.insert(at, self._as_element(insertion))
        return True

    def _repeated_range(self, blocks: Sequence[Element], shown: frozenset[str]) -> range:
        """Return the range of blocks from the first to the last that an insertion repeats.

        Blocks without words, such as headings with only a time, directly before the range are included. If the range
        contains headings, it extends to the end: the blocks below the last heading belong to its event.
        """
        shares = [self._repeated_share(block, shown) for block in blocks]
        repeated = [n for n, share in enumerate(shares) if share is not None and share >= REPEATED_SHARE]
        if not repeated:
            return range(0)
        first = repeated[0]
        while first and shares[first - 1] is None:
            first -= 1
        by_heading = any(block.tag in HEADING_TAGS for block in blocks[first : repeated[-1]])
        return range(first, len(blocks) if by_heading else repeated[-1] + 1)

    def _nest_following_items(self, root: Element, label: Element) -> None:
        """Move the list items after a label, up to the next label, into a list below the label.

        Authors indent them by two spaces, which Python-Markdown does not treat as indentation.
        """
        parent = next(element for element in root.iter() if label in list(element))
        following = list(parent)[list(parent).index(label) + 1 :]
        own = list(takewhile(lambda item: not self._begins_section(item), following))
        if own:
            nested = SubElement(label, parent.tag)
            for item in own:
                parent.remove(item)
                nested.append(item)

    def _begins_section(self, item: Element) -> bool:
        bold = item.find("strong") if item.find("p") is None else item.find("p/strong")
        return bold is not None and title_key(self._text(bold)) in self.page_insertions.labels

    def _find_section(self, root: Element, section: Section) -> tuple[Element, int] | None:
        """Return the parent of a section's heading or label and its index there, or `None` if it is not found."""
        title = title_key(section.title)
        if not title:
            return None
        tags = HEADING_TAGS if section.level else LABEL_TAGS
        named = [place for place in _find_elements(root, tags) if title in title_key(self._text(place[0][place[1]]))]
        exact = [place for place in named if title == title_key(self._text(place[0][place[1]]))]
        level = [place for place in exact if place[0][place[1]].tag == f"h{section.level}"]
        return next(iter(level or exact or (named if section.level else ())), None)

    def _section_blocks(self, parent: Element, index: int) -> Iterator[Element]:
        """Yield the blocks after a heading, up to the next of its level or above, or after a label, up to the next."""
        level = HEADING_TAGS.index(parent[index].tag) if parent[index].tag in HEADING_TAGS else len(HEADING_TAGS)
        for block in parent[index + 1 :]:
            if block.tag in HEADING_TAGS and HEADING_TAGS.index(block.tag) <= level:
                return
            if (
                level == len(HEADING_TAGS)
                and block.tag == "p"
                and title_key(self._text(block)) in self.page_insertions.labels
            ):
                return
            yield block

    def _repeated_share(self, block: Element, shown: frozenset[str]) -> float | None:
        """Return the share, from 0 to 1, of a block's words that are in `shown`; `None` if the block has no words."""
        if block.tag == "img" or block.find(".//img") is not None:
            return 0.0
        found = content_words(unescape(self._text(block)))  # Code is escaped in the tree already.
        return len(found & shown) / len(found) if found else None

    def _text(self, element: Element) -> str:
        """Return the text of an element, without table headers and permalinks."""
        parts = [element.text or ""]
        for child in element:
            if child.tag != "thead" and child.get("class") != "headerlink":
                parts.append(self._text(child))
            parts.append(child.tail or "")
        return HTML_PLACEHOLDER_RE.sub(lambda match: self._stashed_text(int(match[1])), " ".join(parts))

    def _stashed_text(self, number: int) -> str:
        """Return the text of a piece of HTML that Python-Markdown has stashed behind a placeholder."""
        stash = self.markdown.htmlStash.rawHtmlBlocks
        return re.sub(r"<[^<>]*+>", " ", str(stash[number])) if number < len(stash) else ""

    def _fold_into_details(self, parent: Element, at: int, blocks: Sequence[Element], shown: frozenset[str]) -> None:
        """Move blocks into `<details>` with the label `folded_label`, open if a block is not fully repeated."""
        details = Element("details", {"class": "pm-written pm-repeated"})
        if any((share := self._repeated_share(block, shown)) is not None and share < COVERED_SHARE for block in blocks):
            details.attrib.update({"class": "pm-written", "open": "open"})
        SubElement(details, "summary").text = self.page_insertions.folded_label
        for block in blocks:
            parent.remove(block)
            details.append(block)
        parent.insert(at, details)

    def _as_element(self, insertion: Insertion) -> Element:
        place = Element("p")
        place.text = self.markdown.htmlStash.store(insertion.html)
        return place


def _find_elements(root: Element, tags: Collection[str]) -> Iterator[tuple[Element, int]]:
    """Yield all elements with one of these tags, each as its parent and its index there."""
    for parent in root.iter():
        for index, child in enumerate(parent):
            if child.tag in tags:
                yield parent, index


def _is_title(heading: str, title: str) -> bool:
    """Whether one of the two contains the other; a heading must then be longer than half of the title."""
    return bool(title) and (title in heading or (heading in title and 2 * len(heading) > len(title)))


def content_words(text: str) -> frozenset[str]:
    """Return the words of a text that are compared with an insertion: lower case, no numbers, no `CLOCK_WORDS`."""
    return frozenset(re.findall(r"[^\W\d_]{2,}", text.casefold())) - CLOCK_WORDS


def title_key(title: str) -> str:
    """Return the letters and digits of a title in lower case, without emoji names, to compare titles by."""
    return letters_and_digits(_EMOJI_NAME.sub("", title.casefold()))
