"""Runs `postmortems check`: reads the sources of a site, a folder or single files, and lints them."""

from __future__ import annotations

import contextlib
import os
import posixpath
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mkdocs_postmortems import __version__
from mkdocs_postmortems.audit.audience_references import check_audience_references, check_taxonomy_options
from mkdocs_postmortems.audit.external_loads import check_external_loads, find_external_loads
from mkdocs_postmortems.build.external_settings import check_external_settings, find_external_settings
from mkdocs_postmortems.build.missing_names import find_missing_help, find_missing_names
from mkdocs_postmortems.build.site_config import SiteConfig, read_site_config
from mkdocs_postmortems.commands.check_since import knock_on_findings
from mkdocs_postmortems.core.action_states import ActionStates
from mkdocs_postmortems.core.audiences.folder_rules import may_be_folder_rule
from mkdocs_postmortems.core.audiences.url_collisions import find_name_clashes
from mkdocs_postmortems.core.check.linter import (
    LintContext,
    Linter,
    ParsedSource,
    apply_fixes,
)
from mkdocs_postmortems.core.check.report import LintReport
from mkdocs_postmortems.core.check.rule import LintConfig
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.core.renderer_limits import check_renderer_limits
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.files import (
    ReadResult,
    display_path,
    load_taxonomy,
    printable_name,
    quoted_text,
    read_source,
    read_sources,
    rewrite,
)
from mkdocs_postmortems.sources.git.changes import Changes, changes_since
from mkdocs_postmortems.sources.git.client import GitError
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, load_labelled_sources
from mkdocs_postmortems.sources.parallel_parse import parse_sources
from mkdocs_postmortems.sources.parse_store import open_cache
from mkdocs_postmortems.sources.source_tree import postmortem_exclusions, publishable_files
from mkdocs_postmortems.system.parallel import parallel_map


@dataclass(frozen=True, slots=True)
class CheckInput:
    """Sources that form one corpus, with everything that is needed to lint them."""

    folder: Path
    """The folder of the postmortems; paths of sources and problems are relative to it."""
    read_result: ReadResult
    taxonomy: str = "taxonomy.yml"
    """The path of the taxonomy, relative to `folder`."""
    policy: LintConfig = field(default_factory=LintConfig)
    site_findings: tuple[Diagnostic, ...] = ()
    """Diagnostics about the configuration and the audiences; their paths are relative to the current folder."""
    link_root: Path | None = None
    """`docs_dir`, which links may lead to; `None` if it is `folder`."""
    excluded: frozenset[str] = frozenset()
    """Files and folders below `link_root` that are no sources."""
    config: Path | None = None
    """The path of mkdocs.yml; `None` if the sources belong to no site."""
    held: frozenset[str] = frozenset()
    """The paths of documents that their front matter keeps from being published."""
    action_states: ActionStates = field(default_factory=ActionStates)
    """The states of action items in trackers."""
    cache: ReadCache = field(default_factory=ReadCache)
    """Parse results that can be reused."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all documents."""
        return tuple(source.path for source in self.read_result.sources)

    def display_path(self, path: str) -> str:
        """Return the path of a source, relative to the current folder."""
        return display_path(self.folder / path)


def read_site_input(config: Path) -> CheckInput:
    """Read the postmortems of a site, and check its configuration and its audiences.

    Args:
        config: The path of mkdocs.yml.

    Raises:
        PostmortemsError: the configuration cannot be read.
    """
    project = load_settings(config)
    cache = open_cache(project, creates=True)
    settings = project.settings
    read_result = read_sources(project.folder, postmortem_exclusions(project))
    site = read_site_config(project.config)
    sources = load_labelled_sources(project, site.referenced_files, cache)
    return CheckInput(
        folder=project.folder,
        read_result=read_result,
        taxonomy=settings.taxonomy,
        policy=replace(settings.policy, dead_links=project.link_policy.dead_links),
        site_findings=tuple(_site_findings(sources, site, read_result.sources)),
        link_root=project.docs_dir,
        excluded=project.shared_folder.excluded if project.shared_folder else frozenset(),
        config=project.config,
        held=frozenset(sources.folder.local_source(source).path for source in sources.held),
        action_states=sources.action_states,
        cache=cache,
    )


