"""What cannot leak never stops a build, what could always does, and `check` says the same before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from generated_sources import World
from mkdocs_postmortems.audit.urls import loaded_urls
from sites import MKDOCS, run_beside, write_site

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("small_baseline", "fixed_build_time")]

AUDIENCES = {"public": {"anyone": True}, "staff": {"includes": ["public"], "groups": ["staff"]}}
OPTIONS = {"audiences": AUDIENCES, "default_audience": "staff"}
EMPTY = {"audiences": {**AUDIENCES, "press": {"groups": ["press"]}}, "default_audience": "staff"}
INCIDENT = "---\naudience: {}\ntitle: {}\ndate: 2024-01-01\n---\n## Summary\n\n{}\n"
OPEN = INCIDENT.format("public", "Orders were lost", "{}")
HIDDEN = INCIDENT.format("staff", "A token was read", "Quartzlike hummingbird.")


def build(folder: Path, files: dict[str, str], *, options: dict[str, object] = OPTIONS, **more: object) -> Result:
    """Write a site and build it."""
    return run_beside(write_site(folder, World(files), theme=MKDOCS, options=options, more=more), "build", "--json")


def findings(result: Result) -> list[tuple[str, int, str, str]]:
    """Return path, line, code and severity of what a build found, each once."""
    report = json.loads(result.stdout)
    verdicts = [one["verdict"]["findings"] for one in report["views"] if one["verdict"]]
    found = [*report["problems"], *(finding for verdict in verdicts for finding in verdict)]
    return sorted({(one["path"], one.get("line", 0), one["code"], one["severity"]) for one in found})


NAMING = [
    '<a href="../2024-token-read/">x</a>',
    '<a href="/2024-token-read/">x</a>',
    '<a href="https://wiki.example/2024-token-read/">x</a>',
    '<img src="/2024-token-read.md">',
]


@pytest.mark.parametrize("html", NAMING)
@pytest.mark.parametrize("narrow_links", ["text", "drop"])
def test_a_dead_link_that_names_what_is_hidden_is_published_nowhere(html, narrow_links, tmp_path):
    """Neither where dead links are warnings, nor where links in Markdown are taken out."""
    files = {"a.md": OPEN.format(html), "2024-token-read.md": HIDDEN}
    result = build(tmp_path, files, options=OPTIONS | {"narrow_links": narrow_links, "links": "warn"})
    public = tmp_path / "dist/public/a/index.html"

    assert "token-read" not in (public.read_text("utf-8") if public.exists() else "")
    assert result.exit_code == 0 or "PV024" in {code for _, _, code, _ in findings(result)}


def test_a_dead_link_that_names_nothing_is_published_with_one_warning(tmp_path):
    """# Control case: the same links, where nothing is hidden."""
    files = {"a.md": OPEN.format("[x](2024-token-gone.md) and ![g](gone.png)"), "b.md": HIDDEN}
    result = build(tmp_path, files)

    assert result.exit_code == 0, result.output
    assert {one for one in findings(result) if one[2] == "PV020"} == {("docs/a.md", 8, "PV020", "warning")}
    assert (tmp_path / "dist/public/a/index.html").exists()


@pytest.mark.parametrize(("options", "severity"), [({}, "warning"), ({"links": "error"}, "error")])
def test_check_says_of_dead_links_what_a_build_says(options, severity, tmp_path):
    """The same lines, the same severity, and the same end."""
    files = {"a.md": "# A\n\n[x](gone.md)\n\n![g](gone.png)\n", "b.md": "# B\n\n[a](a.md)\n"}
    config = write_site(tmp_path, World(files), theme=MKDOCS, options=OPTIONS | options)

    checked = json.loads(run_beside(config, "check", "--json").stdout)
    built = run_beside(config, "build", "--json")

    dead = {(one["path"], one["line"], one["severity"]) for one in checked if one["code"] in ("PC160", "PC161")}
    assert dead == {("docs/a.md", 3, severity), ("docs/a.md", 5, severity)}
    assert {(path, line, how) for path, line, code, how in findings(built) if code == "PV020"} == dead
    assert (built.exit_code == 0) is (severity == "warning")


def test_check_says_of_other_hosts_what_a_build_says(tmp_path):
    """For documents and for settings; one that no page can do without stops both."""
    image = "![x](https://img.example/{}.png)"
    files = {
        "a.md": OPEN.format(image.format(1)),
        "b.md": HIDDEN.replace("Quartzlike", image.format(2).replace("img", "pic")),
    }
    config = write_site(tmp_path, World(files), theme=MKDOCS, options=OPTIONS, more={"extra_css": ["//css.example/x"]})

    checked = json.loads(run_beside(config, "check", "--json").stdout)
    built = run_beside(config, "build", "--json")

    external = {(o["path"], o["line"], o["code"], o["severity"]) for o in checked if o["code"] in ("PM054", "PM070")}
    assert {one for one in findings(built) if one[2] in ("PM054", "PM070")} == external
    assert {one[2:] for one in external} == {("PM070", "warning"), ("PM054", "error")}
    assert built.exit_code == 1


