"""Small trees in the form that `postmortems build` leaves them in, each with bytes of its own."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.audiences.model import Audiences

ODD = 'we "are" \\ odd; $home {#} 100% ~.*|(x) +é'
"""A group whose name every language of configuration would like to read something into."""

WRITTEN: Mapping[str, Mapping[str, object]] = {
    "public": {"anyone": True},
    "staff": {"includes": ["public"], "groups": ["staff"]},
    "sre": {"includes": ["staff"], "groups": ["sre"]},
    "security": {"includes": ["staff"], "groups": ["security", "legal"]},
    'Équipe "R&D"; $1 {x} #50%': {"includes": ["staff"], "groups": [ODD]},
    "sre and security": {"includes": ["sre", "security"]},
}

WHEN = 1_700_000_000
"""The time of all files: what differs between trees differs by content alone."""


def audiences(*, closed: bool = False) -> Audiences:
    """Return the audiences; `closed` leaves nothing that anyone may read."""
    return parse_audiences(WRITTEN | {"public": {"groups": ["everybody"]}} if closed else WRITTEN)


@dataclass(frozen=True)
class Trees:
    """The trees of all audiences in one folder."""

    root: Path
    manifests: Mapping[str, Mapping[str, str]]
    """Digests by path, by slug."""
    words: Mapping[str, str]
    """A word that only one tree has, by slug."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all trees, each once."""
        return tuple(sorted({path for files in self.manifests.values() for path in files}))

    @property
    def owners(self) -> Mapping[str, str]:
        """The slug of each digest that only one tree has."""
        holders: dict[str, list[str]] = {}
        for slug, files in self.manifests.items():
            for digest in set(files.values()):
                holders.setdefault(digest, []).append(slug)
        return {digest: slugs[0] for digest, slugs in holders.items() if len(slugs) == 1}

    def owner(self, body: bytes) -> str | None:
        """Return the tree that bytes are of: they are its file, or hold the word that is in all of its files."""
        named = next((slug for slug, word in self.words.items() if word.encode() in body), None)
        return named or self.owners.get(hashlib.sha256(body).hexdigest())


def make_trees(root: Path, readers: Audiences) -> Trees:
    """Write a tree and a manifest for each audience."""
    manifests: dict[str, Mapping[str, str]] = {}
    words = {audience.slug: _word(audience.name) for audience in readers.by_name.values()}
    for audience in readers.by_name.values():
        files = _contents(audience.slug, words[audience.slug])
        for path, data in files.items():
            _write(root / audience.slug / path, data)
        digests = {path: hashlib.sha256(data).hexdigest() for path, data in sorted(files.items())}
        manifests[audience.slug] = digests
        manifest = {"format": 1, "audience": audience.name, "files": digests}
        _write(root / f"{audience.slug}.manifest.json", json.dumps(manifest).encode())
    return Trees(root, manifests, words)


def _word(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _contents(slug: str, mine: str) -> Mapping[str, bytes]:
    """Return a file of each kind; those named after the tree are in no other."""
    return {
        "index.html": _page(f"home of {mine}"),
        "404.html": _page(f"absent in {mine}"),
        "2024/database/index.html": _page(f"database as {mine} sees it"),
        "2024/database/index.md": f"# Database as {mine} sees it\n".encode(),
        "actions/calendar.ics": f"BEGIN:VCALENDAR\r\nSUMMARY:{mine}\r\n".encode(),
        "api/v1/incidents.json": json.dumps({"incidents": [mine]}).encode(),
        "feed.xml": f"<feed><title>{mine}</title></feed>".encode(),
        "same-length.html": _page(mine),
        f"only/{mine}/index.html": _page(f"only in {mine}"),
        f"only/{mine}.txt": mine.encode(),
        "assets/shared.css": b"body { color: black }\n",
        "assets/stylesheets/main.0a1b2c3d.min.css": b"body { color: black }\n" * 100,
        "assets/site.js": f"const tree = '{mine}';\n".encode(),
        "pagefind/index/en.pf_index": bytes(range(256)) + mine.encode(),
        "search/search_index.json": json.dumps({"docs": [mine]}).encode(),
        "sitemap.xml": f"<urlset><!-- {mine} --></urlset>".encode(),
        "sitemap.xml.gz": gzip.compress(mine.encode(), mtime=0),
        "names with spaces.html": _page(f"spaces {mine}"),
        "überraschung/ünï 100%.html": _page(f"letters {mine}"),
        "odd/a;b=c,d&e+f'g(h)!@$~.html": _page(f"marks {mine}"),
        "odd/what? where#.html": _page(f"question {mine}"),
        "odd/%2e%2e%2f.html": _page(f"percent {mine}"),
        "sre/index.html": _page(f"a folder named like an audience in {mine}"),
        "media/picture.png": b"\x89PNG\r\n" + mine.encode(),
        f"media/{slug}.bin": b"\0" * 2000 + mine.encode(),
    }


def _page(text: str) -> bytes:
    return f"<!doctype html><title>{text}</title><p>{text}</p>\n".encode()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (WHEN, WHEN))
