"""`postmortems adopt`: proposes front matter for documents that have little or none, as a diff to review."""

from __future__ import annotations

import difflib
import errno
import json
import posixpath
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mkdocs_postmortems.cli.corpus import config_here, find_config, track_sources
from mkdocs_postmortems.cli.params import FILE
from mkdocs_postmortems.core.adopt import (
    DEFAULT_MIN_CONFIDENCE,
    FIELDS,
    Adoption,
    AdoptOptions,
    adopt_all,
    draft_taxonomy,
)
from mkdocs_postmortems.core.diagnostics import Diagnostic, printable
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.renderer_limits import check_renderer_limits
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.files import display_path, load_taxonomy, read_raw, read_source, read_sources, rewrite
from mkdocs_postmortems.sources.source_tree import postmortem_exclusions

_PROGRESS_THRESHOLD = 30
"""Adopting more documents than that takes longer than a second."""
_DIFF_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@dataclass(frozen=True, slots=True)
class AdoptInput:
    """The documents to propose front matter for."""

    folder: str
    """The folder that paths of sources are relative to, itself relative to the current folder."""
    sources: tuple[Source, ...]
    problems: tuple[Diagnostic, ...]
    """Errors of reading the sources."""
    taxonomy: Taxonomy

    def path(self, path: str) -> Path:
        """Return the path of a source as one that can be opened."""
        return Path(self.display_path(path))

    def display_path(self, path: str) -> str:
        """Return the path of a source, relative to the current folder."""
        return posixpath.normpath(posixpath.join(self.folder, path))


@click.command()
@click.argument("where", metavar="[DIR]", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--config", type=FILE, help="mkdocs.yml of the site; default: the one in the current folder.")
@click.option("--write", is_flag=True, help="Write the proposals into the documents.")
@click.option("--comments", is_flag=True, help="Put the evidence above each value as a YAML or TOML comment.")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(FIELDS),
    metavar="FIELD",
    help="Propose this field only; may be repeated.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=DEFAULT_MIN_CONFIDENCE,
    show_default=True,
    help="Leave out values with less confidence.",
)
@click.option("--all", "everything", is_flag=True, help="Include notices and ordinary pages.")
@click.option(
    "--taxonomy", "draft", is_flag=True, help="Print a draft of taxonomy.yml with the names that are used often."
)
@click.option("--json", "as_objects", is_flag=True, help="Print a JSON array with an object for each document.")
def adopt(  # noqa: PLR0913 - one for each option
    *,
    where: Path | None,
    config: Path | None,
    write: bool,
    comments: bool,
    only: tuple[str, ...],
    min_confidence: float,
    everything: bool,
    draft: bool,
    as_objects: bool,
) -> None:
    """Propose front matter for the documents in DIR (default: those of the site) from their own text.

    Prints a diff for git apply, with the line that each value comes from. Without --write no file changes; the text
    below the front matter never changes. The exit code is 1 if there are proposals that were not written.

    Example: postmortems adopt docs/incidents --only title --only date --write
    """
    if draft and (write or comments or only or as_objects):
        raise click.UsageError("--taxonomy only prints a draft; leave out the other options.")
    documents = _documents(where, config)
    for problem in documents.problems:
        click.echo(str(problem), err=True)
    if draft:
        parsed = [parse(source).postmortem for source in track_sources(documents.sources, _PROGRESS_THRESHOLD)]
        click.echo(draft_taxonomy(parsed, documents.taxonomy), nl=False)
        sys.exit(1 if documents.problems else 0)
    options = AdoptOptions(only or FIELDS, min_confidence, everything)
    adoptions = adopt_all(_texts(documents), documents.taxonomy, options, comments=comments)
    failed = [line for line in (_write(documents, one) for one in adoptions) if line] if write else []
    if as_objects:
        click.echo(json.dumps([_as_object(documents, one) for one in adoptions], indent=2, ensure_ascii=False))
    else:
        _print(documents, adoptions, written=write)
    for line in failed:
        click.echo(line, err=True)
    remain = not write and any(one.proposals for one in adoptions)
    sys.exit(1 if remain or failed or documents.problems else 0)


