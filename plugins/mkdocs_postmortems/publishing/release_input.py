"""The sites to publish, after checking that each is complete and that all come from one build."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.audit.build_record import BuildRecord, build_record_path, manifest_digest, read_build_record
from mkdocs_postmortems.audit.manifest import Manifest, SidecarError, built_sites, manifest_path, read_manifest
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.slug import make_slug


class PublishError(PostmortemsError):
    """The sites cannot be published; the served release stays."""


@dataclass(frozen=True, slots=True)
class InputSite:
    """A built site and its sidecar files."""

    folder: Path
    manifest: Manifest
    build_record: BuildRecord

    @property
    def slug(self) -> str:
        """The name of its folder."""
        return self.folder.name

    @property
    def sidecars(self) -> tuple[Path, Path]:
        """Its sidecar files: the manifest and the build record."""
        return manifest_path(self.folder), build_record_path(self.folder)


@dataclass(frozen=True, slots=True)
class ReleaseInput:
    """The sites of one build that are checked and will be published together."""

    sites: tuple[InputSite, ...]
    """Sorted by slug."""

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs of the sites."""
        return tuple(site.slug for site in self.sites)

    @property
    def is_complete(self) -> bool:
        """Whether no audience's site is missing."""
        return set(self.slugs) == set(self.sites[0].build_record.siblings)

    @property
    def digest(self) -> str:
        """The digest of all files and their names."""
        lines = (f"{site.slug}\0{site.build_record.manifest}\n" for site in self.sites)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def read_release_input(folder: Path, only: Iterable[str] = ()) -> ReleaseInput:
    """Read the sidecar files of the sites in a folder. The sites are compared with them when they are copied.

    Args:
        folder: The output folder of the build.
        only: The audiences whose sites to take, by name or slug; empty for all.

    Raises:
        PublishError: a site lacks a sidecar file, belongs to another audience, or comes from another build.
    """
    wanted = set(only)
    found = tuple(map(_read_site, built_sites(folder) if wanted else _candidate_folders(folder)))
    chosen = tuple(site for site in found if not wanted or wanted & {site.manifest.audience, site.slug})
    if missing := sorted(wanted.difference(*((site.manifest.audience, site.slug) for site in chosen))):
        raise PublishError(f"{folder} has no site of {missing[0]!r}; build it first.")
    if not chosen:
        raise PublishError(f"{folder} has no sites; run `postmortems build` first, or name another folder by --from.")
    release_input = ReleaseInput(chosen)
    _refuse_mixed_builds(release_input)
    if not wanted and not release_input.is_complete:
        raise PublishError(
            f"{_missing_message(release_input)} Build all, or name by --audience the sites that are to be alone."
        )
    return release_input


def _candidate_folders(folder: Path) -> Iterator[Path]:
    """Yield the folders that may be sites: those with a manifest, and those that look as if theirs was lost."""
    if folder.is_dir():
        below = {path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")}
        yield from sorted(below | set(built_sites(folder)))


def _read_site(folder: Path) -> InputSite:
    try:
        site = InputSite(folder, read_manifest(manifest_path(folder)), read_build_record(folder))
    except SidecarError as error:
        raise PublishError(f"{folder} cannot be published: {error}") from None
    if not folder.is_dir() or folder.is_symlink():
        raise PublishError(f"{folder} cannot be published: there is a manifest and no site.")
    if make_slug(site.manifest.audience) != folder.name:
        owner, place = site.manifest.audience, folder.name
        raise PublishError(f"{folder} is the site of {owner!r}; it must not be served as {place!r}. Build again.")
    if manifest_digest(folder) != site.build_record.manifest:
        raise PublishError(f"{manifest_path(folder)} is not what the build wrote. Build again.")
    return site


def _refuse_mixed_builds(release_input: ReleaseInput) -> None:
    """Refuse sites that were built from different sources."""
    first, *others = release_input.sites
    for other in others:
        if other.build_record.build != first.build_record.build:
            raise PublishError(
                f"{first.folder} and {other.folder} are of different builds ({first.build_record.build[:8]} and "
                f"{other.build_record.build[:8]}); a release has one. Build them together, or from one commit with one "
                f"SOURCE_DATE_EPOCH."
            )


def _missing_message(release_input: ReleaseInput) -> str:
    absent = ", ".join(sorted(set(release_input.sites[0].build_record.siblings) - set(release_input.slugs)))
    return f"The site of {absent} is missing." if absent else "There are sites that the build did not make."
