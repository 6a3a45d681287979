"""The command line, called as a user does."""

import pytest
from click.testing import CliRunner
from mkdocs_postmortems.audit import site_audit
from mkdocs_postmortems.cli import cli
from sites import BASELINE


@pytest.fixture(name="run")
def _run(tmp_path, monkeypatch):
    """Return a function that runs the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def small_baseline():
    """Reading the texts of all themes takes long, and the sites of these tests use one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_audit, "shipped_folders", lambda: BASELINE)
        yield


@pytest.fixture(scope="module")
def fixed_build_time():
    """Builds say the same whenever they are made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795132800")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        yield
