"""`postmortems build`: one tree for each audience, and nothing new where anything is wrong."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from click.testing import Result
from generated_sources import AUDIENCES, World
from mkdocs_postmortems.audit.manifest import read_manifest
from mkdocs_postmortems.core.errors import PostmortemsError
from sites import MKDOCS, audit_built_site, content, differences, run_beside, write_site

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("small_baseline", "fixed_build_time")]

MALFORMED = yaml.safe_load(Path(__file__, "../../golden/audiences/malformed.yml").resolve().read_text("utf-8"))
DOCUMENT = """\
---
audience: {audience}
title: {title}
date: 2024-0{month}-01
services: [gateway]
---
## Impact

{text}
"""
STAFF = DOCUMENT.format(audience="staff", title="Slow checkout", month=2, text="Carts waited. ![x](x.png)")
WORLD = World(
    {
        "a.md": DOCUMENT.format(audience="public", title="Certificate expired", month=1, text="Nobody could log in."),
        "team/b.md": STAFF,
        "team/x.png": "image",
        "sec/c.md": DOCUMENT.format(
            audience="security", title="Quartzlike hummingbird", month=3, text="A key was read."
        )
        + "\nThe auditor Marisabel Okonkwo-Thrain read it.\n",
    }
)


def run(config: Path, *arguments: str) -> Result:
    """Build as a user does, from the folder of mkdocs.yml."""
    return run_beside(config, "build", *arguments)


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    """Build a small knowledge base once; tests take copies."""
    config = write_site(tmp_path_factory.mktemp("good"), WORLD, theme=MKDOCS)
    result = run(config, "--json")
    assert result.exit_code == 0, result.output
    return config.parent


@pytest.fixture
def site(good, tmp_path) -> Path:
    """Return mkdocs.yml of a copy."""
    shutil.copytree(good, tmp_path / "site")
    return tmp_path / "site/mkdocs.yml"


def test_each_audience_has_a_tree_and_a_manifest(good):
    """With every file of the tree, and nothing else in the target."""
    assert sorted(path.name for path in (good / "dist").iterdir()) == sorted(
        [*AUDIENCES, *(f"{name}.{what}.json" for name in AUDIENCES for what in ("build", "manifest"))]
    )
    for name in AUDIENCES:
        manifest = read_manifest(good / f"dist/{name}.manifest.json")
        assert manifest.audience == name
        assert set(manifest.files) == {path for path, data in content(good / "dist" / name).items() if data is not None}
    assert (good / "dist/staff/team/x.png").exists()
    assert not (good / "dist/public/team").exists()


def test_a_second_build_changes_nothing(site):
    """Not a byte, not a name."""
    before = content(site.parent / "dist")
    assert run(site, "--jobs", "1").exit_code == 0
    assert not differences(before, content(site.parent / "dist"))


def test_searches_name_only_what_readers_know(tmp_path):
    """A value that none of their documents has is left out, and a search of nothing else; a slip is told once."""
    secret = {
        "team/b.md": STAFF.replace("[gateway]", "[hidden-ledger]"),
        "taxonomy.yml": "services: [gateway, hidden-ledger]\n",
    }
    searches = {
        "Both": "service=gateway&service=hidden-ledger",
        "Ledgers": {"service": "Hidden Ledger"},
        "Slip": "service=gatewey",
    }
    options = {"saved_searches": searches, "requirements": {"sev1": {"sections": ["summary"]}}}
    config = write_site(
        tmp_path / "x", World(WORLD.files | secret), theme=MKDOCS, options=options, more={"strict": True}
    )
    result = run(config)

    assert result.exit_code == 0, result.output
    assert result.stderr.count("'gatewey' is no service of the taxonomy") == 1
    pages = {name: sorted(path.name for path in (tmp_path / f"x/dist/{name}/searches").iterdir()) for name in AUDIENCES}
    assert pages == {
        "public": ["both"],
        "staff": ["both", "ledgers"],
        "sre": ["both", "ledgers"],
        "security": ["both", "ledgers"],
    }
    both = "searches/both/index.html"
    assert 'data-pm-find="service=gateway"' in (tmp_path / "x/dist/public" / both).read_text()
    assert "service=gateway&amp;service=hidden-ledger" in (tmp_path / "x/dist/staff" / both).read_text()


def test_the_widest_tree_holds_every_canary_of_the_narrow_ones(good):
    """The control: what is searched for in the others is to be found where it may be."""
    verdict = audit_built_site(good / "mkdocs.yml", "public", good / "dist/security")
    found = " ".join(str(finding) for finding in verdict.findings)
    for canary in ("Quartzlike hummingbird", "Marisabel", "Okonkwo-Thrain"):
        assert canary in found
    for name in AUDIENCES:
        assert audit_built_site(good / "mkdocs.yml", name, good / "dist" / name).is_clean


def crawled(tree: Path) -> set[str]:
    """Return the pages that links lead to from the first one."""
    found, waiting = set(), ["index.html"]
    while waiting:
        page = waiting.pop()
        if page in found or not (tree / page).is_file():
            continue
        found.add(page)
        for link in re.findall(r'<a[^>]*\shref="([^"]+)"', (tree / page).read_text(encoding="utf-8")):
            parts = urlsplit(urljoin(f"https://wiki.example/{page}", link))
            if parts.netloc == "wiki.example":
                path = unquote(parts.path).lstrip("/")
                waiting.append(f"{path}index.html" if not path or path.endswith("/") else path)
    return found


VISIBLE = {
    "public": {"a": "Certificate expired"},
    "staff": {"a": "Certificate expired", "team/b": "Slow checkout"},
    "sre": {"a": "Certificate expired", "team/b": "Slow checkout"},
    "security": {"a": "Certificate expired", "team/b": "Slow checkout", "sec/c": "Quartzlike hummingbird"},
}


@pytest.mark.parametrize("reader", VISIBLE)
def test_every_visible_postmortem_is_reached_by_links_and_by_search(reader, good):
    """Nothing leaks is no art where nothing is published."""
    tree = good / "dist" / reader
    pages = crawled(tree)
    assert {page for page in VISIBLE["security"] if f"{page}/index.html" in pages} == set(VISIBLE[reader])
    searched = list((tree / "assets/postmortems/search/fragment").iterdir())
    texts = [unpacked(path) for path in searched]
    similar = "".join(path.read_text("utf-8") for path in (tree / "assets/postmortems/similar").glob("*.js*"))
    for page, title in VISIBLE[reader].items():
        assert any(f'"url":"/{page}/"' in text and title in text for text in texts), page
        assert title in similar


def unpacked(path: Path) -> str:
    """Return a file of Pagefind's."""
    return gzip.decompress(path.read_bytes()).decode("utf-8")


