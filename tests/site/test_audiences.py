"""The sites of audiences: from their staging folders, or by MkDocs alone for who reads everything."""

from __future__ import annotations

import pytest
from mkdocs.exceptions import Abort, BuildError

CONFIG = """\
site_name: Test
site_url: https://example.com/
theme: {name: material, font: false}
nav:
  - index.md
  - The burglary: sec.md
plugins:
  - search
  - postmortems:
      default_audience: staff
      audiences: {public: {anyone: true}, staff: {includes: [public]}, sre: {includes: [staff]}}
"""
SOURCES = """
>> mkdocs.yml
{config}
>> taxonomy.yml
services:
  web: {{name: Web shop, depends_on: [vault]}}
  vault: {{name: Zirconium vault}}
>> index.md
---
audience: public
---
# Welcome
>> open.md
---
audience: public
title: The certificate expired
started_at: 2024-03-01 10:00
severity: sev2
services: [web]
---
Everybody saw it: [a list](list.csv), and [more](sec.md).

<!-- audience: sre -->
The pomegranate key was in [the log](log.txt).
<!-- /audience -->
>> sec.md
---
audience: sre
title: The burglary
started_at: 2024-04-01 10:00
severity: sev1
services: [vault]
---
A quetzal took it.
>> list.csv
a,b
>> log.txt
pomegranate
>> wallflower.txt
nobody
"""


def sources(config: str = CONFIG) -> str:
    """Return the files of the site with a configuration."""
    return SOURCES.format(config=config)


@pytest.fixture(name="as_reader")
def _as_reader(monkeypatch):
    """Build for one audience by MkDocs alone."""
    return lambda name: monkeypatch.setenv("POSTMORTEMS_AUDIENCE", name)


def refusal(site, files: str, caplog) -> str:
    """Return the one line that a build ends with which must not be."""
    with pytest.raises((BuildError, Abort)):
        site(files)
    return next(record.getMessage() for record in caplog.records if record.levelname == "ERROR")


def everything(site) -> str:
    """Return all text that was written, with the names of its files."""
    root = site.root / "site"
    files = [p for p in sorted(root.rglob("*")) if p.is_file()]
    return "\n".join(p.relative_to(root).as_posix() + "\n" + p.read_text("utf-8", "replace") for p in files)


def test_the_least_privileged(site):
    """Nothing of what it may not read is there, in whatever file."""
    built = site(sources(), "public")
    text = everything(built)
    for hidden in ("burglary", "quetzal", "pomegranate", "irconium", "wallflower", "log.txt"):
        assert hidden not in text.lower(), hidden
    assert "list.csv" in built.files
    assert (built.root / "site" / "assets" / "postmortems" / "postmortems.css").exists()
    assert list((built.root / "site" / "assets" / "stylesheets").glob("main.*.css"))
    assert "The certificate expired" in built.html("open")


def test_the_widest_has_all_of_it(site, as_reader):
    """What is hidden from others is there for those who may read it."""
    as_reader("sre")
    built = site(sources())
    text = everything(built)
    for shown in ("The burglary", "quetzal", "pomegranate", "Zirconium"):
        assert shown in text, shown
    assert "log.txt" in built.files
    assert "wallflower.txt" not in built.files


def test_a_page_says_who_may_read_it(site, as_reader):
    """Also where its folder or the default says so."""
    as_reader("sre")
    assert 'class="pm-audience" title="Who may read this page">sre<' in site(sources()).html("sec")


@pytest.mark.parametrize(("mode", "left"), [("text", "and <span>more</span>."), ("drop", "and .")])
def test_a_link_to_what_is_not_there_may_go(site, mode, left):
    """Its words stay, or nothing does; the address goes in both cases."""
    built = site(
        sources(CONFIG.replace("default_audience:", f"narrow_links: {mode}\n      default_audience:")), "public"
    )
    assert left in built.html("open")
    assert "sec/" not in built.html("open")
    assert "sec.md" not in built.html("open")


def test_a_missing_page_and_a_hidden_one_are_the_same(site, tmp_path):
    """Whether the target exists changes no byte."""
    config = CONFIG.replace("default_audience:", "narrow_links: text\n      default_audience:")
    before = everything(site(sources(config), "public"))
    (tmp_path / "docs/sec.md").unlink()
    assert everything(site(sources(config).replace(">> sec.md", ">> other.md"), "public")) == before


def test_who_reads_a_part_is_refused(site, caplog):
    """By default it is the least privileged, which is built where there is nothing else."""
    assert "run `postmortems build --audience public`" in refusal(site, sources(), caplog)


def test_whoever_reads_everything_may_include_files(site, as_reader):
    """There is nothing to read around."""
    as_reader("sre")
    assert site(sources(CONFIG + "markdown_extensions: [pymdownx.snippets]\n")).files


HOOK = """\
def on_page_markdown(markdown, **_):
    try:
        return open("docs/wrong.md").read()
    except OSError:
        pass
"""


def test_a_hook_that_reads_a_withheld_file_ends_the_build(site, as_reader, caplog, monkeypatch):
    """Whatever it makes of the error; nobody gets a document with a wrong label."""
    as_reader("sre")
    files = sources() + ">> wrong.md\n---\naudience: sra\n---\n# Wrong\n"
    built = site(files)
    monkeypatch.chdir(built.root)
    (built.root / "hook.py").write_text(HOOK)
    message = refusal(site, files.replace(CONFIG, CONFIG + "hooks: [hook.py]\n"), caplog)
    assert "docs/wrong.md, which is not for 'sre'" in message


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("audience: sra", "expected none, since audiences is empty"),
        ("default_audience: Staff", "expected none, since audiences is empty"),
        ("audiences:", "is empty"),
        ("audiances: {}", "did you mean 'audiences'"),
        ("narrow_links: keep", "expected one of"),
    ],
)
def test_a_wrong_option_builds_nothing(site, option, expected, caplog):
    """There is no default that would be safe."""
    config = f"site_name: T\ntheme: {{name: material, font: false}}\nplugins:\n  - postmortems:\n      {option}\n"
    assert expected in refusal(site, sources(config), caplog)


def test_pages_tell_scripts_whose_they_are(site):
    """So that what a browser keeps for one audience is not shown to another."""
    assert 'data-pm-readers="public"' in site(sources(), "public").html("open")


def test_a_preview_says_whose_it_is(site, monkeypatch):
    """On every page, the error page as well."""
    monkeypatch.setenv("POSTMORTEMS_PREVIEW", "1")
    built = site(sources(), "staff")
    assert "as <strong>staff</strong> reads it" in built.html("open")
    assert "as <strong>staff</strong> reads it" in (built.root / "site" / "404.html").read_text("utf-8")
