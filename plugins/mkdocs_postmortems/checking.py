"""Reads what `postmortems check` is about, and runs the rules over it."""

from __future__ import annotations

import contextlib
import os
import posixpath
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mkdocs_postmortems import __version__
from mkdocs_postmortems.changes import Changes, changes_since
from mkdocs_postmortems.core.audiences.folder_rules import FOLDER_FILE
from mkdocs_postmortems.core.check.autofix import apply_fixes
from mkdocs_postmortems.core.check.context import LintConfig
from mkdocs_postmortems.core.check.formats import LintReport
from mkdocs_postmortems.core.check.linter import (
    LintContext,
    Linter,
    ParsedSource,
    finding_from_diagnostic,
    parse_source,
)
from mkdocs_postmortems.core.diagnostics import Finding
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.elsewhere import new_elsewhere
from mkdocs_postmortems.files import Reading, load_taxonomy, read_source, read_sources, rewrite
from mkdocs_postmortems.git import GitError
from mkdocs_postmortems.holdings import read_holdings
from mkdocs_postmortems.review import review, review_options
from mkdocs_postmortems.settings import Project, load_settings
from mkdocs_postmortems.side_by_side import side_by_side
from mkdocs_postmortems.staging.config import read_site_config
from mkdocs_postmortems.tree import published_files


@dataclass(frozen=True, slots=True)
class Material:
    """Sources that belong together. Their paths, and those of their problems, start at `place`."""

    place: Path
    reading: Reading
    taxonomy: str = "taxonomy.yml"
    policy: LintConfig = field(default_factory=LintConfig)
    about_site: tuple[Finding, ...] = ()
    """What is wrong with the configuration, and with who may read what; paths as they can be typed here."""
    root: Path | None = None
    """The folder that links may lead to, if it is not `place`."""
    config: Path | None = None
    """mkdocs.yml, if it is a site."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all documents."""
        return tuple(source.path for source in self.reading.sources)

    def shown(self, path: str) -> str:
        """Return a path as it can be typed in the current folder."""
        return shown(self.place / path)


def shown(path: Path) -> str:
    """Return a path from the current folder, in the notation that machines agree on."""
    return Path(os.path.relpath(path)).as_posix()


def read_site(config: Path) -> Material:
    """Read the postmortems of a site, and what its operator is told about all of it.

    Raises:
        PostmortemsError: the configuration is not what it has to be.
    """
    project = load_settings(config)
    settings = project.settings
    return Material(
        place=project.folder,
        reading=read_sources(project.folder, settings.exclude),
        taxonomy=settings.taxonomy,
        policy=settings.policy,
        about_site=tuple(_about_site(project)),
        root=project.docs_dir,
        config=project.config,
    )


def _about_site(project: Project) -> Iterator[Finding]:
    """Yield what is wrong beyond single postmortems."""
    policy = project.settings.policy
    for problem in (*project.problems, *review_options(project)):
        yield replace(finding_from_diagnostic(problem, policy), path=shown(project.config))
    holdings = read_holdings(project, read_site_config(project.config).named)
    for problem in {*holdings.problems, *review(holdings)}:
        yield replace(finding_from_diagnostic(problem, policy), path=shown(project.docs_dir / problem.path))


def read_folder(folder: Path) -> Material:
    """Read a folder of postmortems that belongs to no site."""
    return Material(folder, read_sources(folder))


def read_files(folder: Path, names: Iterable[str]) -> Material:
    """Read single files of a folder."""
    both = [read_source(folder / name, name) for name in sorted(set(names))]
    sources = tuple(source for source, _ in both if source)
    return Material(folder, Reading(sources, tuple(problem for _, problems in both for problem in problems)))


def changes_of(material: Material, revision: str) -> Changes:
    """Return what changed since a revision below the folder that links may lead to, and of the configuration.

    Raises:
        GitError: it cannot be told.
    """
    found = changes_since(material.root or material.place, revision).seen_from(_prefix(material))
    if material.config:
        with contextlib.suppress(GitError):  # It may lie in another repository, or in none.
            theirs = changes_since(material.config.resolve().parent, revision, material.config.name)
            found |= theirs.seen_from(os.path.relpath(material.place.resolve(), material.config.resolve().parent))
    return found


def _prefix(material: Material) -> str:
    """Return the folder of the postmortems, from the folder that links may lead to."""
    root = material.root or material.place
    return "" if root == material.place else material.place.relative_to(root).as_posix()


