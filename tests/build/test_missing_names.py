"""What mkdocs.yml names and is missing where sites are built: said by `check` and `build` alike, at its line."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.build.missing_names import find_missing_help, find_missing_names
from mkdocs_postmortems.build.site_config import read_site_config
from mkdocs_postmortems.build.staging_dir import shared_paths
from mkdocs_postmortems.settings import load_settings

AUDIENCES = "audiences: {public: {anyone: true}, staff: {includes: [public], groups: [s]}}, default_audience: staff"


@pytest.fixture(name="site")
def _site(tmp_path):
    """Return a function that writes a mkdocs.yml and some files, and returns its configuration and options."""

    def write(config: str, options: str = "", files: tuple[str, ...] = ()):
        for name in ("docs/a.md", *files):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("x", encoding="utf-8")
        ours = f"plugins:\n  - postmortems: {{{options}}}\n"
        config = config.replace("plugins:\n", ours) if "plugins:\n" in config else f"{ours}{config}"
        (tmp_path / "mkdocs.yml").write_text(f"site_name: Test\n{config}", encoding="utf-8")
        return read_site_config(tmp_path / "mkdocs.yml"), load_settings(tmp_path / "mkdocs.yml").settings

    return write


@pytest.mark.parametrize(
    ("config", "line", "said"),
    [
        ("plugins:\n  - serach\n", 4, "plugin 'serach': it is not installed"),
        ("plugins:\n  - serach: {lang: en}\n", 4, "plugin 'serach'"),
        ("theme: materiel\n", 4, "theme 'materiel'"),
        ("theme:\n  name: materiel\n", 5, "theme 'materiel'"),
        ("theme: {name: material, custom_dir: no}\n", 4, "custom_dir 'no': there is no such folder"),
        ("hooks:\n  - no.py\n", 5, "hook 'no.py': there is no such file"),
        ("markdown_extensions: [admonition, pymdownx.detials]\n", 4, "Markdown extension 'pymdownx.detials'"),
        ("markdown_extensions:\n  - no_such.extension: {a: 1}\n", 5, "Markdown extension 'no_such.extension'"),
    ],
)
def test_what_is_not_there_is_an_error_at_its_line(site, config, line, said):
    """MkDocs would build nothing."""
    [found] = find_missing_names(site(config)[0])

    assert (found.line, found.code, found.is_error) == (line, "PM055", True)
    assert said in found.message


@pytest.mark.parametrize(
    "config",
    [
        "plugins:\n  - search\n  - material/tags\n  - blog\ntheme: material\n",
        "plugins:\n  - !ENV [NO_SUCH, search]\n",
        "theme: {name: null, custom_dir: own}\n",
        "theme: !ENV [NO_SUCH, material]\n",
        "hooks: [own/hook.py]\n",
        "markdown_extensions: [admonition, toc, pymdownx.details, markdown.extensions.tables, markdown:x]\n",
        "",
    ],
)
def test_what_is_there_is_no_finding(site, config):
    """By its short name, by that of its theme, as a module; what a tag gives is not known here."""
    assert list(find_missing_names(site(config, files=("own/hook.py",))[0])) == []


def test_a_slip_has_a_guess(site):
    """As unknown options have."""
    [found] = find_missing_names(site("plugins:\n  - serach\n")[0])

    assert found.suggestion.startswith("Did you mean 'search'?")


@pytest.mark.parametrize(
    ("config", "found"),
    [
        ("  - rss\n", [4]),
        ("  - rss: {use_git: true}\n", [4]),
        ("  - rss: {use_git: false}\n", []),
        ("  - search\n  - git-authors\n", [5]),
        ("  - git-revision-date-localized\n", []),  # `site/` shows these dates.
    ],
)
def test_a_plugin_that_asks_git_is_a_warning(site, config, found):
    """And its site is built without what git would say: no plugin fails or warns, which `strict` would stop at."""
    config_of, settings = site(f"plugins:\n{config}")
    said = list(find_missing_help(config_of, settings))
    staged = config_of.for_audience("all", settings.audiences, "", bool, "docs")

    assert [(one.line, one.code, one.is_error) for one in said] == [(line, "PM056", False) for line in found]
    assert "git-" not in staged
    assert ("rss" in staged) == ("use_git: false" in staged)


OPTIONS = """\
plugins:
  - gen-files: {scripts: [tools/pages.py]}
markdown_extensions:
  - pymdownx.snippets: {base_path: [parts, ., docs, dist, .git, /etc, ../x, no, "a\\nb"], auto_append: [docs/a.md]}
"""


def test_files_that_options_name_are_there_without_audiences(site):
    """Everybody reads everything then. Not the documents, nor what is elsewhere, hidden or ours."""
    files = ("tools/pages.py", "parts/a.md", "dist/all/index.html", "dist/all.manifest.json", ".git/config")
    config, settings = site(OPTIONS, files=files)

    assert list(find_missing_help(config, settings)) == []
    assert [path.relative_to(config.path.parent).as_posix() for path in shared_paths(config, settings)] == [
        "tools/pages.py",
        "parts",
    ]


@pytest.mark.parametrize(("shared", "found"), [("", ["'tools/pages.py'", "'parts'"]), ("tools", ["'parts'"])])
def test_audiences_get_them_if_they_are_shared(site, shared, found):
    """A file beside the documents has no label: the warning names the option."""
    config, settings = site(OPTIONS, f"{AUDIENCES}, shared_files: [{shared}]", ("tools/pages.py", "parts/a.md"))
    said = list(find_missing_help(config, settings))

    assert [(one.code, one.message.split()[2].rstrip(",")) for one in said] == [("PM057", name) for name in found]
    assert all("shared_files" in one.suggestion for one in said)
    assert [path.name for path in shared_paths(config, settings)] == [shared] * bool(shared)


@pytest.mark.parametrize(
    ("nav", "options", "found"),
    [
        ("nav:\n  - a.md\n  - Gone: gone.md\n", "", [6]),
        ("nav:\n  - Part:\n      - A: aa.md#top\n", "", [6]),
        ("nav: [a.md, index.md, services/index.md, 'https://a.test/x.md', sub/, '*.md']\n", "", []),
        ("nav: [a.md, incidents/index.md, incidents/tags/index.md]\n", "path: incidents", []),
        ("plugins:\n  - tags\nnav: [a.md, tags-of-all.md]\n", "", []),
    ],
)
def test_a_page_in_nav_that_is_not_there_is_a_warning(site, nav, options, found):
    """At its line; not of pages that we or another plugin may make, nor of what is no page."""
    said = [one for one in find_missing_help(*site(nav, options)) if one.code == "PM058"]
    assert [one.line for one in said] == found


def test_it_is_said_what_was_probably_meant(site):
    """A file that there is."""
    [said] = find_missing_help(*site("nav: [guides/deploy.md]\n", files=("docs/guide/deploy.md",)))
    assert said.suggestion == "Did you mean 'guide/deploy.md'?"
