"""Which settings and documents make pages load from other hosts, and how grave that is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from mkdocs_postmortems.audit.external_loads import check_external_loads, find_external_loads, one_for_each_host
from mkdocs_postmortems.build.external_settings import check_external_settings, find_external_settings
from mkdocs_postmortems.build.site_config import read_site_config
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.labelled_sources import load_labelled_sources

AUDIENCES = "audiences: {public: {anyone: true}, staff: {includes: [public], groups: [s]}}, default_audience: staff"
OPEN = "audiences: {public: {anyone: true}}, default_audience: public"
QUIET = "theme: {name: material, font: false}\n"
FENCE = """\
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }
"""
EMOJI = """\
markdown_extensions:
  - attr_list
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
"""


@pytest.fixture(name="site")
def _site(tmp_path):
    """Return a function that writes a site, and returns its configuration and sources."""

    def write(config: str, options: str = "", **documents: str):
        head = "site_name: Test\nsite_url: https://wiki.example/\n"
        plugins = f"plugins: [{{postmortems: {{{options}}}}}]\n" if "plugins:" not in config else ""
        (tmp_path / "mkdocs.yml").write_text(head + plugins + config, encoding="utf-8")
        for name, text in {"a": "# A\n", **documents}.items():
            path = tmp_path / "docs" / (name.replace("__", "/") if "." in name else f"{name}.md")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        site, project = read_site_config(tmp_path / "mkdocs.yml"), load_settings(tmp_path / "mkdocs.yml")
        return site, load_labelled_sources(project, site.referenced_files)

    return write


def said(site) -> list[tuple[int, str, str]]:
    """Return line, severity and first word of each finding about settings."""
    found = check_external_settings(find_external_settings(*site), site[1].project.link_policy)
    return [(one.line, one.severity.value, one.message.split()[0]) for one in found]


@pytest.mark.parametrize(
    ("config", "found"),
    [
        ("theme: material\n", (4, "theme.font")),
        ("theme:\n  name: material\n  font: {text: Roboto}\n", (6, "theme.font")),
        (QUIET + "extra:\n  analytics: {provider: google, property: G-1}\n", (6, "extra.analytics")),
        (QUIET + "repo_url: https://github.com/example/wiki\n", (5, "repo_url")),
        (QUIET + "extra_javascript:\n  - https://cdn.example/mathjax.js\n", (6, "extra_javascript")),
        (QUIET + "extra_javascript:\n  - path: //cdn.example/x.js\n    defer: true\n", (6, "extra_javascript")),
        (QUIET + "extra_css: [https://cdn.example/katex.css]\n", (5, "extra_css")),
        ("theme: {name: material, font: false, logo: https://cdn.example/l.svg}\n", (4, "theme.logo")),
        (QUIET + FENCE, (6, "the")),
        (QUIET + EMOJI, (7, "the")),
        (QUIET + "markdown_extensions: [pymdownx.emoji]\n", (5, "the")),
        ("theme: mkdocs\n", (4, "theme.highlightjs")),
        ("site_author: x\n", (1, "theme.highlightjs")),
        ("theme: {name: mkdocs, highlightjs: false, analytics: {gtag: G-1}}\n", (4, "theme.analytics")),
    ],
)
def test_a_setting_that_loads_from_another_host_is_one_finding_at_its_line(site, config, found):
    """However many pages there are, with the setting that is to be changed."""
    texts = {f"d{n}": "Text :fire:\n\n```mermaid\ngraph TD\n```\n" for n in range(5)}

    assert said(site(config, "external: warn", **texts)) == [(found[0], "warning", found[1])]


def test_the_advice_about_diagrams_is_all_that_is_to_be_done(site):
    """The line that it quotes is added, and the file put where it says; the line alone is no help."""
    config, words = QUIET + FENCE, "```mermaid\ngraph TD\n```\n"
    (finding,) = find_external_settings(*site(config, AUDIENCES, b=words))
    folder, line = re.search(r"to docs/(\S+)/, and .*`(.+)`", finding.mend).groups()

    assert said(site(f"{config}{line}\n", AUDIENCES, b=words)) == [(6, "error", "the")]
    assert said(site(f"{config}{line}\n", AUDIENCES, **{f"{folder}__mermaid.min.js": "1"}, b=words)) == []


@pytest.mark.parametrize(
    ("config", "found"), [("theme: material\n", 0), ("theme: {name: material, font: {text: x}}\n", 1)]
)
def test_what_a_theme_does_by_itself_is_no_finding_where_anyone_may_read(site, config, found):
    """Nobody asked for it, and it leaks nothing; what the site asks for is said."""
    assert len(said(site(config))) == found
    assert len(said(site(config, OPEN))) == found
    assert len(said(site(config, AUDIENCES))) == 1


@pytest.mark.parametrize(
    "config",
    [
        QUIET,
        QUIET + "extra_javascript: [js/mermaid.min.js]\n" + FENCE,
        QUIET + EMOJI.replace("material.extensions.emoji.to_svg", "pymdownx.emoji.to_alt"),
        QUIET + "repo_url: https://git.example/wiki\nextra_css: [extra.css]\n",
        QUIET + "extra: {analytics: {provider: custom, feedback: {title: x}}}\n",
        QUIET + "extra: {social: [{icon: x, link: https://chat.example}]}\n",
        "theme: material\nplugins: [privacy, postmortems]\n",
        "theme: {name: mkdocs, highlightjs: false}\n",
    ],
)
def test_settings_that_ask_no_other_host_are_no_finding(site, config):
    """# Control case: what is shipped with the site, linked, or downloaded while it is built."""
    assert said(site(config, b="```mermaid\n```\n :fire:\n", **{"js__mermaid.min.js": "1"})) == []


