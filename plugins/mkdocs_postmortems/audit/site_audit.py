"""Audits a whole built site for hidden text, broken links and files that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_postmortems.audit.leak_search import LeakSearch, common_texts, shipped_folders
from mkdocs_postmortems.audit.link_report import LinkContext, report_links
from mkdocs_postmortems.audit.links import LinkCheck
from mkdocs_postmortems.audit.manifest import SidecarError, check_manifest, manifest_path, read_manifest
from mkdocs_postmortems.audit.report import LEAK, AuditReport
from mkdocs_postmortems.audit.site_files import SiteFiles, list_site_files
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic
from mkdocs_postmortems.core.leaks.select import FingerprintSet


def audit_site(
    folder: Path,
    *,
    fingerprints: FingerprintSet | None,
    site_url: str = "",
    links: LinkContext | None = None,
    common_folders: Iterable[Path] | None = None,
) -> AuditReport:
    """Search every file of a built site for fingerprints, and check every link.

    Args:
        folder: the site, as it will be served.
        fingerprints: hidden text that must not be in it; with `None`, only links are checked.
        site_url: URL that it will be served at; links that begin with it must lead to its files.
        links: how grave dead links and requests to other hosts are, and where they come from.
        common_folders: folders whose text is not reported; by default those of themes and of this program.
    """
    site = list_site_files(folder)
    context = links or LinkContext()
    scan = _SiteScan(site, fingerprints, LinkCheck(site, site_url), context)
    found = {*scan.findings()}
    if fingerprints is not None and any(finding.code == LEAK for finding in found):
        # Reading all themes takes long, and most sites hold no fingerprint: read them only if one was found.
        fingerprints = fingerprints.without(
            common_texts(shipped_folders() if common_folders is None else common_folders)
        )
        scan = _SiteScan(site, fingerprints, LinkCheck(site, site_url), context)
        found = {*scan.findings()}
    return AuditReport(
        findings=tuple(sorted({*site.findings, *found})),
        files=len(site.files),
        bytes=scan.bytes,
        searched=dict(sorted(fingerprints.counts.items())) if fingerprints is not None else {},
        dropped=dict(sorted(fingerprints.dropped.items())) if fingerprints is not None else {},
        unwatched=fingerprints.uncovered if fingerprints is not None else (),
    )


def verify_manifest(folder: Path, path: Path | None = None) -> tuple[Diagnostic, ...]:
    """Compare a built site with the manifest beside it, or with the one at `path`, and return what differs."""
    source = path or manifest_path(folder)
    try:
        manifest = read_manifest(source)
    except SidecarError as error:
        return (Diagnostic(".", NO_LINE, "PV001", str(error)),)
    site = list_site_files(folder)
    return tuple(sorted({*site.findings, *check_manifest(site, manifest)}))


class _SiteScan:
    """One pass over a site that reads every file once."""

    def __init__(
        self, site: SiteFiles, fingerprints: FingerprintSet | None, links: LinkCheck, context: LinkContext
    ) -> None:
        self.site = site
        self.search = LeakSearch(fingerprints) if fingerprints is not None else None
        self.links = links
        self.context = context
        self.bytes = 0

    def findings(self) -> Iterator[Diagnostic]:
        """Yield diagnostics, unsorted."""
        if self.search is not None:
            for path in (*sorted(self.site.folders), *self.site.files):
                yield from self.search.names(path)
        for path in self.site.files:
            try:
                data = (self.site.root / path).read_bytes()
            except OSError as error:
                yield Diagnostic(
                    path, NO_LINE, "PV006", f"cannot be read: {(error.strerror or 'unknown reason').lower()}."
                )
                continue
            self.bytes += len(data)
            if self.search is not None:
                yield from self.search.content(path, data)
            self.links.read(path, data)
        yield from report_links(self.links.findings(), self.context)
