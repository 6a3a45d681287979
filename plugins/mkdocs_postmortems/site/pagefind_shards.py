"""Writes an index in parts: one Pagefind after the other, and browsers ask all parts at once.

Pagefind keeps all of an index in memory, some 0.4 MB for each page of a thousand words. The address of a page says
which part it is in, so that parts are equally rich in any word, their scores compare, and a new page changes one part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from mkdocs_postmortems.site.pagefind_client import write_index
from mkdocs_postmortems.site.pagefind_postprocess import make_deterministic

PAGES_PER_SHARD = 2000
"""About how many pages a part has at most. Pagefind needs 0.8 GB for them, 1.3 GB with the 10,000 documents that Python
has in memory beside it. With fewer, browsers load more."""

UNUSED_FILES = ("pagefind-*ui.*", "pagefind-highlight.js", "wasm.unknown.pagefind")
"""What Pagefind writes for pages that use its own field; ours do not."""

SHARED_FILES = ("*.js", "*.css", "wasm.*")
"""What is the same in each part: browsers take it from the first."""


class IndexPage(NamedTuple):
    """A page as it is handed to Pagefind, and what it is sorted by."""

    html: str
    date: str = ""
    """`YYYY-MM-DD` or less, or empty."""
    minutes: int | None = None


def count_shards(pages: int) -> int:
    """Return how many parts an index of so many pages has."""
    return max(1, ceil(pages / PAGES_PER_SHARD))


def write_shards(
    binary: Path, addresses: Sequence[str], read_page: Callable[[str, str], IndexPage], folder: Path, language: str
) -> None:
    """Index pages by their addresses; `read` returns the page of an address, given the name of its part.

    The first part is in the folder, the others are in folders below it: `1`, `2` and so on.

    Raises:
        IndexingError: Pagefind failed.
    """
    count = count_shards(len(addresses))
    for number in range(count):
        chosen = [address for address in addresses if crc32(address.encode()) % count == number]
        place = folder / str(number) if number else folder
        place.mkdir(exist_ok=True)
        marks: dict[str, str] = {}
        pages = (_page(address, read_page(address, str(number)), str(number), marks) for address in chosen)
        write_index(binary, pages, place, language)
        make_deterministic(place, marks)
        for pattern in SHARED_FILES if number else UNUSED_FILES:
            for path in place.glob(pattern):
                path.unlink()


def _page(address: str, page: IndexPage, shard: str, sort_keys: dict[str, str]) -> tuple[str, str]:
    url = f"/{address}"
    sort_keys[url] = _sort_key(shard, page)
    return url, page.html


def _sort_key(shard: str, page: IndexPage) -> str:
    """Part, day and duration, of one width each, 0 for none: the orders of all parts together, which Pagefind lacks."""
    minutes = 0 if page.minutes is None else min(page.minutes + 1, 999_999)
    return f"{shard}-{page.date.replace('-', ''):0<8.8}-{minutes:06}"
