"""Looks at a whole tree: canaries, links, what cannot be opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_postmortems.core.leaks.select import FingerprintSet
from mkdocs_postmortems.verify.baseline import baseline_texts, shipped_folders
from mkdocs_postmortems.verify.canary_search import Search
from mkdocs_postmortems.verify.links import Links
from mkdocs_postmortems.verify.manifest import check_manifest, manifest_path, read_manifest
from mkdocs_postmortems.verify.record import RecordError
from mkdocs_postmortems.verify.report import LEAK, Finding, Verdict
from mkdocs_postmortems.verify.walk import Tree, walk


def verify_tree(
    folder: Path,
    *,
    canaries: FingerprintSet | None,
    site_url: str = "",
    baseline: Iterable[Path] | None = None,
) -> Verdict:
    """Look at every byte and every link of a tree.

    Args:
        folder: the tree, as it will be served.
        canaries: what must not be in it; without, links alone are looked at.
        site_url: where it will be served; addresses that begin so must lead to its files.
        baseline: folders whose words are no canaries; by default those of the themes and of this program.
    """
    tree = walk(folder)
    looking = _Looking(tree, canaries, Links(tree, site_url))
    found = {*looking.findings()}
    if canaries is not None and any(finding.code == LEAK for finding in found):
        # Themes are large, and most trees hold no canary, so that theirs are looked at only where one was seen.
        canaries = canaries.without(baseline_texts(shipped_folders() if baseline is None else baseline))
        looking = _Looking(tree, canaries, Links(tree, site_url))
        found = {*looking.findings()}
    return Verdict(
        findings=tuple(sorted({*tree.findings, *found})),
        files=len(tree.files),
        bytes=looking.bytes,
        searched=dict(sorted(canaries.counts.items())) if canaries is not None else {},
        dropped=dict(sorted(canaries.dropped.items())) if canaries is not None else {},
        unwatched=canaries.uncovered if canaries is not None else (),
    )


def verify_manifest(folder: Path, path: Path | None = None) -> tuple[Finding, ...]:
    """Compare a tree with the manifest beside it, or with the one at `path`."""
    where = path or manifest_path(folder)
    try:
        manifest = read_manifest(where)
    except RecordError as error:
        return (Finding(".", "PV001", str(error)),)
    tree = walk(folder)
    return tuple(sorted({*tree.findings, *check_manifest(tree, manifest)}))


class _Looking:
    """One way through a tree; every file is read once."""

    def __init__(self, tree: Tree, canaries: FingerprintSet | None, links: Links) -> None:
        self.tree = tree
        self.search = Search(canaries) if canaries is not None else None
        self.links = links
        self.bytes = 0

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong, unsorted."""
        if self.search is not None:
            for path in (*sorted(self.tree.folders), *self.tree.files):
                yield from self.search.names(path)
        for path in self.tree.files:
            try:
                data = (self.tree.root / path).read_bytes()
            except OSError as error:
                yield Finding(path, "PV006", f"cannot be read: {(error.strerror or 'unknown reason').lower()}.")
                continue
            self.bytes += len(data)
            if self.search is not None:
                yield from self.search.content(path, data)
            self.links.read(path, data)
        yield from self.links.findings()
