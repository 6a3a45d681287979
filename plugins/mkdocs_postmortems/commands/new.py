"""Plans what `postmortems new` writes, and where: the best template with the answers filled in."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules, parse_folder_rules
from mkdocs_postmortems.core.audiences.labelled_document import label_documents
from mkdocs_postmortems.core.drafting.answers import Answers
from mkdocs_postmortems.core.drafting.filename import document_path
from mkdocs_postmortems.core.drafting.template import fill_template
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.frontmatter.json_schema import SCHEMA_FILENAME
from mkdocs_postmortems.core.model import Postmortem, Status
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Term
from mkdocs_postmortems.settings import Project
from mkdocs_postmortems.sources.files import load_resource, read_source
from mkdocs_postmortems.sources.source_tree import read_folder_rules

DEFAULT_TEMPLATE = "default"


@dataclass(frozen=True, slots=True)
class NewPostmortem:
    """A postmortem that is not written yet."""

    path: Path
    """The file to write."""
    source: Source
    """The text, with the path relative to the folder of the postmortems."""
    document: Postmortem
    """The document parsed from the text."""
    template: str
    """The path of the site's template, or `default` for the built-in one."""


def plan_postmortem(project: Project, answers: Answers, severity: Term | None) -> NewPostmortem:
    """Fill in the template for this type and severity.

    Raises:
        PostmortemsError: the template cannot be used, or the result could not be published.
    """
    own = _site_template(project, answers, severity)
    conditions = [*(severity.names if severity else ()), *([answers.type.value] if answers.type else [])]
    # A template of the site is used as a whole; the built-in one is reduced to the required sections.
    required = project.settings.requirements.required_for(severity, Status.PUBLISHED, answers.type)
    template = own or load_resource(f"templates/{DEFAULT_TEMPLATE}.md")
    path = document_path(project.settings.filename, answers)
    text = fill_template(template, answers, conditions, None if own else required.sections, _schema(project, path))
    source = Source(path, text)
    _refuse_unpublishable(
        source, Source(_site_path(project, source.path), source.text), folder_rules(project, source.path)
    )
    return NewPostmortem(project.folder / path, source, parse(source).postmortem, own.path if own else DEFAULT_TEMPLATE)


def _schema(project: Project, path: str) -> str:
    """Return the path of the schema of front matter, relative to a document; empty if the site has no schema file."""
    return (
        posixpath.relpath(SCHEMA_FILENAME, posixpath.dirname(path))
        if (project.folder / SCHEMA_FILENAME).is_file()
        else ""
    )


def folder_rules(project: Project, path: str) -> AudienceRules:
    """Return the audience rules of the folders above a document; paths in them are relative to `docs_dir`.

    Args:
        project: The site.
        path: The path of the document, relative to the folder of the postmortems.
    """
    folders = [project.docs_dir / parent for parent in PurePosixPath(_site_path(project, path)).parents]
    sources = [rule for folder in folders if folder.is_dir() for rule in read_folder_rules(folder, project.docs_dir)]
    return parse_folder_rules(project.settings.audiences, project.settings.default_audience, sources)[0]


def _site_path(project: Project, path: str) -> str:
    return posixpath.normpath(posixpath.join(project.settings.path, path))


def default_audience_for(project: Project, path: str) -> str:
    """Return the audience that a document without a label gets from its folder or by default; empty if none.

    Raises:
        PostmortemsError: the `.audience` file of its folder names no audience.
    """
    rules = folder_rules(project, path)
    folder = rules.folder_of(_site_path(project, path))
    if folder is None:
        return rules.default or ""
    if not (name := rules.folders[folder]):
        raise PostmortemsError(f"{folder or '.'}/.audience: names no audience, so nobody would read {path}.")
    return name


def _site_template(project: Project, answers: Answers, severity: Term | None) -> Source | None:
    """Return the site's template with the most specific name; `None` if the site has none that fits."""
    folder = project.folder / project.settings.templates
    for name in _template_names(answers, severity):
        path = folder / f"{name}.md"
        if path.is_file():
            source, problems = read_source(path, path.as_posix())
            if source is None:
                raise PostmortemsError(str(problems[0]))
            return source
    return None


def _template_names(answers: Answers, severity: Term | None) -> Iterator[str]:
    type = answers.type.value if answers.type else ""
    types = list(dict.fromkeys([type, type.replace("_", "-")])) if type else []
    severities = [severity.id] if severity else []
    yield from (f"{one}-{other}" for one in types for other in severities)
    yield from (*types, *severities, DEFAULT_TEMPLATE)


def _refuse_unpublishable(source: Source, site_source: Source, rules: AudienceRules) -> None:
    """Raise an error for a text that could not be published, such as one with a span marker in its title."""
    parsed = parse(source)
    errors = [problem for problem in parsed.diagnostics if problem.is_error]
    errors += label_documents([site_source], rules).problems if rules.audiences else []
    if errors:
        raise PostmortemsError(f"nothing was written, since it could not be published: {errors[0]}")
