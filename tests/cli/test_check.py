"""`postmortems check`."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mkdocs_postmortems.core.check.formats import FORMATS

GOOD = """\
---
title: Checkout down
status: published
severity: sev4
date: 2026-03-07
services: [checkout-api]
summary: Checkout was down for an hour.
---

Nobody noticed the full disk: its alert goes to a channel that was archived in May.
"""
BAD = GOOD.replace("Nobody noticed", "We should have noticed")
SITE = "site_name: x\nplugins:\n  - postmortems\n"


@pytest.fixture(name="site")
def _site(run):
    """Return a function that writes a site with these documents, and the one that runs the command line."""

    def write(options="", **documents):
        asked = [] if "requirements" in options else ["requirements: {sev4: {}, published: {}}"]
        Path("mkdocs.yml").write_text(SITE.rstrip() + ":\n      " + "\n      ".join([*asked, options]) + "\n")
        Path("docs").mkdir(exist_ok=True)
        for name, text in documents.items():
            Path(f"docs/{name}.md").write_text(text)
        return run

    return write


def codes(result):
    """Return the codes of what was found, by JSON."""
    return [one["code"] for one in json.loads(result.stdout)]


def test_findings_are_shown_with_their_line(site):
    """Place, severity, code, message, the line with a caret, and what to do; exit 1."""
    result = site(a=GOOD, b=BAD)("check")

    assert result.exit_code == 1
    assert "docs/b.md:10: warning PC140 'should have' describes what did not happen.\n" in result.stdout
    assert "   10 | We should have noticed" in result.stdout
    assert "      |    ^" in result.stdout
    assert "      = Say what happened" in result.stdout
    assert result.stdout.endswith("2 documents: 1 warning\n")


def test_nothing_to_say_is_exit_0(site):
    """Good postmortems give one line."""
    result = site(a=GOOD)("check")

    assert (result.exit_code, result.stdout) == (0, "1 document: no findings.\n")


def test_json_is_a_list_of_findings(site):
    """With the keys that other programs rely on."""
    result = site(a=BAD)("check", "--json")
    [finding] = json.loads(result.stdout)

    assert list(finding) == ["path", "line", "code", "severity", "message", "suggestion"]
    assert (finding["path"], finding["line"], finding["severity"]) == ("docs/a.md", 10, "warning")
    assert result.exit_code == 1


def test_problems_of_reading_are_reported_too(site):
    """Errors of files, ids and the configuration are errors here."""
    Path("docs").mkdir()
    Path("docs/latin.md").write_bytes(b"caf\xe9")
    twin = GOOD.replace("title:", "id: INC-1\ntitle:")
    result = site("pth: x", a=twin, b=twin, c=GOOD.replace("severity:", "sevrity:"))("check", "--json")
    found = {(one["path"], one["code"]): one["severity"] for one in json.loads(result.stdout)}

    assert found["docs/latin.md", "PM001"] == found["docs/b.md", "PM042"] == found["mkdocs.yml", "PM050"] == "error"
    assert found["docs/c.md", "PM015"] == "warning"


def test_audiences_are_reviewed(site):
    """What the operator is told about who reads what comes along."""
    options = "audiences: {public: {anyone: true}, staff: {includes: [public]}}\n      default_audience: public"
    secret = GOOD.replace("title:", "audience: staff\ntitle:")
    result = site(options, a=f"{GOOD}\nSee [b](b.md).\n", b=secret)("check", "--json")

    assert "PM064" in codes(result)


def test_severities_are_configured(site):
    """By code or name; `off` is silent, and an error of reading stays one."""
    assert codes(site("check: {rules: {PC140: off}}", a=BAD)("check", "--json")) == []
    [error] = json.loads(site("check: {rules: {counterfactual: error}}")("check", "--json").stdout)
    assert error["severity"] == "error"
    [info] = json.loads(site("check: {rules: {PC140: info}}")("check", "--json").stdout)
    assert info["severity"] == "info"
    assert site("check: {rules: {PC140: info}}")("check").exit_code == 0
    assert site("check: {rules: {PC140: info}}")("check", "--fail-on", "info").exit_code == 1
    assert "PM051" in site("check: {rules: {PM001: off}}")("check", "--json").stdout
    assert "rule 'PC14' is not one of" in site("check: {rules: {PC14: off}}")("check", "--json").stdout


def test_what_stops_every_build_is_said(site):
    """A pull request that names a plugin which is not installed would break the next build for everybody."""
    run = site("", a=GOOD)
    config = Path("mkdocs.yml").read_text()
    Path("mkdocs.yml").write_text(f"{config}\nhooks: [no.py]\n")
    [error] = json.loads(run("check", "--json").stdout)

    assert (error["code"], error["severity"], error["path"]) == ("PM055", "error", "mkdocs.yml")
    assert "hook 'no.py'" in run("build").stderr


def test_requirements_are_configured(site):
    """What a severity needs takes the place of the default."""
    run = site("requirements: {published: {}, sev4: {sections: [lessons], fields: [teams]}}", a=GOOD)
    found = json.loads(run("check", "--json").stdout)

    assert [one["message"].split(" needs ")[1].split(",")[0] for one in found] == ["teams", "a section 'Lessons'"]


def test_requirements_of_no_severity_are_reported(site):
    """At their line; without a taxonomy no severity is unknown."""
    run = site("requirements:\n        published: {}\n        sev4: {}\n        svev1: {}", a=GOOD)
    assert run("check").exit_code == 0

    Path("docs/taxonomy.yml").write_text("services: [checkout-api]\n")
    result = run("check")
    assert "mkdocs.yml:7: warning PM053 requirements: 'svev1' is no status" in result.stdout
    assert "Did you mean 'sev1'?" in result.stdout
    assert result.exit_code == 1


def test_paths_limit_what_is_reported(site):
    """The others are in sight all the same; a path that is not there is wrong use."""
    run = site(a=BAD, b=BAD, c=GOOD.replace("date:", "related: {see_also: b}\ndate:"))

    assert {one["path"] for one in json.loads(run("check", "docs/a.md", "--json").stdout)} == {"docs/a.md"}
    assert codes(run("check", "docs/c.md", "--json")) == []
    assert run("check", "docs/none.md").exit_code == 2


def test_links_lead_to_what_is_published(site):
    """The taxonomy is none of it, and neither is what is hidden, or was installed by a program."""
    names = ("graph.png", ".hidden.png", "node_modules/x.png", "taxonomy.yml")
    run = site(a=GOOD + "\n" + " ".join(f"![{name}]({name})" for name in names) + "\n")
    for name in names:
        Path("docs", name).parent.mkdir(exist_ok=True)
        Path("docs", name).touch()
    found = json.loads(run("check", "--json").stdout)

    assert [one["message"].split("'")[1] for one in found if one["code"] == "PC161"] == sorted(names[1:])


def test_folders_need_no_site(run):
    """Without mkdocs.yml a folder or a file is checked by itself."""
    Path("some").mkdir()
    Path("some/a.md").write_text(BAD)

    assert codes(run("check", "some", "--json")) == codes(run("check", "some/a.md", "--json"))
    assert "PC140" in codes(run("check", "some", "--json"))
    assert run("check").exit_code == 2


def test_fix_mends_what_is_safe(site):
    """Bytes that nothing is said about stay; a second run changes nothing."""
    run = site(a=GOOD)
    Path("docs/a.md").write_bytes(b"\xef\xbb\xbf" + f"{GOOD}\nSeen:\n- x\n  - y\n".replace("\n", "\r\n").encode())
    result = run("check", "--fix")
    once = Path("docs/a.md").read_bytes()
    run("check", "--fix")

    assert result.stdout == "1 document: no findings.\n"
    assert once == b"\xef\xbb\xbf" + f"{GOOD}\nSeen:\n\n- x\n    - y\n".replace("\n", "\r\n").encode()
    assert Path("docs/a.md").read_bytes() == once


def git(*arguments):
    """Run git as somebody."""
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], check=True)


@pytest.fixture(name="repository")
def _repository(site):
    """Return the command line in a repository with two committed documents."""
    run = site(a=BAD, b=GOOD)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "x")
    return run


def test_since_limits_to_what_changed(repository):
    """Changed, new and renamed documents, committed or not."""
    assert codes(repository("check", "--since", "HEAD", "--json")) == []
    Path("docs/new ü.md").write_text(BAD)
    git("mv", "docs/a.md", "docs/moved.md")
    found = json.loads(repository("check", "--since", "HEAD", "--json").stdout)

    assert [one["path"] for one in found if one["code"] == "PC140"] == ["docs/moved.md", "docs/new ü.md"]


def test_edits_to_published_texts_need_an_addendum(repository):
    """By the text at the revision; one that is dated silences it."""
    Path("docs/b.md").write_text(GOOD.replace("in May", "in June of the year before, and its owner had left"))
    Path("docs/c.md").write_text(GOOD.replace("Checkout down", "Another"))
    assert "PC180" not in codes(repository("check", "--json"))
    assert codes(repository("check", "--since", "HEAD", "docs/b.md", "--json")) == ["PC180"]

    changed = Path("docs/b.md").read_text()
    Path("docs/b.md").write_text(f"{changed}\n## Addendum\n\n2026-04-02: it was June.\n")
    assert codes(repository("check", "--since", "HEAD", "docs/b.md", "--json")) == []


def test_an_id_taken_by_a_changed_document_is_reported(repository):
    """Also where the line that is complained of is in a document that did not change."""
    Path("docs/b.md").write_text(GOOD.replace("title:", "id: INC-1\ntitle:"))
    git("commit", "-qam", "y")
    Path("docs/0.md").write_text(GOOD.replace("title:", "id: INC-1\ntitle:"))

    assert "PM042" in codes(repository("check", "--since", "HEAD", "--json"))


def test_errors_elsewhere_about_others_are_not_reported(repository):
    """Also where the path of the other document ends with that of the one that changed."""
    for name in ("docs/za.md", "docs/zb.md"):
        Path(name).write_text(GOOD.replace("title:", "id: INC-9\ntitle:"))
    git("add", ".")
    git("commit", "-qm", "y")
    Path("docs/a.md").write_text(f"{GOOD}\nOne more sentence.\n")

    assert "PM042" not in codes(repository("check", "--since", "HEAD", "--json"))
    assert "PM042" in codes(repository("check", "--json"))  # Control case.


@pytest.mark.parametrize("revision", ["nonsense", "", "--output=x", "HEAD~99"])
def test_unknown_revisions_are_one_line(repository, revision):
    """No traceback, no file written."""
    result = repository("check", f"--since={revision}")

    assert result.exit_code != 0
    assert "git knows no revision" in str(result.exception)
    assert not Path("x").exists()


def test_github_annotations(site):
    """One workflow command a finding, with what would end it escaped."""
    result = site(**{"a,b:c": BAD})("check", "--format", "github")

    assert result.stdout.startswith(
        "::warning file=docs/a%2Cb%3Ac.md,line=10,title=PC140 counterfactual::'should have'"
    )
    assert result.stdout.count("\n") == 1


def test_gitlab_report(site):
    """Code quality objects whose fingerprints outlive a line above them."""
    run = site(a=BAD)
    [before] = json.loads(run("check", "--format", "gitlab").stdout)
    Path("docs/a.md").write_text(BAD.replace("\n---\n\n", "\n---\n\n\n\n"))
    [after] = json.loads(run("check", "--format", "gitlab").stdout)

    assert set(before) == {"description", "check_name", "fingerprint", "severity", "location"}
    assert before["location"] == {"path": "docs/a.md", "lines": {"begin": 10}}
    assert after["location"]["lines"] == {"begin": 12}
    assert after["fingerprint"] == before["fingerprint"]


def test_sarif_log(site):
    """What consumers require of version 2.1.0: a tool with its rules, and results that point at them."""
    log = json.loads(site(a=BAD, b=GOOD.replace("severity:", "sevrity:"))("check", "--format", "sarif").stdout)
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert log["version"] == "2.1.0"
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        [place] = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"].startswith("docs/")
        assert place["physicalLocation"]["region"]["startLine"] >= 1
    assert {"PC140", "PM015"} <= {result["ruleId"] for result in run["results"]}


def test_junit_report(site):
    """A case for each document; those with more than advice fail; it is XML whatever the documents hold."""
    run = site(a=BAD, b=GOOD, c=BAD.replace("We", "<&\x0b\"' We"))
    suite = ET.fromstring(run("check", "--format", "junit").stdout).find("testsuite")

    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert [case.get("name") for case in suite if case.find("failure") is not None] == ["docs/a.md", "docs/c.md"]
    assert "docs/a.md:10: warning PC140" in suite[0][0].text


@pytest.mark.parametrize("form", ["text", *FORMATS])
def test_bad_input_gives_no_traceback(site, form):
    """Whatever lies in the folder, every form says something about it."""
    texts = [
        "",
        "---\na: [\n---\n",
        "[" * 9_000,
        "x" * 200_000,
        "---\n- a\n---\n",
        "<!-- check: ignore",
        "\x1b[31m| a |",
    ]
    run = site(**{f"d{number}": text for number, text in enumerate(texts)})
    Path("docs/nul.md").write_bytes(b"\0")
    Path("docs/gone.md").symlink_to("nowhere.md")
    result = run("check", "--format", form)

    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert "\x1b" not in result.stdout


def _on(day):
    """Return the environment of that day."""
    seconds = int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
    return {**os.environ, "SOURCE_DATE_EPOCH": str(seconds)}


@pytest.mark.slow
def test_the_sample_has_no_error():
    """And of warnings only those of a draft, and of actions that are late on purpose."""
    root = Path(__file__).parents[2]
    command = [Path(sys.executable).with_name("postmortems"), "check", "--json"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, env=_on("2026-11-20"))
    found = json.loads(done.stdout)

    assert {one["severity"] for one in found} <= {"warning", "info"}
    assert {one["code"] for one in found} == {"PC113", "PC134"}
    assert {one["path"] for one in found if one["code"] == "PC113"} == {
        "postmortems/2026/2026-11-12-notifications-duplicates.md"
    }


def test_draft_is_checked_but_hidden_from_others(site):
    """It is named with the words to change; what links to it hears that it leads nowhere, as in a build."""
    draft = BAD.replace("status: published", "status: published\ndraft: true")
    linking = GOOD + "\nSee [the other](b.md) and [the third](c.md).\n"

    result = site(a=linking, b=draft, c=GOOD)("check", "--format", "json")

    found = [(one["path"], one["line"], one["code"]) for one in json.loads(result.stdout)]
    assert ("docs/b.md", 4, "PM022") in found
    assert ("docs/b.md", 11, "PC140") in found
    # Control case: the link to a published document is not reported.
    assert [one for one in found if one[2] == "PC160"] == [("docs/a.md", 12, "PC160")]


def test_a_baseline_is_written_once_and_then_only_what_is_new_is_reported(site):
    """From whatever folder it is run, and for one file, too."""
    run = site(a=BAD)
    written = run("check", "--baseline", "known.json")
    assert (written.exit_code, written.stdout) == (0, "1 document: no findings.\n")
    assert written.stderr == "1 finding is known (known.json).\n"

    other = "---\ntitle: Search was slow\nstatus: published\nseverity: sev4\ndate: 2026-04-08\nservices: [search-api]\n"
    run = site(
        a=BAD, b=f"{other}summary: Search took a minute.\n---\n\nThe index was rebuilt. Somebody should have asked.\n"
    )
    result = run("check", "--baseline", "known.json", "--json")
    assert (result.exit_code, {one["path"] for one in json.loads(result.stdout)}) == (1, {"docs/b.md"})
    assert run("check", "docs/a.md", "--baseline", "known.json").exit_code == 0
    os.chdir("docs")
    assert run("check", "--baseline", "../known.json", "--config", "../mkdocs.yml").exit_code == 1
    assert run("check", "a.md", "--baseline", "../known.json", "--config", "../mkdocs.yml").exit_code == 0


def test_a_baseline_is_of_everything(site):
    """One of a part would make the rest look new."""
    result = site(a=BAD)("check", "docs/a.md", "--baseline", "known.json")

    assert (result.exit_code, Path("known.json").exists()) == (2, False)
    assert "known.json does not exist; a check of everything, without PATH and --since, writes it." in result.stderr


def test_another_file_is_no_baseline(site):
    """One line, no traceback, and the file stays."""
    Path("known.json").write_text("[]")
    result = site(a=BAD)("check", "--baseline", "known.json")

    assert result.exit_code == 1
    assert "known.json is no list of known findings; delete it and run the command again" in str(result.exception)
    assert Path("known.json").read_text() == "[]"


def test_a_baseline_is_offered_where_there_is_much(site):
    """And only there."""
    many = BAD + "\n\n".join(f"We should have noticed earlier, {n}." for n in range(110)) + "\n"
    assert "postmortems check --baseline FILE" in site(a=many)("check").stdout
    assert "postmortems check --baseline FILE" not in site(a=BAD)("check").stdout
