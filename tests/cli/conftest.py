"""The command line, called as a user does."""

import pytest
from click.testing import CliRunner
from mkdocs_postmortems.cli import cli


@pytest.fixture(name="run")
def _run(tmp_path, monkeypatch):
    """Return a function that runs the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli, [str(argument) for argument in arguments])