def _site_findings(sources: LabelledSources, site: SiteConfig, postmortems: Iterable[Source]) -> Iterator[Diagnostic]:
    """Yield diagnostics about the configuration, and about labels and references between audiences."""
    project, cache = sources.project, sources.cache
    policy = project.settings.policy
    for problem in (*project.problems, *check_taxonomy_options(project, cache)):
        yield replace(policy.adjusted(problem), path=display_path(project.config))
    if sources.rules.audiences:
        parse_sources(postmortems, cache)
    in_config = (
        *check_external_settings(find_external_settings(site, sources), project.link_policy),
        *find_missing_names(site),
        *find_missing_help(site, project.settings),
    )
    for problem in in_config:
        yield policy.adjusted(problem).with_paths(lambda path: display_path(project.config.parent / path))
    loads = check_external_loads(find_external_loads(sources, site.site_url), project.link_policy)
    everything = () if sources.rules.audiences else sources.for_audience(UNRESTRICTED_AUDIENCE).paths
    for problem in {*sources.problems, *check_audience_references(sources), *find_name_clashes(everything), *loads}:
        yield policy.adjusted(problem).with_paths(lambda path: display_path(project.docs_dir / path))


def read_folder_input(folder: Path) -> CheckInput:
    """Read a folder of postmortems without a site; they form one corpus with the default configuration."""
    return CheckInput(folder, read_sources(folder))


def read_files_input(folder: Path, names: Iterable[str]) -> CheckInput:
    """Read single files of a folder, without the other files of the folder."""
    results = [read_source(folder / name, name) for name in sorted(set(names))]
    sources = tuple(source for source, _ in results if source)
    return CheckInput(folder, ReadResult(sources, tuple(problem for _, problems in results for problem in problems)))


def changes_in(check_input: CheckInput, revision: str) -> Changes:
    """Return the changes since a revision of git in `docs_dir` and in mkdocs.yml, with paths relative to `folder`.

    Raises:
        GitError: git does not know the revision, or the folder is in no repository.
    """
    found = changes_since(check_input.link_root or check_input.folder, revision).relative_to(_prefix(check_input))
    if check_input.config:
        with contextlib.suppress(GitError):  # It may lie in another repository, or in none.
            config_changes = changes_since(check_input.config.resolve().parent, revision, check_input.config.name)
            found |= config_changes.relative_to(
                os.path.relpath(check_input.folder.resolve(), check_input.config.resolve().parent)
            )
    return found


def _prefix(check_input: CheckInput) -> str:
    """Return the folder of the postmortems relative to the folder that links may lead to; empty if they are equal."""
    root = check_input.link_root or check_input.folder
    return "" if root == check_input.folder else check_input.folder.relative_to(root).as_posix()


def run_check(
    check_input: CheckInput, today: str, only_paths: Collection[str] | None = None, changes: Changes | None = None
) -> LintReport:
    """Lint the sources and return the report, with paths relative to the current folder.

    Args:
        check_input: The sources; all of them are the context of each document.
        today: The day that dates are compared with: `YYYY-MM-DD`.
        only_paths: Paths of the documents to report on, relative to `check_input.folder`; `None` for all.
        changes: The changes since a revision. If given, only changed documents are reported on, and diagnostics that
            the changes cause in unchanged documents.
    """
    chosen = _selected_paths(check_input, only_paths, changes)
    documents, before = _read(check_input, changes)
    context = _lint_context(check_input, today, before)
    published = [one for one in documents if one.source.path not in check_input.held]
    linter = Linter(published, context)
    found = [
        *_check_all(linter, chosen - check_input.held),
        *linter.source_diagnostics(chosen),
        *_held_findings(documents, context, chosen & check_input.held),
    ]
    findings = {*check_input.site_findings, *_with_display_paths(check_input, found)}
    if only_paths is not None or changes is not None:
        findings = set(_findings_of_selected(check_input, findings, chosen, changes))
    if only_paths is None and changes is not None:
        findings |= _with_display_paths(
            check_input, knock_on_findings(linter, published, context, changes, check_input.taxonomy)
        )
    texts = {
        check_input.display_path(source.path): source.text
        for source in check_input.read_result.sources
        if source.path in chosen
    }
    texts |= _other_texts({finding.path for finding in findings} - texts.keys())
    return LintReport(tuple(sorted(findings)), tuple(map(check_input.display_path, sorted(chosen))), texts, __version__)


def _check_all(linter: Linter, paths: Iterable[str]) -> list[Diagnostic]:
    return [one for some in parallel_map(linter.check, sorted(paths)) for one in some]


