"""How each tracker is reached: the address of its API, its reader, and the token of the environment."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from mkdocs_postmortems.core.trackers import HOMES, TrackerKind, Trackers
from mkdocs_postmortems.trackers.asana import read_asana
from mkdocs_postmortems.trackers.client import Client, TrackerError
from mkdocs_postmortems.trackers.github import read_github
from mkdocs_postmortems.trackers.gitlab import read_gitlab
from mkdocs_postmortems.trackers.jira import read_jira_cloud, read_jira_server
from mkdocs_postmortems.trackers.linear import read_linear
from mkdocs_postmortems.trackers.reading import Reader
from mkdocs_postmortems.trackers.waiting import Waiting

Environment = Mapping[str, str]
_JIRA_EMAIL = "JIRA_EMAIL"


@dataclass(frozen=True, slots=True)
class _Api:
    """The API of one kind of tracker."""

    token: str
    """The environment variable of the token."""
    address: Callable[[str], str]
    """Base of a tracker -> the address of its API."""
    reader: Reader
    scheme: str = "Bearer "
    """What precedes the token in the header."""


def _github(base: str) -> str:
    return "https://api.github.com" if base == HOMES[TrackerKind.GITHUB] else f"{base}/api/v3"


def _linear(base: str) -> str:
    return "https://api.linear.app" if base == HOMES[TrackerKind.LINEAR] else base


_APIS = MappingProxyType(
    {
        TrackerKind.ASANA: _Api("ASANA_TOKEN", "{}/api/1.0".format, read_asana),
        TrackerKind.GITHUB: _Api("GITHUB_TOKEN", _github, read_github),
        TrackerKind.GITLAB: _Api("GITLAB_TOKEN", "{}/api/v4".format, read_gitlab),
        TrackerKind.JIRA: _Api("JIRA_TOKEN", str, read_jira_server),
        TrackerKind.LINEAR: _Api("LINEAR_API_KEY", _linear, read_linear, scheme=""),
    }
)

VARIABLES = (*(api.token for api in _APIS.values()), _JIRA_EMAIL)
"""The environment variables that are read."""


def connect(
    kind: TrackerKind, base: str, trackers: Trackers, environment: Environment, waiting: Waiting, timeout: float
) -> tuple[Client, Reader]:
    """Return the connection to a tracker, and what reads it.

    Args:
        kind: The kind of the tracker.
        base: Its address.
        trackers: The trackers of the site: a token goes to the one of its kind that is configured, else to its maker's.
        environment: The environment variables.
        waiting: How long may be waited for the tracker.
        timeout: Seconds that an answer may take.

    Raises:
        TrackerError: the token is none.
    """
    api, email = _APIS[kind], environment.get(_JIRA_EMAIL, "").strip()
    is_home = base == trackers.home(kind)
    token = _read_token(environment, api.token) if is_home else ""
    is_cloud = kind is TrackerKind.JIRA and (_is_atlassian(base) or bool(email and is_home))
    headers = {"Authorization": f"{api.scheme}{token}"} if token else {}
    if token and is_cloud:
        if not email:
            raise TrackerError(f"set {_JIRA_EMAIL} beside {api.token}: Jira Cloud wants both.")
        headers = {"Authorization": f"Basic {base64.b64encode(f'{email}:{token}'.encode()).decode()}"}
    advice = f"set {api.token}" if is_home else f"only the {kind.value} that the option trackers names gets {api.token}"
    client = Client(api.address(base), waiting, headers, api.token, advice, timeout)
    return client, read_jira_cloud if is_cloud else api.reader


def _is_atlassian(base: str) -> bool:
    return (urlsplit(base).hostname or "").endswith(".atlassian.net")


def _read_token(environment: Environment, name: str) -> str:
    token = environment.get(name, "").strip()
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise TrackerError(f"{name} holds a blank or another character that no token has.")
    return token
