"""`postmortems check --since`: what a change is made of, whatever git is like here."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from mkdocs_postmortems.core.check.formats import FORMATS
from mkdocs_postmortems.sources.git.client import GitError

CONFIG = "site_name: x\nplugins:\n  - postmortems:\n      requirements: {published: {}, sev4: {}}\n"
CONFIG += "      check: {rules: {PC154: off, PC155: off}}\n"
TEXT = """\
---
title: Disk full at {name}
status: published
severity: sev4
date: 2026-03-0{day}
services: [checkout-api]
summary: Checkout was down for {day} hours.
---

The alert of {name} goes to a channel that was archived in May. {more}
"""
ALERTING = "[Runbook](gone.md)"
"""Gives one finding, PC160."""


def git(*arguments, folder="."):
    """Run git as somebody, and return what it says."""
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "protocol.file.allow=always")
    command = ("git", "-C", str(folder), *identity, *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder="."):
    """Commit all there is."""
    git("add", "-A", folder=folder)
    git("commit", "-q", "--allow-empty", "-m", "x", folder=folder)


def write(name, more="", day=1, folder="docs"):
    """Write a postmortem."""
    Path(folder).mkdir(exist_ok=True, parents=True)
    Path(f"{folder}/{name}.md").write_text(TEXT.format(name=name.replace("\n", " "), more=more, day=day))


@pytest.fixture(name="run")
def _run(run, monkeypatch):
    """Return the command line in a repository with a site of two committed postmortems."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    Path("mkdocs.yml").write_text(CONFIG)
    write("a", day=1)
    write("b", day=2)
    git("init", "-q", "-b", "main")
    commit()
    return run


@pytest.fixture(name="found")
def _found(run):
    """Return a function that checks since a revision, and returns the paths of findings with their codes."""

    def check(revision="HEAD", *arguments):
        result = run("check", "--since", revision, "--json", *arguments)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return sorted((one["path"], one["code"]) for one in json.loads(result.stdout))

    return check


NAMES = ("a b", "it's", 'say "x"', "new\nline", "ü", "-c", ":(top)x", "*")


@pytest.mark.parametrize("name", NAMES)
def test_names_are_taken_as_they_are(found, name):
    """New, and changed with the text that was there before."""
    write(name, ALERTING, day=3)
    assert found() == [(f"docs/{name}.md", "PC160")]
    commit()
    text = Path(f"docs/{name}.md").read_text()
    Path(f"docs/{name}.md").write_text(
        text.replace(
            "goes to a channel that was",
            "went to one of many which nobody reads, since its owner left two years ago and it was",
        )
    )
    assert found() == [(f"docs/{name}.md", "PC160"), (f"docs/{name}.md", "PC180")]


def test_names_that_are_no_utf_8_give_json_all_the_same(run):
    """In every form that other programs read, and with what the name has of text."""
    Path(os.fsdecode(b"docs/caf\xe9.md")).write_text("[x](gone.md)\n")
    for form in FORMATS:
        result = run("check", "--since", "HEAD", "--format", form)
        assert isinstance(result.exception, SystemExit), form
        assert "docs/caf" in result.stdout
        result.stdout_bytes.decode("utf-8")


SETTINGS = {
    "core.quotepath": "true",
    "core.autocrlf": "true",
    "core.fsmonitor": "false",
    "core.pager": "false",
    "color.ui": "always",
    "diff.external": "false",
    "diff.ignoreSubmodules": "all",
    "diff.noprefix": "true",
    "diff.relative": "false",
    "diff.renames": "copies",
    "status.showUntrackedFiles": "no",
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_settings_of_git_change_nothing(found, setting):
    """Whatever whoever checks prefers to see."""
    git("config", setting, SETTINGS[setting])
    write("ü", ALERTING, day=3)
    shutil.copy("docs/b.md", "docs/copy of b.md")
    git("mv", "docs/a.md", "docs/other.md")
    Path("docs/other.md").write_text(Path("docs/other.md").read_text() + "\n" + ALERTING + "\n")

    assert [one for one in found() if one[1] == "PC160"] == [("docs/other.md", "PC160"), ("docs/ü.md", "PC160")]


def test_ends_of_lines_are_no_change_of_a_text(found):
    """Nor is a byte order mark, though git says that the file changed."""
    text = Path("docs/a.md").read_bytes()
    Path("docs/a.md").write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))

    assert found() == []


