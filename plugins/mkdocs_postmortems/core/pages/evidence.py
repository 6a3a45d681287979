"""Where a link of a postmortem leads: the tool behind an address, told by its host."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that evidence is kept in."""

    name: str
    icon: str
    """Path of an icon below the theme's `.icons`, without its ending."""


LINK = Tool("Link", "material/link-variant")
STATUS_PAGE = Tool("Status page", "material/bullhorn-outline")
CONFLUENCE = Tool("Confluence", "simple/confluence")

TOOLS = (
    ("grafana", Tool("Grafana", "simple/grafana")),
    ("kibana", Tool("Kibana", "simple/kibana")),
    ("pagerduty", Tool("PagerDuty", "simple/pagerduty")),
    ("opsgenie", Tool("Opsgenie", "simple/opsgenie")),
    ("githubstatus", STATUS_PAGE),
    ("github", Tool("GitHub", "simple/github")),
    ("gitlab", Tool("GitLab", "simple/gitlab")),
    ("confluence", CONFLUENCE),
    ("jira", Tool("Jira", "simple/jira")),
    ("atlassian", Tool("Jira", "simple/jira")),
    ("slack", Tool("Slack", "fontawesome/brands/slack")),
    ("datadoghq", Tool("Datadog", "simple/datadog")),
    ("datadog", Tool("Datadog", "simple/datadog")),
    ("sentry", Tool("Sentry", "simple/sentry")),
    ("prometheus", Tool("Prometheus", "simple/prometheus")),
    ("linear", Tool("Linear", "simple/linear")),
    ("zoom", Tool("Zoom", "simple/zoom")),
    ("statuspage", STATUS_PAGE),
    ("status", STATUS_PAGE),
)
"""Labels of host names, the telling ones first."""


def tool_of(url: str) -> Tool:
    """Return the tool that an address belongs to; a plain link if its host tells nothing."""
    try:
        parts = urlsplit(url)
        labels = (parts.hostname or "").split(".")
    except ValueError:
        return LINK
    if labels[:1] == ["status"] or labels[-2:-1] == ["statuspage"]:
        return STATUS_PAGE
    words = {word for label in labels for word in (label, *label.split("-"))}
    found = next((tool for word, tool in TOOLS if word in words), LINK)
    return CONFLUENCE if "atlassian" in words and parts.path.startswith("/wiki") else found


def is_safe(url: str) -> bool:
    """Whether an address may become a link: http, https, mailto, or a relative one."""
    text = url.strip()
    if not text or any(ord(char) < 33 for char in text) or text.startswith("//"):
        return False
    head = text.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    return ":" not in head or text.lower().startswith(("http://", "https://", "mailto:"))
