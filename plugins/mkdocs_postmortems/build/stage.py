"""Makes the stage of an audience, for a build as for a preview: its sources, and when they last changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from mkdocs_postmortems.build.audience_history import build_info_for, write_build_info
from mkdocs_postmortems.build.site_config import SiteConfig, read_site_config
from mkdocs_postmortems.build.staging_dir import StagingDir, write_staging_dir
from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.settings import PLUGIN, ConfigurationError, load_settings
from mkdocs_postmortems.sources.git.history import History
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, load_labelled_sources
from mkdocs_postmortems.sources.parallel_parse import parse_sources
from mkdocs_postmortems.sources.parse_store import ParseStore, open_cache


def read_site(config: Path, *, uses_cache: bool = True) -> tuple[SiteConfig, LabelledSources]:
    """Read mkdocs.yml and all sources.

    Args:
        config: The path of mkdocs.yml.
        uses_cache: Whether results of earlier runs are taken over.

    Raises:
        PostmortemsError: the configuration is invalid, nothing says there who may read what, or
            the folder of postmortems does not exist.
    """
    site, project = read_site_config(config), load_settings(config)
    if not project.has_plugin:
        message = f"{config}: there is no plugin {PLUGIN!r} in it, so that everybody would read everything."
        raise ConfigurationError(message)
    if project.missing_folder:  # An empty site would take the place of the one that is published.
        raise ConfigurationError(project.missing_folder)
    cache = open_cache(project, creates=True) if uses_cache else ReadCache()
    return site, load_labelled_sources(project, site.referenced_files, cache)


def parse_for_stages(sources: LabelledSources, audiences: Iterable[str]) -> None:
    """Parse what the stages of audiences will hold, each text once."""
    local = (one for name in audiences for one in sources.folder.local_sources(sources.for_audience(name).sources))
    parse_sources(dict.fromkeys(local), sources.cache)


def hand_over_parsed(sources: LabelledSources, stage: StagingDir) -> None:
    """Give a stage the parse results of the documents in it, so that its build need not parse them again.

    A result depends on nothing but the text that is in the stage.
    """
    local = sources.folder.local_sources(stage.audience_sources.sources)
    ParseStore.beside(stage.folder / "mkdocs.yml").keep((source, sources.cache.parse(source)) for source in local)


def write_stage(
    folder: Path, sources: LabelledSources, site: SiteConfig, history: History | None, audience: str, build_time: int
) -> StagingDir:
    """Write the staging folder of an audience, with the dates that it may see.

    Args:
        folder: An empty folder.
        sources: All labelled sources of the site.
        site: The configuration of the site.
        history: What git knows of the sources; `None` without git.
        audience: The audience.
        build_time: Seconds since 1970; the modification time of all files.
    """
    stage = write_staging_dir(folder, sources, site, audience, build_time)
    build_info = build_info_for(sources, history, audience)
    write_build_info(folder, replace(build_info, shows_dates=site.has_git_dates))
    return stage
