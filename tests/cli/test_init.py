"""`postmortems init`, and the site it leads to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from mkdocs_postmortems.commands.init import choose_folder

pytestmark = pytest.mark.slow

POSTMORTEM = "# DNS outage\n\nDate: 2024-02-03\n\n## Timeline\n\n- 14:32 UTC it broke\n\n## Impact\n\nNobody noticed.\n"


def files():
    """Return all files with their content."""
    return {path.as_posix(): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


def build():
    """Build the site as a user does, strictly, and return what was said."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_empty_folder_becomes_a_site(run):
    """With an example, and no template: `postmortems new` has one. The last lines say what is next."""
    result = run("init")

    assert result.exit_code == 0
    assert {path for path in files() if "2025" not in path} == {
        ".gitignore",
        "mkdocs.yml",
        "postmortems/taxonomy.yml",
        "postmortems/.front-matter.schema.json",
    }
    assert [line.split("#")[0].split() for line in result.stdout.rstrip().split("\n")[-2:]] == [
        ["Next:", "postmortems", "serve", "--open"],
        ["postmortems", "new"],
    ]
    build()
    assert Path("site/2025/2025-01-15-cache-restart/index.html").exists()
    assert not list(Path("site").rglob("*front-matter*"))


def test_it_says_no_more_than_ten_lines(run):
    """Also with workflows, in a repository whose documents lie in several folders beside texts that are not read."""
    Path("2024").mkdir()
    Path("older").mkdir()
    for path in ("2024/a.md", "older/b.md", "older/c.txt", ".gitignore"):
        Path(path).write_text(POSTMORTEM)
    result = run("init", "--yes", "--ci", "github", "--target", "github-pages")

    assert {"mkdocs.yml", "taxonomy.yml", ".github/workflows/postmortems-check.yml"} <= {
        name for line in result.stdout.split("\n") if line.startswith("wrote  ") for name in line[7:].split(", ")
    }
    assert "added  lines to .gitignore\n" in result.stdout
    assert "Not taken: 1 .txt file.\n" in result.stdout
    assert len(result.stdout.splitlines()) <= 10


def test_check_has_nothing_to_say_about_the_example(run):
    """So that what it says next is about one's own."""
    run("init")
    result = run("check")

    assert (result.exit_code, result.stdout) == (0, "1 document: no findings.\n")


@pytest.mark.parametrize(("folder", "typed"), [("new/wiki", "new/wiki"), ("our wiki", "'our wiki'")])
def test_folder_that_does_not_exist_is_made(run, folder, typed):
    """The next command names it, as a shell takes it."""
    result = run("init", folder)

    assert Path(folder, "mkdocs.yml").exists()
    assert f"Next: cd {typed}\n" in result.stdout
    assert json.loads(run("init", folder, "--json").stdout)["next"] == [
        f"cd {typed}",
        "postmortems serve --open",
        "postmortems new",
    ]


def test_second_time_changes_nothing(run):
    """Every file is kept."""
    run("init")
    before = files()
    result = run("init")

    assert files() == before
    assert "already has the plugin" in result.stdout


def test_folder_of_documents_is_taken_as_it_is(run):
    """Documents in one folder: docs_dir points there, no example is added, nothing of theirs changes."""
    Path("docs/2024").mkdir(parents=True)
    Path("docs/2024/a.md").write_text(POSTMORTEM)
    Path("README.md").write_text("about")
    run("init")
    build()

    assert Path("docs/2024/a.md").read_text() == POSTMORTEM
    assert 'docs_dir: "docs"' in Path("mkdocs.yml").read_text()
    assert Path("site/2024/a/index.html").exists()
    assert not Path("postmortems").exists()


BESIDE = [["a.md", "b.qmd", "No ending 1"], ["2023/a.md", "2024/b.html.md.erb"], ["a.md", "docs/b.md"]]


@pytest.mark.parametrize("names", BESIDE)
def test_documents_beside_mkdocs_yml_are_published(run, names):
    """MkDocs does not take that folder; the plugin does, and says so. Of other files it takes what a document names."""
    for name in names:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(POSTMORTEM)
    Path(names[0]).write_text(f"{POSTMORTEM}\n![Graph](/graph.svg) ![](graph.svg) ![](../graph.svg)\n")
    for name in ("secret.py", "compose.yml", "graph.svg"):
        Path(name).write_text("<svg/>")
    result = run("init")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], check=True)
    built = [path.as_posix() for path in Path("site").rglob("*")]

    assert "MkDocs does not take the folder of mkdocs.yml" in result.stdout
    for name in names:
        stem = name.split(".")[0].split("/")[-1]
        assert any(stem in path for path in built), stem
    assert "site/graph.svg" in built
    names = ("mkdocs.yml", "taxonomy.yml", "secret.py", "compose.yml", ".keep")
    assert not any(path.endswith(names) for path in built)


