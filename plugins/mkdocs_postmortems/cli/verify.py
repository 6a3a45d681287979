"""`postmortems verify`: prove that a built tree holds nothing that its audience may not read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.audit.hidden_content import HiddenContent
from mkdocs_postmortems.audit.manifest import SidecarError, built_sites, manifest_path, read_manifest
from mkdocs_postmortems.audit.report import AuditReport
from mkdocs_postmortems.audit.site_audit import audit_site, verify_manifest
from mkdocs_postmortems.build.site_config import read_site_config
from mkdocs_postmortems.cli.corpus import config_here
from mkdocs_postmortems.cli.output import print_audit_report
from mkdocs_postmortems.cli.params import FOLDER, complete_audience, config_option
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic
from mkdocs_postmortems.core.leaks.select import FingerprintSet
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, load_labelled_sources


@dataclass(frozen=True, slots=True)
class _SiteSources:
    """The site that trees were built from."""

    labelled_sources: LabelledSources
    hidden_content: HiddenContent
    site_url: str


@click.command()
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=FOLDER)
@config_option
@click.option("--audience", shell_complete=complete_audience, help="Whose tree it is; default: what its manifest says.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def verify(
    context: click.Context, *, folders: tuple[Path, ...], config: Path | None, audience: str | None, as_json: bool
) -> None:
    """Search trees for what their audiences may not read, and check manifests and links.

    DIR is the tree of one audience, or a folder with several trees and their manifests. Where mkdocs.yml and the
    sources are at hand, every byte is searched for what is outside of the audience's view.

    Example: postmortems verify dist
    """
    sources = _read_sources(config)
    console = Console(stderr=True, highlight=False)
    if sources is None:
        console.print(Text("There is no mkdocs.yml here: manifests and links are checked, nothing is searched for."))
    reports = {
        tree: _audit_site(tree, audience, sources) for folder in folders for tree in built_sites(folder) or (folder,)
    }
    if as_json:
        click.echo(json.dumps({t.as_posix(): v.as_json() for t, v in reports.items()}, indent=2, ensure_ascii=False))
    else:
        for tree, report in reports.items():
            print_audit_report(console, tree.as_posix(), report)
    context.exit(0 if all(verdict.is_clean for verdict in reports.values()) else 1)


def _read_sources(config: Path | None) -> _SiteSources | None:
    config = config or config_here()
    if config is None:
        return None
    site = read_site_config(config)
    sources = load_labelled_sources(load_settings(config), site.referenced_files)
    return _SiteSources(sources, HiddenContent(sources), site.site_url)


def _audit_site(site: Path, audience: str | None, sources: _SiteSources | None) -> AuditReport:
    """Look at one tree; findings about its manifest come first."""
    if not site.is_dir():
        return AuditReport(
            findings=(Diagnostic(".", NO_LINE, "PV001", "there is a manifest and no tree."),), files=0, bytes=0
        )
    about = verify_manifest(site) if manifest_path(site).exists() or audience is None else ()
    fingerprints = _fingerprints(site, audience, sources) if sources else None
    return audit_site(site, fingerprints=fingerprints, site_url=sources.site_url if sources else "").with_findings(
        about
    )


def _fingerprints(site: Path, audience: str | None, sources: _SiteSources) -> FingerprintSet | None:
    audiences = sources.labelled_sources.rules.audiences
    if not audiences:
        return None
    try:
        audience_name = audience or read_manifest(manifest_path(site)).audience
    except SidecarError as error:
        raise click.UsageError(f"{error} Say whose tree it is by --audience.") from None
    if audience_name not in audiences.by_name:
        raise click.UsageError(f"{site} is of {audience_name!r}, which is none of {', '.join(audiences.names)}.")
    audience_sources = sources.labelled_sources.for_audience(audience_name)
    return sources.hidden_content.fingerprints(
        audience_sources, sources.labelled_sources.taxonomy_for(audience_sources)
    )
