"""`postmortems check`: lints postmortems and prints diagnostics, or corrects them."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from mkdocs_postmortems.cli.corpus import config_here, find_config
from mkdocs_postmortems.cli.output import print_findings
from mkdocs_postmortems.cli.params import config_option
from mkdocs_postmortems.commands.check import (
    CheckInput,
    changes_in,
    read_files_input,
    read_folder_input,
    read_site_input,
    run_check,
    write_fixes,
)
from mkdocs_postmortems.core.check.baseline import BaselineError, read_baseline, without_known, write_baseline
from mkdocs_postmortems.core.check.formats import FORMATS, ReportFormat
from mkdocs_postmortems.core.check.report import LintReport
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.sources.files import read_raw, write_new
from mkdocs_postmortems.sources.git.client import repository_root
from mkdocs_postmortems.system import clock

PATH = click.Path(exists=True, path_type=Path)
_FAILING = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
"""The value of --fail-on -> the least severity that makes the exit code 1."""
_MANY = 100
"""The number of findings from which on a baseline is offered."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_FIX_ROUNDS = 3
"""The maximum number of times that --fix is applied: one correction may reveal the next."""


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=PATH)
@click.option("--since", metavar="REV", help="Report only on changes since a git revision, such as origin/main.")
@click.option("--fix", "fixes", is_flag=True, help="Correct what can be corrected without changing the content.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *FORMATS]),
    default="text",
    show_default=True,
    help="The format of the report.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; the same as --format json.")
@click.option(
    "--fail-on",
    type=click.Choice(list(_FAILING)),
    default="warning",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Report only what this file does not list as known; written with what is found now if it does not exist.",
)
@config_option
@click.pass_context
def check(  # noqa: PLR0913 - its options
    context: click.Context,
    *,
    paths: tuple[Path, ...],
    since: str | None,
    fixes: bool,
    form: str,
    as_json: bool,
    fail_on: str,
    baseline: Path | None,
    config: Path | None,
) -> None:
    """Check postmortems for missing content, contradictions, broken links and wording that blames people.

    Without PATH, all postmortems of the site are checked; with it, only these files and folders, in the context of the
    whole site. Without mkdocs.yml, PATH is a folder of postmortems or one of its files.

    Example: postmortems check --since origin/main --format github
    """
    reports = _run_checks(paths, config, since)
    for _ in range(_FIX_ROUNDS if fixes else 0):
        if not write_fixes(finding for report in reports for finding in report.findings):
            break
        reports = _run_checks(paths, config, since)
    report = _merge_reports(reports)
    if baseline:
        report = _new_findings(report, baseline, is_whole=not paths and since is None)
    form = "json" if as_json else form
    if form == "text":
        print_findings(Console(highlight=False), report)
        if not baseline and since is None and len(report.findings) > _MANY:
            click.echo(
                "Are these old? `postmortems check --baseline FILE` writes down what is known and reports what is new."
            )
    elif text := FORMATS[form].render(report.with_paths(_path_converter(FORMATS[form]))):
        click.echo(_unicode(text))
    context.exit(1 if any(one.severity.rank >= _FAILING[fail_on].rank for one in report.findings) else 0)


def _new_findings(report: LintReport, baseline: Path, *, is_whole: bool) -> LintReport:
    """Return the report without what the baseline knows; write the baseline if there is none.

    Paths in the file are relative to its folder, wherever the command is run.
    """
    folder = baseline.resolve().parent
    in_file = report.with_paths(lambda path: Path(os.path.relpath(path, folder)).as_posix())
    if not baseline.exists():
        if not is_whole:
            raise click.UsageError(
                f"{baseline} does not exist; a check of everything, without PATH and --since, writes it."
            )
        write_new(baseline, write_baseline(in_file))
    try:
        new = set(without_known(in_file, read_baseline(read_raw(baseline))).findings)
    except BaselineError as error:
        raise BaselineError(f"{baseline} {error}") from None
    found = tuple(one for one, stored in zip(report.findings, in_file.findings, strict=True) if stored in new)
    known = len(report.findings) - len(found)
    click.echo(f"{known:,} {'finding is' if known == 1 else 'findings are'} known ({baseline}).", err=True)
    return replace(report, findings=found)


def _run_checks(paths: Sequence[Path], config: Path | None, since: str | None) -> list[LintReport]:
    reports = []
    for check_input, only in _check_inputs(paths, config):
        changes = changes_in(check_input, since) if since is not None else None
        reports.append(run_check(check_input, clock.today(), only, changes))
    return reports


def _check_inputs(paths: Sequence[Path], config: Path | None) -> list[tuple[CheckInput, list[str] | None]]:
    """Return the corpora to check, each with the paths of the documents to report on; `None` for all of them."""
    if config is None and paths and config_here() is None:
        return [(check_input, None) for check_input in _inputs_without_site(paths)]
    site = read_site_input(config or find_config("give PATH, a folder of postmortems"))
    if not site.folder.is_dir():
        raise click.UsageError(f"the folder of postmortems, {site.folder}, does not exist.")
    if not paths:
        return [(site, None)]
    inside = [path for path in paths if path.resolve().is_relative_to(site.folder.resolve())]
    outside = [path for path in paths if path not in inside]
    others: list[tuple[CheckInput, list[str] | None]] = [(one, None) for one in _inputs_without_site(outside)]
    return [(site, _documents_under(site, inside)), *others] if inside else others


def _inputs_without_site(paths: Iterable[Path]) -> list[CheckInput]:
    """Read each folder as a corpus, and the given files of each folder as another."""
    folders: dict[Path, list[str]] = {}
    for path in paths:
        if not path.is_dir():
            folders.setdefault(path.parent, []).append(path.name)
    files = [read_files_input(folder, names) for folder, names in folders.items()]
    return [*(read_folder_input(path) for path in paths if path.is_dir()), *files]


def _documents_under(site: CheckInput, paths: Iterable[Path]) -> list[str]:
    """Return the paths of the documents that are given, or are below a given folder."""
    root = site.folder.resolve()
    given = [path.resolve().relative_to(root).as_posix() for path in paths]
    return [name for name in site.paths if any(one in (".", name) or name.startswith(f"{one}/") for one in given)]


def _merge_reports(reports: Sequence[LintReport]) -> LintReport:
    texts = {path: text for report in reports for path, text in report.texts.items()}
    return LintReport(
        tuple(sorted({finding for report in reports for finding in report.findings})),
        tuple(sorted({path for report in reports for path in report.paths})),
        texts,
        reports[0].version if reports else "",
    )


def _path_converter(form: ReportFormat) -> Callable[[str], str]:
    """Return a function that makes paths relative to the root of the repository, for formats that need it."""
    here = Path.cwd().resolve()
    start = here.relative_to(repository_root(here)).as_posix() if form.is_from_repository_root else ""
    return lambda path: _unicode(posixpath.normpath(posixpath.join(start, path)))


def _unicode(text: str) -> str:
    """Return a text that can be encoded as UTF-8; file names may have bytes that are not."""
    return _SURROGATES.sub("\ufffd", text)
