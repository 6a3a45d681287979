"""Audits a whole built site for hidden text, broken links and files that cannot be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from mkdocs_postmortems.audit.checked_links import CheckedLinks
from mkdocs_postmortems.audit.decoding import MAX_FILE, TOO_LARGE
from mkdocs_postmortems.audit.leak_search import Leak, LeakSearch, opaque_finding, report_leaks
from mkdocs_postmortems.audit.link_report import LinkContext, report_links
from mkdocs_postmortems.audit.links import LinkCheck
from mkdocs_postmortems.audit.manifest import SidecarError, check_manifest, file_digest, manifest_path, read_manifest
from mkdocs_postmortems.audit.report import LEAK, OPAQUE, AuditReport
from mkdocs_postmortems.audit.shipped_files import ShippedFiles, shipped_files, shipped_folders
from mkdocs_postmortems.audit.site_files import SiteFiles, list_site_files
from mkdocs_postmortems.audit.verified_files import VerifiedFiles
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic
from mkdocs_postmortems.core.leaks.select import FingerprintSet, find_common


@dataclass(frozen=True, slots=True)
class EarlierAudit:
    """What is known of earlier builds of a site."""

    verified: VerifiedFiles | None = None
    """The files that were searched."""
    links: CheckedLinks | None = None
    """The files whose links were checked."""


def audit_site(
    folder: Path,
    *,
    fingerprints: FingerprintSet | None,
    hidden_files: Mapping[str, str] = MappingProxyType({}),
    site_url: str = "",
    links: LinkContext | None = None,
    common_folders: Iterable[Path] | None = None,
    earlier: EarlierAudit = EarlierAudit(),
) -> AuditReport:
    """Search every file of a built site for fingerprints, and check every link.

    Args:
        folder: the site, as it will be served.
        fingerprints: hidden text that must not be in it; with `None`, or if nothing is hidden, only links are checked.
        hidden_files: SHA-256 of files that must not be in it, with their paths.
        site_url: URL that it will be served at; links that begin with it must lead to its files.
        links: how grave dead links and requests to other hosts are, and where they come from.
        common_folders: folders whose files and texts are not reported; by default those of themes and of this program.
        earlier: what need not be searched or checked again.
    """
    site = list_site_files(folder)
    shipped = shipped_files(shipped_folders()) if common_folders is None else ShippedFiles(tuple(common_folders))
    search = None
    if fingerprints is not None and not fingerprints.is_of_nothing:
        search = LeakSearch(fingerprints, shipped, earlier.verified.search(fingerprints) if earlier.verified else None)
    scan = _SiteScan(site, search, hidden_files, LinkCheck(site, site_url, earlier.links), links or LinkContext())
    found = {*site.findings, *scan.findings()}
    if fingerprints is None:
        return AuditReport(findings=tuple(sorted(found)), files=len(site.files), bytes=scan.bytes)
    # Themes say some of it on each page. Reading them takes long, so it is done only if something was found.
    common = find_common({leak.fingerprint for leak in scan.leaks}, shipped.texts()) if scan.leaks else frozenset()
    found.update(report_leaks(leak for leak in scan.leaks if leak.fingerprint not in common))
    if search and search.verified and not any(finding.code in (LEAK, OPAQUE) for finding in found):
        search.verified.remember()
    searched = fingerprints.without(common)
    return AuditReport(
        findings=tuple(sorted(found)),
        files=len(site.files),
        bytes=scan.bytes,
        searched=dict(sorted(searched.counts.items())),
        dropped=dict(sorted(searched.dropped.items())),
        unwatched=searched.uncovered,
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
        self,
        site: SiteFiles,
        search: LeakSearch | None,
        hidden_files: Mapping[str, str],
        links: LinkCheck,
        context: LinkContext,
    ) -> None:
        self.site = site
        self.search = search
        self.hidden_files = hidden_files
        self.links = links
        self.context = context
        self.bytes = 0
        self.leaks: list[Leak] = []
        """The fingerprints that were found, whether or not anybody may read them elsewhere."""

    def findings(self) -> Iterator[Diagnostic]:
        """Yield diagnostics of everything but leaks, unsorted; collect leaks."""
        if self.search is not None:
            for path in (*sorted(self.site.folders), *self.site.files):
                self.leaks.extend(self.search.names(path))
        for path in self.site.files:
            try:
                yield from self._file(path)
            except OSError as error:
                yield Diagnostic(
                    path, NO_LINE, "PV006", f"cannot be read: {(error.strerror or 'unknown reason').lower()}."
                )
        yield from report_links(self.links.findings(), self.context)

    def _file(self, path: str) -> Iterator[Diagnostic]:
        """Yield what is wrong with a file; one that is too large is known by its digest alone."""
        place = self.site.root / path
        size = place.stat().st_size
        self.bytes += size
        data = place.read_bytes() if size <= MAX_FILE else None
        if self.hidden_files:
            digest = file_digest(place) if data is None else hashlib.sha256(data).hexdigest()
            if hidden := self.hidden_files.get(digest):
                yield Diagnostic(path, NO_LINE, LEAK, f"is the file {hidden}, which its readers may not read.")
        if data is not None:
            if self.search is not None:
                yield from self._searched(self.search.content(path, data))
            self.links.read(path, data)
        elif self.search is not None:
            yield opaque_finding(path, TOO_LARGE)

    def _searched(self, results: Iterable[Leak | Diagnostic]) -> Iterator[Diagnostic]:
        for result in results:
            if isinstance(result, Leak):
                self.leaks.append(result)
            else:
                yield result
