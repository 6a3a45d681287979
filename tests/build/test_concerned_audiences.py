"""Which audiences a change concerns: those whose build reads something else than before it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs_postmortems.build.concerned_audiences import concerned_audiences
from mkdocs_postmortems.cli import cli
from mkdocs_postmortems.settings import ConfigurationError
from mkdocs_postmortems.sources.git.client import GitError

CONFIG = """\
site_name: x
plugins:
  - postmortems:
      audiences: {public: {anyone: true}, staff: {includes: [public]}, board: {includes: [public]}}
      default_audience: staff
"""
DOCUMENT = "---\naudience: {audience}\ntitle: {title}\ndate: 2024-02-01\n---\n\n{text}\n"
EVERYBODY = ("board", "staff", "public")


def git(*arguments: str) -> None:
    """Run git as somebody."""
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(("git", *identity, *arguments), check=True, capture_output=True)


def write(name: str, audience: str, text: str = "It was down.") -> None:
    """Write a document of an audience."""
    Path("wiki/docs", name).write_text(DOCUMENT.format(audience=audience, title=name, text=text))


@pytest.fixture(name="site", autouse=True)
def _site(tmp_path, monkeypatch) -> Path:
    """Return mkdocs.yml of a committed site in a subfolder of a repository, with a document for each audience."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    (tmp_path / "wiki" / "docs" / "board").mkdir(parents=True)
    config = tmp_path / "wiki" / "mkdocs.yml"
    config.write_text(CONFIG)
    for audience in EVERYBODY:
        write(f"{audience}.md", audience)
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "x")
    return config


def test_what_has_not_changed_concerns_nobody(site):
    """Nor does what lies beside the site, or a comment in mkdocs.yml."""
    Path("program.py").write_text("1")
    site.write_text(f"# A comment.\n{CONFIG}")

    assert concerned_audiences(site, "HEAD") == ()


@pytest.mark.parametrize(
    ("audience", "concerned"), [("public", EVERYBODY), ("staff", ("staff",)), ("board", ("board",))]
)
def test_a_document_concerns_those_who_read_it(site, audience, concerned):
    """Whether it is changed, new or deleted."""
    write(f"{audience}.md", audience, "It was slow.")
    assert concerned_audiences(site, "HEAD") == concerned
    git("checkout", "-q", ".")
    write("new.md", audience)
    assert concerned_audiences(site, "HEAD") == concerned
    Path("wiki/docs/new.md").unlink()
    Path(f"wiki/docs/{audience}.md").unlink()
    assert concerned_audiences(site, "HEAD") == concerned


def test_a_document_that_becomes_restricted_concerns_those_who_lose_it(site):
    """Their site has a page less; those who read it as before see nothing new but the label."""
    write("public.md", "board")

    assert set(concerned_audiences(site, "HEAD")) == {"public", "staff", "board"}


def test_restricted_words_in_an_open_document_do_not_concern_others(site):
    """Whose build reads the document without them."""
    write("public.md", "public", "It was down.\n\n<!-- audience: board -->\nWe paid.\n<!-- /audience -->")

    assert concerned_audiences(site, "HEAD") == ("board",)


def test_settings_and_styles_concern_everybody(site):
    """Each site has another name, or another look."""
    site.write_text(CONFIG.replace("site_name: x", "site_name: y"))

    assert concerned_audiences(site, "HEAD") == EVERYBODY


def test_where_there_was_no_site_everybody_is_concerned(site):
    """As in the change that brings the site, or that mends a configuration that could not be read."""
    git("rm", "-q", "--cached", "wiki/mkdocs.yml")
    git("commit", "-qm", "x")

    assert concerned_audiences(site, "HEAD") == EVERYBODY


def test_only_the_named_audiences_are_looked_at(site):
    """By name; one that there is not is refused, as by a build of everything."""
    write("public.md", "public", "It was slow.")

    assert concerned_audiences(site, "HEAD", ("staff",)) == ("staff",)
    with pytest.raises(ConfigurationError, match="there is no audience 'stuff'"):
        concerned_audiences(site, "HEAD", ("stuff",))


def test_a_revision_that_git_does_not_know_is_an_error(site):
    """Instead of previews of everything, or of nothing. The index of the repository stays as it was."""
    before = Path(".git/index").read_bytes()
    with pytest.raises(GitError, match="git knows no revision 'gone'"):
        concerned_audiences(site, "gone")
    concerned_audiences(site, "HEAD")

    assert Path(".git/index").read_bytes() == before


def test_a_build_for_nobody_succeeds_and_says_so(site):
    """With no folder of sites; programs get the form that they know."""
    arguments = ("build", "--config", str(site), "--since", "HEAD", "--to", "preview")
    said = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    told = CliRunner().invoke(cli, [*arguments, "--json"], catch_exceptions=False)

    assert (said.exit_code, said.stderr) == (0, "Nothing that readers get has changed since HEAD: no site is built.\n")
    assert (told.exit_code, json.loads(told.stdout)) == (0, {"ok": True, "problems": [], "views": []})
    assert not Path("preview").exists()
