"""Which tool a link leads to, and which addresses may be links."""

import pytest
from mkdocs_postmortems.core.pages.link_tools import find_tool, is_safe_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://grafana.example.com/d/1", "Grafana"),
        ("https://acme.grafana.net/d/1", "Grafana"),
        ("https://logs-kibana.internal/app", "Kibana"),
        ("https://acme.pagerduty.com/incidents/1", "PagerDuty"),
        ("https://github.com/acme/x/pull/1", "GitHub"),
        ("https://www.githubstatus.com/incidents/1", "Status page"),
        ("https://gitlab.acme.com/x", "GitLab"),
        ("https://acme.atlassian.net/browse/OPS-1", "Jira"),
        ("https://acme.atlassian.net/wiki/spaces/X", "Confluence"),
        ("https://acme.slack.com/archives/1", "Slack"),
        ("https://app.datadoghq.eu/x", "Datadog"),
        ("https://status.acme.com/1", "Status page"),
        ("https://acme.statuspage.io/1", "Status page"),
        ("https://example.com/grafana", "Link"),
        ("https://[broken", "Link"),
        ("../x.md", "Link"),
    ],
)
def test_a_tool_is_known_by_its_host(url, expected):
    """The host tells, the path does not."""
    assert find_tool(url).name == expected


@pytest.mark.parametrize("url", ["https://a.b/c", "http://a", "mailto:x@y.z", "../x.md", "x.md#y", "/a?b=c:d", "#x"])
def test_ordinary_addresses_are_links(url):
    """http, https, mailto and what is relative."""
    assert is_safe_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:x",
        "java\nscript:x",
        "data:text/html,x",
        "vbscript:x",
        "//evil",
        "",
        "file:///x",
    ],
)
def test_other_addresses_are_text(url):
    """Whatever could run a script, or leave for another host unseen."""
    assert not is_safe_url(url)
