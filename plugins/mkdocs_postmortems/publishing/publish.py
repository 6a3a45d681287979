"""Replaces the served release in one step, by a new one or by the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.audit.manifest import built_sites
from mkdocs_postmortems.audit.site_audit import verify_manifest
from mkdocs_postmortems.publishing.copy_release import copy_release
from mkdocs_postmortems.publishing.release_folder import Release, ReleaseFolder
from mkdocs_postmortems.publishing.release_input import PublishError, ReleaseInput, read_release_input
from mkdocs_postmortems.system.locking import lock


@dataclass(frozen=True, slots=True)
class PublishResult:
    """The outcome of publishing or rolling back: the release that is served now."""

    release: Release
    slugs: tuple[str, ...]
    previous: Release | None
    """The release that was served before; `None` if there was none."""

    @property
    def is_new(self) -> bool:
        """Whether the served release changed."""
        return self.release != self.previous


def publish(source: Path, target: Path, keep: int, only: Iterable[str] = ()) -> PublishResult:
    """Publish the built sites of a folder.

    Args:
        source: The output folder of the build.
        target: The folder that the server reads; created if missing.
        keep: How many releases to keep, the new one included.
        only: The audiences whose sites to publish, and no others; empty for all.

    Raises:
        PublishError: a site cannot be published; the served release stays.
        BusyError: another run holds the lock of the folder.
    """
    if target.resolve().is_relative_to(source.resolve()):
        raise PublishError(
            f"{target} is where the build puts its sites, or in it; publish to a folder outside of {source}."
        )
    release_input = read_release_input(source, only)
    target.mkdir(parents=True, exist_ok=True)
    with lock(target):
        release_folder = ReleaseFolder(target)
        release_folder.clean_up()
        before = release_folder.current
        if before:
            _refuse_loss(release_input, release_folder.path_of(before))
        release = (
            before
            if before and _is_already_served(release_input, release_folder, before)
            else _publish_new(release_input, release_folder)
        )
        release_folder.prune(keep)
    return PublishResult(release, release_input.slugs, before)


def roll_back(target: Path) -> PublishResult:
    """Serve the previous release again; the next run removes the one that was rolled back.

    Raises:
        PublishError: there is no previous release, or its files have changed.
        BusyError: another run holds the lock of the folder.
    """
    if not target.is_dir():
        raise PublishError(f"nothing was ever published to {target}.")
    with lock(target):
        release_folder = ReleaseFolder(target)
        release_folder.clean_up()
        named = release_folder.linked
        release = release_folder.previous(named) if named else None
        if release is None:
            raise PublishError(f"{target} has no release before {named or 'the first'}.")
        _refuse_damage(release_folder.path_of(release))
        release_folder.switch(release)
        return PublishResult(release, _site_slugs(release_folder.path_of(release)), named)


def _publish_new(release_input: ReleaseInput, folder: ReleaseFolder) -> Release:
    release = folder.next_release(release_input.digest)
    current = folder.current
    try:
        copy_release(release_input, folder.new, folder.path_of(current) if current else None)
        folder.commit_new(release)
    except BaseException:
        folder.discard_new()  # A disk that is full would stay so until the next run.
        raise
    folder.switch(release)
    return release


def _is_already_served(release_input: ReleaseInput, release_folder: ReleaseFolder, release: Release) -> bool:
    """Whether a release holds the same bytes as the input."""
    folder = release_folder.path_of(release)
    return release.digest == release_input.digest[:12] and not any(
        verify_manifest(folder / slug) for slug in release_input.slugs
    )


def _refuse_loss(release_input: ReleaseInput, current: Path) -> None:
    """Refuse to drop the sites of audiences that were not built this time."""
    lost = sorted(set(_site_slugs(current)) - set(release_input.slugs))
    if lost and not release_input.is_complete:
        raise PublishError(
            f"{current.parent.parent} serves {', '.join(lost)} as well, and would no longer. Publish all sites of one "
            f"build, or these to a folder of their own."
        )


def _refuse_damage(folder: Path) -> None:
    if not built_sites(folder):
        raise PublishError(f"{folder} has no sites. Build and publish again.")
    for site in built_sites(folder):
        for finding in verify_manifest(site):
            raise PublishError(f"{site} is not what was published: {finding} Build and publish again.")


def _site_slugs(release: Path) -> tuple[str, ...]:
    return tuple(site.name for site in built_sites(release))
