"""Builds the sites of all audiences, and replaces the previous ones only if all are clean."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.audit.audience_references import check_audience_references, check_taxonomy_options
from mkdocs_postmortems.audit.external_loads import (
    EXTERNAL_LOAD,
    check_external_loads,
    find_external_loads,
    one_for_each_host,
)
from mkdocs_postmortems.audit.hidden_content import HiddenContent
from mkdocs_postmortems.audit.link_report import ReportedHosts
from mkdocs_postmortems.build.audience_builder import AudienceBuild, AudienceBuilder, ProgressCallback
from mkdocs_postmortems.build.build_id import make_build_id
from mkdocs_postmortems.build.build_request import BuildRequest
from mkdocs_postmortems.build.configured_words import check_configured_words
from mkdocs_postmortems.build.external_settings import (
    EXTERNAL_SETTING,
    check_external_settings,
    find_external_settings,
    reported_hosts,
)
from mkdocs_postmortems.build.missing_names import MISSING_PROGRAM, find_missing_help, find_missing_names
from mkdocs_postmortems.build.previous_sites import PreviousSites, program_digest
from mkdocs_postmortems.build.selected_audiences import audiences_or_everyone, select_audiences
from mkdocs_postmortems.build.site_config import SiteConfig
from mkdocs_postmortems.build.stage import parse_for_stages, read_site
from mkdocs_postmortems.build.stage_server import StageServer
from mkdocs_postmortems.build.staging_dir import (
    shared_paths,
    staging_root,
)
from mkdocs_postmortems.build.subprocess_build import common_variables
from mkdocs_postmortems.build.swap import begin_swap, swap_sites
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.sources.files import display_path
from mkdocs_postmortems.sources.git.history import read_history
from mkdocs_postmortems.sources.labelled_sources import LabelledSources
from mkdocs_postmortems.system.locking import lock
from mkdocs_postmortems.system.records import CACHE_FOLDER

_STOPPING_WITHOUT_AUDIENCES = ("PM060", "PM061", "PM062", "PM063", EXTERNAL_SETTING, EXTERNAL_LOAD, MISSING_PROGRAM)
"""Codes of errors that stop a build without `audiences` too: a label means that something was restricted once,
requests to other hosts are errors where the site says so, and MkDocs builds nothing without a plugin that is named."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The outcome of a whole run."""

    target: Path
    problems: tuple[Diagnostic, ...]
    """Diagnostics of the sources. With an error among them nothing is built."""
    audience_builds: tuple[AudienceBuild, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the sites were replaced."""
        return bool(self.audience_builds) and all(view.ok for view in self.audience_builds)


def build_sites(request: BuildRequest, on_progress: ProgressCallback) -> BuildResult:
    """Build and audit the sites of audiences, and replace the previous ones if all are clean.

    Args:
        request: What to build, and where.
        on_progress: Called at each step.

    Raises:
        PostmortemsError: the configuration is invalid, or another run holds the output folder.
    """
    site, sources = read_site(request.config, uses_cache=request.uses_cache)
    if request.is_bundle:
        site = site.with_option("use_directory_urls", value=False)
    wanted = select_audiences(sources.rules.audiences, request.only)
    problems, reported = _check(site, sources)
    if any(map(_stops(sources), problems)):
        return BuildResult(request.target, problems)
    request.target.mkdir(parents=True, exist_ok=True)
    with lock(request.target), staging_root() as staging, _stage_server() as stage_server:
        history = read_history(sources.root)
        program = program_digest()
        maker = AudienceBuilder(
            sources,
            HiddenContent(sources, shared_paths(site, sources.project.settings)),
            site,
            history,
            request,
            program,
            make_build_id(sources, site, request.build_day, history, program),
            tuple(reader.slug for reader in audiences_or_everyone(sources.rules.audiences)),
            begin_swap(request.target),
            PreviousSites(_cache_folder(request), request.target, request.uses_cache),
            staging,
            stage_server,
            on_progress,
            reported,
        )
        try:
            previous = [maker.previous_sites.find(reader.slug) for reader in wanted]
            changed = [one.name for one, known in zip(wanted, previous, strict=True) if not maker.is_unchanged(known)]
            if changed and stage_server:
                stage_server.start()
            parse_for_stages(sources, changed)  # Before there are threads, which processes cannot be copied with.
            with ThreadPoolExecutor(request.jobs or os.cpu_count()) as pool:
                result = BuildResult(request.target, problems, tuple(pool.map(maker.build, wanted, previous)))
            if result.ok:
                swap_sites(request.target, maker.siblings)
        finally:
            shutil.rmtree(maker.new_sites, ignore_errors=True)
    return result


def _check(site: SiteConfig, sources: LabelledSources) -> tuple[tuple[Diagnostic, ...], ReportedHosts]:
    """Return what is wrong with sources and settings, and what is known and said of requests to other hosts."""
    policy = sources.project.link_policy
    # Without audiences the one build says what is wrong with options.
    options = check_taxonomy_options(sources.project, sources.cache) if sources.rules.audiences else ()
    loads = tuple(find_external_loads(sources, site.site_url))
    external = one_for_each_host(check_external_loads(loads, policy))
    external_settings = tuple(find_external_settings(site, sources))
    found = {*sources.problems, *check_audience_references(sources), *external}
    in_config = {
        *options,
        *check_configured_words(site, sources),
        *check_external_settings(external_settings, policy),
        *find_missing_names(site),
        *find_missing_help(site, sources.project.settings),
    }
    problems = {problem.with_paths(sources.display_path) for problem in found}
    problems |= {problem.with_paths(lambda name: display_path(site.path.parent / name)) for problem in in_config}
    return tuple(sorted(problems)), reported_hosts(loads, external_settings, policy, site.nav_file)


def _stops(sources: LabelledSources) -> Callable[[Diagnostic], bool]:
    """Return whether a problem keeps anything from being built: an error, without audiences only some of them."""
    codes = None if sources.rules.audiences else _STOPPING_WITHOUT_AUDIENCES
    return lambda problem: problem.is_error and (codes is None or problem.code in codes)


def _cache_folder(request: BuildRequest) -> Path:
    return (request.target if request.is_bundle else request.config.parent) / CACHE_FOLDER


def _stage_server() -> AbstractContextManager[StageServer | None]:
    return StageServer(common_variables()) if StageServer.is_possible() else nullcontext()
