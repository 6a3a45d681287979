"""Reading paths: pages whose links lead through postmortems in an order that somebody has thought about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.core.document_links import linked_paths
from mkdocs_postmortems.core.model import Postmortem
from mkdocs_postmortems.core.view import View


@dataclass(frozen=True, slots=True)
class ReadingPath:
    """A page that says for whom it is (`learning.reading_path`), and the incidents that it links to."""

    page: Postmortem
    incidents: tuple[Postmortem, ...]
    """In the order of the first link to each; those of the view only."""


def find_reading_paths(view: View) -> Iterator[ReadingPath]:
    """Yield the reading paths of a view, by title; one without a link to an incident of the view is none."""
    incidents = {document.path: document for document in view.incidents}
    for page in sorted(view.documents, key=lambda d: (d.title.casefold(), d.path)):
        if page.reading_path:
            found = tuple(incidents[path] for path in dict.fromkeys(linked_paths(page)) if path in incidents)
            if found:
                yield ReadingPath(page, found)