@pytest.mark.parametrize("text", ["at 10:30:12 it failed", "`:fire:x`", "std::vector::iterator", ":material-fire:"])
def test_colons_are_no_emoji(site, text):
    """Times, names in programs and icons of the theme load nothing."""
    assert said(site(QUIET + EMOJI, a=text.replace("`:fire:x`", "a:fire:b"))) == []


def test_a_request_of_every_page_is_an_error_where_pages_are_restricted(site):
    """What the site can do without is left out instead."""
    config = "theme: material\nextra: {analytics: {provider: google}}\nrepo_url: https://github.com/example/wiki\n"

    assert said(site(config, AUDIENCES)) == [
        (4, "warning", "theme.font"),
        (5, "error", "extra.analytics"),
        (6, "warning", "repo_url"),
    ]
    assert [setting for _, _, setting in said(site(config, OPEN))] == ["extra.analytics", "repo_url"]
    assert said(site(config, f"{AUDIENCES}, external: allow")) == []
    assert said(site(config, "external: error"))[1] == (5, "error", "extra.analytics")


def test_fonts_that_the_site_asks_for_are_refused_where_pages_are_restricted(site):
    """It would look otherwise than its author means."""
    assert said(site("theme: {name: material, font: {text: Inter}}\n", AUDIENCES)) == [(4, "error", "theme.font")]


def test_a_setting_of_an_inherited_file_is_found_there(site, tmp_path):
    """At its line of that file; what the inheriting file sets is found in the latter."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/base.yml").write_text(f"{QUIET}extra:\n  analytics: {{provider: google}}\n", encoding="utf-8")
    inheriting = site("INHERIT: shared/base.yml\nextra_css: [//css.example/x]\n")

    found = check_external_settings(find_external_settings(*inheriting), inheriting[1].project.link_policy)

    assert sorted((one.path, one.line) for one in found) == [("mkdocs.yml", 5), ("shared/base.yml", 3)]


def test_trusted_hosts_are_no_finding(site):
    """One that is not trusted is enough for one."""
    config = "theme: {name: material, font: {text: Inter}}\n"
    assert said(site(config, "external_hosts: ['*.googleapis.com', fonts.gstatic.com]")) == []
    assert len(said(site(config, "external_hosts: ['*.googleapis.com']"))) == 1


LOADS = {
    "an image": ("![x](https://img.example/a.png)", 1),
    "an image by reference": ("![x][g]\n\n[g]: https://img.example/a.png", 3),
    "an image with a title": ('Text ![x](<https://img.example/a.png> "Orders")', 1),
    "a linked image": ("[![x](https://img.example/a.svg)](https://other.example/)", 1),
    "an image as HTML": ("Text\n\n<p>\n<img alt=x src=//img.example/a.png></p>", 4),
    "a frame": ('<iframe src="https://img.example/embed"></iframe>', 1),
    "a script": ('<script src="https://img.example/x.js"></script>', 1),
    "a script that asks": ("<script>fetch('https://img.example/x')</script>", 1),
    "a script that adds one": ("<script>s.src = 'https://img.example/x'</script>", 1),
    "a style": ('<p style="background: url(https://img.example/a.png)">x</p>', 1),
    "a film": ("<video controls>\n<source src='https://img.example/a.mp4'></video>", 2),
}
NO_LOADS = [
    "[x](https://img.example/a.png)",
    "`![x](https://img.example/a.png)`",
    "```\n![x](https://img.example/a.png)\n```",
    "    <img src='https://img.example/a.png'>",
    "<!-- ![x](https://img.example/a.png) -->",
    "![x](https://wiki.example/a.png)",
    "![x](a.png)",
    "<https://img.example/a.png> and https://img.example/a.png",
    '<a href="https://img.example/a.png">x</a>',
]


@pytest.mark.parametrize(("text", "line"), LOADS.values(), ids=LOADS)
def test_what_a_document_loads_is_found_at_its_line(site, text, line):
    """Whatever loads it, below the front matter."""
    _, sources = site(QUIET, a=f"---\ntitle: A\n---\n{text}\n")

    loads = [(one.line, one.host) for one in find_external_loads(sources, "https://wiki.example/")]

    assert loads == [(line + 3, "img.example")]


@pytest.mark.parametrize("text", NO_LOADS)
def test_what_loads_nothing_is_not(site, text):
    """# Control case: links, code, comments, files of the site."""
    _, sources = site(QUIET, a=f"{text}\n")

    assert list(find_external_loads(sources, "https://wiki.example/")) == []


