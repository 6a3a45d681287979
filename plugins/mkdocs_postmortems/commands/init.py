"""Plans what `postmortems init` writes into a folder; it writes nothing itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from mkdocs_postmortems.core.frontmatter.json_schema import SCHEMA_FILENAME, json_schema
from mkdocs_postmortems.core.yaml_writer import clean_line, quoted, scalar
from mkdocs_postmortems.settings import Project, load_settings
from mkdocs_postmortems.sources.files import is_document, is_tool_folder, load_resource

_USUAL_FOLDERS = ("postmortems", "post-mortems", "postmortem", "docs", "incidents", "content", "src")
"""Names of folders that usually have the documents, the most likely first."""
_ABOUT_THE_REPOSITORY = frozenset(
    "readme license licence contributing code_of_conduct changelog security support governance".split()
)
"""Stems of file names at the top of a repository that are not postmortems."""
DEFAULT_FOLDER = "postmortems"
"""The folder of the postmortems in a new site."""
PAGES_FOLDER = "wiki"
"""`docs_dir` of a site whose postmortems are beside mkdocs.yml."""
_WHY_PAGES = (
    f"MkDocs does not take the folder of mkdocs.yml as docs_dir, so docs_dir is the new folder {PAGES_FOLDER}/, "
    "and the plugin postmortems-here takes the documents from where they are."
)
_PLUGIN_LINES = """plugins:
  - search # if you use it; naming plugins switches it off otherwise
  - postmortems"""
_PATH_OPTION = ":\n      path: "
_GITIGNORE = "# What was built.\n/dist/\n/site/\n"
_FEW_PAGES = 3
"""A `docs_dir` with at most so many pages at its top is not itself a folder of postmortems."""
_KEEP_FILE = "Pages of the wiki itself go here. MkDocs needs this folder; the postmortems lie beside mkdocs.yml.\n"


@dataclass(frozen=True, slots=True)
class ScaffoldPlan:
    """Files to write unless they exist, and remarks for the user."""

    config: Path
    """The path of mkdocs.yml."""
    files: Mapping[Path, str]
    """Path -> text of each file to write; files that exist must be kept."""
    remarks: tuple[str, ...] = ()
    lines_to_add: Mapping[Path, str] = field(default_factory=dict)
    """Path of an existing file -> lines that the user has to add to it."""


def plan_scaffold(root: Path) -> ScaffoldPlan:
    """Plan a site for a folder: for an existing MkDocs site, for existing documents, or for an empty folder."""
    for name in ("mkdocs.yml", "mkdocs.yaml"):
        if (root / name).exists():
            return _existing_site_plan(load_settings(root / name))
    documents = list_documents(root)
    if not documents:
        return _empty_folder_plan(root)
    folder = choose_folder(documents)
    return _existing_folder_plan(root, folder, documents) if folder else _flat_folder_plan(root, documents)


def list_documents(root: Path) -> list[Path]:
    """Return the Markdown files of a folder, relative to it, except those about the repository, such as README."""
    found: list[Path] = []
    folders = [root] if root.is_dir() else []
    while folders:
        for entry in sorted(folders.pop().iterdir()):
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and not entry.is_symlink() and not is_tool_folder(entry):
                folders.append(entry)
            elif entry.is_file() and is_document(entry) and not _is_about_repository(entry, root):
                found.append(entry.relative_to(root))
    return sorted(found)


def _is_about_repository(path: Path, root: Path) -> bool:
    return path.parent == root and path.name.lower().split(".")[0].replace("-", "_") in _ABOUT_THE_REPOSITORY


def choose_folder(documents: list[Path]) -> str | None:
    """Return the top-level folder that has the documents; `None` if some are at the top or they are in several."""
    if any(len(path.parts) == 1 for path in documents):
        return None
    counts = Counter(path.parts[0] for path in documents)
    usual = next((name for name in _USUAL_FOLDERS for top in sorted(counts) if top.lower() == name), None)
    if usual:
        return next(top for top in sorted(counts) if top.lower() == usual)
    return next(iter(counts)) if len(counts) == 1 else None


def _empty_folder_plan(root: Path) -> ScaffoldPlan:
    folder = root / DEFAULT_FOLDER
    files = {
        root / "mkdocs.yml": _config(root, f"docs_dir: {DEFAULT_FOLDER}", "  - postmortems"),
        folder / "taxonomy.yml": _init_resource("taxonomy.yml"),
        folder / SCHEMA_FILENAME: _schema(),
        folder / "2025" / "2025-01-15-cache-restart.md": _init_resource("example.md"),
        root / ".gitignore": _GITIGNORE,
    }
    return ScaffoldPlan(root / "mkdocs.yml", files)


def _existing_folder_plan(root: Path, folder: str, documents: list[Path]) -> ScaffoldPlan:
    count = sum(path.parts[0] == folder for path in documents)
    files = {
        root / "mkdocs.yml": _config(root, f"docs_dir: {quoted(folder)}", "  - postmortems"),
        **_support_files(root / folder),
    }
    return ScaffoldPlan(
        root / "mkdocs.yml", files, (f"Found {_document_count(count)} in {folder}/. They stay as they are.",)
    )


def _flat_folder_plan(root: Path, documents: list[Path]) -> ScaffoldPlan:
    """Plan for documents beside mkdocs.yml. `docs_dir` has to be a subfolder, so MkDocs gets an empty one."""
    here = f"docs_dir: {PAGES_FOLDER} # Pages of the wiki itself. The postmortems lie here, beside mkdocs.yml."
    files = {
        root / "mkdocs.yml": _config(root, here, "  - postmortems-here\n  - postmortems"),
        root / PAGES_FOLDER / ".keep": _KEEP_FILE,
        **_support_files(root),
    }
    remarks = (
        (
            f"Found {_document_count(len(documents))} beside mkdocs.yml or in several folders. "
            "They stay where and as they are."
        ),
        _WHY_PAGES,
    )
    return ScaffoldPlan(root / "mkdocs.yml", files, remarks)


def _existing_site_plan(project: Project) -> ScaffoldPlan:
    if project.has_plugin:
        remark = f"{project.config.name} already has the plugin."
        return ScaffoldPlan(project.config, _support_files(project.folder), (remark,))
    path = _guess_path_option(project.docs_dir)
    remark = f"{project.config.name} exists and was not changed. The rest of the site stays as it is."
    lines = _PLUGIN_LINES + (_PATH_OPTION + scalar(path) if path else "")
    return ScaffoldPlan(project.config, _support_files(project.docs_dir / path), (remark,), {project.config: lines})


def _guess_path_option(docs_dir: Path) -> str:
    """Return the folder of an existing site for the option `path`; empty if the postmortems are at its top."""
    documents = list_documents(docs_dir)
    tops = sorted({path.parts[0] for path in documents if len(path.parts) > 1})
    named = [
        top for name in _USUAL_FOLDERS for top in tops if top.lower() == name and name not in ("docs", "content", "src")
    ]
    at_top = sum(len(path.parts) == 1 for path in documents)
    return named[0] if named else "" if at_top > _FEW_PAGES else DEFAULT_FOLDER


def _support_files(folder: Path) -> dict[Path, str]:
    """Return the files beside existing documents. The taxonomy among them is empty, so it causes no warnings."""
    return {
        folder / "taxonomy.yml": _init_resource("taxonomy-later.yml"),
        folder / SCHEMA_FILENAME: _schema(),
    }


def _schema() -> str:
    """Return the JSON Schema of front matter, for completion in editors."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _config(root: Path, docs_dir: str, plugins: str) -> str:
    name = root.resolve().name.replace("-", " ").replace("_", " ").strip() or "Postmortems"
    title = name if "mortem" in name.lower() or "incident" in name.lower() else f"{name} postmortems"
    text = Template(_init_resource("mkdocs.yml"))
    return text.substitute(
        site_name=quoted(clean_line(title[:1].upper() + title[1:])), docs_dir=docs_dir, plugins=plugins
    )


def _document_count(count: int) -> str:
    return "1 document" if count == 1 else f"{count} documents"


def _init_resource(name: str) -> str:
    return load_resource(f"init/{name}").text
