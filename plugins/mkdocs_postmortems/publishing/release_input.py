"""The trees that are to be published, once it is sure that they are what they say, and of one build."""

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
    """Trees must not be published; what is served stays as it is."""


@dataclass(frozen=True, slots=True)
class InputSite:
    """A tree, and what lies beside it."""

    folder: Path
    manifest: Manifest
    build_record: BuildRecord

    @property
    def slug(self) -> str:
        """The name of its folder."""
        return self.folder.name

    @property
    def sidecars(self) -> tuple[Path, Path]:
        """The files beside it."""
        return manifest_path(self.folder), build_record_path(self.folder)


@dataclass(frozen=True, slots=True)
class ReleaseInput:
    """Trees of one build."""

    sites: tuple[InputSite, ...]
    """In order of name."""

    @property
    def slugs(self) -> tuple[str, ...]:
        """The names of their folders."""
        return tuple(tree.slug for tree in self.sites)

    @property
    def is_complete(self) -> bool:
        """Whether these are all trees of the site."""
        return set(self.slugs) == set(self.sites[0].build_record.siblings)

    @property
    def digest(self) -> str:
        """A digest of all files and their names."""
        lines = (f"{tree.slug}\0{tree.build_record.manifest}\n" for tree in self.sites)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def read_release_input(folder: Path, only: Iterable[str] = ()) -> ReleaseInput:
    """Read what lies beside the trees of a folder. What is in the trees is compared with it when they are copied.

    Args:
        folder: Where the build put its trees.
        only: The audiences whose trees are wanted, by name or folder; all if none is named.

    Raises:
        PublishError: a tree has not what a build puts beside it, is another audience's, or is of another build.
    """
    wanted = set(only)
    found = tuple(map(_read_site, built_sites(folder) if wanted else _candidate_folders(folder)))
    chosen = tuple(tree for tree in found if not wanted or wanted & {tree.manifest.audience, tree.slug})
    if missing := sorted(wanted.difference(*((tree.manifest.audience, tree.slug) for tree in chosen))):
        raise PublishError(f"{folder} has no tree of {missing[0]!r}; build it first.")
    if not chosen:
        raise PublishError(f"{folder} has no trees; run `postmortems build` first, or name another folder by --from.")
    release_input = ReleaseInput(chosen)
    _refuse_mixed_builds(release_input)
    if not wanted and not release_input.is_complete:
        raise PublishError(
            f"{_missing_message(release_input)} Build all, or name by --audience the trees that are to be alone."
        )
    return release_input


def _candidate_folders(folder: Path) -> Iterator[Path]:
    """Yield everything that may be a tree: what has a manifest, and what looks like one that lost it."""
    if folder.is_dir():
        below = {path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")}
        yield from sorted(below | set(built_sites(folder)))


def _read_site(folder: Path) -> InputSite:
    try:
        tree = InputSite(folder, read_manifest(manifest_path(folder)), read_build_record(folder))
    except SidecarError as error:
        raise PublishError(f"{folder} cannot be published: {error}") from None
    if not folder.is_dir() or folder.is_symlink():
        raise PublishError(f"{folder} cannot be published: there is a manifest and no tree.")
    if make_slug(tree.manifest.audience) != folder.name:
        owner, place = tree.manifest.audience, folder.name
        raise PublishError(f"{folder} is the tree of {owner!r}; it must not be served as {place!r}. Build again.")
    if manifest_digest(folder) != tree.build_record.manifest:
        raise PublishError(f"{manifest_path(folder)} is not what the build wrote. Build again.")
    return tree


def _refuse_mixed_builds(release_input: ReleaseInput) -> None:
    """Refuse trees that were made of different sources: together they would be a site that never was."""
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
    return f"The tree of {absent} is missing." if absent else "There are trees that the site does not have."
