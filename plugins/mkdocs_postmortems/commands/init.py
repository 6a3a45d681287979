"""Plans what `postmortems init` writes into a folder; it writes nothing itself."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import Template

from mkdocs_postmortems.core.adopt import draft_services
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.frontmatter.json_schema import SCHEMA_FILENAME, json_schema
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.renderer_limits import check_renderer_limits
from mkdocs_postmortems.core.yaml_writer import clean_line, quoted, scalar
from mkdocs_postmortems.settings import Project, existing_config, load_settings
from mkdocs_postmortems.sources.files import (
    default_taxonomy,
    is_document,
    is_tool_folder,
    load_resource,
    read_source,
)

_USUAL_FOLDERS = ("postmortems", "post-mortems", "postmortem", "docs", "incidents", "content", "src")
"""Names of folders that usually have the documents, the most likely first."""
_ABOUT_THE_REPOSITORY = frozenset(
    "readme license licence contributing code_of_conduct changelog security support governance".split()
)
"""Stems of file names at the top of a repository that are not postmortems."""
_OTHER_FORMATS = (".adoc", ".asciidoc", ".docx", ".htm", ".html", ".odt", ".org", ".rst", ".textile", ".txt", ".wiki")
"""Extensions of texts that are not read."""
DEFAULT_FOLDER = "postmortems"
"""The folder of the postmortems in a new site."""
BESIDE = "."
"""The folder of documents that lie beside mkdocs.yml or in several folders."""
_PLACEHOLDER = ".mkdocs"
"""`docs_dir` of a site whose documents lie beside mkdocs.yml; it stays empty."""
_IGNORED = ("/dist/", "/site/", "/preview/", "/.cache/")
"""What the commands build, as lines of `.gitignore`."""
_NAMES_PLUGINS = re.compile(r"^plugins[ \t]*:", re.MULTILINE)
_FEW_PAGES = 3
"""A `docs_dir` with at most so many postmortems at its top is not itself a folder of postmortems."""
_BESIDE_STAY = "They stay where and as they are; other files are published if a document refers to them."
_WHY_PLACEHOLDER = (
    f"MkDocs does not take the folder of mkdocs.yml as docs_dir: {_PLACEHOLDER}/ stands in for it, and the plugin "
    "postmortems-here takes the documents from where they are."
)
_EXAMPLE_URL = "https://postmortems.example.com/"
_KEEP_FILE = "MkDocs needs this folder, and nothing is published from it. The documents lie beside mkdocs.yml.\n"


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
    appended: Mapping[Path, str] = field(default_factory=dict)
    """Path of an existing file -> text to add at its end."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a folder holds before it is set up."""

    root: Path
    documents: tuple[Path, ...]
    """The documents, relative to the folder, except those about the repository, such as README."""
    others: Mapping[str, int]
    """Extension -> number of texts in formats that are not read."""

    @property
    def folder(self) -> str:
        """The folder of the documents: a subfolder, or `BESIDE`; `DEFAULT_FOLDER` if there are no documents."""
        return (choose_folder(list(self.documents)) or BESIDE) if self.documents else DEFAULT_FOLDER

    @property
    def site_name(self) -> str:
        """A name for the site, from the name of the folder."""
        name = clean_line(self.root.resolve().name.replace("-", " ").replace("_", " ")) or "Postmortems"
        title = name if "mortem" in name.lower() or "incident" in name.lower() else f"{name} postmortems"
        return title[:1].upper() + title[1:]

    def taken(self, folder: str) -> tuple[Path, ...]:
        """Return the documents in a folder, relative to the root."""
        return self.documents if folder == BESIDE else tuple(p for p in self.documents if p.is_relative_to(folder))


@dataclass(frozen=True, slots=True)
class ScaffoldChoices:
    """What the user decided; empty values are those of the layout."""

    site_name: str = ""
    site_url: str = ""
    folder: str = ""
    """The folder of the documents, relative to that of mkdocs.yml; `BESIDE` for that folder itself."""
    services: str = ""
    """Entries of the taxonomy, as YAML."""


def survey(root: Path) -> Layout:
    """Look at what a folder holds."""
    documents: list[Path] = []
    others: Counter[str] = Counter()
    for path in _visible_files(root):
        if is_document(path):
            documents += [] if _is_about_repository(path, root) else [path.relative_to(root)]
        elif path.suffix.lower() in _OTHER_FORMATS:
            others[path.suffix.lower()] += 1
    return Layout(root, tuple(sorted(documents)), others)


def plan_scaffold(layout: Layout, choices: ScaffoldChoices) -> ScaffoldPlan:
    """Plan a site for a folder: for an existing MkDocs site, for existing documents, or for an empty folder."""
    if config := existing_config(layout.root):
        return _existing_site_plan(load_settings(config))
    if not layout.documents:
        return _empty_folder_plan(layout, choices)
    folder = _checked_folder(layout, choices.folder) if choices.folder else layout.folder
    return _beside_plan(layout, choices) if folder == BESIDE else _folder_plan(layout, choices, folder)


