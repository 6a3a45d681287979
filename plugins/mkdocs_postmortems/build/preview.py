"""Serves a preview of one audience's site from a staging folder that follows the changes of the sources."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mkdocs_postmortems.build.site_config import SiteConfig
from mkdocs_postmortems.build.stage import hand_over_parsed, parse_for_stages, read_site, write_stage
from mkdocs_postmortems.build.staging_dir import StagingDir, shared_paths, staging_root
from mkdocs_postmortems.build.subprocess_build import SCRATCH, StageProcess
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.site.environment import PREVIEW_VARIABLE
from mkdocs_postmortems.sources.git.history import read_history
from mkdocs_postmortems.sources.labelled_sources import LabelledSources
from mkdocs_postmortems.sources.source_tree import watched_paths

_POLL_SECONDS = 0.5
"""How often the sources are looked at."""
_STOP_SECONDS = 3
"""How long the server may take to stop."""

_State = dict[Path, tuple[int, int]]
"""Path -> time of the last change, in nanoseconds, and size."""


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """What is served, and where."""

    config: Path
    """The path of mkdocs.yml."""
    audience: str
    address: str
    """Host and port."""
    build_time: int
    """The build date, in seconds since 1970."""


def serve_preview(request: PreviewRequest, say: Callable[[str], None], on_poll: Callable[[], None]) -> int:
    """Serve the site of an audience until the server ends; return its exit code.

    Args:
        request: What is served, and where.
        say: Gets a line for each thing that is withheld or wrong, at first and after changes.
        on_poll: Called each time that the sources were looked at.

    Raises:
        PostmortemsError: the configuration is invalid.
    """
    with staging_root() as root:
        site, sources = read_site(request.config)
        stage = _stage(request, site, sources, Path(tempfile.mkdtemp(dir=root)))
        _say_problems(sources, say)
        server = _start(request, stage, site, sources)
        state = _state(site, sources)
        try:
            while server.poll() is None:
                time.sleep(_POLL_SECONDS)
                on_poll()
                if (new := _state(site, sources)) == state:
                    continue
                state = new
                try:
                    site, sources = read_site(request.config)
                    update_folder(stage.folder, _stage(request, site, sources, Path(tempfile.mkdtemp(dir=root))).folder)
                    _say_problems(sources, say)
                except PostmortemsError as error:
                    say(str(error))
            return server.returncode
        finally:
            _stop(server)


def _start(
    request: PreviewRequest, stage: StagingDir, site: SiteConfig, sources: LabelledSources
) -> subprocess.Popen[bytes]:
    forbidden = (request.config.resolve().parent, sources.root, Path(tempfile.gettempdir()))
    process = StageProcess(stage, forbidden, request.build_time, site.given_variables())
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        process.command("serve", "--dev-addr", request.address),
        cwd=stage.folder,
        env={**process.variables(), PREVIEW_VARIABLE: "1"},
    )


def _say_problems(sources: LabelledSources, say: Callable[[str], None]) -> None:
    for problem in sources.problems:
        if problem.is_error:
            say(str(problem.with_paths(sources.display_path)))


def _stage(request: PreviewRequest, site: SiteConfig, sources: LabelledSources, folder: Path) -> StagingDir:
    stage = write_stage(folder, sources, site, read_history(sources.root), request.audience, request.build_time)
    parse_for_stages(sources, [request.audience])
    hand_over_parsed(sources, stage)
    return stage


def update_folder(folder: Path, new: Path) -> None:
    """Make a folder equal to a new one, which is removed. Files that are the same stay as they are."""
    wanted = {path.relative_to(new): path for path in _entries(new)}
    for path in reversed(_entries(folder)):
        same = wanted.get(path.relative_to(folder))
        if same is None or same.is_dir() != path.is_dir():
            path.rmdir() if path.is_dir() else path.unlink()
    for name, path in wanted.items():
        target = folder / name
        if path.is_dir():
            target.mkdir(exist_ok=True)
        elif not target.is_file() or target.read_bytes() != path.read_bytes():
            path.replace(target)
    shutil.rmtree(new)


def _entries(folder: Path) -> list[Path]:
    """Return the files and folders of a stage without its temporary ones, each folder before what is in it."""
    return sorted(path for path in folder.rglob("*") if path.relative_to(folder).parts[0] != SCRATCH)


def _state(site: SiteConfig, sources: LabelledSources) -> _State:
    """Return the state of everything that a stage is made of."""
    shared = shared_paths(site, sources.project.settings)
    excluded = sources.project.shared_folder.excluded if sources.project.shared_folder else frozenset()
    found: _State = {}
    for path in (
        site.path,
        *watched_paths(sources.root, excluded),
        *shared,
        *(p for s in shared for p in s.rglob("*")),
    ):
        with suppress(OSError):
            known = path.stat()
            found[path] = (known.st_mtime_ns, known.st_size)
    return found


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(_STOP_SECONDS)
        server.kill()