def check_material(
    material: Material, today: str, only: Collection[str] | None = None, changes: Changes | None = None
) -> LintReport:
    """Return all findings, in order of place; paths are as they can be typed here.

    Args:
        material: What is checked.
        today: `YYYY-MM-DD`.
        only: Paths of the documents that findings are wanted of, from `place`; all if it is not said.
        changes: What changed since a revision; findings are wanted of that alone.
    """
    chosen = _chosen(material, only, changes)
    documents, before = _read(material, changes)
    brief = _brief(material, today, before)
    desk = Linter(documents, brief)
    found = [one for some in side_by_side(desk.check, sorted(chosen)) for one in some]
    findings = {*material.about_site, *_shown(material, (*found, *desk.source_diagnostics(chosen)))}
    if only is not None or changes is not None:
        findings = set(_of_chosen(material, findings, chosen, changes))
    if only is None and changes is not None:
        findings |= _shown(material, new_elsewhere(desk, documents, brief, changes, material.taxonomy))
    texts = {material.shown(source.path): source.text for source in material.reading.sources if source.path in chosen}
    texts |= _other_texts({finding.path for finding in findings} - texts.keys())
    return LintReport(tuple(sorted(findings)), tuple(map(material.shown, sorted(chosen))), texts, __version__)


def _shown(material: Material, findings: Iterable[Finding]) -> set[Finding]:
    return {replace(one, path=material.shown(one.path)) for one in findings}


def _chosen(material: Material, only: Collection[str] | None, changes: Changes | None) -> frozenset[str]:
    chosen = frozenset(material.paths)
    chosen = chosen if only is None else chosen & frozenset(only)
    return chosen if changes is None else frozenset(path for path in chosen if path in changes)


def _read(material: Material, changes: Changes | None) -> tuple[list[ParsedSource], list[ParsedSource]]:
    """Return the documents as they are, and those that changed as they were."""
    now = material.reading.sources
    texts = changes.before if changes else {}
    then = [
        Source(path, text) for path in sorted({*material.paths} & texts.keys()) if (text := texts[path]) is not None
    ]
    read = side_by_side(parse_source, [*now, *then])
    return read[: len(now)], read[len(now) :]


def _brief(material: Material, today: str, before: Iterable[ParsedSource]) -> LintContext:
    taxonomy, about_taxonomy = load_taxonomy(material.place / material.taxonomy, material.taxonomy)
    root, folder = material.root or material.place, _prefix(material)
    return LintContext(
        today=today,
        taxonomy=taxonomy,
        config=material.policy,
        diagnostics=(*about_taxonomy, *material.reading.problems),
        files=published_files(root) - {posixpath.join(folder, material.taxonomy)},
        folder=folder,
        before={one.source.path: one for one in before},
    )


def _of_chosen(
    material: Material, findings: Iterable[Finding], chosen: Collection[str], changes: Changes | None
) -> Iterator[Finding]:
    """Yield the findings in what was chosen, and errors elsewhere that name it, such as an id that is there twice."""
    places = {material.shown(path) for path in (*chosen, *(changes.before if changes else ()))}
    about_readers = material.about_site if changes and _decide_readers(material, changes) else ()
    for finding in findings:
        names_it = finding.severity.value == "error" and any(path in finding.message for path in chosen)
        if finding.path in places or names_it or finding in about_readers:
            yield finding


def _decide_readers(material: Material, changes: Changes) -> bool:
    """Whether something changed that decides who may read documents that did not: then all is told about that."""
    names = {posixpath.basename(path) for path in (*changes.before, *changes.gone)}
    return bool(names & {FOLDER_FILE, *([material.config.name] if material.config else [])})


def _other_texts(paths: Iterable[str]) -> dict[str, str]:
    """Return the texts of what is no document that could be read, such as the configuration."""
    sources = ((path, read_source(Path(path), path)[0]) for path in sorted(paths) if Path(path).is_file())
    return {path: source.text for path, source in sources if source}


def fix(findings: Iterable[Finding]) -> int:
    """Write what can be mended safely; return how many files were changed."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.edits:
            by_path.setdefault(finding.path, []).append(finding)
    # A file that has several names, by symbolic links, is mended under one of them: the others say the same of it.
    once = {Path(path).resolve(): path for path in reversed(by_path)}
    return sum(rewrite(Path(path), partial(_mended, by_path[path])) for path in once.values())


def _mended(findings: Iterable[Finding], text: str) -> str:
    return apply_fixes(text, findings)