def named_services(layout: Layout, folder: str = "") -> Mapping[str, str]:
    """Return the services that documents name: name -> entry of the taxonomy, as YAML; the most frequent first.

    Args:
        layout: What the folder of the site holds.
        folder: The folder of the documents, relative to it; empty for the one of the layout.
    """
    parsed = (_read(layout.root, path) for path in layout.taken(folder or layout.folder))
    return draft_services(filter(None, parsed), default_taxonomy())


def list_documents(root: Path) -> list[Path]:
    """Return the Markdown files of a folder, relative to it, except those about the repository, such as README."""
    return list(survey(root).documents)


def _visible_files(root: Path) -> Iterable[Path]:
    """Yield the files of a folder that are not hidden, not installed by a program and not built."""
    folders = [root] if root.is_dir() else []
    while folders:
        for entry in sorted(folders.pop().iterdir()):
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and not entry.is_symlink() and not is_tool_folder(entry):
                folders.append(entry)
            elif entry.is_file():
                yield entry


def _checked_folder(layout: Layout, given: str) -> str:
    """Return the folder of documents as a path below the root.

    Raises:
        PostmortemsError: it leads out of the root, or does not exist.
    """
    folder = Path(os.path.normpath(given)).as_posix()
    if folder.startswith(("..", "/")) or not (layout.root / folder).is_dir():
        raise PostmortemsError(f"there is no folder {given!r} in {layout.root}; expected one with documents, or '.'.")
    return folder


def _is_about_repository(path: Path, root: Path) -> bool:
    return path.parent == root and path.name.lower().split(".")[0].replace("-", "_") in _ABOUT_THE_REPOSITORY


def choose_folder(documents: list[Path]) -> str | None:
    """Return the top-level folder that has the documents; `None` if they lie at the top or in several folders.

    A folder with a usual name is taken if it has most of them, or half where none lies at the top.
    """
    tops = Counter(path.parts[0] for path in documents if len(path.parts) > 1)
    at_top = sum(len(path.parts) == 1 for path in documents)
    for name in _USUAL_FOLDERS:
        for top in sorted(tops):
            if top.lower() == name and tops[top] * 2 + (0 if at_top else 1) > len(documents):
                return top
    return next(iter(tops)) if len(tops) == 1 and not at_top else None


def _empty_folder_plan(layout: Layout, choices: ScaffoldChoices) -> ScaffoldPlan:
    root, name = layout.root, choices.folder if choices.folder not in ("", BESIDE) else DEFAULT_FOLDER
    folder = root / name
    files = {
        root / "mkdocs.yml": _config(layout, choices, f"docs_dir: {scalar(name)}", "  - postmortems"),
        folder / "taxonomy.yml": _init_resource("taxonomy.yml"),
        folder / SCHEMA_FILENAME: _schema(),
        folder / "2025" / "2025-01-15-cache-restart.md": _init_resource("example.md"),
    }
    return _with_gitignore(ScaffoldPlan(root / "mkdocs.yml", files, tuple(_not_taken(layout, name))), root)


def _folder_plan(layout: Layout, choices: ScaffoldChoices, folder: str) -> ScaffoldPlan:
    root, taken = layout.root, len(layout.taken(folder))
    files = {
        root / "mkdocs.yml": _config(layout, choices, f"docs_dir: {quoted(folder)}", "  - postmortems"),
        **_support_files(root / folder, choices.services),
    }
    remarks = (f"Found {_count(taken)} in {folder}/. They stay as they are.", *_not_taken(layout, folder))
    return _with_gitignore(ScaffoldPlan(root / "mkdocs.yml", files, remarks), root)


def _beside_plan(layout: Layout, choices: ScaffoldChoices) -> ScaffoldPlan:
    """Plan for documents beside mkdocs.yml. `docs_dir` has to be a subfolder, so MkDocs gets an empty one."""
    here = f"docs_dir: {_PLACEHOLDER} # MkDocs needs one; it stays empty. The documents lie here, beside mkdocs.yml."
    root = layout.root
    files = {
        root / "mkdocs.yml": _config(layout, choices, here, "  - postmortems-here\n  - postmortems"),
        root / _PLACEHOLDER / ".keep": _KEEP_FILE,
        **_support_files(root, choices.services),
    }
    remarks = (
        f"Found {_count(len(layout.documents))} beside mkdocs.yml or in several folders. {_BESIDE_STAY}",
        _WHY_PLACEHOLDER,
        *_not_taken(layout, BESIDE),
    )
    return _with_gitignore(ScaffoldPlan(root / "mkdocs.yml", files, remarks), root)


def _not_taken(layout: Layout, folder: str) -> Iterable[str]:
    """Yield a line about what is not read: documents in other folders, and texts in other formats."""
    left = sorted({*layout.documents} - {*layout.taken(folder)})
    parts = [f"{_count(len(left))} outside of {folder}/, such as {left[0].as_posix()}"] if left else []
    parts += [f"{count} {ending} file{'s' if count > 1 else ''}" for ending, count in sorted(layout.others.items())]
    how = "; --documents . takes all documents" if left else ""
    if parts:
        yield f"Not taken: {', '.join(parts)}{how}."


