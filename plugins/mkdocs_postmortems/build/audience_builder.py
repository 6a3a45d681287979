"""Makes the site of one audience: stages, builds in a sandbox, audits, and packs it beside the previous one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs_postmortems.audit.build_record import manifest_digest, write_build_record
from mkdocs_postmortems.audit.hidden_content import HiddenContent
from mkdocs_postmortems.audit.link_report import ReportedHosts, link_context
from mkdocs_postmortems.audit.manifest import write_manifest
from mkdocs_postmortems.audit.report import AuditReport
from mkdocs_postmortems.audit.site_audit import audit_site
from mkdocs_postmortems.build.audience_history import BUILD_INFO_FILE
from mkdocs_postmortems.build.build_request import BuildRequest
from mkdocs_postmortems.build.previous_pages import PreviousPages
from mkdocs_postmortems.build.previous_sites import PreviousSite, PreviousSites, stage_digests
from mkdocs_postmortems.build.site_config import SiteConfig
from mkdocs_postmortems.build.stage import hand_over_parsed, write_stage
from mkdocs_postmortems.build.stage_server import StageServer
from mkdocs_postmortems.build.staging_dir import StagingDir, set_content_times
from mkdocs_postmortems.build.subprocess_build import SubprocessResult, common_variables, run_subprocess_build
from mkdocs_postmortems.core.audiences.model import Audience
from mkdocs_postmortems.sources.git.history import History
from mkdocs_postmortems.sources.labelled_sources import LabelledSources

ProgressCallback = Callable[[str, str], None]
"""Called at each step with the name of the audience and the step, such as `building`."""
LAST_STEPS = ("done", "refused", "failed", "unchanged")
"""Steps that no other follows."""


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
class AudienceBuilder:
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
    siblings: tuple[str, ...]
    """The slugs of all audiences, built now or not."""
    new_sites: Path
    previous_sites: PreviousSites
    staging_root: Path
    """The folder of the staging folders."""
    stage_server: StageServer | None
    on_progress: ProgressCallback
    reported: ReportedHosts
    """What is known of requests to other hosts, and reported already."""

    def is_unchanged(self, previous: PreviousSite | None) -> bool:
        """Whether a previous site was built from the same sources and settings."""
        return previous is not None and previous.build == self.build_id

    def build(self, audience: Audience, previous: PreviousSite | None) -> AudienceBuild:
        """Stage, build, audit and package one site, or find that the previous one is what this would make."""
        if previous is not None and self.is_unchanged(previous):
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
        staging_dir = write_stage(folder, self.sources, self.site_config, self.history, name, self.request.build_day)
        environment = self.site_config.given_variables()
        variables = {**common_variables(), **environment}
        documents = {BUILD_INFO_FILE, *staging_dir.documents}
        stage, frame = stage_digests(folder, variables, self.program, self.request.build_day, documents)
        pages = self.previous_sites.pages(audience.slug, previous, frame)
        outcome = self._reuse(audience, staging_dir, previous, stage) or self._run(
            audience, staging_dir, environment, pages
        )
        if not outcome.ok:
            self.on_progress(name, "failed")
            return AudienceBuild(name, audience.slug, outcome.lines)
        known = pages.take(folder, folder / staging_dir.docs, staging_dir.site)
        self.on_progress(name, "verifying")
        report = self._audit(audience, staging_dir)
        if report.is_clean:
            self.on_progress(name, "packing")
            site = self._pack(audience, staging_dir, PreviousSite(self.build_id, stage, "", outcome.lines, report))
            if known.pages:
                pages.remember(site.manifest, known)
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

    def _run(
        self, audience: Audience, staging_dir: StagingDir, environment: Mapping[str, str], pages: PreviousPages
    ) -> SubprocessResult:
        self.on_progress(audience.name, "building")
        hand_over_parsed(self.sources, staging_dir)
        pages.offer(staging_dir.folder, staging_dir.folder / staging_dir.docs)
        forbidden = self._forbidden_folders()
        return run_subprocess_build(staging_dir, forbidden, self.request.build_day, environment, self.stage_server)

    def _pack(self, audience: Audience, staging_dir: StagingDir, site: PreviousSite) -> PreviousSite:
        """Move a site to the new ones, write its sidecar files, and remember and return what it was built from."""
        folder = self.new_sites / audience.slug
        shutil.move(staging_dir.site, folder)
        write_manifest(folder, audience.name)
        write_build_record(folder, self.build_id, self.siblings)
        set_content_times(folder, self.request.build_day)
        packed = replace(site, manifest=manifest_digest(folder))
        self.previous_sites.remember(audience.slug, packed)
        return packed

    def _forbidden_folders(self) -> tuple[Path, ...]:
        """Return the folders that no build may read: the project, its sources, built sites, other staging folders."""
        return (
            self.site_config.path.resolve().parent,
            self.sources.root,
            self.new_sites.parent,
            Path(tempfile.gettempdir()),
        )

    def _audit(self, audience: Audience, staging_dir: StagingDir) -> AuditReport:
        audience_sources = staging_dir.audience_sources
        return audit_site(
            staging_dir.site,
            fingerprints=self.hidden_content.fingerprints(audience_sources, staging_dir.taxonomy),
            hidden_files=self.hidden_content.files(audience_sources),
            site_url=self.site_config.site_url,
            links=link_context(self.sources, audience_sources.audience).without(self.reported),
            earlier=self.previous_sites.audit(audience.slug, self.program),
        ).accepting(self.sources.project.settings.unreadable_files)