def _held_findings(documents: Sequence[ParsedSource], context: LintContext, held: Collection[str]) -> list[Diagnostic]:
    """Return the findings in documents that are not published; published ones do not see them, as in a build."""
    return _check_all(Linter(documents, replace(context, held=frozenset())), held) if held else []


def _with_display_paths(check_input: CheckInput, findings: Iterable[Diagnostic]) -> set[Diagnostic]:
    return {one.with_paths(check_input.display_path) for one in findings}


def _selected_paths(check_input: CheckInput, only: Collection[str] | None, changes: Changes | None) -> frozenset[str]:
    chosen = frozenset(check_input.paths)
    chosen = chosen if only is None else chosen & frozenset(only)
    return chosen if changes is None else frozenset(path for path in chosen if path in changes)


def _read(check_input: CheckInput, changes: Changes | None) -> tuple[list[ParsedSource], list[ParsedSource]]:
    """Return the parsed documents, and the previous versions of those that changed."""
    current = check_input.read_result.sources
    texts = changes.before if changes else {}
    previous = [
        Source(path, text) for path in sorted({*check_input.paths} & texts.keys()) if (text := texts[path]) is not None
    ]
    sources, cache = (*current, *previous), check_input.cache
    parse_sources(sources, cache)
    limits = parallel_map(check_renderer_limits, sources)
    parsed = [ParsedSource(one, cache.parse(one), limit) for one, limit in zip(sources, limits, strict=True)]
    return parsed[: len(current)], parsed[len(current) :]


def _lint_context(check_input: CheckInput, today: str, before: Iterable[ParsedSource]) -> LintContext:
    taxonomy, taxonomy_diagnostics = load_taxonomy(
        check_input.folder / check_input.taxonomy, check_input.taxonomy, check_input.cache
    )
    root, folder = check_input.link_root or check_input.folder, _prefix(check_input)
    return LintContext(
        today=today,
        taxonomy=taxonomy,
        config=check_input.policy,
        diagnostics=(*taxonomy_diagnostics, *check_input.read_result.problems),
        files=publishable_files(root, check_input.excluded) - {posixpath.join(folder, check_input.taxonomy)},
        folder=folder,
        held=frozenset(posixpath.join(folder, path) for path in check_input.held),
        action_states=check_input.action_states,
        before={one.source.path: one for one in before},
    )


def _findings_of_selected(
    check_input: CheckInput, findings: Iterable[Diagnostic], selected: Collection[str], changes: Changes | None
) -> Iterator[Diagnostic]:
    """Yield the findings in selected documents, and errors elsewhere that name one, such as a duplicate id."""
    chosen = frozenset(map(check_input.display_path, selected))
    changed = map(check_input.display_path, changes.before if changes else ())
    paths = chosen.union(map(printable_name, changed))  # As findings have them.
    site_findings = check_input.site_findings if changes and _audience_rules_changed(check_input, changes) else ()
    for finding in findings:
        is_related = finding.is_error and not chosen.isdisjoint(finding.related_paths)
        if finding.path in paths or is_related or finding in site_findings:
            yield finding


def _audience_rules_changed(check_input: CheckInput, changes: Changes) -> bool:
    """Whether mkdocs.yml or the rule of a folder changed, which can change the audience of any document."""
    names = {part for path in (*changes.before, *changes.deleted) for part in path.split("/")}
    config = check_input.config
    return bool(config and config.name in names) or any(map(may_be_folder_rule, names))


def _other_texts(paths: Iterable[str]) -> dict[str, str]:
    """Return the texts of files that are not postmortems but have findings, such as mkdocs.yml."""
    texts = ((path, quoted_text(Path(path), path)) for path in sorted(paths))
    return {path: text for path, text in texts if text}


def write_fixes(findings: Iterable[Diagnostic]) -> int:
    """Apply the fixes of findings to their files and return the number of files that changed."""
    by_path: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        if finding.fixes:
            by_path.setdefault(finding.path, []).append(finding)
    # A file that is reached by several paths, through symbolic links, is fixed once: its findings are the same.
    unique = {Path(path).resolve(): path for path in reversed(by_path)}
    return sum(rewrite(Path(path), partial(_fixed_text, by_path[path])) for path in unique.values())


def _fixed_text(findings: Iterable[Diagnostic], text: str) -> str:
    return apply_fixes(text, findings)