def _with_gitignore(plan: ScaffoldPlan, root: Path) -> ScaffoldPlan:
    """Return the plan with a `.gitignore` for what is built, or with the lines that an existing one lacks."""
    path = root / ".gitignore"
    try:
        known = {line.strip().strip("/") for line in path.read_text(encoding="utf-8", errors="replace").splitlines()}
    except OSError:
        known = set()
    text = "# What was built.\n" + "".join(f"{line}\n" for line in _IGNORED if line.strip("/") not in known)
    if not path.exists():
        return replace(plan, files={**plan.files, path: text})
    return replace(plan, appended={path: text}) if text.count("\n") > 1 else plan


def _existing_site_plan(project: Project) -> ScaffoldPlan:
    if project.has_plugin:
        remark = f"{project.config.name} already has the plugin."
        plan = ScaffoldPlan(project.config, _support_files(project.folder), (remark,))
        return _with_gitignore(plan, project.config.parent)
    documents = list_documents(project.docs_dir)
    incidents = [path for path in documents if _reads_as_incident(project.docs_dir, path)]
    folder = _guess_path_option(documents, incidents)
    remarks = tuple(_left_outside(project.docs_dir, folder, incidents))
    lines = {project.config: _plugin_line(project.config, folder)}
    plan = ScaffoldPlan(project.config, _support_files(project.docs_dir / folder), remarks, lines)
    return _with_gitignore(plan, project.config.parent)


def _plugin_line(config: Path, folder: str) -> str:
    """Return the line of our plugin: an item where plugins are named, else with the one that MkDocs has by default."""
    ours = f"postmortems: {{path: {scalar(folder)}}}" if folder else "postmortems"
    text = config.read_text(encoding="utf-8-sig", errors="replace")
    return f"  - {ours} # below plugins:" if _NAMES_PLUGINS.search(text) else f"plugins: [search, {ours}]"


def _reads_as_incident(root: Path, path: Path) -> bool:
    document = _read(root, path)
    return document is not None and document.kind is DocumentKind.POSTMORTEM


def _read(root: Path, path: Path) -> Postmortem | None:
    """Return what a document says; `None` if it cannot be read, or would take too long to render."""
    source = read_source(root / path, path.as_posix())[0]
    return parse(source).postmortem if source and check_renderer_limits(source) is None else None


def _guess_path_option(documents: Sequence[Path], incidents: Sequence[Path]) -> str:
    """Return the folder of an existing site for the option `path`; empty if the postmortems are at its top."""
    tops = sorted({path.parts[0] for path in documents if len(path.parts) > 1})
    named = [
        top for name in _USUAL_FOLDERS for top in tops if top.lower() == name and name not in ("docs", "content", "src")
    ]
    at_top = sum(len(path.parts) == 1 for path in incidents)
    if named or at_top > _FEW_PAGES:
        return named[0] if named else ""
    within = [path.parent.as_posix() for path in incidents if len(path.parts) > 1]
    common = os.path.commonpath(within) if within else ""
    return common or DEFAULT_FOLDER


def _left_outside(docs_dir: Path, folder: str, incidents: Iterable[Path]) -> Iterable[str]:
    """Yield a line about postmortems elsewhere in the site, which stay the pages that they are."""
    left = [path for path in incidents if folder and not path.is_relative_to(folder)]
    if left:
        what = f"{_count(len(left))} outside of {docs_dir.name}/{folder}/ that read{'s' if len(left) == 1 else ''}"
        mend = f"move {'it' if len(left) == 1 else 'them'} there, or give no path"
        yield f"Not taken: {what} like a postmortem, such as {docs_dir.name}/{left[0].as_posix()}; {mend}."


def _support_files(folder: Path, services: str = "") -> dict[Path, str]:
    """Return the files beside existing documents. A taxonomy without entries causes no warnings."""
    return {
        folder / "taxonomy.yml": _init_resource("taxonomy-later.yml") + (f"\n{services}" if services else ""),
        folder / SCHEMA_FILENAME: _schema(),
    }


def _schema() -> str:
    """Return the JSON Schema of front matter, for completion in editors."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _config(layout: Layout, choices: ScaffoldChoices, docs_dir: str, plugins: str) -> str:
    address = f"site_url: {scalar(choices.site_url)}" if choices.site_url else f"# site_url: {_EXAMPLE_URL}"
    return Template(_init_resource("mkdocs.yml")).substitute(
        site_name=quoted(clean_line(choices.site_name) or layout.site_name),
        site_url=address,
        docs_dir=docs_dir,
        plugins=plugins,
    )


def _count(count: int) -> str:
    return "1 document" if count == 1 else f"{count} documents"


def _init_resource(name: str) -> str:
    return load_resource(f"init/{name}").text
