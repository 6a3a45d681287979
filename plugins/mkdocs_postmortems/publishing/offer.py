"""The trees that are to be published, once it is sure that they are what they say, and of one build."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.slug import make_slug
from mkdocs_postmortems.verify.manifest import Manifest, manifest_path, read_manifest, trees
from mkdocs_postmortems.verify.origin import Origin, manifest_digest, origin_path, read_origin
from mkdocs_postmortems.verify.record import RecordError


class PublishError(PostmortemsError):
    """Trees must not be published; what is served stays as it is."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A tree, and what lies beside it."""

    folder: Path
    manifest: Manifest
    origin: Origin

    @property
    def slug(self) -> str:
        """The name of its folder."""
        return self.folder.name

    @property
    def companions(self) -> tuple[Path, Path]:
        """The files beside it."""
        return manifest_path(self.folder), origin_path(self.folder)


@dataclass(frozen=True, slots=True)
class Offer:
    """Trees of one build."""

    trees: tuple[Offered, ...]
    """In order of name."""

    @property
    def slugs(self) -> tuple[str, ...]:
        """The names of their folders."""
        return tuple(tree.slug for tree in self.trees)

    @property
    def is_complete(self) -> bool:
        """Whether these are all trees of the site."""
        return set(self.slugs) == set(self.trees[0].origin.siblings)

    @property
    def digest(self) -> str:
        """A digest of all files and their names."""
        lines = (f"{tree.slug}\0{tree.origin.manifest}\n" for tree in self.trees)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def read_offer(folder: Path, only: Iterable[str] = ()) -> Offer:
    """Read what lies beside the trees of a folder. What is in the trees is compared with it when they are copied.

    Args:
        folder: Where the build put its trees.
        only: The audiences whose trees are wanted, by name or folder; all if none is named.

    Raises:
        PublishError: a tree has not what a build puts beside it, is another audience's, or is of another build.
    """
    wanted = set(only)
    found = tuple(map(_read, trees(folder) if wanted else _folders(folder)))
    chosen = tuple(tree for tree in found if not wanted or wanted & {tree.manifest.audience, tree.slug})
    if missing := sorted(wanted.difference(*((tree.manifest.audience, tree.slug) for tree in chosen))):
        raise PublishError(f"{folder} has no tree of {missing[0]!r}; build it first.")
    if not chosen:
        raise PublishError(f"{folder} has no trees; run `postmortems build` first, or name another folder by --from.")
    offer = Offer(chosen)
    _refuse_mixture(offer)
    if not wanted and not offer.is_complete:
        raise PublishError(f"{_missing(offer)} Build all, or name by --audience the trees that are to be alone.")
    return offer


def _folders(folder: Path) -> Iterator[Path]:
    """Yield everything that may be a tree: what has a manifest, and what looks like one that lost it."""
    if folder.is_dir():
        below = {path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")}
        yield from sorted(below | set(trees(folder)))


def _read(folder: Path) -> Offered:
    try:
        tree = Offered(folder, read_manifest(manifest_path(folder)), read_origin(folder))
    except RecordError as error:
        raise PublishError(f"{folder} cannot be published: {error}") from None
    if not folder.is_dir() or folder.is_symlink():
        raise PublishError(f"{folder} cannot be published: there is a manifest and no tree.")
    if make_slug(tree.manifest.audience) != folder.name:
        owner, place = tree.manifest.audience, folder.name
        raise PublishError(f"{folder} is the tree of {owner!r}; it must not be served as {place!r}. Build again.")
    if manifest_digest(folder) != tree.origin.manifest:
        raise PublishError(f"{manifest_path(folder)} is not what the build wrote. Build again.")
    return tree


def _refuse_mixture(offer: Offer) -> None:
    """Refuse trees that were made of different sources: together they would be a site that never was."""
    first, *others = offer.trees
    for other in others:
        if other.origin.build != first.origin.build:
            raise PublishError(
                f"{first.folder} and {other.folder} are of different builds ({first.origin.build[:8]} and "
                f"{other.origin.build[:8]}); a release has one. Build them together, or from one commit with one "
                f"SOURCE_DATE_EPOCH."
            )


def _missing(offer: Offer) -> str:
    absent = ", ".join(sorted(set(offer.trees[0].origin.siblings) - set(offer.slugs)))
    return f"The tree of {absent} is missing." if absent else "There are trees that the site does not have."
