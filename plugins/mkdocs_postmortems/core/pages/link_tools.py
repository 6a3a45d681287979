"""Where a link of a postmortem leads: the tool behind an address, told by its host."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class LinkTool:
    """A tool that evidence is kept in."""

    name: str
    icon: str
    """Path of an icon below the theme's `.icons`, without its ending."""


PLAIN_LINK = LinkTool("Link", "material/link-variant")
STATUS_PAGE = LinkTool("Status page", "material/bullhorn-outline")
CONFLUENCE = LinkTool("Confluence", "simple/confluence")

TOOLS_BY_HOST_LABEL = (
    ("grafana", LinkTool("Grafana", "simple/grafana")),
    ("kibana", LinkTool("Kibana", "simple/kibana")),
    ("pagerduty", LinkTool("PagerDuty", "simple/pagerduty")),
    ("opsgenie", LinkTool("Opsgenie", "simple/opsgenie")),
    ("githubstatus", STATUS_PAGE),
    ("github", LinkTool("GitHub", "simple/github")),
    ("gitlab", LinkTool("GitLab", "simple/gitlab")),
    ("confluence", CONFLUENCE),
    ("jira", LinkTool("Jira", "simple/jira")),
    ("atlassian", LinkTool("Jira", "simple/jira")),
    ("slack", LinkTool("Slack", "fontawesome/brands/slack")),
    ("datadoghq", LinkTool("Datadog", "simple/datadog")),
    ("datadog", LinkTool("Datadog", "simple/datadog")),
    ("sentry", LinkTool("Sentry", "simple/sentry")),
    ("prometheus", LinkTool("Prometheus", "simple/prometheus")),
    ("linear", LinkTool("Linear", "simple/linear")),
    ("zoom", LinkTool("Zoom", "simple/zoom")),
    ("statuspage", STATUS_PAGE),
    ("status", STATUS_PAGE),
)
"""Labels of host names, the telling ones first."""


def find_tool(url: str) -> LinkTool:
    """Return the tool that an address belongs to; a plain link if its host tells nothing."""
    try:
        parts = urlsplit(url)
        labels = (parts.hostname or "").split(".")
    except ValueError:
        return PLAIN_LINK
    if labels[:1] == ["status"] or labels[-2:-1] == ["statuspage"]:
        return STATUS_PAGE
    words = {word for label in labels for word in (label, *label.split("-"))}
    found = next((tool for word, tool in TOOLS_BY_HOST_LABEL if word in words), PLAIN_LINK)
    return CONFLUENCE if "atlassian" in words and parts.path.startswith("/wiki") else found
