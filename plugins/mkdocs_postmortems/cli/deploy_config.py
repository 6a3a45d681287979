"""`postmortems deploy-config`: what a server needs to give each reader their own tree."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.deploy.policy import DeployError, Policy
from mkdocs_postmortems.deploy.site import Shape, Site
from mkdocs_postmortems.deploy.targets import TARGETS
from mkdocs_postmortems.settings import load_settings

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("deploy-config")
@click.argument("target", type=click.Choice(list(TARGETS)))
@click.option("--shape", type=click.Choice(list(map(str, Shape))), help="One space of addresses, or one per audience.")
@click.option(
    "--host", default="postmortems.example.com", show_default=True, help="The site's host, or http://HOST:PORT."
)
@click.option("--root", default="/srv/postmortems", show_default=True, help="Folder of the trees on the server.")
@click.option(
    "--listen", default="", metavar="ADDRESS:PORT", help="Speak plain HTTP here; something in front does TLS."
)
@click.option("--authenticator", default="127.0.0.1:4180", show_default=True, help="Where oauth2-proxy listens.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the files; default: standard output.")
@click.option("--config", type=FILE, default="mkdocs.yml", help="mkdocs.yml of the site; default: here.")
def deploy_config(*, target: str, shape: str | None, host: str, out: Path | None, config: Path, **options: str) -> None:
    """Write what TARGET needs to serve each audience its own tree, and nobody else."""
    able = TARGETS[target].shapes
    wanted = Shape(shape) if shape else able[0]
    if wanted not in able:
        raise DeployError(f"{target} cannot serve the shape {wanted!s}; expected {', '.join(able)}.")
    origin = host if "://" in host else f"https://{host}"
    policy = Policy.of(load_settings(config).settings.readers)
    places = {name: options[name] for name in ("root", "listen", "authenticator")}
    files = TARGETS[target].files(Site(policy=policy, shape=wanted, origin=origin, **places))
    if out:
        _write(out, files)
    else:
        _print(files)


def _write(out: Path, files: Mapping[str, str]) -> None:
    """Write the files into a folder; a single one to the path itself, unless that is a folder."""
    paths = {out: text for text in files.values()} if len(files) == 1 and not out.is_dir() else {}
    try:
        for path, text in (paths or {out / name: text for name, text in files.items()}).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            click.echo(f"wrote {path}")
    except OSError as error:
        raise PostmortemsError(f"{out}: cannot be written: {error.strerror}") from error


def _print(files: Mapping[str, str]) -> None:
    """Print the files, each below its name if there are several."""
    for name, text in files.items():
        click.echo(f"# ---- {name}\n{text}" if len(files) > 1 else text, nl=False)