def test_a_load_is_as_grave_as_its_readers_are_few(site):
    """By the label of the document and of the part around it; of a style sheet, by those of every page.

    By default, what documents load is left out for those who sign in, so that it is no error.
    """
    image = "![x](https://img.example/{}.png)"
    site_and_sources = site(
        QUIET,
        AUDIENCES,
        a=f"---\naudience: public\n---\n{image.format(1)}\n\n<!-- audience: staff -->\n{image.format(2)}\n"
        "<!-- /audience -->\n",
        b=image.format(3),
        **{"x.css": "/* url(https://no.example/) */\na { background: url(https://img.example/4.png) }"},
    )
    sources = site_and_sources[1]
    policy = sources.project.link_policy
    strict = replace(policy, external="error")

    found = sorted(check_external_loads(find_external_loads(sources), policy))

    assert {one.severity.value for one in check_external_loads(find_external_loads(sources), strict)} == {"error"}
    assert [(one.path, one.line, one.severity.value) for one in found] == [
        ("a.md", 4, "warning"),
        ("b.md", 1, "warning"),
        ("x.css", 2, "error"),
    ]


def test_an_address_without_end_is_not_shown_whole(site):
    """Its line is, which the message names; an address of usual length is in the message."""
    _, sources = site(QUIET, a=f"![x](https://img.example/{'a' * 300})\n", b="![x](https://pic.example/1.png)\n")

    long, short = check_external_loads(find_external_loads(sources), sources.project.link_policy)

    assert len(long.message) < 200
    assert "a…', so that img.example can tell" in long.message
    assert "'https://pic.example/1.png'" in short.message


def test_a_host_that_many_documents_load_from_is_one_line_of_a_build(site):
    """With the number of the other files."""
    _, sources = site(QUIET, **{f"d{n}": f"![x](https://img.example/{n}.png)\n" for n in range(9)})

    problems = check_external_loads(find_external_loads(sources), sources.project.link_policy)
    (one,) = one_for_each_host(problems)

    assert one.path == "d0.md"
    assert one.message.endswith("8 more files load from img.example.")


def test_templates_that_load_from_other_hosts_are_named_with_their_line(site, tmp_path):
    """Each host once for each template; what is a comment, or the site's own, is not loaded."""
    folder = tmp_path / "overrides/partials"
    folder.mkdir(parents=True)
    giscus = "https://giscus.example/client.js"
    (folder / "comments.html").write_text(
        "{# <script src='https://old.example/x.js'></script> #}\n{% if page %}\n"
        f"<script src='{giscus}'></script>\n<img src='https://giscus.example/x.png'>\n{{% endif %}}\n"
        "<script src='{{ base_url }}/own.js'></script><script src='https://wiki.example/own.js'></script>"
        "<a href='https://chat.example/'>chat</a>"
    )
    theme = "theme: {name: material, font: false, custom_dir: overrides}\n"
    for options, severity in (("", "warning"), (AUDIENCES, "error"), ("external_hosts: [giscus.example]", "")):
        written = site(theme, options)
        found = [
            (one.path, one.line, one.severity.value, one.highlight)
            for one in check_external_settings(find_external_settings(*written), written[1].project.link_policy)
        ]
        assert found == ([("overrides/partials/comments.html", 3, severity, giscus)] if severity else [])
