"""`postmortems verify`: audits built sites for content that their audiences may not read."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.audit.browser_requests import (
    NoBrowserError,
    find_browser_requests,
    pages_of_each_kind,
    report_requests,
)
from mkdocs_postmortems.audit.hidden_content import HiddenContent
from mkdocs_postmortems.audit.link_report import LinkContext, link_context
from mkdocs_postmortems.audit.manifest import SidecarError, built_sites, manifest_path, read_manifest
from mkdocs_postmortems.audit.report import AuditReport
from mkdocs_postmortems.audit.site_audit import audit_site, verify_manifest
from mkdocs_postmortems.build.site_config import read_site_config
from mkdocs_postmortems.build.staging_dir import shared_paths
from mkdocs_postmortems.cli.corpus import config_here
from mkdocs_postmortems.cli.output import print_audit_report
from mkdocs_postmortems.cli.params import FOLDER, complete_audience, config_option
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic
from mkdocs_postmortems.core.leaks.select import FingerprintSet
from mkdocs_postmortems.core.link_policy import AUTO, LinkPolicy
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, load_labelled_sources


@dataclass(frozen=True, slots=True)
class _SiteSources:
    """The sources that the built sites were made from."""

    labelled_sources: LabelledSources
    hidden_content: HiddenContent
    site_url: str


@click.command()
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=FOLDER)
@config_option
@click.option(
    "--audience", shell_complete=complete_audience, help="The audience of the site; default: that of its manifest."
)
@click.option(
    "--browser", is_flag=True, help="Load a page of each kind in Chromium, and list what it asks other hosts for."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def verify(
    context: click.Context,
    *,
    folders: tuple[Path, ...],
    config: Path | None,
    audience: str | None,
    browser: bool,
    as_json: bool,
) -> None:
    """Search built sites for content that their audiences may not read, and check manifests and links.

    DIR is the site of one audience, or a folder with several sites and their manifests. The search needs mkdocs.yml
    and the sources; without them, only manifests and links are checked. --browser needs the package playwright and
    Chromium; no request to another host is sent.

    Example: postmortems verify dist
    """
    sources = _read_sources(config)
    console = Console(stderr=True, highlight=False)
    if sources is None:
        console.print(Text("There is no mkdocs.yml here: only manifests and links are checked."))
    reports = {
        site: _audit_site(site, audience, sources) for folder in folders for site in built_sites(folder) or (folder,)
    }
    if browser:
        reports = _with_browser(reports, audience, sources, console)
    if as_json:
        as_objects = {site.as_posix(): report.as_json() for site, report in reports.items()}
        click.echo(json.dumps(as_objects, indent=2, ensure_ascii=False))
    else:
        for site, report in reports.items():
            print_audit_report(console, site.as_posix(), report)
    context.exit(0 if all(report.is_clean for report in reports.values()) else 1)


def _with_browser(
    reports: dict[Path, AuditReport], audience: str | None, sources: _SiteSources | None, console: Console
) -> dict[Path, AuditReport]:
    """Return the reports with what pages ask for in a browser; without one, say so."""
    found = {}
    for site, report in reports.items():
        pages = pages_of_each_kind(site) if site.is_dir() else ()
        try:
            requests = tuple(find_browser_requests(site, pages))
        except NoBrowserError as error:
            console.print(Text(f"No page was loaded in a browser, since {error}", "yellow"), soft_wrap=True)
            return reports
        links = _link_context(site, _audience_name(site, audience, sources) if sources else audience, sources)
        findings = tuple(report_requests(requests, links))
        asked = f"{len(requests):,} asked of other hosts" if requests else "nothing asked of other hosts"
        line = f"{site.as_posix()}: pages loaded in a browser: {len(pages):,}, {asked}"
        console.print(Text(line, "dim"), soft_wrap=True)
        found[site] = report.with_findings(findings)
    return found


def _read_sources(config: Path | None) -> _SiteSources | None:
    config = config or config_here()
    if config is None:
        return None
    site = read_site_config(config)
    sources = load_labelled_sources(load_settings(config), site.referenced_files)
    hidden_content = HiddenContent(sources, shared_paths(site, sources.project.settings))
    return _SiteSources(sources, hidden_content, site.site_url)


def _audit_site(site: Path, audience: str | None, sources: _SiteSources | None) -> AuditReport:
    """Audit one built site; diagnostics about its manifest come first."""
    if not site.is_dir():
        return AuditReport(
            findings=(Diagnostic(".", NO_LINE, "PV001", "there is a manifest, but no site."),), files=0, bytes=0
        )
    manifest_findings = verify_manifest(site) if manifest_path(site).exists() or audience is None else ()
    name = _audience_name(site, audience, sources) if sources else audience
    report = audit_site(
        site,
        fingerprints=_fingerprints(name, sources) if sources and name else None,
        hidden_files=sources.hidden_content.files(sources.labelled_sources.for_audience(name))
        if sources and name
        else {},
        site_url=sources.site_url if sources else "",
        links=_link_context(site, name, sources),
    )
    accepted = sources.labelled_sources.project.settings.unreadable_files if sources else ()
    return report.accepting(accepted).with_findings(manifest_findings)


def _link_context(site: Path, audience_name: str | None, sources: _SiteSources | None) -> LinkContext:
    """Return the context of a built site; without the sources, a site of one of several audiences is restricted."""
    if sources is not None:
        return link_context(sources.labelled_sources, audience_name or UNRESTRICTED_AUDIENCE)
    with contextlib.suppress(SidecarError):
        audience_name = audience_name or read_manifest(manifest_path(site)).audience
    is_restricted = audience_name not in (None, UNRESTRICTED_AUDIENCE)
    return LinkContext(policy=LinkPolicy(external="error" if is_restricted else AUTO))


def _audience_name(site: Path, audience: str | None, sources: _SiteSources) -> str | None:
    """Return the audience of a built site; `None` if the configuration has no audiences."""
    audiences = sources.labelled_sources.rules.audiences
    if not audiences:
        return None
    try:
        audience_name = audience or read_manifest(manifest_path(site)).audience
    except SidecarError as error:
        raise click.UsageError(f"{error} Name the audience of the site by --audience.") from None
    if audience_name not in audiences.by_name:
        raise click.UsageError(f"{site} is for {audience_name!r}, which is not one of {', '.join(audiences.names)}.")
    return audience_name


def _fingerprints(audience_name: str, sources: _SiteSources) -> FingerprintSet:
    audience_sources = sources.labelled_sources.for_audience(audience_name)
    return sources.hidden_content.fingerprints(
        audience_sources, sources.labelled_sources.taxonomy_for(audience_sources)
    )


def _hidden_files(audience_name: str, sources: _SiteSources) -> Mapping[str, str]:
    return sources.hidden_content.files(sources.labelled_sources.for_audience(audience_name))
