"""`postmortems init`, and the site it leads to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
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
        ["Next:", "mkdocs", "serve"],
        ["postmortems", "new"],
    ]
    build()
    assert Path("site/2025/2025-01-15-cache-restart/index.html").exists()
    assert not list(Path("site").rglob("*schema.json"))


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
        "mkdocs serve",
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


@pytest.mark.parametrize("names", [["a.md", "b.qmd", "No ending 1"], ["2023/a.md", "2024/b.md"], ["a.md", "docs/b.md"]])
def test_documents_beside_mkdocs_yml_are_published(run, names):
    """MkDocs does not take that folder; the plugin does, and says so."""
    for name in names:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(POSTMORTEM)
    Path("secret.py").write_text("password")
    result = run("init")
    build()
    built = [path.as_posix() for path in Path("site").rglob("*")]

    assert "MkDocs does not take the folder of mkdocs.yml" in result.stdout
    for name in names:
        stem = name.rsplit(".", 1)[0].split("/")[-1]
        assert any(stem in path for path in built), stem
    assert not any("secret" in path or path.endswith(("mkdocs.yml", "taxonomy.yml")) for path in built)


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
    lines = result.stdout.split("Add these lines to mkdocs.yml:\n")[1].split("Next:")[0]

    assert Path("mkdocs.yml").read_text() == "site_name: Ours\ntheme: {name: material, font: false}\n"
    assert "path: incidents" in lines
    with Path("mkdocs.yml").open("a") as config:
        config.write(lines)
    build()
    assert Path("site/incidents/a/index.html").exists()


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
