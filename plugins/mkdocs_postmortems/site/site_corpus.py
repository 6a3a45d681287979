"""Loads the view of a build's audience, and lists the MkDocs files that must not be published."""

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
    """The view of a build. Paths of its documents are relative to the folder of postmortems."""

    view: View
    problems: tuple[Diagnostic, ...]
    """Paths are relative to `docs_dir`."""
    withheld: tuple[File, ...]
    """Files that cannot be read or rendered, the taxonomy and the states of action items, which are no content."""


def load_site_corpus(filtered: FilteredFiles, files: Files) -> SiteCorpus:
    """Load the view of the documents below the folder of postmortems."""
    labelled, settings = filtered.labelled, filtered.labelled.project.settings
    loaded = load_view(labelled, filtered.sources)
    found = [problem for problem in loaded.problems if settings.narrow_links == "error" or problem.code != "PM043"]
    withheld_paths = {*loaded.unrenderable, labelled.taxonomy_path, labelled.action_states_path}
    withheld_paths |= {problem.path for problem in filtered.problems if problem.is_error}
    withheld = [
        file for file in files if file.inclusion not in UNPUBLISHED and _is_withheld(file.src_uri, withheld_paths)
    ]
    return SiteCorpus(loaded.view, tuple(sorted({*filtered.problems, *found})), tuple(withheld))


def _is_withheld(path: str, withheld: Collection[str]) -> bool:
    """Whether a path is withheld, or is a document in a withheld folder, such as a symbolic link."""
    return path in withheld or (
        path.lower().endswith(".md") and any(path.startswith(f"{folder}/") for folder in withheld)
    )