@pytest.mark.parametrize("audiences", [False, True])
def test_documents_beside_mkdocs_yml_are_built_for_each_audience(run, audiences):
    """The sites of an earlier build are no documents, and no audience gets what is for another."""
    Path("2023").mkdir()
    Path("2023/a.md").write_text(f"{POSTMORTEM}\n![Graph](graph.svg)\n")
    Path("2023/graph.svg").write_text("<svg/>")
    Path("2024").mkdir()
    Path("2024/b.md").write_text(f"---\naudience: sre\n---\n{POSTMORTEM}" if audiences else POSTMORTEM)
    run("init")
    if audiences:
        options = "audiences: {staff: {}, sre: {includes: [staff]}}\n      default_audience: staff\n"
        config = Path("mkdocs.yml").read_text().replace("  - postmortems\n", f"  - postmortems:\n      {options}")
        Path("mkdocs.yml").write_text(config)
    first = run("build")
    built = files()
    second = run("build")

    assert (first.exit_code, second.exit_code) == (0, 0), first.stderr + second.stderr
    assert [path for path in {*files()} ^ {*built} if not path.startswith(("dist/", ".cache/"))] == []
    sites = ["sre", "staff"] if audiences else ["all"]
    assert sorted(path.name for path in Path("dist").iterdir() if path.is_dir()) == sites
    assert all(Path("dist", site, "2023", "graph.svg").exists() for site in sites)
    assert [site for site in sites if Path("dist", site, "2024", "b", "index.html").exists()] == [sites[0]]


def test_pages_in_the_folder_that_stands_in_for_docs_dir_are_reported(run):
    """They look published and are not: they would have no audience."""
    Path("a.md").write_text(POSTMORTEM)
    run("init")
    Path(".mkdocs/index.md").write_text("# Home\n")
    found = run("check").stdout

    assert "mkdocs.yml:4" in found
    assert "PM008 docs_dir '.mkdocs' holds a file, 'index.md'; nothing of it is published" in found.replace("\n", " ")


