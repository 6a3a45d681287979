"""What `postmortems build` shows of the log of a build: the reason, and nothing many times."""

from __future__ import annotations

from mkdocs_postmortems.cli.build import failure_reason, warning_lines

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
