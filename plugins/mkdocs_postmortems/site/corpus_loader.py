"""The view of the audience of a build, and what of MkDocs' files must not be published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mkdocs.structure.files import File, Files

from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.view import View
from mkdocs_postmortems.site.audience_filter import UNPUBLISHED, FilteredFiles
from mkdocs_postmortems.sources.corpus_loader import load_view


@dataclass(frozen=True, slots=True)
class SiteCorpus:
    """What was read, and what must not be published. Paths of documents start at the folder of postmortems."""

    view: View
    problems: tuple[Diagnostic, ...]
    """Their paths start at `docs_dir`."""
    withheld: tuple[File, ...]
    """Files that could not be read, would not render, or are no content at all."""


def load_site_corpus(filtered: FilteredFiles, files: Files) -> SiteCorpus:
    """Read the documents below the folder of postmortems."""
    labelled, settings = filtered.labelled, filtered.labelled.project.settings
    loaded = load_view(labelled, filtered.sources)
    found = [problem for problem in loaded.problems if settings.narrow_links == "error" or problem.code != "PM043"]
    lost = {*loaded.unrenderable, labelled.taxonomy_path}
    lost |= {problem.path for problem in filtered.problems if problem.is_error}
    withheld = [file for file in files if file.inclusion not in UNPUBLISHED and _is_withheld(file.src_uri, lost)]
    return SiteCorpus(loaded.view, tuple(sorted({*filtered.problems, *found})), tuple(withheld))


def _is_withheld(path: str, withheld: Collection[str]) -> bool:
    """Whether a file is one of those, or a document in a folder that is not followed."""
    return path in withheld or (
        path.lower().endswith(".md") and any(path.startswith(f"{folder}/") for folder in withheld)
    )
