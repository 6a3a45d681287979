"""Replaces what is served by other trees in one step, or by those of before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.locking import locked
from mkdocs_postmortems.publishing.copying import make_release
from mkdocs_postmortems.publishing.offer import Offer, PublishError, read_offer
from mkdocs_postmortems.publishing.releases import Release, Served
from mkdocs_postmortems.verify.manifest import trees
from mkdocs_postmortems.verify.tree import verify_manifest


@dataclass(frozen=True, slots=True)
class Published:
    """What is served now."""

    release: Release
    slugs: tuple[str, ...]
    before: Release | None
    """What was served before."""

    @property
    def is_new(self) -> bool:
        """Whether anything changed for readers."""
        return self.release != self.before


def publish(source: Path, target: Path, keep: int, only: Iterable[str] = ()) -> Published:
    """Serve the trees of a folder.

    Args:
        source: Where the build put them.
        target: The folder that the server reads; made if it is not there.
        keep: How many releases stay, with the new one.
        only: The audiences whose trees are to be served alone; all if none is named.

    Raises:
        PublishError: the trees are not what they have to be; what is served stays.
        BusyError: another run is at work.
    """
    if target.resolve().is_relative_to(source.resolve()):
        raise PublishError(
            f"{target} is where the build puts its trees, or in it; publish to a folder outside of {source}."
        )
    offer = read_offer(source, only)
    target.mkdir(parents=True, exist_ok=True)
    with locked(target):
        served = Served(target)
        served.tidy()
        before = served.current
        if before:
            _refuse_loss(offer, served.folder(before))
        release = before if before and _is_there(offer, served, before) else _replace(offer, served)
        served.prune(keep)
    return Published(release, offer.slugs, before)


def roll_back(target: Path) -> Published:
    """Serve the release before the one that is served; the next run removes what was taken back.

    Raises:
        PublishError: there is none, or it is not what it was.
        BusyError: another run is at work.
    """
    if not target.is_dir():
        raise PublishError(f"nothing was ever published to {target}.")
    with locked(target):
        served = Served(target)
        served.tidy()
        named = served.named
        release = served.before(named) if named else None
        if release is None:
            raise PublishError(f"{target} has no release before {named or 'the first'}.")
        _refuse_damage(served.folder(release))
        served.switch(release)
        return Published(release, _slugs(served.folder(release)), named)


def _replace(offer: Offer, served: Served) -> Release:
    release = served.following(offer.digest)
    current = served.current
    try:
        make_release(offer, served.new, served.folder(current) if current else None)
        served.adopt(release)
    except BaseException:
        served.drop()  # A disk that is full would stay so until the next run.
        raise
    served.switch(release)
    return release


def _is_there(offer: Offer, served: Served, release: Release) -> bool:
    """Whether a release is what is offered, to the last byte."""
    folder = served.folder(release)
    return release.digest == offer.digest[:12] and not any(verify_manifest(folder / slug) for slug in offer.slugs)


def _refuse_loss(offer: Offer, current: Path) -> None:
    """Refuse to take trees away from readers because only some were built."""
    lost = sorted(set(_slugs(current)) - set(offer.slugs))
    if lost and not offer.is_complete:
        raise PublishError(
            f"{current.parent.parent} serves {', '.join(lost)} as well, and would no longer. Publish all trees of one "
            f"build, or these to a folder of their own."
        )


def _refuse_damage(folder: Path) -> None:
    if not trees(folder):
        raise PublishError(f"{folder} has no trees. Build and publish again.")
    for tree in trees(folder):
        for finding in verify_manifest(tree):
            raise PublishError(f"{tree} is not what was published: {finding} Build and publish again.")


def _slugs(release: Path) -> tuple[str, ...]:
    return tuple(tree.name for tree in trees(release))
