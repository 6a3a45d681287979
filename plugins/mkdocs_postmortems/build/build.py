"""Builds the sites of all audiences: stage, build in a sandbox, audit, and only then replace the previous sites."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs_postmortems.audit.audience_references import check_audience_references, check_taxonomy_options
from mkdocs_postmortems.audit.build_record import manifest_digest, write_build_record
from mkdocs_postmortems.audit.external_loads import (
    EXTERNAL_LOAD,
    check_external_loads,
    find_external_loads,
    one_for_each_host,
)
from mkdocs_postmortems.audit.hidden_content import HiddenContent
from mkdocs_postmortems.audit.link_report import ReportedHosts, link_context
from mkdocs_postmortems.audit.manifest import write_manifest
from mkdocs_postmortems.audit.report import AuditReport
from mkdocs_postmortems.audit.site_audit import audit_site
from mkdocs_postmortems.build.audience_history import build_info_for, write_build_info
from mkdocs_postmortems.build.build_id import make_build_id
from mkdocs_postmortems.build.configured_words import check_configured_words
from mkdocs_postmortems.build.external_settings import (
    EXTERNAL_SETTING,
    check_external_settings,
    find_external_settings,
    reported_hosts,
)
from mkdocs_postmortems.build.previous_sites import (
    CACHE_FOLDER,
    PreviousSite,
    PreviousSites,
    program_digest,
    stage_digest,
)
from mkdocs_postmortems.build.site_config import SiteConfig, read_site_config
from mkdocs_postmortems.build.stage_server import StageServer
from mkdocs_postmortems.build.staging_dir import (
    StagingDir,
    set_content_times,
    shared_paths,
    staging_root,
    write_staging_dir,
)
from mkdocs_postmortems.build.subprocess_build import SubprocessResult, common_variables, run_subprocess_build
from mkdocs_postmortems.build.swap import begin_swap, swap_sites
from mkdocs_postmortems.core.audiences.model import Audience, Audiences
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE
from mkdocs_postmortems.settings import PLUGIN, ConfigurationError, load_settings
from mkdocs_postmortems.sources.files import display_path
from mkdocs_postmortems.sources.git.history import History, read_history
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, load_labelled_sources
from mkdocs_postmortems.system.locking import lock

ProgressCallback = Callable[[str, str], None]
"""Called at each step with the name of the audience and the step, such as `building`."""
LAST_STEPS = ("done", "refused", "failed", "unchanged")
"""Steps that no other follows."""

_DAY = 24 * 60 * 60
"""Seconds."""
_STOPPING_WITHOUT_AUDIENCES = ("PM060", "PM061", "PM062", "PM063", EXTERNAL_SETTING, EXTERNAL_LOAD)
"""Codes of errors that stop a build without `audiences` too: a label means that something was restricted once, and
requests to other hosts are errors where the site says so."""


@dataclass(frozen=True, slots=True)
class AudienceBuild:
    """The build of one audience's site."""

    audience: str
    slug: str
    lines: tuple[str, ...] = ()
    """The output of MkDocs."""
    audit_report: AuditReport | None = None
    """The result of the audit; `None` if MkDocs failed."""

    @property
    def ok(self) -> bool:
        """Whether the site may be published."""
        return self.audit_report is not None and self.audit_report.is_clean


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


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build, and where."""

    config: Path
    """The path of mkdocs.yml."""
    target: Path
    """The output folder: a site, a manifest and a build record for each audience."""
    build_time: int
    """The build date, in seconds since 1970 (`SOURCE_DATE_EPOCH`)."""
    only: tuple[str, ...] = ()
    """The audiences to build, by name or slug; empty for all. Sites of other audiences stay as they are."""
    jobs: int | None = None
    """How many builds run in parallel; `None` for one per processor."""
    uses_cache: bool = True
    """Whether a site whose input has not changed since the previous build is left as it is."""

    @property
    def build_day(self) -> int:
        """The beginning of the build date in UTC: what sites show of the time is the day."""
        return self.build_time // _DAY * _DAY


def build_sites(request: BuildRequest, on_progress: ProgressCallback) -> BuildResult:
    """Build and audit the sites of audiences, and replace the previous ones if all are clean.

    Args:
        request: What to build, and where.
        on_progress: Called at each step.

    Raises:
        PostmortemsError: the configuration is invalid, or another run holds the output folder.
    """
    site, sources = _read(request.config)
    wanted = _select_audiences(sources.rules.audiences, request.only)
    # Without audiences the one build says what is wrong with options.
    options = check_taxonomy_options(sources.project, sources.cache) if sources.rules.audiences else ()
    loads = tuple(find_external_loads(sources, site.site_url))
    external = one_for_each_host(check_external_loads(loads, sources.project.link_policy))
    found = {*sources.problems, *check_audience_references(sources), *external}
    external_settings = tuple(find_external_settings(site, sources))
    policy = sources.project.link_policy
    words = check_configured_words(site, sources)
    in_config = {*options, *words, *check_external_settings(external_settings, policy)}
    problems = tuple(
        sorted(
            {
                *(problem.with_paths(sources.display_path) for problem in found),
                *(problem.with_paths(lambda name: display_path(request.config.parent / name)) for problem in in_config),
            }
        )
    )
    stopping = None if sources.rules.audiences else _STOPPING_WITHOUT_AUDIENCES
    if any(problem.is_error and (stopping is None or problem.code in stopping) for problem in problems):
        return BuildResult(request.target, problems)
    request.target.mkdir(parents=True, exist_ok=True)
    with lock(request.target), staging_root() as staging, _stage_server() as stage_server:
        history = read_history(sources.root)
        program = program_digest()
        maker = _AudienceBuilder(
            sources,
            HiddenContent(sources, shared_paths(site, sources.project.settings.shared_files)),
            site,
            history,
            request,
            program,
            make_build_id(sources, site, request.build_day, history, program),
            begin_swap(request.target),
            PreviousSites(request.config.parent / CACHE_FOLDER, request.target, request.uses_cache),
            staging,
            stage_server,
            on_progress,
            reported_hosts(loads, external_settings, policy),
        )
        try:
            with ThreadPoolExecutor(request.jobs or os.cpu_count()) as pool:
                result = BuildResult(request.target, problems, tuple(pool.map(maker.build, wanted)))
            if result.ok:
                swap_sites(request.target, maker.siblings)
        finally:
            shutil.rmtree(maker.new_sites, ignore_errors=True)
    return result


def _stage_server() -> AbstractContextManager[StageServer | None]:
    return StageServer(common_variables()) if StageServer.is_possible() else nullcontext()


def _read(config: Path) -> tuple[SiteConfig, LabelledSources]:
    site, project = read_site_config(config), load_settings(config)
    if not project.has_plugin:
        message = f"{config}: there is no plugin {PLUGIN!r} in it, so that everybody would read everything."
        raise ConfigurationError(message)
    return site, load_labelled_sources(project, site.referenced_files)


def _audiences_or_everyone(audiences: Audiences) -> tuple[Audience, ...]:
    return audiences.widest_first or (Audience(name=UNRESTRICTED_AUDIENCE, slug=UNRESTRICTED_AUDIENCE),)


def _select_audiences(audiences: Audiences, only: tuple[str, ...]) -> tuple[Audience, ...]:
    """Return the requested audiences; an unknown name is an error."""
    audience_model = _audiences_or_everyone(audiences)
    known = {form for reader in audience_model for form in (reader.name, reader.slug)}
    for name in only:
        if name not in known:
            names = ", ".join(sorted(reader.name for reader in audience_model))
            raise ConfigurationError(f"there is no audience {name!r}; expected one of {names}.")
    return tuple(reader for reader in audience_model if not only or {reader.name, reader.slug} & {*only})


@dataclass(frozen=True, slots=True)
class _AudienceBuilder:
    """Builds the site of one audience; one instance serves all audiences of a run."""

    sources: LabelledSources
    hidden_content: HiddenContent
    site_config: SiteConfig
    history: History | None
    request: BuildRequest
    program: str
    """The digest of the programs."""
    build_id: str
    """The id of the run, the same for all of its sites."""
    new_sites: Path
    previous_sites: PreviousSites
    staging_root: Path
    """The folder of the staging folders."""
    stage_server: StageServer | None
    on_progress: ProgressCallback
    reported: ReportedHosts
    """What is known of requests to other hosts, and reported already."""

    @property
    def siblings(self) -> tuple[str, ...]:
        """The slugs of all audiences, built now or not."""
        return tuple(reader.slug for reader in _audiences_or_everyone(self.sources.rules.audiences))

    def build(self, audience: Audience) -> AudienceBuild:
        """Stage, build, audit and package one site, or find that the previous one is what this would make."""
        previous = self.previous_sites.find(audience.slug)
        if previous is not None and previous.build == self.build_id:
            self.on_progress(audience.name, "unchanged")
            return AudienceBuild(audience.name, audience.slug, previous.lines, previous.report)
        folder = Path(tempfile.mkdtemp(dir=self.staging_root))
        try:
            return self._build(audience, folder, previous)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _build(self, audience: Audience, folder: Path, previous: PreviousSite | None) -> AudienceBuild:
        name = audience.name
        self.on_progress(name, "staging")
        staging_dir = write_staging_dir(folder, self.sources, self.site_config, name, self.request.build_day)
        build_info = build_info_for(self.sources, self.history, name)
        write_build_info(folder, replace(build_info, shows_dates=self.site_config.has_git_dates))
        environment = self.site_config.given_variables()
        variables = {**common_variables(), **environment}
        stage = stage_digest(folder, variables, self.program, self.request.build_day)
        outcome = self._reuse(audience, staging_dir, previous, stage) or self._run(audience, staging_dir, environment)
        if not outcome.ok:
            self.on_progress(name, "failed")
            return AudienceBuild(name, audience.slug, outcome.lines)
        self.on_progress(name, "verifying")
        report = self._audit(staging_dir)
        if report.is_clean:
            self.on_progress(name, "packing")
            self._pack(audience, staging_dir, PreviousSite(self.build_id, stage, "", outcome.lines, report))
        self.on_progress(name, "done" if report.is_clean else "refused")
        return AudienceBuild(name, audience.slug, outcome.lines, report)

    def _reuse(
        self, audience: Audience, staging_dir: StagingDir, previous: PreviousSite | None, stage: str
    ) -> SubprocessResult | None:
        """Take the previous site, if its build could read the same; what is hidden may have changed since."""
        if previous is None or previous.stage != stage:
            return None
        self.previous_sites.copy_to(audience.slug, staging_dir.site)
        return SubprocessResult(ok=True, lines=previous.lines)

    def _run(self, audience: Audience, staging_dir: StagingDir, environment: Mapping[str, str]) -> SubprocessResult:
        self.on_progress(audience.name, "building")
        forbidden = self._forbidden_folders()
        return run_subprocess_build(staging_dir, forbidden, self.request.build_day, environment, self.stage_server)

    def _pack(self, audience: Audience, staging_dir: StagingDir, site: PreviousSite) -> None:
        """Move a site to the new ones, write its sidecar files, and remember what it was built from."""
        folder = self.new_sites / audience.slug
        shutil.move(staging_dir.site, folder)
        write_manifest(folder, audience.name)
        write_build_record(folder, self.build_id, self.siblings)
        set_content_times(folder, self.request.build_day)
        self.previous_sites.remember(audience.slug, replace(site, manifest=manifest_digest(folder)))

    def _forbidden_folders(self) -> tuple[Path, ...]:
        """Return the folders that no build may read: the project, its sources, built sites, other staging folders."""
        return (
            self.site_config.path.resolve().parent,
            self.sources.root,
            self.new_sites.parent,
            Path(tempfile.gettempdir()),
        )

    def _audit(self, staging_dir: StagingDir) -> AuditReport:
        audience_sources = staging_dir.audience_sources
        return audit_site(
            staging_dir.site,
            fingerprints=self.hidden_content.fingerprints(audience_sources, staging_dir.taxonomy),
            hidden_files=self.hidden_content.files(audience_sources),
            site_url=self.site_config.site_url,
            links=link_context(self.sources, audience_sources.audience).without(self.reported),
        )
