"""What is wrong with links is one finding for each cause, at its source, as grave as the site says."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.audit.hidden_paths import hidden_paths
from mkdocs_postmortems.audit.link_report import LinkContext, ReportedHosts
from mkdocs_postmortems.audit.site_audit import audit_site
from mkdocs_postmortems.audit.source_places import SourcePlaces
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.link_policy import LinkPolicy, dead_link_severity
from mkdocs_postmortems.core.source import Source

AUDIENCES = parse_audiences(
    {"public": {"anyone": True}, "staff": {"includes": ["public"]}, "security": {"includes": ["staff"]}}
)
HIDDEN = hidden_paths(
    ["kb/a.md", "security/2024-05-token-leak.md", "security/graph.png", "secret/index.md", "kb/summary.md"],
    ["kb/a.md"],
)


def _findings(root, context, url=""):
    return audit_site(root, fingerprints=None, site_url=url, links=context).findings


@pytest.mark.parametrize(
    ("option", "readers", "severity"),
    [
        ("auto", ("public",), "warning"),
        ("auto", ("staff",), "error"),
        ("auto", ("public", "security"), "error"),
        ("auto", None, "error"),
        ("warn", ("staff",), "warning"),
        ("error", ("public",), "error"),
        ("allow", ("security",), "off"),
    ],
)
def test_a_request_is_as_grave_as_what_it_tells(option, readers, severity):
    """By default, it is an error where not everybody may read the page."""
    assert LinkPolicy(external=option, audiences=AUDIENCES).external_severity(readers) == severity


def test_without_audiences_a_request_is_a_warning():
    """There is nothing that another host should not know."""
    assert LinkPolicy().external_severity(None) is Severity.WARNING
    assert LinkPolicy(external="error").external_severity(None) is Severity.ERROR


@pytest.mark.parametrize(
    ("option", "strict", "severity"),
    [
        ("auto", False, "warning"),
        ("auto", True, "error"),
        ("warn", True, "warning"),
        ("error", False, "error"),
    ],
)
def test_a_dead_link_is_as_grave_as_the_site_says(option, strict, severity):
    """A strict site refuses dead links unless it says otherwise."""
    assert dead_link_severity(option, strict=strict) == severity


@pytest.mark.parametrize(
    "url",
    [
        "../security/2024-05-token-leak/",
        "../../security/2024-05-token-leak.md",
        "/security/2024-05-token-leak.md#cause",
        "../security/2024-05-Token-Leak.html",
        "2024-05-token-leak.md",
        "../security/graph.png",
        "../../security/graph.png",
        "../secret/",
        "/secret/README.md",
    ],
)
def test_a_dead_link_that_names_a_hidden_file_is_an_error(write_site, url):
    """However the link is written, whatever the site says of dead links."""
    root = write_site({"kb/a/index.html": f'<a href="{url}">x</a>'})

    (finding,) = _findings(root, LinkContext(hidden=HIDDEN))

    assert (finding.code, finding.severity) == ("PV024", "error")


@pytest.mark.parametrize("url", ["../gone/", "graph.png", "summary-of-2024.md", "../token/", "gone.md#token-leak"])
def test_a_dead_link_that_names_nothing_hidden_is_a_warning(write_site, url):
    """# Control case."""
    root = write_site({"kb/a/index.html": f'<a href="{url}">x</a>'})

    (finding,) = _findings(root, LinkContext(hidden=HIDDEN))

    assert (finding.code, finding.severity) == ("PV020", "warning")


def test_a_finding_is_at_the_line_of_the_source(write_site):
    """An editor opens the place to mend."""
    sources = [Source("2024/a.md", "# A\n\nSee [b](gone.md) and\n![g](<my graph.png>).\n")]
    root = write_site({"2024/a/index.html": '<a href="gone.md">b</a><img src="my%20graph.png">'})

    findings = _findings(root, LinkContext(places=SourcePlaces(sources, "docs/{}".format)))

    assert [(one.path, one.line, one.highlight) for one in findings] == [
        ("docs/2024/a.md", 3, "gone.md"),
        ("docs/2024/a.md", 4, "my%20graph.png"),
    ]


@pytest.mark.parametrize(("nav_file", "found"), [("SUMMARY.md", ["gone.md"]), ("", ["gone.md", "guide/", "more/*"])])
def test_folders_in_the_navigation_of_a_plugin_are_no_links(write_site, nav_file, found):
    """It puts in what is in them; without the plugin they lead nowhere."""
    source = Source("SUMMARY.md", "* [Guide](guide/)\n* [More](more/*)\n* [Gone](gone.md)\n")
    root = write_site(
        {"SUMMARY/index.html": "".join(f'<a href="{url}">x</a>' for url in ("guide/", "more/*", "gone.md"))}
    )
    reported = ReportedHosts(nav_file=nav_file)

    findings = _findings(root, LinkContext(places=SourcePlaces([source], str), reported=reported))

    assert sorted(one.highlight for one in findings) == found


def test_one_cause_is_one_finding(write_site):
    """What the layout of every page has is said once, with the number of pages."""
    page = '<link rel="stylesheet" href="https://fonts.example/css?a"><link rel="icon" href="https://fonts.example/b">'
    root = write_site({f"{name}/index.html": page for name in "abcd"} | {"404.html": page})

    (finding,) = _findings(root, LinkContext())

    assert finding.path == "404.html"
    assert finding.message.endswith("4 more pages do so.")


def test_hosts_that_the_site_trusts_are_no_finding(write_site):
    """By name or pattern; others stay findings."""
    images = "".join(f'<img src="https://{host}/x.png">' for host in ("img.example", "a.cdn.example", "b.example"))
    root = write_site({"a/index.html": images})

    findings = _findings(root, LinkContext(policy=LinkPolicy(hosts=("IMG.example", "*.cdn.example"))))

    assert [one.message.split("'")[1] for one in findings] == ["https://b.example/x.png"]
