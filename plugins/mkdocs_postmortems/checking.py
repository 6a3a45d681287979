"""Reads what `postmortems check` is about, and runs the rules over it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs_postmortems.core.check.desk import Brief, Desk, read_document
from mkdocs_postmortems.core.check.finding import Finding
from mkdocs_postmortems.core.check.policy import Policy
from mkdocs_postmortems.core.check.run import from_problem
from mkdocs_postmortems.files import Reading, load_taxonomy, read_source, read_sources
from mkdocs_postmortems.holdings import read_holdings
from mkdocs_postmortems.review import review
from mkdocs_postmortems.settings import Project, load_settings
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
    is_site: bool = False

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
        is_site=True,
    )


def _about_site(project: Project) -> Iterator[Finding]:
    """Yield what is wrong beyond single postmortems."""
    policy = project.settings.policy
    for problem in project.problems:
        yield replace(from_problem(problem, policy), path=shown(project.config))
    holdings = read_holdings(project, read_site_config(project.config).named)
    for problem in {*holdings.problems, *review(holdings)}:
        yield replace(from_problem(problem, policy), path=shown(project.docs_dir / problem.path))


def read_folder(folder: Path) -> Material:
    """Read a folder of postmortems that belongs to no site."""
    return Material(folder, read_sources(folder))


def read_files(folder: Path, names: Iterable[str]) -> Material:
    """Read single files of a folder."""
    sources, problems = [], []
    for name in sorted(set(names)):
        source, found = read_source(folder / name, name)
        sources += [source] if source else []
        problems += found
    return Material(folder, Reading(tuple(sources), tuple(problems)))


def check_material(
    material: Material, today: str, only: Collection[str] | None = None, before: Mapping[str, str] | None = None
) -> list[Finding]:
    """Return all findings, in order of place; paths are as they can be typed here.

    Args:
        material: What is checked.
        today: `YYYY-MM-DD`.
        only: Paths of the documents that findings are wanted of, from `place`; all if it is not said.
        before: The texts of documents at the revision that changes are counted from.
    """
    taxonomy, about_taxonomy = load_taxonomy(material.place / material.taxonomy, material.taxonomy)
    brief = Brief(
        today=today,
        taxonomy=taxonomy,
        policy=material.policy,
        problems=(*about_taxonomy, *material.reading.problems),
        before=before or {},
    )
    desk = Desk([read_document(source) for source in material.reading.sources], brief)
    found = [one for path in desk.paths if only is None or path in only for one in desk.check(path)]
    here = (replace(one, path=material.shown(one.path)) for one in (*found, *desk.rest()))
    return sorted({*material.about_site, *here})
