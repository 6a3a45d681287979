"""Plans the CI workflows of `postmortems init --ci`: a check of each change, and a publication on each merge."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from mkdocs_postmortems import __version__
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE
from mkdocs_postmortems.core.yaml_writer import quoted
from mkdocs_postmortems.settings import Project
from mkdocs_postmortems.sources.files import load_resource
from mkdocs_postmortems.sources.git.client import repository_root

HOSTS = ("github", "gitlab")
_GITLAB_FILE = ".gitlab/postmortems.yml"
_GITLAB_INCLUDE = f"include:\n  - local: {_GITLAB_FILE}\n"


class _WorkflowTemplate(Template):
    """A template with `§name` as placeholder, since shells, GitHub and GitLab use `$`."""

    delimiter = "§"


@dataclass(frozen=True, slots=True)
class Workflows:
    """The workflow files of a site."""

    files: Mapping[Path, str]
    """Path -> text of each file to write; files that exist must be kept."""
    lines_to_add: Mapping[Path, str]
    """Path -> lines that the user has to add to the file if it exists."""


def plan_ci(host: str, project: Project) -> Workflows:
    """Plan the workflows of a site at the root of its repository.

    Args:
        host: One of `HOSTS`.
        project: The site.
    """
    root = repository_root(project.config.parent)
    values = _values(project, root)
    preview = _preview(host, project, root, values)
    if host == "github":
        folder = root / ".github" / "workflows"
        files = {
            folder / "postmortems-check.yml": _render("github-check.yml", values | {"preview": preview}),
            folder / "postmortems-publish.yml": _render("github-publish.yml", values),
        }
        return Workflows(files, {})
    main = root / ".gitlab-ci.yml"
    text = _render("gitlab.yml", values | {"preview": preview})
    return Workflows({root / _GITLAB_FILE: text, main: _GITLAB_INCLUDE}, {main: _GITLAB_INCLUDE})


def _values(project: Project, root: Path) -> dict[str, str]:
    audiences = project.settings.audiences
    slugs = [audience.slug for audience in audiences.widest_first] or [UNRESTRICTED_AUDIENCE]
    folder = Path(os.path.relpath(project.folder, project.config.parent))
    major, minor, *_ = __version__.split(".")
    return {
        "folder": quoted(project.config.parent.resolve().relative_to(root).as_posix(), "'"),
        "documents": shlex.quote("*.md" if ".." in folder.parts or folder == Path() else f"{folder.as_posix()}/*.md"),
        "audiences": ", ".join(quoted(slug, "'") for slug in reversed(slugs)),
        "package": f"mkdocs-postmortems~={major}.{minor}.0",
        "version": f"{major}.{minor}",
        "branch": "main, master",
    }


def _preview(host: str, project: Project, root: Path, values: Mapping[str, str]) -> str:
    """Return the job that builds a preview for the audience that all others include; empty if there is none."""
    audiences = project.settings.audiences
    if audiences and audiences.common_audience is None:
        return ""
    slug = audiences.by_name[audiences.common_audience].slug if audiences.common_audience else UNRESTRICTED_AUDIENCE
    place = project.config.parent.resolve().relative_to(root) / "preview" / slug
    own = {"audience": shlex.quote(slug), "path": quoted(place.as_posix(), "'")}
    return _render(f"{host}-preview.yml", {**values, **own})


def _render(name: str, values: Mapping[str, str]) -> str:
    return _WorkflowTemplate(load_resource(f"ci/{name}").text).substitute(values).rstrip("\n") + "\n"
