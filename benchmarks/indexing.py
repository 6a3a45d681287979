"""Time and memory of what is written for searching, one after the other: similar incidents, Pagefind's index, ledger.

usage: indexing.py N...

Records are made from parsed documents of `generate.py`; nothing else of a site is built. Memory is what is resident,
looked at twenty times a second.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import postmortem
from mkdocs.config.defaults import MkDocsConfig
from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.pages.site_model import SiteModel, build_site_model
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.search import Heading
from mkdocs_postmortems.core.slug import make_slug
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE, View
from mkdocs_postmortems.site.search_index import SearchIndexWriter, write_search_indexes
from mkdocs_postmortems.site.similar_index import write_similar_index

PAGE = os.sysconf("SC_PAGE_SIZE")
MIB = 1 << 20


class Memory(threading.Thread):
    """Looks at the memory of this process and of those that it started."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.own = self.others = self.both = 0
        self.ended = threading.Event()

    def run(self) -> None:
        """Keep the peaks."""
        while not self.ended.wait(0.05):
            own, others = _resident(os.getpid()), sum(map(_resident, _children()))
            self.own, self.others = max(self.own, own), max(self.others, others)
            self.both = max(self.both, own + others)


def _children() -> Iterator[int]:
    for path in Path("/proc/self/task").glob("*/children"):
        try:
            yield from map(int, path.read_text().split())
        except OSError:  # A thread that has ended.
            continue


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0


def atlas_of(count: int) -> SiteModel:
    """Return the atlas of so many postmortems."""
    documents = [parse(Source(*postmortem(number))).postmortem for number in range(count)]
    corpus, _ = build_corpus(documents, Taxonomy())
    view = View(UNRESTRICTED_AUDIENCE, Audiences(), corpus.taxonomy, corpus.documents)
    return build_site_model(view, "2026-11-20")


def desk_of(atlas: SiteModel) -> SearchIndexWriter:
    """Return a desk that has all documents."""
    desk = SearchIndexWriter(atlas)
    for document in atlas.view.documents:
        desk.documents[address(document)] = (document, tuple(_headings(document)))
    return desk


def address(document: Postmortem) -> str:
    """Return where the page of a document is."""
    return document.path.removesuffix(".md") + "/"


def _headings(document: Postmortem) -> Iterator[Heading]:
    for title in re.findall(r"^## (.+)", document.body, re.MULTILINE):
        yield Heading(title, make_slug(title))


def measured(count: int) -> str:
    """Return a row of the table."""
    atlas = atlas_of(count)
    desk, urls = desk_of(atlas), {document.path: address(document) for document in atlas.view.documents}
    with TemporaryDirectory() as folder:
        config = MkDocsConfig()
        config.load_dict({"site_name": "Benchmark", "site_dir": folder, "docs_dir": folder})
        config.validate()
        before, memory = _resident(os.getpid()), Memory()
        memory.start()
        start, cpu = time.monotonic(), os.times()
        write_similar_index(atlas, urls, config)
        for _, message in write_search_indexes(desk, urls, config):
            print(message, file=sys.stderr)
        seconds, used = time.monotonic() - start, os.times()
        memory.ended.set()
        memory.join()
    python, pagefind = used.user + used.system - cpu.user - cpu.system, used.children_user + used.children_system
    pagefind -= cpu.children_user + cpu.children_system
    sizes = (memory.others, before, memory.own, memory.both)
    shown = " | ".join(f"{size / MIB:,.0f}" for size in sizes)
    return f"| {count:,} | {seconds:.1f} | {pagefind:.1f} | {python:.1f} | {shown} |"


def main() -> None:
    """Print a row per size."""
    print("| postmortems | wall, s | Pagefind, CPU s | Python, CPU s | Pagefind, MiB | Python before | Python | both |")
    print("| ---: |" + " ---: |" * 7)
    for count in map(int, sys.argv[1:]):
        print(measured(count), flush=True)


if __name__ == "__main__":
    main()
