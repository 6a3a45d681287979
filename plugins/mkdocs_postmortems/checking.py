"""Reads what `postmortems check` is about, and runs the rules over it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mkdocs_postmortems import __version__
from mkdocs_postmortems.core.check.desk import Brief, Desk, read_document
from mkdocs_postmortems.core.check.finding import Finding
from mkdocs_postmortems.core.check.fixing import fixed
from mkdocs_postmortems.core.check.formats import Report
from mkdocs_postmortems.core.check.policy import Policy
from mkdocs_postmortems.core.check.run import from_problem
from mkdocs_postmortems.files import Reading, load_taxonomy, read_source, read_sources, rewrite
from mkdocs_postmortems.git import Changes
from mkdocs_postmortems.holdings import read_holdings
from mkdocs_postmortems.review import review
from mkdocs_postmortems.settings import Project, check_against, load_settings
from mkdocs_postmortems.side_by_side import side_by_side
from mkdocs_postmortems.staging.config import read_site_config


@dataclass(frozen=True, slots=True)
class Material:
    """Sources that belong together. Their paths, and those of their problems, start at `place`."""

    place: Path
    reading: Reading
    taxonomy: str = "taxonomy.yml"
    policy: Policy = field(default_factory=Policy)
    about_site: tuple[Finding, ...] = ()
    """What is wrong with the configuration, and with who may read what; paths as they can be typed here."""
    root: Path | None = None
    """The folder that links may lead to, if it is not `place`."""

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
    )


def _about_site(project: Project) -> Iterator[Finding]:
    """Yield what is wrong beyond single postmortems."""
    policy = project.settings.policy
    taxonomy, _ = load_taxonomy(project.folder / project.settings.taxonomy, project.settings.taxonomy)
    for problem in (*project.problems, *check_against(taxonomy, project.settings, project.written)):
        yield replace(from_problem(problem, policy), path=shown(project.config))
    holdings = read_holdings(project, read_site_config(project.config).named)
    for problem in {*holdings.problems, *review(holdings)}:
        yield replace(from_problem(problem, policy), path=shown(project.docs_dir / problem.path))


def read_folder(folder: Path) -> Material:
    """Read a folder of postmortems that belongs to no site."""
    return Material(folder, read_sources(folder))


def read_files(folder: Path, names: Iterable[str]) -> Material:
    """Read single files of a folder."""
    both = [read_source(folder / name, name) for name in sorted(set(names))]
    sources = tuple(source for source, _ in both if source)
    return Material(folder, Reading(sources, tuple(problem for _, problems in both for problem in problems)))


def check_material(
    material: Material, today: str, only: Collection[str] | None = None, changes: Changes | None = None
) -> Report:
    """Return all findings, in order of place; paths are as they can be typed here.

    Args:
        material: What is checked.
        today: `YYYY-MM-DD`.
        only: Paths of the documents that findings are wanted of, from `place`; all if it is not said.
        changes: What changed since a revision; findings are wanted of that alone.
    """
    chosen = _chosen(material, only, changes)
    desk = Desk(side_by_side(read_document, material.reading.sources), _brief(material, today, changes))
    found = [one for some in side_by_side(desk.check, sorted(chosen)) for one in some]
    here = {replace(one, path=material.shown(one.path)) for one in (*found, *desk.problems(chosen))}
    findings = {*material.about_site, *here}
    if only is not None or changes is not None:
        findings = set(_of_chosen(material, findings, chosen, changes))
    texts = {material.shown(source.path): source.text for source in material.reading.sources if source.path in chosen}
    texts |= _other_texts({finding.path for finding in findings} - texts.keys())
    return Report(tuple(sorted(findings)), tuple(map(material.shown, sorted(chosen))), texts, __version__)


def _chosen(material: Material, only: Collection[str] | None, changes: Changes | None) -> frozenset[str]:
    chosen = frozenset(material.paths)
    chosen = chosen if only is None else chosen & frozenset(only)
    return chosen if changes is None else chosen & changes.paths


def _brief(material: Material, today: str, changes: Changes | None) -> Brief:
    taxonomy, about_taxonomy = load_taxonomy(material.place / material.taxonomy, material.taxonomy)
    root = material.root or material.place
    before = changes.before if changes else {}
    return Brief(
        today=today,
        taxonomy=taxonomy,
        policy=material.policy,
        problems=(*about_taxonomy, *material.reading.problems),
        files=frozenset(_files(root)),
        folder="" if root == material.place else material.place.relative_to(root).as_posix(),
        before={path: text for path, text in before.items() if text is not None},
    )


def _files(root: Path) -> Iterator[str]:
    """Yield every file that a page of the site may link to."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        start = Path(os.path.relpath(folder, root)).as_posix()
        yield from (name if start == "." else f"{start}/{name}" for name in names)


def _of_chosen(
    material: Material, findings: Iterable[Finding], chosen: Collection[str], changes: Changes | None
) -> Iterator[Finding]:
    """Yield the findings in what was chosen, and errors elsewhere that name it, such as an id that is there twice."""
    places = {material.shown(path) for path in (*chosen, *(changes.paths if changes else ()))}
    for finding in findings:
        names_it = finding.severity.value == "error" and any(path in finding.message for path in chosen)
        if finding.path in places or names_it:
            yield finding


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
    return sum(rewrite(Path(path), partial(_mended, found)) for path, found in by_path.items())


def _mended(findings: Iterable[Finding], text: str) -> str:
    return fixed(text, findings)
