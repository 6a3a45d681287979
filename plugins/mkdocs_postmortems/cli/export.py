"""`postmortems export bundle`: packs the site of one audience for reading without a server."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.build.build import build_sites
from mkdocs_postmortems.build.build_request import BuildRequest
from mkdocs_postmortems.build.bundle import write_bundle
from mkdocs_postmortems.cli.build import print_build, report_progress
from mkdocs_postmortems.cli.corpus import find_config
from mkdocs_postmortems.cli.params import complete_audience, config_option
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.view import UNRESTRICTED_AUDIENCE
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.system import clock

_MEBIBYTE = 1024 * 1024


class ExportError(PostmortemsError):
    """The archive cannot be written, or nobody said whose site it is of."""


@click.command()
@click.argument("what", type=click.Choice(["bundle"]), expose_value=False)
@click.option("--audience", metavar="NAME", shell_complete=complete_audience, help="The audience whose site it is.")
@click.option(
    "--to", "archive", type=click.Path(dir_okay=False, path_type=Path),
    help="The archive to write; default: postmortems-NAME.zip in the current folder.",
)  # fmt: skip
@config_option
@click.pass_context
def export(
    context: click.Context,
    *,
    audience: str | None,
    archive: Path | None,
    config: Path | None,
) -> None:
    """Pack a site as a ZIP archive that can be read without a server, network or sign-in.

    It is built and verified as `postmortems build` does, with addresses of files. Unpack it anywhere and open
    index.html; similar incidents and a smaller search work from the disk. It holds what the audience may read, and who
    has it needs no sign-in: keep it as you keep the site.

    Example: postmortems export bundle --audience sre
    """
    config = config or find_config()
    name = _audience(config, audience)
    archive = archive or Path(f"postmortems-{name}.zip")
    console = Console(stderr=True, highlight=False)
    with tempfile.TemporaryDirectory(prefix="postmortems-bundle-") as folder:
        request = BuildRequest(config, Path(folder), clock.now(), (name,), is_bundle=True)
        with report_progress(console) as report_step:
            result = build_sites(request, report_step)
        if not result.ok:
            print_build(console, result, verbose=False)
            context.exit(1)
        slug = result.audience_builds[0].slug
        try:
            write_bundle(Path(folder) / slug, archive, f"postmortems-{slug}", request.build_day)
        except OSError as error:
            raise ExportError(f"{archive}: cannot be written: {error.strerror}.") from error
    size = archive.stat().st_size / _MEBIBYTE
    console.print(Text(f"{archive}: {size:.1f} MiB; unpack it and open index.html.", "green"), soft_wrap=True)


def _audience(config: Path, named: str | None) -> str:
    audiences = load_settings(config).settings.audiences
    if named or not audiences:
        return named or UNRESTRICTED_AUDIENCE
    raise ExportError(f"whose site? --audience is one of {', '.join(audiences.names)}.")
