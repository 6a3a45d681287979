"""Processor time and size of files for programs: calendar, feeds, API, `llms.txt`.

usage: machine_files.py N...

The Markdown twins need the pages of a site; all other files are made from documents of `generate.py`.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from indexing import atlas_of
from mkdocs_postmortems.core.machines.machine_file import SiteAddress
from mkdocs_postmortems.core.machines.machine_files import build_machine_files
from mkdocs_postmortems.core.pages.generated_pages import build_generated_pages
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch

SAVED = (SavedSearch("Timeouts", (("q", "connection timeout"),)), SavedSearch("Late", (("actions", "overdue"),)))


def main() -> None:
    """Print a line for each number of documents."""
    for count in map(int, sys.argv[1:]):
        model = atlas_of(count)
        uris = [*(page.uri for page in build_generated_pages(model)), *(one.path for one in model.view.documents)]
        pages = {uri: uri.replace("index.md", "").replace(".md", "/") for uri in uris}
        begin = time.process_time()
        files = list(
            build_machine_files(model, SiteAddress("T", "", "https://x.example/", "", pages), "index.md", SAVED)
        )
        seconds = time.process_time() - begin
        sizes = Counter[str]()
        for file in files:
            sizes[file.uri.rpartition("/")[2] if "/incidents/" not in file.uri else "incidents/"] += len(file.text)
        largest = ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes.most_common(4))
        print(f"{count:,} documents: {len(files):,} files in {seconds:.1f} s of processor time; {largest}")


if __name__ == "__main__":
    main()
