"""What trees say of their age: more where everything is read, and nothing of what is hidden."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs_postmortems.build.audience_history import build_info_for
from mkdocs_postmortems.cli import cli
from mkdocs_postmortems.core.build_info import BuildInfo, DocumentHistory
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.git.history import read_history
from mkdocs_postmortems.sources.labelled_sources import load_labelled_sources

HIDDEN = "\n<!-- audience: R&D staff -->\n{words}\n<!-- /audience -->\n"


@pytest.fixture(name="commit")
def _commit(repository, git, monkeypatch):
    """Return a function that commits all there is on a day."""

    def commit(day: str) -> str:
        for name in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{name}_DATE", f"{day}T12:00:00Z")
        git("add", "-A")
        git("commit", "-q", "--allow-empty", "-m", day)
        return git("rev-parse", "--short=7", "HEAD")

    if not (repository.folder / ".git").exists():
        git("init", "-q", "-b", "main")
    return commit


def age(reader: str) -> BuildInfo:
    """Return what a view may say of its age."""
    holdings = load_labelled_sources(load_settings(Path("mkdocs.yml")), ())
    return build_info_for(holdings, read_history(holdings.root), reader)


def test_who_reads_everything_is_told_everything(repository, commit):
    """The commit and its day, and what became of each page."""
    commit("2024-03-01")
    repository.write("DNS down.md", audience="public", words="late for two hours")
    repository.write("secret.md", audience="R&D staff")
    last = commit("2024-03-02")

    pages = {"DNS down.md": DocumentHistory("2024-03-02", 2), "secret.md": DocumentHistory("2024-03-02", 1)}
    assert age("R&D staff") == BuildInfo("2024-03-02", last, is_changed=False, pages=pages)


def test_who_does_not_is_told_of_what_it_reads(repository, commit):
    """A commit that touches what is hidden changes nothing: another page, a part of a page, the site around."""
    commit("2024-03-01")
    assert age("public") == BuildInfo("2024-03-01")
    page = repository.folder / "docs" / "DNS down.md"
    repository.write("secret.md", audience="R&D staff")
    commit("2024-03-02")
    page.write_text(page.read_text() + HIDDEN.format(words="It was Bob's laptop."))
    commit("2024-03-03")
    page.write_text(page.read_text().replace("laptop", "phone"))
    (repository.folder / "Makefile").write_text("all:\n")
    commit("2024-03-04")
    assert age("public") == BuildInfo("2024-03-01")
    page.write_text(page.read_text().replace("late", "too late"))
    commit("2024-03-05")
    assert age("public") == BuildInfo("2024-03-05")


PLACES = (
    "{}\n\nlate\n\n",
    "late\n\n{}\n\n",
    "late\n{}\n",
    "late {}",
    "late{} ",
    "late\n\n- {}\n\n",
    "late\n\n## {}\n\n",
    "late\n\n\n\n{}",
    "late  {}  ",
    "{} late",
)
"""Where somebody puts a restricted span beside a word; some move blanks that others read."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("span", [HIDDEN.format(words="x").strip(), "<!-- audience: R&D staff -->x<!-- /audience -->"])
def test_a_span_that_is_put_in_changes_no_age(place, span, repository, commit):
    """Wherever it stands; a word beside it does (the control)."""
    commit("2024-03-01")
    page = repository.folder / "docs" / "DNS down.md"
    before = page.read_text()
    assert "late" in before
    page.write_text(before.replace("late", place.format(span)))
    commit("2024-03-02")
    assert age("public") == BuildInfo("2024-03-01")
    page.write_text(before.replace("late", place.format(f"word {span}")))
    commit("2024-03-03")
    assert age("public") == BuildInfo("2024-03-03")


def test_what_was_opened_is_new_on_that_day(repository, commit):
    """How often it was changed while it was restricted is not told."""
    repository.write("secret.md", audience="R&D staff")
    commit("2024-03-01")
    repository.write("secret.md", audience="R&D staff", words="something else")
    commit("2024-03-02")
    repository.write("secret.md", audience="public", words="something else")
    commit("2024-03-03")

    assert age("public") == BuildInfo("2024-03-03")


def test_what_is_in_no_commit_is_said(repository, commit):
    """And a page of it has no last change."""
    commit("2024-03-01")
    repository.write("DNS down.md", audience="public", words="late for two hours")
    found = age("R&D staff")

    assert found.is_changed
    assert not found.pages


def test_settings_of_git_change_nothing(repository, commit, git):
    """What its user wants to see of first commits and of merges, and how."""
    commit("2024-03-01")
    git("checkout", "-q", "-b", "other")
    repository.write("secret.md", audience="R&D staff")
    commit("2024-03-02")
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-ff", "-m", "merge", "other")
    before = age("R&D staff")
    assert {path: changes.count for path, changes in before.pages.items()} == {"DNS down.md": 1, "secret.md": 1}
    for name, value in {
        "log.showRoot": "false",
        "log.diffMerges": "dense-combined",
        "log.showSignature": "true",
    }.items():
        git("config", name, value)

    assert age("R&D staff") == before


def test_a_shallow_clone_knows_no_history(repository, commit, tmp_path_factory, monkeypatch):
    """Its only commit is no change of all pages."""
    commit("2024-03-01")
    last = commit("2024-03-02")
    place = tmp_path_factory.mktemp("clone") / "site"
    subprocess.run(("git", "clone", "-q", "--depth=1", f"file://{repository.folder}", str(place)), check=True)
    monkeypatch.chdir(place)

    assert age("R&D staff") == BuildInfo("2024-03-02", last)
    assert age("public") == BuildInfo()


def test_without_version_control_there_is_none(repository):
    """Nothing is said, and nothing is wrong."""
    shutil.rmtree(repository.folder / ".git")

    assert age("R&D staff") == BuildInfo()


def digests(tree: Path) -> dict[str, str]:
    """Return the digest of each file of a tree."""
    files = (path for path in sorted(tree.rglob("*")) if path.is_file())
    return {path.relative_to(tree).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.slow
def test_trees_say_it(repository, commit, init, monkeypatch):
    """Below each page; a hidden commit changes no byte of what others get."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1710000000")
    commit("2024-03-01")
    build()
    before = digests(Path("dist/public"))
    repository.write("secret.md", audience="R&D staff")
    last = commit("2024-03-02")
    build()

    assert digests(Path("dist/public")) == before
    page = Path("dist/r-d-staff/DNS down/index.html").read_text()
    assert f"Built 9 Mar 2024 from commit {last} of 2 Mar 2024<" in page
    assert "min read · Last changed 1 Mar 2024" in page
    page = Path("dist/public/DNS down/index.html").read_text()
    assert "Built 9 Mar 2024; last change 1 Mar 2024<" in page
    assert "min read · " not in page


def build() -> None:
    """Build all trees."""
    result = CliRunner().invoke(cli, ["build"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
