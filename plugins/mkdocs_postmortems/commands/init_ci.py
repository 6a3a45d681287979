"""Plans the CI workflows of `postmortems init --ci`: a check of each change, and a publication on each merge."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from textwrap import wrap
from typing import Any

import yaml

from mkdocs_postmortems import __version__
from mkdocs_postmortems.build.selected_audiences import audiences_or_everyone
from mkdocs_postmortems.build.site_config import read_site_config
from mkdocs_postmortems.commands.ci_jobs import publishing_jobs, render, slug_items
from mkdocs_postmortems.commands.ci_publication import plan_publication
from mkdocs_postmortems.core.yaml_writer import quoted
from mkdocs_postmortems.settings import Project
from mkdocs_postmortems.sources.files import DOCUMENT_EXTENSIONS, load_resource
from mkdocs_postmortems.sources.git.client import GitError, repository_root, run_git

_GITLAB_FILE = ".gitlab/postmortems.yml"
_GITLAB_INCLUDE = f"include:\n  - local: {_GITLAB_FILE}\n"
_WIDTH = 116
"""Columns of a comment."""


_NO_ADDRESS = "Set site_url in mkdocs.yml to the address of the site: the error page and the feeds need it."

_LOCAL = (
    "The workflows install {package} from the package index, while here it was installed from a folder. If your index "
    "does not have it, write another source into them, such as a git URL, or name it by --package."
)


@dataclass(frozen=True, slots=True)
class Workflows:
    """The workflow files of a site."""

    files: Mapping[Path, str]
    """Path -> text of each file to write; files that exist must be kept."""
    lines_to_add: Mapping[Path, str]
    """Path -> lines that the user has to add to the file if it exists."""
    remarks: tuple[str, ...] = ()
    """What has to be set up once, and what is not deployed."""


def plan_ci(host: str, project: Project, target: str = "", package: str = "") -> Workflows:
    """Plan the workflows of a site at the root of its repository.

    Args:
        host: One of `ci_target.HOSTS`.
        project: The site.
        target: Where to publish; empty for the usual target of the code host.
        package: What pip installs; empty for what is installed here.

    Raises:
        PostmortemsError: the target cannot be deployed to, or can protect none of the audiences.
    """
    root = repository_root(project.config.parent)
    publication = plan_publication(host, target, project.settings.audiences)
    remarks = (
        *publication.remarks(),
        *([] if read_site_config(project.config).site_url else [_NO_ADDRESS]),
        *([] if package else local_install_remark()),
    )
    values = {
        **_values(project, root, package),
        "target": publication.name,
        "title": publication.target.title,
        "remarks": "\n".join(f"# {line}" for remark in publication.remarks() for line in wrap(remark, _WIDTH)),
    }
    slugs = tuple(one.slug for one in reversed(audiences_or_everyone(project.settings.audiences)))
    values |= {"previews": _previews(host, slugs, values), "jobs": publishing_jobs(host, publication, values)}
    if host == "github":
        folder = root / ".github" / "workflows"
        names = {"postmortems-check.yml": "github-check.yml", "postmortems-publish.yml": "github-publish.yml"}
        return Workflows({folder / name: render(source, values) for name, source in names.items()}, {}, remarks)
    main = root / ".gitlab-ci.yml"
    files = {root / _GITLAB_FILE: render("gitlab.yml", values), main: _GITLAB_INCLUDE}
    return Workflows(files, {main: _GITLAB_INCLUDE}, remarks)


def _values(project: Project, root: Path, package: str) -> dict[str, str]:
    """Return the placeholders that all templates share."""
    folder = Path(os.path.relpath(project.folder, project.config.parent))
    place = project.config.parent.resolve().relative_to(root).as_posix()
    major, minor, *_ = __version__.split(".")
    return {
        **_actions(),
        "folder": quoted(place, "'"),
        "prefix": "" if place == "." else f"{place}/",
        "documents": _document_patterns(folder),
        "package": shlex.quote(package or installed_requirement()),
        "version": f"{major}.{minor}",
        "branch": "main, master",
        "cached": "publish",
    }


def _document_patterns(folder: Path) -> str:
    """Return patterns of git for the documents below a folder, for a shell. Those without an extension are missing."""
    place = "" if ".." in folder.parts or folder == Path() else f"{folder.as_posix()}/"
    return " ".join(shlex.quote(f"{place}*{ending}") for ending in DOCUMENT_EXTENSIONS)


def pages_address(root: Path) -> str:
    """Return the address that GitHub Pages have for the repository's remote `origin`; empty if it is not on GitHub."""
    try:
        remote = run_git(root, "remote", "get-url", "origin").decode().strip()
    except GitError:
        return ""
    found = re.fullmatch(r"(?:https://|ssh://)?(?:[\w.-]+@)?github\.com[:/]([\w.-]+)/([\w.-]+?)(?:\.git)?/?", remote)
    if found is None:
        return ""
    owner, name = found[1].lower(), found[2]
    return f"https://{owner}.github.io/" + ("" if name.lower() == f"{owner}.github.io" else f"{name}/")


def _actions() -> dict[str, str]:
    """Return how each action is written: with the digest of its commit, and the version beside it."""
    rows = yaml.safe_load(load_resource("ci/actions.yml").text)
    return {name: f"{row['uses']}@{row['digest']} # {row['version']}" for name, row in rows.items()}


def installed_requirement() -> str:
    """Return what pip has to install to get this program: the index's version, or the commit it was installed from.

    See https://packaging.python.org/en/latest/specifications/direct-url/.
    """
    major, minor, *_ = __version__.split(".")
    origin = _origin()
    commit = origin.get("vcs_info", {}).get("commit_id")
    if commit and str(origin.get("url", "")).startswith("https://"):
        return f"mkdocs-postmortems @ git+{origin['url']}@{commit}"
    return f"mkdocs-postmortems~={major}.{minor}.0"


def _previews(host: str, slugs: tuple[str, ...], values: Mapping[str, str]) -> str:
    """Return the jobs that build previews, for the audiences that a change concerns."""
    if host == "github":
        own = {
            "audiences": slug_items(slugs),
            "place": quoted(f"{values['prefix']}preview/${{{{ matrix.audience }}}}", "'"),
        }
        return render("github-preview.yml", {**values, **own})
    # One job each: GitLab links no artifacts whose paths have variables.
    jobs = ({"audience": slug, "place": quoted(f"{values['prefix']}preview/{slug}", "'")} for slug in slugs)
    return "".join(render("gitlab-preview.yml", {**values, **own}) for own in jobs)


def local_install_remark() -> tuple[str, ...]:
    """Return what to say if this program was installed from a folder or file, which no runner has."""
    if not str(_origin().get("url", "")).startswith("file:"):
        return ()
    return (_LOCAL.format(package=installed_requirement()),)


def _origin() -> dict[str, Any]:
    """Return where pip installed this program from; empty if that was an index."""
    try:
        found = json.loads(distribution("mkdocs-postmortems").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
