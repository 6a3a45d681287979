"""What `postmortems build` shows of the log of a build: the reason, and nothing many times."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from mkdocs_postmortems.audit.report import AuditReport
from mkdocs_postmortems.build.audience_builder import AudienceBuild
from mkdocs_postmortems.build.build import BuildResult
from mkdocs_postmortems.cli.build import failure_reason, print_build, report_progress, warning_lines
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import NO_LINE, Diagnostic
from rich.console import Console

TRACEBACK = """\
INFO    -  Cleaning site directory
Traceback (most recent call last):
  File "/usr/lib/python3.11/site-packages/mkdocs/plugins.py", line 566, in run_event
    result = method(**kwargs)
  File "hook.py", line 4, in on_config
    os.environ["TEAM_TOKEN"]
  File "/usr/lib/python3.11/os.py", line 679, in __getitem__
    raise KeyError(key) from None
KeyError: 'TEAM_TOKEN'
""".splitlines()


def test_the_exception_that_ended_a_build_is_its_reason():
    """With the place in a file of the site."""
    assert list(failure_reason(TRACEBACK)) == ["KeyError: 'TEAM_TOKEN' (hook.py:4)"]


def test_a_build_that_ends_without_a_word_gives_its_last_line():
    """A hook may end the process."""
    assert list(failure_reason(["INFO    -  Cleaning", "token missing", ""])) == ["token missing"]


def test_an_error_of_the_log_is_reason_enough():
    """# Control case: it is shown already."""
    assert list(failure_reason(["ERROR   -  Config value 'theme': no such theme", "Aborted!"])) == []


def test_warnings_that_differ_by_names_are_one_line():
    """A plugin may warn of each page."""
    log = [f"WARNING -  [git-revision-date-localized] '2024/{n}.md' has no git logs" for n in range(40)]
    log += ["WARNING -  something else", "INFO    -  Documentation built"]

    assert list(warning_lines(log)) == [f"{log[0]} (39 more like this)", "WARNING -  something else"]


def print_sites(severity: Severity, *names: str) -> list[str]:
    """Return what is said of the sites of some audiences, in each of which a page has the same finding."""
    dead = Diagnostic("a/index.html", NO_LINE, "PV020", "links to nothing.", severity=severity)
    builds = tuple(
        AudienceBuild(name, name, ("WARNING -  a page is odd",), AuditReport(findings=(dead,), files=1, bytes=0))
        for name in names
    )
    said = StringIO()
    print_build(Console(file=said), BuildResult(Path("dist"), (), builds), verbose=False)
    return said.getvalue().splitlines()


def test_a_warning_is_said_of_the_first_site_alone():
    """That of the widest audience, which holds what others hold; an error is said of each site that has it."""
    assert print_sites(Severity.WARNING, "security", "staff") == [
        "security: WARNING -  a page is odd",
        "dist/security/a/index.html: PV020 links to nothing.",
        "dist/security: 1 files, 0.0 MB",
        "dist/staff: 1 files, 0.0 MB",
    ]
    assert "dist/staff/a/index.html: PV020 links to nothing." in print_sites(Severity.ERROR, "security", "staff")


def test_steps_are_not_shown_where_there_is_no_terminal():
    """Not even as an empty line."""
    said = StringIO()
    with report_progress(Console(file=said)) as report_step:
        report_step("staff", "build")

    assert said.getvalue() == ""
