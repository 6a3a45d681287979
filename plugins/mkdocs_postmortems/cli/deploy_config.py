"""`postmortems deploy-config`: writes the configuration of a server that serves each audience its own site."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import click

from mkdocs_postmortems.build.site_config import read_site_config
from mkdocs_postmortems.cli.corpus import find_config, sites_folder
from mkdocs_postmortems.cli.params import NEW_FOLDER, config_option
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.deploy.access_policy import AccessPolicy
from mkdocs_postmortems.deploy.deployment import Deployment, UrlLayout, is_host_source
from mkdocs_postmortems.deploy.headers import script_digests
from mkdocs_postmortems.deploy.targets import TARGETS, check_path, layout_of
from mkdocs_postmortems.settings import load_settings

_EXAMPLE = "https://postmortems.example.com"
"""The address of a site that names none."""


@click.command("deploy-config")
@click.argument("target", type=click.Choice(list(TARGETS)))
@click.option(
    "--shape",
    type=click.Choice([str(shape) for shape in UrlLayout]),
    help="The same addresses for all audiences, or a prefix for each.",
)
@click.option("--host", default="", help="Host of the site, or http://HOST; default: that of site_url.")
@click.option(
    "--root", default="/srv/postmortems/current", show_default=True, help="Folder of the sites on the server."
)
@click.option("--listen", default="", metavar="ADDRESS:PORT", help="Serve plain HTTP here, behind a TLS proxy.")
@click.option("--authenticator", default="127.0.0.1:4180", show_default=True, help="Where oauth2-proxy listens.")
@click.option("--issuer", default="https://login.example.com", show_default=True, help="The identity provider.")
@click.option(
    "--trees", type=NEW_FOLDER, help="Built sites, to allow their inline scripts; default: dist beside mkdocs.yml."
)
@click.option("--out", default="", help="File to write, or a folder, which ends in a slash; default: standard output.")
@click.option("--force", is_flag=True, help="Replace files that exist and differ.")
@click.option("--json", "as_json", is_flag=True, help="Print the files by name, and the paths written, as JSON.")
@config_option
def deploy_config(  # noqa: PLR0913 - one parameter an option
    *,
    target: str,
    shape: str | None,
    host: str,
    root: str,
    listen: str,
    authenticator: str,
    issuer: str,
    trees: Path | None,
    out: str,
    force: bool,
    as_json: bool,
    config: Path | None,
) -> None:
    """Write the configuration by which TARGET serves each audience its own site, and refuses everybody else.

    Example: postmortems deploy-config nginx --host postmortems.example.com --out deploy
    """
    config = config or find_config()
    settings = load_settings(config).settings
    policy = AccessPolicy.for_audiences(settings.audiences)
    layout, address = layout_of(target, shape), _address(host, read_site_config(config).site_url)
    check_path(target, layout, address.path.rstrip("/"))
    site = Deployment(
        policy=policy,
        shape=layout,
        origin=f"{address.scheme}://{address.netloc}",
        base=address.path.rstrip("/"),
        root=root,
        listen=listen,
        authenticator=authenticator,
        issuer=issuer.rstrip("/"),
        external_hosts=tuple(_host_sources(settings.external_hosts)),
        scripts=_scripts(trees or sites_folder(config), policy),
    )
    files = TARGETS[target].files(site)
    written = [path.as_posix() for path in _write(out, files, force=force)] if out else []
    if as_json:
        click.echo(json.dumps({"files": dict(files), "written": written}, indent=2, ensure_ascii=False))
    elif out:
        click.echo("".join(f"wrote {path}\n" for path in written), nl=False)
    else:
        _print(files)


def _host_sources(patterns: Iterable[str]) -> Iterator[str]:
    """Yield the patterns of `external_hosts` that a content security policy can express; say so of the others."""
    for pattern in patterns:
        if is_host_source(pattern):
            yield pattern
        else:
            click.echo(f"external_hosts has {pattern!r}, which browsers do not understand; expected *.NAME.", err=True)


def _scripts(trees: Path, policy: AccessPolicy) -> tuple[str, ...]:
    """Return the digests of the theme's inline scripts, from the site of the least privileged audience.

    Returns an empty tuple, which allows all inline scripts, if that site was not built.
    """
    page = trees / policy.grants[-1].slug / "404.html"
    try:
        return script_digests(page.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        click.echo(f"{page} cannot be read, so all inline scripts are allowed; build first, or give --trees.", err=True)
        return ()


def _address(host: str, site_url: str) -> SplitResult:
    """Return the address of the site: host and path of `site_url`, or the host that was given with that path."""
    known = urlsplit(site_url)
    if host:
        given = urlsplit(host if "://" in host else f"https://{host}")
        return given if given.path else given._replace(path=known.path)
    if known.scheme in ("http", "https") and known.netloc:
        return known
    click.echo(f"mkdocs.yml has no site_url, so {_EXAMPLE} stands for the site's address; --host names it.", err=True)
    return urlsplit(_EXAMPLE)


def _write(out: str, files: Mapping[str, str], *, force: bool) -> Iterator[Path]:
    """Write the files and yield their paths. A single file is written to `out` itself unless that is a folder.

    Raises:
        PostmortemsError: a file exists and differs, or cannot be written. Of several, none is written then.
    """
    is_file = len(files) == 1 and not out.endswith(("/", os.sep)) and not Path(out).is_dir()
    paths = {Path(out) if is_file else Path(out) / name: text for name, text in files.items()}
    changed = [path for path, text in paths.items() if path.exists() and not _holds(path, text)]
    if changed and not force:
        raise PostmortemsError(f"{changed[0]} exists and differs, so nothing was written; --force replaces it.")
    for path, text in paths.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise PostmortemsError(f"{path}: cannot be written: {error.strerror}") from error
        yield path


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _print(files: Mapping[str, str]) -> None:
    """Print the files; if there are several, each after a comment with its name."""
    for name, text in files.items():
        click.echo(f"# ---- {name}\n{text}" if len(files) > 1 else text, nl=False)
