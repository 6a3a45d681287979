"""Which tool a link leads to."""

import pytest
from mkdocs_postmortems.core.pages.link_tools import find_tool


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
