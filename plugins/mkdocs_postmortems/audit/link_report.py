"""Turns dead links and requests to other hosts into diagnostics: one for each cause, at its source if that is known."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from mkdocs_postmortems.audit.external_loads import host_of
from mkdocs_postmortems.audit.hidden_paths import HiddenPaths, hidden_paths
from mkdocs_postmortems.audit.links import LinkFinding
from mkdocs_postmortems.audit.source_places import SourcePlace, SourcePlaces
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic
from mkdocs_postmortems.core.link_policy import LinkPolicy
from mkdocs_postmortems.sources.labelled_sources import LabelledSources

_EXTERNAL = "PV023"
_ANCHOR = "PV021"
_NAMES_HIDDEN = "PV024"


class ReportedHosts(NamedTuple):
    """Requests to other hosts that are reported by their cause, so that pages that make them are no findings.

    Beside them, what is no link for readers.
    """

    by_settings: frozenset[str] = frozenset()
    """Hosts that settings of mkdocs.yml make every page ask."""
    by_files: frozenset[tuple[str, str]] = frozenset()
    """(path of a document or style sheet below `docs_dir`, host that it loads from)."""
    nav_file: str = ""
    """The name of files that are the navigation for a plugin, in which links to folders stand for what is in them."""


@dataclass(frozen=True, slots=True)
class LinkContext:
    """What decides how grave a link of one audience's site is, and where it comes from. Operators alone see it."""

    policy: LinkPolicy = field(default_factory=LinkPolicy)
    audiences: tuple[str, ...] = ()
    """The audience of the site, alone; empty if the site has no audiences."""
    documents: Mapping[str, LabelledDocument] = field(default_factory=lambda: MappingProxyType({}))
    """Source path -> document."""
    hidden: HiddenPaths = field(default_factory=HiddenPaths)
    places: SourcePlaces = field(default_factory=SourcePlaces)
    reported: ReportedHosts = field(default_factory=ReportedHosts)

    def without(self, reported: ReportedHosts) -> LinkContext:
        """Return the context with requests that are reported otherwise."""
        return replace(self, reported=reported)

    def page_severity(self, page: str) -> Severity:
        """Return the severity of a request that a page makes: by its document's labels, else by who reads the site."""
        source = self.places.source_of(page)
        document = self.documents.get(source) if source else None
        labels = None if document is None else (document.audience, *(a for s in document.spans for a in s.audiences))
        return self._severity(labels)

    def severity_at(self, place: SourcePlace | None) -> Severity:
        """Return the severity of a request that a line of a document makes, if the document is known."""
        document = self.documents.get(place.source) if place else None
        return self._severity(document.labels_at(place.line) if place and document else None)

    def _severity(self, labels: tuple[str, ...] | None) -> Severity:
        """Return the severity of a request of text with these labels; what anyone may read, anyone may."""
        of_site = self.policy.external_severity(self.audiences)
        of_text = of_site if labels is None else self.policy.external_severity(labels)
        return min(of_site, of_text, key=lambda one: one.rank)


def link_context(sources: LabelledSources, audience: str) -> LinkContext:
    """Return the context of the site of one audience."""
    audience_sources = sources.for_audience(audience)
    tree = sources.tree
    return LinkContext(
        policy=sources.project.link_policy,
        audiences=(audience,) if sources.rules.audiences else (),
        documents=MappingProxyType({one.path: one for one in sources.documents}),
        hidden=hidden_paths({*(one.path for one in tree.documents), *tree.attachments.paths}, audience_sources.paths),
        places=SourcePlaces((one.source for one in sources.documents), sources.display_path),
    )


class _Group(NamedTuple):
    """Findings with one cause are reported as one."""

    code: str
    severity: Severity
    cause: str


def report_links(findings: Iterable[LinkFinding], context: LinkContext) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each cause of findings, at the first place that has it; unsorted."""
    groups: dict[_Group, list[tuple[LinkFinding, SourcePlace | None]]] = {}
    for finding in findings:
        place = context.places.find(finding.page, finding.url)
        group = _group(finding, place, context)
        if group.severity is not Severity.OFF:
            groups.setdefault(group, []).append((finding, place))
    for group, members in groups.items():
        yield _diagnostic(group, members)


def _group(finding: LinkFinding, place: SourcePlace | None, context: LinkContext) -> _Group:
    if finding.code == _EXTERNAL:
        host = host_of(finding.url)
        severity = context.severity_at(place)
        # What is reported as an error stops a site before; other errors are of what was to be left out.
        is_reported = severity is not Severity.ERROR and _is_reported(host, finding, place, context)
        is_known = context.policy.allows(host) or is_reported
        return _Group(finding.code, Severity.OFF if is_known else severity, host or finding.url)
    cause = finding.target or finding.url
    if finding.code == _ANCHOR:
        return _Group(finding.code, Severity.WARNING, cause)
    if context.hidden.names(finding.page, finding.url, finding.target):
        return _Group(_NAMES_HIDDEN, Severity.ERROR, cause)
    is_nav = place is not None and posixpath.basename(place.source) == context.reported.nav_file
    is_folder = is_nav and finding.url.endswith(("/", "*"))
    return _Group(finding.code, Severity.OFF if is_folder else context.policy.dead_links, cause)


def _is_reported(host: str, finding: LinkFinding, place: SourcePlace | None, context: LinkContext) -> bool:
    source = place.source if place else finding.page
    return host in context.reported.by_settings or (source, host) in context.reported.by_files


def _diagnostic(group: _Group, members: list[tuple[LinkFinding, SourcePlace | None]]) -> Diagnostic:
    located = [(place, finding) for finding, place in members if place]
    place, finding = min(located) if located else (None, min((one for one, _ in members), key=_order))
    more = len({one.page for one, _ in members}) - 1
    message = finding.message + (
        f" {more:,} more page{'s' * (more > 1)} {'do' if more > 1 else 'does'} so." if more else ""
    )
    path, line = (place.path, place.line) if place else (finding.page, NO_LINE)
    return Diagnostic(path, line, group.code, message, group.severity, highlight=finding.url if place else "")


def _order(finding: LinkFinding) -> tuple[str, str]:
    return finding.page, finding.url
