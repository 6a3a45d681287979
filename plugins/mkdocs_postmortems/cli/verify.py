"""`postmortems verify`: prove that a built tree holds nothing that its audience may not read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.cli.completion import complete_audience
from mkdocs_postmortems.cli.knowledge import config_here
from mkdocs_postmortems.cli.places import FOLDER, config_option
from mkdocs_postmortems.cli.report import print_verdict
from mkdocs_postmortems.core.leaks.select import FingerprintSet
from mkdocs_postmortems.holdings import Holdings, read_holdings
from mkdocs_postmortems.outside import Outside
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.staging.config import read_site_config
from mkdocs_postmortems.verify.manifest import manifest_path, read_manifest, trees
from mkdocs_postmortems.verify.record import RecordError
from mkdocs_postmortems.verify.report import Finding, Verdict
from mkdocs_postmortems.verify.tree import verify_manifest, verify_tree


@dataclass(frozen=True, slots=True)
class _Sources:
    """The site that trees were built from."""

    holdings: Holdings
    outside: Outside
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
    verdicts = {tree: _verdict(tree, audience, sources) for folder in folders for tree in trees(folder) or (folder,)}
    if as_json:
        click.echo(json.dumps({t.as_posix(): v.as_json() for t, v in verdicts.items()}, indent=2, ensure_ascii=False))
    else:
        for tree, verdict in verdicts.items():
            print_verdict(console, tree.as_posix(), verdict)
    context.exit(0 if all(verdict.is_clean for verdict in verdicts.values()) else 1)


def _read_sources(config: Path | None) -> _Sources | None:
    config = config or config_here()
    if config is None:
        return None
    site = read_site_config(config)
    holdings = read_holdings(load_settings(config), site.named)
    return _Sources(holdings, Outside(holdings), site.site_url)


def _verdict(tree: Path, audience: str | None, sources: _Sources | None) -> Verdict:
    """Look at one tree; findings about its manifest come first."""
    if not tree.is_dir():
        return Verdict(findings=(Finding(".", "PV001", "there is a manifest and no tree."),), files=0, bytes=0)
    about = verify_manifest(tree) if manifest_path(tree).exists() or audience is None else ()
    canaries = _canaries(tree, audience, sources) if sources else None
    return verify_tree(tree, canaries=canaries, site_url=sources.site_url if sources else "").after(about)


def _canaries(tree: Path, audience: str | None, sources: _Sources) -> FingerprintSet | None:
    audiences = sources.holdings.rules.audiences
    if not audiences:
        return None
    try:
        reader = audience or read_manifest(manifest_path(tree)).audience
    except RecordError as error:
        raise click.UsageError(f"{error} Say whose tree it is by --audience.") from None
    if reader not in audiences.by_name:
        raise click.UsageError(f"{tree} is of {reader!r}, which is none of {', '.join(audiences.names)}.")
    clearance = sources.holdings.for_reader(reader)
    return sources.outside.canaries(clearance, sources.holdings.taxonomy_for(clearance))
