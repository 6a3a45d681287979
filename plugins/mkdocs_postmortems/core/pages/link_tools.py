"""Recognises the tool that a link leads to, such as Grafana or Jira, by the host of its URL."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class LinkTool:
    """A tool that postmortems link to, with its icon."""

    name: str
    icon: str
    """Path of an icon in the theme's `.icons` folder, without extension."""


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
"""Labels of host names and their tools; the first match wins, so that specific labels come first."""


def find_tool(url: str) -> LinkTool:
    """Return the tool of a URL; `PLAIN_LINK` if its host is unknown or invalid."""
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