def test_what_is_not_taken_is_said_in_one_line(run):
    """Documents elsewhere, and texts in formats that are not read."""
    for name in ("incidents/a.md", "incidents/b.md", "notes/c.md", "old/d.adoc", "old/e.rst", "old/f.rst", "README.md"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(POSTMORTEM)
    said = run("init").stdout

    line = (
        "Not taken: 1 document outside of incidents/, such as notes/c.md, 1 .adoc file, 2 .rst files; "
        "--documents . takes all documents."
    )
    assert line in said.splitlines()


def test_gitignore_gets_the_lines_that_it_lacks(run):
    """Once; what is there stays."""
    Path("a.md").write_text(POSTMORTEM)
    Path(".gitignore").write_text("dist/\n*.pyc")
    run("init")
    run("init")

    assert Path(".gitignore").read_text() == "dist/\n*.pyc\n# What was built.\n/site/\n/preview/\n/.cache/\n"


def test_options_take_the_place_of_questions(run):
    """Name, address and folder of documents; the services that documents name become the taxonomy's."""
    Path("a/b").mkdir(parents=True)
    Path("a/b/c.md").write_text(f"---\nservices: [Shop, api]\n---\n{POSTMORTEM}")
    Path("a/b/d.md").write_text(f"---\nservices: [shop]\n---\n{POSTMORTEM}")
    Path("e.md").write_text(POSTMORTEM)
    address = "https://kb.example.com/wiki/"
    run("init", "--yes", "--site-name", "K: B", "--site-url", address, "--documents", "a/b")
    config, taxonomy = yaml.unsafe_load(Path("mkdocs.yml").read_text()), Path("a/b/taxonomy.yml").read_text()

    assert (config["site_name"], config["site_url"], config["docs_dir"]) == ("K: B", address, "a/b")
    assert [*yaml.safe_load(taxonomy)["services"]] == ["shop", "api"]
    assert "PM03" not in run("check").stdout


def test_a_folder_that_there_is_not_is_refused(run):
    """Before anything is written."""
    Path("a.md").write_text(POSTMORTEM)
    result = run("init", "--documents", "../x")

    assert "there is no folder '../x'" in str(result.exception)
    assert not Path("mkdocs.yml").exists()


def test_second_build_does_not_take_in_the_first(run):
    """What was built before is no document."""
    Path("a.md").write_text(POSTMORTEM)
    run("init")
    build()
    before = sorted(path.as_posix() for path in Path("site").rglob("*"))
    build()

    assert sorted(path.as_posix() for path in Path("site").rglob("*")) == before


def test_existing_site_gets_the_lines_to_add(run):
    """Its mkdocs.yml stays; the lines work when added."""
    Path("mkdocs.yml").write_text("site_name: Ours\ntheme: {name: material, font: false}\n")
    Path("docs/incidents").mkdir(parents=True)
    Path("docs/index.md").write_text("# Home\n")
    Path("docs/incidents/a.md").write_text(POSTMORTEM)
    result = run("init")
    lines = result.stdout.split("Add this line to mkdocs.yml, which was not changed:\n")[1].split("Next:")[0]

    assert Path("mkdocs.yml").read_text() == "site_name: Ours\ntheme: {name: material, font: false}\n"
    assert "path: incidents" in lines
    with Path("mkdocs.yml").open("a") as config:
        config.write(lines)
    build()
    assert Path("site/incidents/a/index.html").exists()


def test_postmortems_of_an_existing_site_are_found_where_they_are(run):
    """In whatever folder; what is left outside is said, and the plugins that the site names are left to it."""
    Path("mkdocs.yml").write_text("site_name: Ours\nplugins:\n  - search\n")
    Path("docs/ops/outages").mkdir(parents=True)
    Path("docs/index.md").write_text("# Home\n")
    Path("docs/ops/guide.md").write_text("# How we are on call\n")
    for number in range(2):
        Path(f"docs/ops/outages/{number}.md").write_text(POSTMORTEM)

    assert (
        "mkdocs.yml, which was not changed:\n  - postmortems: {path: ops/outages} # below plugins:\n"
        in run("init").stdout
    )

    Path("docs/old.md").write_text(POSTMORTEM)
    said = run("init").stdout
    assert (
        "Not taken: 1 document outside of docs/ops/outages/ that reads like a postmortem, such as docs/old.md;" in said
    )
    assert len(run("init", "--ci", "github").stdout.splitlines()) <= 10


def test_existing_site_of_nothing_but_postmortems_needs_no_path(run):
    """Where they lie at the top of docs_dir, all of it is taken."""
    Path("mkdocs.yml").write_text("site_name: Ours\n")
    Path("docs").mkdir()
    for number in range(5):
        Path(f"docs/{number}.md").write_text(POSTMORTEM)

    assert "path:" not in run("init").stdout
    assert Path("docs/taxonomy.yml").exists()


def test_files_that_exist_are_kept(run):
    """A taxonomy of their own is not touched, and this is said."""
    Path("docs").mkdir()
    Path("docs/a.md").write_text(POSTMORTEM)
    Path("docs/taxonomy.yml").write_text("tags: [dns]\n")
    result = run("init")

    assert Path("docs/taxonomy.yml").read_text() == "tags: [dns]\n"
    assert "kept   docs/taxonomy.yml" in result.stdout


def test_names_that_need_quotes_are_quoted(run):
    """The folder's name becomes the site's."""
    run("init", 'a: "b" #c')
    os.chdir('a: "b" #c')

    build()


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        (["docs/a.md", "src/x/README.md"], "docs"),
        (["Postmortems/a.md", "docs/b.md"], "Postmortems"),
        (["reports/2024/a.md"], "reports"),
        (["2023/a.md", "2024/b.md"], None),
        (["a.md"], None),
        (["a.md", "docs/b.md"], None),
        (["a.md", "docs/b.md", "docs/c.md"], "docs"),
        (["docs/guide.md", "2023/a.md", "2024/b.md", "2024/c.md"], None),
    ],
)
def test_folder_of_the_documents_is_found(documents, expected):
    """A usual name first, else the only one, else none."""
    assert choose_folder([Path(path) for path in documents]) == expected


def test_names_of_emoji_are_drawn_without_another_host(run):
    """As the program did for which the documents were written."""
    run("init")
    Path("postmortems/a.md").write_text(POSTMORTEM.replace("## Impact", "## :warning: Impact"))
    build()
    page = Path("site/a/index.html").read_text(encoding="utf-8")

    assert "\N{WARNING SIGN}" in page
    assert "cdn" not in page
