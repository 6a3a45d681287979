"""Reads documents and other text files from the disk, and writes them atomically."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from importlib.resources import files as resources
from pathlib import Path, PurePosixPath

from mkdocs_postmortems.core.action_states import STATES_FILE, ActionStates, read_snapshot
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.read_cache import ReadCache
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.view_builder import TaxonomyFiles, read_site_taxonomy
from mkdocs_postmortems.settings import Project

DOCUMENT_EXTENSIONS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".qmd", ".rmd", ".md.erb")
"""Extensions of documents, in lower case. A text file without an extension is a document too."""
_NON_DOCUMENT_NAMES = frozenset(
    """
    authors brewfile changelog changes cname codeowners containerfile contributing contributors copying copyright
    dockerfile gemfile history install jenkinsfile justfile licence license maintainers makefile manifest news notice
    owners procfile rakefile readme robots security tiltfile todo vagrantfile version
    """.split()
)
"""Names of files without an extension that are no documents."""
_SNIFFED_BYTES = 8192
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_TAXONOMY_RESOURCE = "taxonomy.yml"
"""The built-in taxonomy."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The documents of a folder."""

    sources: tuple[Source, ...]
    """Sorted by path; paths are relative to the folder."""
    problems: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _DocumentWalk:
    """A walk over the documents of a folder."""

    root: Path
    exclude: tuple[str, ...]
    problems: list[Diagnostic] = field(default_factory=list)

    def documents(self, folder: Path) -> Iterator[tuple[str, Path]]:
        """Yield the documents below a folder: (display path, path)."""
        try:
            entries = sorted(folder.iterdir())
        except OSError as error:
            self._report(self._display_path(folder), "PM004", f"folder cannot be read: {_os_error_reason(error)}.")
            return
        for entry in entries:
            shown = self._display_path(entry)
            if entry.name.startswith(".") or any(fnmatch(shown, pattern) for pattern in self.exclude):
                continue
            if not is_text_name(entry.name):
                message = "the name of this file or folder is not UTF-8, so it has no address on a site; rename it."
                self._report(printable_name(shown), "PM004", message)
                continue
            if entry.is_symlink():
                yield from self._symlink_target(entry, shown)
            elif entry.is_dir() and not is_tool_folder(entry):
                yield from self.documents(entry)
            elif entry.is_file() and is_document(entry):
                yield shown, entry

    def _symlink_target(self, entry: Path, shown: str) -> Iterator[tuple[str, Path]]:
        """Yield the document that a symbolic link leads to, if it lies within the folder."""
        if entry.is_dir() and any(_has_document_name(below) for below in entry.rglob("*")):
            self._report(shown, "PM003", "symbolic link to a folder of documents is not followed; they are left out.")
        if not _has_document_name(entry) or entry.is_dir():
            return
        try:
            target = entry.resolve(strict=True)
        except (OSError, RuntimeError):
            self._report(shown, "PM003", f"symbolic link leads nowhere: {os.readlink(entry)!r} does not exist.")  # noqa: PTH115 - Path.readlink() would turn it into a path again
            return
        if not target.is_relative_to(self.root.resolve()):
            self._report(shown, "PM003", "symbolic link leads out of the folder of postmortems; it is not followed.")
        elif target.is_file() and is_document(target):
            yield shown, entry

    def _display_path(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _report(self, display_path: str, code: str, message: str) -> None:
        self.problems.append(Diagnostic(display_path, 1, code, message))


def read_sources(root: Path, exclude: Iterable[str] = ()) -> ReadResult:
    """Read all documents below a folder, except hidden files and folders and those that match `exclude`."""
    walk = _DocumentWalk(root, tuple(exclude))
    sources: list[Source] = []
    for shown, path in sorted(walk.documents(root)):
        source, problems = read_source(path, shown)
        walk.problems.extend(problems)
        if source is not None:
            sources.append(source)
    return ReadResult(tuple(sources), tuple(sorted(walk.problems)))


def is_text_name(name: str) -> bool:
    """Whether a name is text: on some systems a file may have any bytes for a name."""
    return printable_name(name) == name


def printable_name(name: str) -> str:
    """Return a name with its bytes that are no text written in hexadecimal digits."""
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def display_path(path: Path, start: Path | None = None) -> str:
    """Return a path relative to a folder, by default the current one, with `/` on all systems."""
    return Path(os.path.relpath(path, start)).as_posix()


def read_source(path: Path, display_path: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Read one text file; `display_path` is its path in diagnostics. One that is not UTF-8 is withheld and reported."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, (Diagnostic(display_path, 1, "PM004", f"file cannot be read: {_os_error_reason(error)}."),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (
            Diagnostic(display_path, data.count(b"\n", 0, error.start) + 1, "PM001", _encoding_message(data, error)),
        )
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return None, (Diagnostic(display_path, line, "PM001", "file holds a NUL byte, so it is no text."),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    empty = () if text.strip() else (Diagnostic(display_path, 1, "PM002", "file is empty."),)
    return Source(display_path, text), empty


def quoted_text(path: Path, display_path: str) -> str:
    """Return the text of a file for messages that quote a line of it; empty if there is none.

    Nothing is quoted of what a symbolic link leads to: that may be any file of the machine, and messages are in logs.
    """
    source = None if path.is_symlink() or not path.is_file() else read_source(path, display_path)[0]
    return source.text if source else ""


def _encoding_message(data: bytes, error: UnicodeDecodeError) -> str:
    if data.startswith(_UTF_16):
        return "file is UTF-16, not UTF-8; save it as UTF-8."
    byte = data[error.start]
    return f"file is not UTF-8: byte 0x{byte:02x} ({bytes([byte]).decode('latin-1')!r} in Latin-1); save it as UTF-8."


def _os_error_reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()


MANIFEST_SUFFIX = ".manifest.json"
"""What follows the name of a built site in the name of its manifest, which lies beside it."""


def is_tool_folder(path: Path) -> bool:
    """Whether a folder was created by a tool: `node_modules`, a virtual environment, or built sites of ours."""
    if path.name in ("node_modules", "__pycache__") or (path / "pyvenv.cfg").exists():
        return True
    return any(one.with_name(one.name.removesuffix(MANIFEST_SUFFIX)).is_dir() for one in _manifests(path))


def _manifests(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from folder.glob(f"?*{MANIFEST_SUFFIX}")


def is_document(path: Path) -> bool:
    """Whether a file is a document, by its extension, or by its first bytes if it has none."""
    if not _has_document_name(path):
        return False
    return path.name.lower().endswith(DOCUMENT_EXTENSIONS) or _is_text(path)


def _has_document_name(path: Path) -> bool:
    name = path.name.lower()
    if name.endswith(DOCUMENT_EXTENSIONS):
        return True
    return not _extension(name) and name not in _NON_DOCUMENT_NAMES


def _extension(name: str) -> str:
    """Return the extension of a name; `1. Outage of 2.3.2021` has none."""
    ending = PurePosixPath(name).suffix[1:]
    return ending if ending.isalnum() and not ending.isdigit() else ""


def _is_text(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFFED_BYTES)
    except OSError:
        return True  # Reading it says why it cannot be read.
    if b"\0" in start or not start.strip() or start.startswith(b"#!"):
        return False
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(start) - 4 and len(start) == _SNIFFED_BYTES
    return True


def load_resource(name: str) -> Source:
    """Return a file of the package, such as the built-in taxonomy."""
    text = (resources("mkdocs_postmortems") / "resources" / name).read_text(encoding="utf-8")
    return Source(name, text)


def write_new(path: Path, text: str) -> bool:
    """Write a new file atomically; return false, and change nothing, if the file exists."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - a descriptor, no path
            file.write(text)
        os.chmod(temporary, 0o666 & ~_umask())  # noqa: PTH101 - mkstemp() gives a string
        os.link(temporary, path)
    except FileExistsError:
        return False
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)  # noqa: PTH108 - as above
    return True


def append_lines(path: Path, text: str) -> None:
    """Add text at the end of a file, on lines of its own.

    Raises:
        PostmortemsError: the file cannot be written.
    """
    rewrite(path, lambda old: old + ("" if not old or old.endswith(("\n", "\r")) else "\n") + text)


def read_raw(path: Path) -> str:
    """Return the text of a file with its line endings and byte order mark."""
    return path.read_bytes().decode("utf-8")


def rewrite(path: Path, change: Callable[[str], str]) -> bool:
    """Change the text of a file atomically; its permissions stay.

    Args:
        path: A file in UTF-8. The target of a symbolic link is changed.
        change: Gets the text with byte order mark and carriage returns, and returns the new one.

    Returns:
        Whether the text changed.

    Raises:
        PostmortemsError: the file cannot be written. A read-only file is never replaced.
    """
    try:
        target = path.resolve(strict=True)
        old = read_raw(target)
        new = change(old)
        if new != old:
            target.open("r+b").close()
            _replace(target, new)
    except OSError as error:
        raise PostmortemsError(f"{path}: cannot be written: {error.strerror or error}") from error
    return new != old


def _replace(target: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a descriptor, no path
            file.write(text.encode("utf-8"))
        shutil.copymode(target, temporary)
        os.replace(temporary, target)  # noqa: PTH105 - mkstemp() gives a string
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)  # noqa: PTH108 - as above


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def default_taxonomy() -> Taxonomy:
    """Return the built-in taxonomy."""
    return ReadCache().taxonomy(load_resource(_TAXONOMY_RESOURCE))[0]


def read_taxonomy_files(path: Path, display_path: str) -> TaxonomyFiles:
    """Return the texts of the site's taxonomy, which may be missing, and of the built-in one.

    Args:
        path: The file.
        display_path: The path in diagnostics.
    """
    builtin = load_resource(_TAXONOMY_RESOURCE)
    return TaxonomyFiles(builtin, *read_source(path, display_path)) if path.exists() else TaxonomyFiles(builtin)


def read_action_states(project: Project) -> tuple[ActionStates, tuple[Diagnostic, ...]]:
    """Read the states of action items of a site, and what is wrong with their file, which may be missing."""
    settings = project.settings
    path = f"{settings.path}/{STATES_FILE}" if settings.path else STATES_FILE
    if not (project.docs_dir / path).is_file():
        return ActionStates(), ()
    source, problems = read_source(project.docs_dir / path, path)
    snapshot, found = read_snapshot(source) if source else ({}, ())
    return ActionStates(snapshot, settings.trackers), (*problems, *found)


def load_taxonomy(
    path: Path, display_path: str, cache: ReadCache | None = None
) -> tuple[Taxonomy, tuple[Diagnostic, ...]]:
    """Read the site's taxonomy on top of the built-in one; without the file, values that it lacks are no mistakes.

    Args:
        path: The file.
        display_path: The path in diagnostics.
        cache: What has been read.
    """
    return read_site_taxonomy(read_taxonomy_files(path, display_path), cache or ReadCache())