def test_where_branches_parted_is_looked_for(found):
    """Also where they were merged both ways, and from a detached head."""
    git("checkout", "-q", "-b", "theirs")
    write("theirs", ALERTING, day=3)
    commit()
    git("checkout", "-q", "-b", "ours", "main")
    write("ours", ALERTING, day=4)
    commit()
    git("checkout", "-q", "--detach")
    assert found("theirs") == [("docs/ours.md", "PC160")]

    git("checkout", "-q", "ours")
    git("merge", "-q", "--no-edit", "theirs")
    git("checkout", "-q", "theirs")
    git("merge", "-q", "--no-edit", "ours~1")
    write("more", ALERTING, day=5)
    commit()
    assert len(git("merge-base", "--all", "ours", "theirs").split()) == 2
    assert ("docs/more.md", "PC160") in found("ours")


def test_before_the_first_commit_everything_is_new(found):
    """As for the hook of a first commit; what has another name is not known yet."""
    shutil.rmtree(".git")
    git("init", "-q")
    write("a", ALERTING)
    git("add", "docs/a.md")

    assert found() == [("docs/a.md", "PC160")]
    with pytest.raises(GitError, match=r"^git knows no revision 'main' in docs\.$"):
        found("main")


def test_a_shallow_clone_says_what_it_lacks(found, tmp_path, monkeypatch):
    """The revision, or where the branches parted; what others changed is not taken for ours."""
    git("checkout", "-q", "-b", "ours")
    write("ours", ALERTING, day=3)
    commit()
    git("clone", "-q", "--depth=1", f"file://{Path.cwd()}", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    with pytest.raises(GitError, match=r"knows no revision 'origin/main' in docs; this clone is shallow: fetch all"):
        found("origin/main")
    git("fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    with pytest.raises(
        GitError, match=r"no commit that 'origin/main' and HEAD come from in docs; this clone is shallow"
    ):
        found("origin/main")


def test_worktrees_and_repositories_elsewhere(found, tmp_path, monkeypatch):
    """A file `.git`, a repository above mkdocs.yml, and one of the documents alone."""
    git("worktree", "add", "-q", "-b", "other", str(tmp_path / "other tree"))
    monkeypatch.chdir(tmp_path / "other tree")
    write("new", ALERTING, day=3)
    assert found("main") == [("docs/new.md", "PC160")]

    shutil.copytree(".", tmp_path / "above" / "my wiki", ignore=shutil.ignore_patterns(".git", "new.md"))
    git("init", "-q", folder=tmp_path / "above")
    commit(tmp_path / "above")
    monkeypatch.chdir(tmp_path / "above" / "my wiki")
    write("new", ALERTING, day=3)
    assert found() == [("docs/new.md", "PC160")]

    shutil.rmtree("../.git")
    git("init", "-q", folder="docs")
    git("add", "a.md", "b.md", folder="docs")
    git("commit", "-qm", "x", folder="docs")
    assert found() == [("docs/new.md", "PC160")]


def test_documents_of_a_submodule_changed_with_it(found, tmp_path):
    """Git says that the submodule did, and no more."""
    shutil.copytree(".", tmp_path / "inner")
    git("submodule", "-q", "add", str(tmp_path / "inner"), "docs/inner")
    commit()
    write("new", ALERTING, day=3, folder="docs/inner/docs")
    commit("docs/inner")

    assert ("docs/inner/docs/new.md", "PC160") in found()
    assert {path.startswith("docs/inner/") for path, _ in found()} == {True}


def test_hooks_may_say_where_the_repository_is(found, monkeypatch):
    """Git names it from the folder that it was started in, and we ask about another."""
    write("new", ALERTING, day=3)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")

    assert found() == [("docs/new.md", "PC160")]


def test_without_git_or_a_repository_it_is_one_line(found, monkeypatch):
    """With the reason; git's own words where they say more."""
    shutil.move(".git", "not-git")
    with pytest.raises(GitError, match=r"^git in docs: not a git repository [^\n]*$"):
        found()
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(GitError, match=r"^git cannot be started: No such file or directory\.$"):
        found()


def test_a_repository_of_somebody_else_is_refused_with_what_to_do(found, monkeypatch):
    """As in containers whose files belong to another user."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(
        GitError, match=r"dubious ownership in repository at [^\n]*; `git config --global --add safe\.dir"
    ):
        found()


def test_what_is_gone_is_missed_elsewhere(found):
    """Links to what was removed or renamed are found in what did not change; what was wrong before is not."""
    write("c", f"[b](b.md) ![graph](graph.png) {ALERTING}", day=3)
    Path("docs/graph.png").write_bytes(b"x")
    commit()
    git("rm", "-q", "docs/graph.png")
    assert found() == [("docs/c.md", "PC161")]
    git("mv", "docs/b.md", "docs/d.md")
    assert found() == [("docs/c.md", "PC160"), ("docs/c.md", "PC161")]
    assert found("HEAD", "docs/a.md") == []


def test_a_new_id_is_missed_elsewhere(found):
    """By documents that name the old one."""
    Path("docs/a.md").write_text(Path("docs/a.md").read_text().replace("title:", "id: INC-1\ntitle:"))
    Path("docs/b.md").write_text(Path("docs/b.md").read_text().replace("date:", "related: {see_also: INC-1}\ndate:"))
    commit()
    assert found() == []
    Path("docs/a.md").write_text(Path("docs/a.md").read_text().replace("INC-1", "INC-2"))

    assert [path for path, code in found() if code.startswith("PM")] == ["docs/b.md"]


def test_values_that_are_taken_out_of_the_taxonomy_are_missed_elsewhere(found):
    """And what is added to it is no reason to look at everything."""
    Path("docs/taxonomy.yml").write_text("services: {checkout-api: {}, dns: {}}\n")
    write("c", ALERTING, day=3)
    commit()
    Path("docs/taxonomy.yml").write_text("services: {checkout-api: {}, dns: {}, more: {}}\n")
    assert found() == []
    Path("docs/taxonomy.yml").write_text("services: {dns: {}}\n")
    assert found() == [(f"docs/{name}.md", "PM040") for name in "abc"]


def test_what_is_wrong_in_a_changed_configuration_is_said(found):
    """It lies beside the documents, not among them."""
    Path("mkdocs.yml").write_text(f"{CONFIG}      pth: x\n")
    assert found() == [("mkdocs.yml", "PM050")]
    commit()
    assert found() == []


AUDIENCES = "      audiences: {public: {anyone: true}, staff: {includes: [public]}}\n      default_audience: public\n"


@pytest.mark.parametrize("where", ["mkdocs.yml", "docs/secret/.audience"])
def test_who_may_read_what_is_told_of_all_once_it_changes(found, where):
    """A link to what fewer people read lies in a document that did not change."""
    write("hidden", day=3, folder="docs/secret")
    write("c", "[x](secret/hidden.md)", day=4)
    if where != "mkdocs.yml":
        Path("mkdocs.yml").write_text(CONFIG + AUDIENCES)
    else:
        Path("docs/secret/.audience").write_text("staff\n")
    commit()
    Path(where).write_text(CONFIG + AUDIENCES if where == "mkdocs.yml" else "staff\n")

    assert ("docs/c.md", "PM064") in found()
    commit()
    assert found() == []


@pytest.mark.parametrize("form", ["github", "gitlab", "sarif"])
def test_hosts_are_told_of_places_from_the_root_of_the_repository(run, tmp_path, monkeypatch, form):
    """They know no others; people are told of them as they can be typed here."""
    site = tmp_path / "above" / "my wiki"
    shutil.copytree(".", site, ignore=shutil.ignore_patterns(".git"))
    git("init", "-q", folder=site.parent)
    monkeypatch.chdir(site)
    write("new", ALERTING, day=3)

    place = "my%20wiki/docs/new.md" if form == "sarif" else "my wiki/docs/new.md"
    assert place in run("check", "--format", form).stdout
    assert run("check").stdout.startswith("docs/new.md:10: ")


def test_fix_mends_what_changed_alone(run):
    """What was wrong before stays for whoever changes it."""
    flaw = "\n\nSeen:\n- x\n"
    write("a", flaw)
    commit()
    write("b", flaw, day=2)
    run("check", "--since", "HEAD", "--fix")

    assert git("diff", "--name-only") == "docs/b.md"
    assert "Seen:\n\n- x\n" in Path("docs/b.md").read_text()


def test_fix_mends_a_file_with_two_names_once(run):
    """The second name says of the file what was true before."""
    write("a", "\n\nSeen:\n- x\n  - y\n")
    Path("docs/link.md").symlink_to("a.md")
    run("check", "--fix")

    assert Path("docs/a.md").read_text().endswith("Seen:\n\n- x\n    - y\n\n")
    assert Path("docs/link.md").is_symlink()
