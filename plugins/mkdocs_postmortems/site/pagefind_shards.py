"""Writes the index in shards, with one run of Pagefind after the other; browsers search all shards at once.

Pagefind keeps all of an index in memory, some 0.4 MB for each page of a thousand words. A hash of the
page's address selects its shard, so words are spread evenly, scores are comparable, and a new page changes one shard.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path
from zlib import crc32

from mkdocs_postmortems.core.search import page_key
from mkdocs_postmortems.site.pagefind_postprocess import make_deterministic
from mkdocs_postmortems.system.pagefind_client import write_index

PAGES_PER_SHARD = 2000
"""Approximate maximum number of pages of a shard. Pagefind needs 0.8 GB for them, 1.3 GB with the 10,000 documents that
Python has in memory beside it. With fewer, browsers load more."""

UNUSED_FILES = ("pagefind-*ui.*", "pagefind-highlight.js")
"""Patterns of files for Pagefind's own search field, which our pages do not use."""

SHARED_FILES = ("*.js", "*.css", "wasm.*")
"""Patterns of files that are the same in every shard; browsers load them from the first."""


def count_shards(pages: int) -> int:
    """Return the number of shards for a number of pages."""
    return max(1, ceil(pages / PAGES_PER_SHARD))


def write_shards(
    binary: Path, addresses: Sequence[str], read_page: Callable[[str, str], str], folder: Path, language: str
) -> None:
    """Index pages. The first shard is in the folder, the others are in folders below it: `1`, `2` and so on.

    Args:
        binary: the Pagefind binary.
        addresses: URLs of the pages, relative to the site's root.
        read_page: returns the HTML of the page of a URL, given the name of its shard.
        folder: the folder of the index.
        language: code of the language; it has stems in those that Pagefind knows.

    Raises:
        IndexingError: Pagefind failed.
    """
    count = count_shards(len(addresses))
    for number in range(count):
        chosen = [address for address in addresses if crc32(address.encode()) % count == number]
        place = folder / str(number) if number else folder
        place.mkdir(exist_ok=True)
        pages = ((f"/{address}", read_page(address, str(number))) for address in chosen)
        write_index(binary, pages, place, language)
        make_deterministic(place, {f"/{address}": f"{number}-{page_key(address)}" for address in chosen})
        for pattern in SHARED_FILES if number else UNUSED_FILES:
            for path in place.glob(pattern):
                path.unlink()