def refused(site: Path, result: Result, before: dict[str, bytes | None]) -> str:
    """Check that a build ended in order and published nothing; return what it said."""
    assert result.exit_code != 0
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        assert isinstance(result.exception, PostmortemsError), result.exc_info
        said = str(result.exception)
        assert "\n" not in said.strip()
    else:
        said = result.output
    assert "Traceback" not in said
    assert not differences(before, content(site.parent / "dist"))
    return said


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_document_publishes_nothing(name, site):
    """One line says where and what; the last good trees stay as they are."""
    before = content(site.parent / "dist")
    options(site, audiences={**AUDIENCES, "board": {"includes": ["sre", "security"]}})
    (site.parent / "docs/broken.md").write_text(MALFORMED[name], encoding="utf-8")
    said = refused(site, run(site), before)
    assert len(re.findall(r"broken\.md:\d+.*PM0(?:6[0-3])", said)) == 1


def options(site: Path, **changed: object) -> None:
    """Change options of the plugin in mkdocs.yml."""
    config = json.loads(site.read_text(encoding="utf-8"))
    ours = config["plugins"][-1]["postmortems"]
    for name, value in changed.items():
        ours[name] = value
    site.write_text(json.dumps(config), encoding="utf-8")


WITHOUT = {name: value for name, value in AUDIENCES.items() if name != "security"}
CONFIGURATIONS = {
    "audiences null": ({"audiences": None}, "option 'audiences' is empty"),
    "audiences a list": ({"audiences": ["public"]}, "option 'audiences' is"),
    "audiences a text": ({"audiences": "public"}, "option 'audiences' is"),
    "audiences empty": ({"audiences": {}}, "PM061"),
    "a cycle": ({"audiences": {"a": {"includes": ["b"]}, "b": {"includes": ["a"]}}}, "includes itself"),
    "an unknown one included": ({"audiences": {**AUDIENCES, "x": {"includes": ["stuff"]}}}, "which is not configured"),
    "a misspelt option of one": ({"audiences": {**AUDIENCES, "x": {"include": ["staff"]}}}, "no option 'include'"),
    "no group": ({"audiences": {**AUDIENCES, "x": {"groups": []}}}, "expected a list of names"),
    "two names alike": ({"audiences": {**AUDIENCES, "Staff": {}}}, "too alike"),
    "a path as a name": ({"audiences": {**AUDIENCES, "../x": {}}}, "cannot be a name"),
    "anyone reads staff": (
        {"audiences": {**AUDIENCES, "x": {"anyone": True, "includes": ["staff"]}}},
        "open to anyone",
    ),
    "one taken out": ({"audiences": WITHOUT}, "PM061"),
    "an option misspelt": ({"audience": "", "audiance": "sre"}, "did you mean 'audience'?"),
    "the default misspelt": ({"default_audiences": "sre"}, "did you mean 'default_audience'?"),
    "an unknown default": ({"default_audience": "stuff"}, "option 'default_audience' is 'stuff'"),
    "an unknown audience": ({"audience": "stuff"}, "option 'audience' is 'stuff'"),
    "unknown treatment of links": ({"narrow_links": "keep"}, "expected one of error, text, drop"),
    "shared documents": ({"shared_files": ["docs/**/*.md"]}, "cannot be shared with every audience"),
    "everything shared": ({"shared_files": ["*"]}, "cannot be shared with every audience"),
    "shared from above": ({"shared_files": ["../*.md"]}, "outside of its folder"),
    "shared from the root": ({"shared_files": ["/etc/*"]}, "outside of its folder"),
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_malformed_configuration_publishes_nothing(name, site):
    """It is one line, and no traceback."""
    changed, expected = CONFIGURATIONS[name]
    before = content(site.parent / "dist")
    (site.parent / "README.md").write_text("Beside the documents.", encoding="utf-8")
    options(site, **changed)
    assert expected in refused(site, run(site), before)


MORE = {
    "no plugin": ({"plugins": ["search"]}, "there is no plugin 'postmortems'"),
    "templates among the documents": (
        {"theme": {"name": "mkdocs", "highlightjs": False, "custom_dir": "docs"}},
        "cannot be shared",
    ),
    "templates above the documents": (
        {"theme": {"name": "mkdocs", "highlightjs": False, "custom_dir": "wiki"}, "docs_dir": "wiki/docs"},
        "cannot be shared",
    ),
    "templates elsewhere": (
        {"theme": {"name": "mkdocs", "highlightjs": False, "custom_dir": "../x"}},
        "outside of the folder of mkdocs.yml",
    ),
    "a hook elsewhere": ({"hooks": ["../hook.py"]}, "outside of the folder of mkdocs.yml"),
    "a folder that is not there": ({"docs_dir": "dosc"}, "has its postmortems in dosc, which does not exist"),
    "it inherits from itself": ({"INHERIT": "mkdocs.yml"}, "inherits from itself"),
    "it inherits from nothing": ({"INHERIT": "base.yml"}, "cannot be read"),
}


def test_settings_that_are_no_yaml_are_named_with_their_line(site):
    """As `postmortems check` does."""
    site.write_text("site_name: T\nextra: {a: [1\n", encoding="utf-8")

    assert "mkdocs.yml:3: is not valid YAML" in refused(site, run(site), content(site.parent / "dist"))


@pytest.mark.parametrize("name", MORE)
def test_a_malformed_site_publishes_nothing(name, site):
    """Settings of MkDocs that would read around the audiences."""
    changed, expected = MORE[name]
    before = content(site.parent / "dist")
    shutil.copytree(site.parent / "docs", site.parent / "wiki/docs")
    site.write_text(json.dumps(json.loads(site.read_text("utf-8")) | changed), encoding="utf-8")
    assert expected in refused(site, run(site), before)


FILES = {
    "an unknown audience of a folder": ({"team/.audience": "stuff"}, "PM061"),
    "no audience of a folder": ({"team/.audience": "# nobody yet\n"}, "PM062"),
    "two audiences of a folder": ({"team/.audience": "staff\nsre\n"}, "PM062"),
    "an empty file": ({"empty.md": ""}, "PM060"),
    "no text": ({"broken.md": b"---\naudience: staff\n---\n\xff\xfe"}, "PM001"),
    "a page and a folder's page": ({"a/index.md": STAFF}, "PM069"),
    "two pages of a folder": ({"team/index.md": STAFF, "team/README.md": STAFF}, "PM069"),
    "names that differ by case": ({"A.md": STAFF}, "PM069"),
    "images that differ by case": ({"team/X.png": "y", "team/d.md": STAFF.replace("x.png", "X.png")}, "PM069"),
    "two endings": ({"a.markdown": STAFF}, "PM069"),
    "a link to what fewer read": ({"d.md": STAFF + "\n[c](sec/c.md)\n"}, "PM064"),
    "an image for fewer": ({"team/.audience": "security"}, "PM064"),
    "a link from a part": (
        {"d.md": STAFF + "\n<!-- audience: sre -->\n[c](sec/c.md)\n<!-- /audience -->\n"},
        "PM064",
    ),
    "a relation to what fewer read": (
        {"d.md": STAFF.replace("services:", "related: {see_also: [sec/c.md]}\nservices:")},
        "PM064",
    ),
    "an image of two owners": ({"d.md": WORLD.files["a.md"] + "\n![](team/x.png)\n"}, "PM065"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_malformed_tree_publishes_nothing(name, site):
    """Rules, addresses, attachments, links."""
    files, expected = FILES[name]
    before = content(site.parent / "dist")
    for path, text in files.items():
        target = site.parent / "docs" / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.replace("![x]", "![y]").encode())
    assert expected in refused(site, run(site), before)


@pytest.mark.parametrize("name", ["out.md", "out.png"])
def test_a_link_out_of_the_tree_publishes_nothing(name, site):
    """It is an error, although it is not followed."""
    before = content(site.parent / "dist")
    (site.parent / name).write_text("Outside.", encoding="utf-8")
    (site.parent / "docs" / name).symlink_to(site.parent / name)
    assert "PM003" in refused(site, run(site), before)


def test_a_hidden_page_with_the_address_of_another_is_no_matter_to_who_does_not_read_both(site):
    """Two incomparable audiences may each have their own."""
    for folder, audience in (("x.md", "sre"), ("x/index.md", "security")):
        target = site.parent / "docs" / folder
        target.parent.mkdir(exist_ok=True)
        target.write_text(WORLD.files["a.md"].replace("public", audience), encoding="utf-8")
    result = run(site)
    assert result.exit_code == 0, result.output


def test_a_build_that_fails_publishes_nothing(site):
    """With the line that says why."""
    before = content(site.parent / "dist")
    (site.parent / "hook.py").write_text("def on_files(files, config): raise ValueError('no')\n", encoding="utf-8")
    site.write_text(json.dumps(json.loads(site.read_text("utf-8")) | {"hooks": ["hook.py"]}), encoding="utf-8")
    assert "the build failed" in refused(site, run(site, "--jobs", "1"), before)


def test_a_leak_publishes_nothing(site):
    """A hook that knows a hidden title by heart: every tree that must not have it is refused, and so are all."""
    before = content(site.parent / "dist")
    hook = "def on_page_content(html, **_): return html + 'Quartzlike hummingbird'\n"
    (site.parent / "hook.py").write_text(hook, encoding="utf-8")
    site.write_text(json.dumps(json.loads(site.read_text("utf-8")) | {"hooks": ["hook.py"]}), encoding="utf-8")
    assert "PV010" in refused(site, run(site), before)


def test_what_is_inherited_counts(site):
    """Audiences and the folder of documents may stand in the file that mkdocs.yml inherits."""
    before = content(site.parent / "dist")
    site.rename(site.with_name("base.yml"))
    site.write_text(json.dumps({"INHERIT": "base.yml"}), encoding="utf-8")
    assert run(site).exit_code == 0
    changed = differences(before, content(site.parent / "dist"))
    assert [name for name in changed if not name.endswith(".build.json")] == []


STOPS = {
    "before anything is written": (1, "os.mkdir", "dist/.new"),
    "before a site is built": (1, "subprocess.Popen", ""),
    "while one is built": (2, "subprocess.Popen", ""),
    "while several are built": (3, "subprocess.Popen", ""),
    "before one is complete": (1, "open", ".manifest.json"),
    "before all are complete": (4, "open", ".manifest.json"),
    "before they are moved": (1, "os.mkdir", "dist/.old"),
}
"""How often something has to happen."""


def test_a_build_that_is_killed_leaves_the_last_trees(site):
    """Wherever it has come to, and whatever others have left; the next build ends well."""
    before = content(site.parent / "dist")
    code = "from pathlib import Path; import sites, stopping; from mkdocs_postmortems.audit import site_audit; "
    code += "site_audit.shipped_folders = lambda: sites.BASELINE; from mkdocs_postmortems.cli import main; "
    for point, stop in STOPS.items():
        done = subprocess.run(
            [sys.executable, "-c", f"{code} stopping.stop_before(*{stop!r}); main()", "build"],
            cwd=site.parent,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            start_new_session=True,
            check=False,
            capture_output=True,
        )
        assert done.returncode == -signal.SIGKILL, (point, done.stderr)
        left = content(site.parent / "dist")
        assert not differences(before, {name: left[name] for name in left if not name.startswith((".new", ".old"))})
    assert run(site).exit_code == 0
    assert not differences(before, content(site.parent / "dist"))