def test_what_restricted_documents_load_is_left_out_of_them(tmp_path):
    """A link stands in its place, in the page and its heading; who may read the page is the business of nobody else."""
    loads = (
        "![Orders](https://img.example/1.png)\n\n<iframe src='//img.example/panel'></iframe>\n\n"
        "<video src=https://img.example/v.mp4></video>\n\n[![Badge](https://img.example/b.svg)](b.md)"
    )
    part = f"Open.\n\n<!-- audience: staff -->\n{loads}\n<!-- /audience -->"
    hidden = "---\naudience: staff\n---\n# ![logo](https://img.example/l.png) A token\n\nText.\n"
    files = {
        "a.md": OPEN.format(part),
        "b.md": HIDDEN.replace("Quartzlike", loads),
        "c.md": hidden,
        "d.md": "# D\n" + loads,
    }
    result = build(tmp_path, files)

    assert result.exit_code == 0, result.output
    assert {one for one in findings(result) if one[2] in ("PM070", "PV023")} == {("docs/a.md", 11, "PM070", "warning")}
    for page in "abcd":
        html = (tmp_path / f"dist/staff/{page}/index.html").read_text("utf-8")
        assert not [url for url in loaded_urls(html) if "img.example" in url], page
        assert 'href="https://img.example/' in html, page
    staff = (tmp_path / "dist/staff/b/index.html").read_text("utf-8")
    assert 'rel="noreferrer">Orders (img.example)</a>' in staff
    assert '<span class="pm-left-out">Badge (img.example)</span>' in staff


def test_what_the_site_allows_is_loaded(tmp_path):
    """# Control case: an image whose host is named, where requests are allowed, and where anyone may read."""
    files = {
        "a.md": OPEN.format("![x](https://img.example/1.png)"),
        "b.md": HIDDEN + "![x](https://img.example/2.png)\n",
    }
    for number, options in enumerate(({"external_hosts": ["*.example"]}, {"external": "allow"}, {"external": "warn"})):
        folder = tmp_path / str(number)
        folder.mkdir()
        result = build(folder, files, options=OPTIONS | options)

        assert result.exit_code == 0, result.output
        staff = (folder / "dist/staff/b/index.html").read_text("utf-8")
        assert "https://img.example/2.png" in [*loaded_urls(staff)]
    build(tmp_path, files)
    public = (tmp_path / "dist/public/a/index.html").read_text("utf-8")
    assert "https://img.example/1.png" in [*loaded_urls(public)]


def test_an_image_that_anyone_sees_stops_nothing(tmp_path):
    """# Control case."""
    result = build(tmp_path, {"a.md": OPEN.format("![x](https://img.example/1.png)"), "b.md": HIDDEN})

    assert result.exit_code == 0, result.output
    assert [one[2:] for one in findings(result) if one[2] in ("PM070", "PV023")] == [("PM070", "warning")]


def test_every_audience_gets_a_whole_site(tmp_path):
    """One that reads nothing, one that may not read the first page, and a page with the address of the search."""
    files = {
        "index.md": "# Welcome of staff\n",
        "kb/a.md": OPEN.format("Text."),
        "kb/search.md": INCIDENT.format("public", "Search was down", "Text."),
    }
    result = build(tmp_path, files, options=EMPTY | {"path": "kb"})

    assert result.exit_code == 0, result.output
    assert [one for one in findings(result) if one[2].startswith("PV")] == []
    for audience in ("public", "staff", "press"):
        folder = tmp_path / "dist" / audience
        assert (folder / "index.html").exists()
        assert (folder / "404.html").exists()
    assert "Welcome of staff" in (tmp_path / "dist/staff/index.html").read_text("utf-8")
    assert "Search was down" in (tmp_path / "dist/public/kb/search/index.html").read_text("utf-8")
    assert "data-pm-results" in (tmp_path / "dist/public/kb/incidents/search/index.html").read_text("utf-8")


def test_files_of_the_site_go_to_everybody(tmp_path):
    """What the configuration refers to, well-known names and patterns; the rest is withheld with one warning."""
    files = {
        "a.md": OPEN.format("Text."),
        "css/extra.css": "@font-face { font-family: x; src: url('../fonts/my font.woff2') }\n"
        "p { background: image-set('../media/one.png' 1x, '../media/two.png' 2x) }",
        "media/two.png": "x",
        "js/app.mjs": 'import {x} from "./lib.mjs"\n',
        "js/lib.mjs": 'export const x = import("./deep.mjs")\n',
        "js/deep.mjs": "export default 1\n",
        "fonts/my font.woff2": "x",
        "robots.txt": "User-agent: *\n",
        "CNAME": "wiki.example\n",
        "media/logo.txt": "x",
        "left/over.bin": "x",
        "left/other.bin": "x",
        "sec/.audience": "staff\n",
        "sec/robots.txt": "x",
    }
    options = OPTIONS | {"site_files": ["robots.txt", "CNAME", "media/*", "sec/*"]}
    result = build(tmp_path, files, options=options, extra_css=["css/extra.css"], extra_javascript=["js/app.mjs"])

    assert result.exit_code == 0, result.output
    public = {path.relative_to(tmp_path / "dist/public").as_posix() for path in (tmp_path / "dist/public").rglob("*")}
    assert public >= {"css/extra.css", "fonts/my font.woff2", "robots.txt", "CNAME", "media/logo.txt"}
    assert public >= {"js/app.mjs", "js/lib.mjs", "js/deep.mjs", "media/two.png"}
    assert not public & {"left/over.bin", "left/other.bin", "sec/robots.txt"}
    assert (tmp_path / "dist/staff/sec/robots.txt").exists()
    assert [one for one in findings(result) if one[2] == "PM065"] == [("docs/left/other.bin", 1, "PM065", "warning")]
