"""Looks at a whole tree: canaries, links, what cannot be opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_postmortems.audit.leak_search import LeakSearch, common_texts, shipped_folders
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
    common_folders: Iterable[Path] | None = None,
) -> AuditReport:
    """Look at every byte and every link of a tree.

    Args:
        folder: the tree, as it will be served.
        fingerprints: what must not be in it; without, links alone are looked at.
        site_url: where it will be served; addresses that begin so must lead to its files.
        common_folders: folders whose words are no canaries; by default those of the themes and of this program.
    """
    tree = list_site_files(folder)
    looking = _SiteScan(tree, fingerprints, LinkCheck(tree, site_url))
    found = {*looking.findings()}
    if fingerprints is not None and any(finding.code == LEAK for finding in found):
        # Themes are large, and most trees hold no canary, so that theirs are looked at only where one was seen.
        fingerprints = fingerprints.without(
            common_texts(shipped_folders() if common_folders is None else common_folders)
        )
        looking = _SiteScan(tree, fingerprints, LinkCheck(tree, site_url))
        found = {*looking.findings()}
    return AuditReport(
        findings=tuple(sorted({*tree.findings, *found})),
        files=len(tree.files),
        bytes=looking.bytes,
        searched=dict(sorted(fingerprints.counts.items())) if fingerprints is not None else {},
        dropped=dict(sorted(fingerprints.dropped.items())) if fingerprints is not None else {},
        unwatched=fingerprints.uncovered if fingerprints is not None else (),
    )


def verify_manifest(folder: Path, path: Path | None = None) -> tuple[Diagnostic, ...]:
    """Compare a tree with the manifest beside it, or with the one at `path`."""
    where = path or manifest_path(folder)
    try:
        manifest = read_manifest(where)
    except SidecarError as error:
        return (Diagnostic(".", NO_LINE, "PV001", str(error)),)
    tree = list_site_files(folder)
    return tuple(sorted({*tree.findings, *check_manifest(tree, manifest)}))


class _SiteScan:
    """One way through a tree; every file is read once."""

    def __init__(self, site: SiteFiles, fingerprints: FingerprintSet | None, links: LinkCheck) -> None:
        self.site = site
        self.search = LeakSearch(fingerprints) if fingerprints is not None else None
        self.links = links
        self.bytes = 0

    def findings(self) -> Iterator[Diagnostic]:
        """Yield what is wrong, unsorted."""
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
        yield from self.links.findings()
