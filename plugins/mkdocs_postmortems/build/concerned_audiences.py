"""Finds the audiences that a change concerns: those whose build would read something else than before it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from mkdocs_postmortems.build.previous_sites import digest_of, file_digests
from mkdocs_postmortems.build.selected_audiences import audiences_or_everyone, select_audiences
from mkdocs_postmortems.build.site_config import SiteConfig
from mkdocs_postmortems.build.stage import read_site
from mkdocs_postmortems.build.staging_dir import staging_root, write_staging_dir
from mkdocs_postmortems.core.audiences.model import Audience
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.sources.git.earlier_files import write_earlier_files
from mkdocs_postmortems.sources.labelled_sources import LabelledSources


def concerned_audiences(config: Path, revision: str, only: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the names of the audiences whose site a change concerns.

    A change to what an audience may not read does not concern it. Where the earlier site cannot be read, all are
    concerned.

    Args:
        config: The path of mkdocs.yml.
        revision: Anything that names a commit; what is in the folder now is compared with it.
        only: The audiences to look at, by name or slug; empty for all.

    Raises:
        PostmortemsError: the configuration is invalid, there is no such audience, or git does not know the revision.
    """
    site, sources = read_site(config)
    wanted = select_audiences(sources.rules.audiences, only)
    with staging_root() as root:
        earlier = root / "earlier"
        earlier.mkdir()
        folder = write_earlier_files(config.parent, revision, earlier)
        before = _stages_before(folder / config.name, root / "before")
        now = _stages(site, sources, wanted, root / "now")
    return tuple(name for name, digest in now.items() if before.get(name) != digest)


def _stages_before(config: Path, folder: Path) -> dict[str, str]:
    """Return the digests of an earlier site; none if it cannot be read."""
    try:
        site, sources = read_site(config, uses_cache=False)
        return _stages(site, sources, audiences_or_everyone(sources.rules.audiences), folder)
    except PostmortemsError:
        return {}


def _stages(site: SiteConfig, sources: LabelledSources, audiences: Iterable[Audience], folder: Path) -> dict[str, str]:
    """Return the digest of what each audience's build reads, but for dates of git, which every commit changes."""
    found = {}
    for audience in audiences:
        folder.mkdir()
        write_staging_dir(folder, sources, site, audience.name, 0)
        found[audience.name] = digest_of(file_digests(folder))
        shutil.rmtree(folder)
    return found