def _documents(where: Path | None, config: Path | None) -> AdoptInput:
    """Read a folder, a file, or the folder of the site; within that folder, the taxonomy of the site is used."""
    found = config or config_here()
    if where is None and found is None:
        find_config("give DIR, a folder of documents")  # Raises: there is none.
    project = load_settings(found) if found else None
    root = where or (project.folder if project else Path())
    if not root.exists():
        raise click.UsageError(f"{root} is not a folder.")
    is_in_site = project is not None and root.resolve().is_relative_to(project.folder.resolve())
    home = project.folder if project and is_in_site else root if root.is_dir() else root.parent
    name = project.settings.taxonomy if project and is_in_site else "taxonomy.yml"
    taxonomy, _ = load_taxonomy(home / name, name)
    exclude = postmortem_exclusions(project) if project and root.resolve() == project.folder.resolve() else ()
    place = display_path(root)
    if root.is_dir():
        read_result = read_sources(root, exclude)
        problems = tuple(p.with_paths(partial(posixpath.join, place)) for p in read_result.problems if p.is_error)
        return AdoptInput(place, read_result.sources, problems, taxonomy)
    source, found_problems = read_source(root, root.name)
    return AdoptInput(posixpath.dirname(place), (source,) if source else (), found_problems, taxonomy)


def _texts(documents: AdoptInput) -> Iterator[tuple[str, str]]:
    for source in track_sources(documents.sources, _PROGRESS_THRESHOLD):
        if check_renderer_limits(source) is None:
            yield source.path, read_raw(documents.path(source.path))


def _write(documents: AdoptInput, adoption: Adoption) -> str | None:
    """Write one document and return an error message; `None` if it was written or has no proposals."""
    if adoption.after == adoption.before:
        return None

    def adopted(text: str) -> str:
        if text != adoption.before:
            raise OSError(errno.EBUSY, "it has changed since it was read")
        return adoption.after

    try:
        rewrite(documents.path(adoption.path), adopted)
    except PostmortemsError as error:
        return str(error)
    return None


def _as_object(documents: AdoptInput, adoption: Adoption) -> dict[str, object]:
    return {
        "path": documents.display_path(adoption.path),
        "kind": adoption.kind.value,
        "skipped": adoption.skipped or None,
        "proposals": [
            {"field": p.field, "value": p.value, "line": p.line, "evidence": p.evidence, "confidence": p.confidence}
            for p in adoption.proposals
        ],
    }


def _print(documents: AdoptInput, adoptions: list[Adoption], *, written: bool) -> None:
    """Print the evidence and the diff of each document, and a summary on standard error."""
    console = Console(highlight=False, soft_wrap=True)
    for adoption in adoptions:
        if adoption.proposals:
            _print_evidence(console, adoption)
            for line in _diff(documents.display_path(adoption.path), adoption):
                _print_line(console, line)
    changed = [adoption for adoption in adoptions if adoption.proposals]
    values = sum(len(adoption.proposals) for adoption in changed)
    verb = "written" if written else "proposed"
    summary = f"{values:,} values {verb} for {len(changed):,} of {len(adoptions):,} documents"
    unreadable = sum(1 for adoption in adoptions if adoption.skipped.endswith("cannot be read"))
    summary += f"; the front matter of {unreadable:,} cannot be read" if unreadable else ""
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(summary + ".", "bold"))


def _print_evidence(console: Console, adoption: Adoption) -> None:
    """Print where each value comes from. Programs that apply diffs ignore these lines, which are above `---`."""
    width = max(len(proposal.field) for proposal in adoption.proposals)
    for proposal in adoption.proposals:
        place = "file name" if proposal.line is None else f"line {proposal.line}"
        text = Text(f"# {proposal.field:{width}}  {place:>9}  ", "dim")
        console.print(text.append(printable(proposal.evidence)))


def _print_line(console: Console, line: str) -> None:
    """Print a line of a diff: coloured and without control characters on terminals, else unchanged."""
    if console.is_terminal:
        console.print(Text(printable(line.removesuffix("\r")), _DIFF_COLOURS.get(line[:1], "")))
    else:
        click.echo(line)


def _diff(path: str, adoption: Adoption) -> Iterator[str]:
    """Yield the lines of a unified diff."""
    before, after = (_lines(text) for text in (adoption.before, adoption.after))
    for line in difflib.unified_diff(before, after, _git_quoted(f"a/{path}"), _git_quoted(f"b/{path}")):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _git_quoted(path: str) -> str:
    """Return a path for the head of a diff of git: a tab follows one with spaces, control characters are quoted."""
    if path.isprintable():
        return f"{path}\t" if " " in path else path
    escaped = path.translate({ord('"'): '\\"', ord("\\"): "\\\\"})
    return '"' + "".join(c if c.isprintable() else "".join(f"\\{b:03o}" for b in c.encode()) for c in escaped) + '"'


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines
