"""`postmortems build`: builds and verifies one complete site for each audience."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from mkdocs_postmortems.build.audience_builder import LAST_STEPS, AudienceBuild, ProgressCallback
from mkdocs_postmortems.build.build import BuildResult, build_sites
from mkdocs_postmortems.build.build_request import BuildRequest
from mkdocs_postmortems.build.concerned_audiences import concerned_audiences
from mkdocs_postmortems.cli.corpus import find_config, sites_folder
from mkdocs_postmortems.cli.output import MAX_FINDINGS, print_audit_report, print_problem
from mkdocs_postmortems.cli.params import NEW_FOLDER, complete_audience, config_option
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic, printable
from mkdocs_postmortems.core.repeated_messages import without_repetition
from mkdocs_postmortems.sources.files import quoted_text
from mkdocs_postmortems.system import clock

_FRAME = re.compile(r'  File "(?P<path>[^"]+)", line (?P<line>\d+)')
"""A line of a traceback that names a place in a program."""
_INSTALLED = ("/site-packages/", "/dist-packages/", "/lib/python", "<frozen ", "/mkdocs_postmortems/")
"""Parts of the paths of programs that are no part of the site."""
_ERROR_PREFIXES = ("ERROR", "CRITICAL", "Error", "Aborted")
_WARNING_PREFIXES = ("WARNING", *_ERROR_PREFIXES)
"""The log lines of a build that are shown without --verbose start with one of these."""
_MAX_WHOLE_WARNINGS = 1
"""So many warnings about sources are shown with their line and the mend below."""
_MAX_SHORT_WARNINGS = 2
"""If there are more, so many are shown, on one line each."""
_MAX_SITE_WARNINGS = 1
"""So many warnings about a built site are shown, with the number of the others."""


@click.command()
@click.option("--to", "target", type=NEW_FOLDER, help="The folder of the sites; default: dist beside mkdocs.yml.")
@config_option
@click.option(
    "--audience", "only", multiple=True, metavar="NAME", shell_complete=complete_audience,
    help="Build the site of this audience only; may be repeated.",
)  # fmt: skip
@click.option(
    "--since", metavar="REV",
    help="Build the sites that a change since this git revision concerns: those whose readers may read it.",
)  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), help="Audiences to build in parallel; default: one per processor.")
@click.option("--no-cache", is_flag=True, help="Build every site anew, also where nothing has changed.")
@click.option("--verbose", is_flag=True, help="Show the complete log of each build.")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.pass_context
def build(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    target: Path | None,
    config: Path | None,
    only: tuple[str, ...],
    since: str | None,
    jobs: int | None,
    no_cache: bool,
    verbose: bool,
    as_json_: bool,
) -> None:
    """Build and verify a site for each audience, and replace the previous sites.

    Nothing is replaced unless all sites pass the verification. A site whose input has not changed since the previous
    build is left as it is.

    Example: postmortems build --to dist
    """
    console = Console(stderr=True, highlight=False)
    config = config or find_config()
    if since is not None:
        only = concerned_audiences(config, since, only)
        if not only:
            console.print(f"Nothing that readers get has changed since {since}: no site is built.", markup=False)
            if as_json_:
                click.echo(json.dumps({"ok": True, "problems": [], "views": []}, indent=2))
            return
    with report_progress(console) as report_step:
        request = BuildRequest(config, target or sites_folder(config), clock.now(), only, jobs, uses_cache=not no_cache)
        result = build_sites(request, report_step)
    if as_json_:
        click.echo(json.dumps(_as_json(result), indent=2, ensure_ascii=False))
    else:
        print_build(console, result, verbose=verbose)
    context.exit(0 if result.ok else 1)


@contextmanager
def report_progress(console: Console) -> Iterator[ProgressCallback]:
    """Show the current step of each audience, and yield the callback that updates it."""
    columns = (SpinnerColumn(), TextColumn("{task.fields[audience]:<16}"), TextColumn("{task.description}"))
    is_hidden = not console.is_terminal  # Nothing could be overwritten there, and an empty line would be left.
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True, disable=is_hidden) as progress:
        tasks: dict[str, TaskID] = {}

        def report_step(audience: str, step: str) -> None:
            if audience not in tasks:
                tasks[audience] = progress.add_task(step, total=None, audience=audience)
            done = 1 if step in LAST_STEPS else 0  # A row that is complete has no spinner, and its clock stands.
            progress.update(tasks[audience], description=step, total=done or None, completed=done)

        yield report_step


def print_build(console: Console, result: BuildResult, *, verbose: bool) -> None:
    """Print what was found in sources and sites, and whether sites were replaced."""
    _print_problems(console, result.problems, verbose=verbose)
    printed: set[Diagnostic | str] = set()
    for audience_build in result.audience_builds:
        _print_audience_build(console, audience_build, result.target, printed, verbose=verbose)
    if not result.audience_builds:
        console.print(Text("Nothing was built: correct the errors above.", "bold red"))
    elif not result.ok:
        console.print(Text(f"Nothing in {result.target} was replaced.", "bold red"))


def _print_problems(console: Console, problems: Sequence[Diagnostic], *, verbose: bool) -> None:
    """Print the errors, and the warnings, which hold nothing back: if there are many, the first ones in short."""
    warnings = [problem for problem in problems if not problem.is_error]
    is_short = len(warnings) > _MAX_WHOLE_WARNINGS and not verbose
    for problem in problems:
        if problem.is_error or not is_short:
            print_problem(console, problem, _text(problem))
    for warning in warnings[:_MAX_SHORT_WARNINGS] if is_short else ():
        console.print(Text(printable(f"{warning} {warning.suggestion}".rstrip()), "yellow"), soft_wrap=True)
    if is_short and (more := len(warnings) - _MAX_SHORT_WARNINGS) > 0:
        hint = "`postmortems check` and --verbose show all"
        console.print(Text(f"  … and {more:,} more warning{'s' if more > 1 else ''}; {hint}.", "dim"))


def _print_audience_build(
    console: Console, audience_build: AudienceBuild, target: Path, printed: set[Diagnostic | str], *, verbose: bool
) -> None:
    """Print the log and the findings of a site.

    What stands in `printed`, since it was said of another site, is left out; what would be said here again is added:
    warnings, and findings about sources.
    """
    warnings = [line for line in warning_lines(audience_build.lines) if line not in printed]
    printed.update(warnings)
    for line in audience_build.lines if verbose else warnings:
        console.print(Text(f"{audience_build.audience}: {line}", "dim"), soft_wrap=True)
    if audience_build.audit_report is None:
        for line in () if verbose else failure_reason(audience_build.lines):
            console.print(Text(f"{audience_build.audience}: {line}", "red"), soft_wrap=True)
        console.print(Text(f"{audience_build.audience}: the build failed; --verbose shows its log.", "bold red"))
    else:
        report = audience_build.audit_report
        most = _MAX_SITE_WARNINGS if report.is_clean and not verbose else MAX_FINDINGS
        print_audit_report(console, (target / audience_build.slug).as_posix(), report, printed, most)
        printed.update(one for one in report.findings if one.line != NO_LINE or not one.is_error)


def warning_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the warnings and errors of a log, without tracebacks; of those that differ by names alone, the first."""
    return without_repetition(line for line in lines if line.startswith(_WARNING_PREFIXES))


def failure_reason(lines: Sequence[str]) -> Iterator[str]:
    """Yield why a build failed: the exception that ended it, with the place in the site's own programs.

    Nothing is yielded where an error of the log says it; without such an error and without an exception, the last line
    is the reason.
    """
    starts = [number for number, line in enumerate(lines) if line.startswith("Traceback (most recent")]
    if not starts:
        if not any(line.startswith(_ERROR_PREFIXES) for line in lines):
            yield from [line for line in lines if line.strip()][-1:]
        return
    rest = lines[starts[-1] + 1 :]
    reason = next((line for line in rest if line.strip() and not line.startswith(" ")), "")
    frames = [found for line in rest if (found := _FRAME.match(line))]
    own = [frame for frame in frames if not any(part in frame["path"] for part in _INSTALLED)]
    place = f" ({own[-1]['path']}:{own[-1]['line']})" if own else ""
    yield f"{reason}{place}"


def _text(problem: Diagnostic) -> str:
    return quoted_text(Path(problem.path), problem.path)


def _as_json(result: BuildResult) -> dict[str, object]:
    return {
        "ok": result.ok,
        "problems": [problem.as_json() for problem in result.problems],
        "views": [
            {
                "audience": one.audience,
                "folder": (result.target / one.slug).as_posix(),
                "ok": one.ok,
                "said": list(one.lines),
                "verdict": one.audit_report.as_json() if one.audit_report else None,
            }
            for one in result.audience_builds
        ],
    }
