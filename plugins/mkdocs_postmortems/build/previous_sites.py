"""Remembers what each site was built from, so that a site whose input has not changed is not built again.

What is remembered lies beside mkdocs.yml in `.cache/postmortems`. It may be deleted at any time; what is damaged, or
does not belong to the site that lies in the output folder, counts as nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

import mkdocs_postmortems
from mkdocs_postmortems.audit.checked_links import CheckedLinks
from mkdocs_postmortems.audit.manifest import (
    SidecarError,
    check_manifest,
    file_digest,
    manifest_path,
    read_manifest,
)
from mkdocs_postmortems.audit.report import AuditReport
from mkdocs_postmortems.audit.site_audit import EarlierAudit
from mkdocs_postmortems.audit.site_files import list_site_files
from mkdocs_postmortems.audit.verified_files import VerifiedFiles
from mkdocs_postmortems.build.previous_pages import PreviousPages, link_file
from mkdocs_postmortems.system.records import write_record


@dataclass(frozen=True, slots=True)
class PreviousSite:
    """What a site in the output folder was built from, and what was said about it."""

    build: str
    """The id of the build: all sources and settings, also those that the audience may not read."""
    stage: str
    """The digest of everything that the audience's build could read."""
    manifest: str
    """SHA-256 of the site's manifest."""
    lines: tuple[str, ...]
    """The output of MkDocs."""
    report: AuditReport


@dataclass(frozen=True)
class PreviousSites:
    """The sites in an output folder that are as a previous build left them."""

    cache: Path
    """The cache folder."""
    target: Path
    """The output folder."""
    is_enabled: bool = True

    def find(self, slug: str) -> PreviousSite | None:
        """Return what is known of a site; `None` if there is no such site, or if a file of it has changed since."""
        if not self.is_enabled:
            return None
        try:
            site = _RECORD.validate_json(self._path(slug).read_bytes())
        except (OSError, ValidationError):
            return None
        return site if _is_intact(self.target / slug, site.manifest) else None

    def remember(self, slug: str, site: PreviousSite) -> None:
        """Write what a site was built from; without a place to write to, it is built again next time."""
        write_record(self._path(slug), _RECORD.dump_json(site))

    def audit(self, slug: str, program: str) -> EarlierAudit:
        """Return what is known of the files that a site's readers got before."""
        if not self.is_enabled:
            return EarlierAudit()
        return EarlierAudit(
            VerifiedFiles(self._path(slug, "verified"), program), CheckedLinks(self._path(slug, "links"), program)
        )

    def pages(self, slug: str, site: PreviousSite | None, frame: str) -> PreviousPages:
        """Return what is known of the pages of a previous site, for a build with this frame."""
        return PreviousPages.read(self._path(slug, "pages"), self.target / slug, site.manifest if site else "", frame)

    def copy_to(self, slug: str, folder: Path) -> None:
        """Copy a site; where the file system allows, files are linked, since nothing changes them."""
        shutil.copytree(self.target / slug, folder, copy_function=link_file)

    def _path(self, slug: str, kind: str = "sites") -> Path:
        """Return the path of a record; reports name paths from the current folder, so it is part of the name."""
        place = f"{self.target.resolve()}\n{Path.cwd()}"
        return self.cache / kind / f"{slug}-{hashlib.sha256(os.fsencode(place)).hexdigest()[:16]}.json"


_RECORD = TypeAdapter(PreviousSite)


def _is_intact(site: Path, manifest: str) -> bool:
    """Return whether a site is what its manifest says, to the last byte."""
    path = manifest_path(site)
    if file_digest(path) != manifest:
        return False
    try:
        expected = read_manifest(path)
    except SidecarError:
        return False
    found = list_site_files(site)
    return not found.findings and not any(check_manifest(found, expected))


def program_digest() -> str:
    """Return the digest of what builds a site: the interpreter, all installed packages, and this one's files."""
    versions = sorted({f"{one.name} {one.version}" for one in distributions()})
    own = Path(mkdocs_postmortems.__file__).parent
    return digest_of((sys.version, *versions, *file_digests(own)))


class StageDigests(NamedTuple):
    """The digests of what a build can read."""

    stage: str
    """Of everything."""
    frame: str
    """Of everything but documents."""


def stage_digests(
    folder: Path, environment: Mapping[str, str], program: str, build_day: int, documents: Collection[str]
) -> StageDigests:
    """Return the digests of what a build can read.

    Args:
        folder: The staging folder.
        environment: The variables that the configuration reads, and those that all builds get.
        program: The digest of the programs.
        build_day: The build date, in seconds since 1970.
        documents: Paths below the folder of what pages tell of: documents, and when they were changed.
    """
    variables = [f"{name}={value}" for name, value in sorted(environment.items())]
    files = {path: file_digest(folder / path) for path in _file_paths(folder)}
    stage, frame = (
        digest_of((program, str(build_day), *variables, *(text for item in some for text in item)))
        for some in (files.items(), [item for item in files.items() if item[0] not in documents])
    )
    return StageDigests(stage, frame)


def digest_of(texts: Iterator[str] | tuple[str, ...]) -> str:
    """Return the SHA-256 of a sequence of texts, in hexadecimal digits."""
    hashed = hashlib.sha256()
    for text in texts:
        data = text.encode(errors="surrogatepass")
        hashed.update(len(data).to_bytes(8, "big") + data)
    return hashed.hexdigest()


def file_digests(folder: Path) -> Iterator[str]:
    """Yield the path and the digest of each file below a folder, in order."""
    for path in _file_paths(folder):
        yield path
        yield file_digest(folder / path)


def _file_paths(folder: Path) -> Iterator[str]:
    """Yield the path of each file below a folder, in order; compiled programs do not count."""
    return (path for path in list_site_files(folder).files if "__pycache__/" not in path)
