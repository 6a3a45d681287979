"""Which issue trackers there are, and which of their items a text names: the option `trackers`, addresses, keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from urllib.parse import parse_qs, unquote, urlsplit

from mkdocs_postmortems.core.diagnostics import did_you_mean
from mkdocs_postmortems.core.errors import OptionError
from mkdocs_postmortems.core.urls import is_web_address

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
"""Hosts that may be spoken to without encryption: nothing leaves the machine."""
_ATLASSIAN = ".atlassian.net"
_KEY = re.compile(r"[A-Z][A-Z0-9_]{0,19}-[0-9]{1,9}", re.IGNORECASE)
_SHORT = re.compile(r"([\w.-]+(?:/[\w.-]+)+)([#!])([0-9]{1,9})")
_NAME = re.compile(r"[\w.-]+")


class TrackerKind(StrEnum):
    """An issue tracker whose API can be read."""

    ASANA = "asana"
    GITHUB = "github"
    GITLAB = "gitlab"
    JIRA = "jira"
    LINEAR = "linear"


HOMES: Mapping[TrackerKind, str] = MappingProxyType(
    {
        TrackerKind.ASANA: "https://app.asana.com",
        TrackerKind.GITHUB: "https://github.com",
        TrackerKind.GITLAB: "https://gitlab.com",
        TrackerKind.LINEAR: "https://linear.app",
    }
)
"""Where trackers are that their makers run for everybody. A Jira is its owner's in any case."""
ISSUES = "issues"
MERGE_REQUESTS = "merge_requests"
"""The two kinds of items of GitLab, which are counted apart."""


@dataclass(frozen=True, slots=True, order=True)
class TrackerItem:
    """One item of a tracker."""

    kind: TrackerKind
    base: str
    """The address of the tracker: scheme, host, and the path of a tracker below one."""
    project: str
    """What its number counts within: `owner/name`, the letters of a key, `workspace/ENG` of Linear; empty of Asana."""
    number: str
    """Digits."""
    part: str = ISSUES

    @property
    def address(self) -> str:
        """One address for every way to write it."""
        match self.kind:
            case TrackerKind.ASANA:
                return f"{self.base}/0/0/{self.number}"
            case TrackerKind.GITHUB:
                return f"{self.base}/{self.project}/issues/{self.number}"
            case TrackerKind.GITLAB:
                return f"{self.base}/{self.project}/-/{self.part}/{self.number}"
            case TrackerKind.JIRA:
                return f"{self.base}/browse/{self.key}"
            case TrackerKind.LINEAR:
                return f"{self.base}/{self.project.rpartition('/')[0]}/issue/{self.key}"

    @property
    def key(self) -> str:
        """The key of an item of Jira or Linear, such as `OPS-123`."""
        return f"{self.project.rpartition('/')[2]}-{self.number}"


@dataclass(frozen=True, slots=True)
class Trackers:
    """The trackers of a site: those of the option `trackers`, and those that are known without it."""

    configured: Mapping[TrackerKind, str] = field(default_factory=lambda: MappingProxyType({}))
    """Kind -> address, without a slash at the end; of Linear with the workspace."""

    def home(self, kind: TrackerKind) -> str | None:
        """Return the base of the one tracker of a kind that gets the token of that kind; `None` if there is none."""
        base = self.configured.get(kind)
        if base and kind is TrackerKind.LINEAR:
            return _origin(base)
        return base or HOMES.get(kind)

    def key(self, written: str) -> str:
        """Return the name of an item in the snapshot: its address if the tracker is known, else as written."""
        item = self.find(written)
        text = written.strip()
        return item.address if item else text.upper() if _KEY.fullmatch(text) else text

    def find(self, written: str) -> TrackerItem | None:
        """Return the item that an address, a key or `owner/name#12` leads to; `None` if no known tracker has it."""
        text = written.strip()
        if is_web_address(text):
            return self._at_address(text)
        if _KEY.fullmatch(text):
            return self._with_key(text.upper())
        short = _SHORT.fullmatch(text)
        return self._with_number(*short.groups()) if short else None

    def _with_key(self, key: str) -> TrackerItem | None:
        project, _, number = key.rpartition("-")
        if base := self.configured.get(TrackerKind.JIRA):
            return TrackerItem(TrackerKind.JIRA, base, project, number)
        if base := self.configured.get(TrackerKind.LINEAR):
            origin = _origin(base)
            workspace = base.removeprefix(origin).strip("/").lower()
            return TrackerItem(TrackerKind.LINEAR, origin, f"{workspace}/{project}", number) if workspace else None
        return None

    def _with_number(self, project: str, mark: str, number: str) -> TrackerItem | None:
        path, part = project.lower(), MERGE_REQUESTS if mark == "!" else ISSUES
        if mark == "#" and path.count("/") == 1 and (base := self.configured.get(TrackerKind.GITHUB)):
            return TrackerItem(TrackerKind.GITHUB, base, path, number)
        base = self.configured.get(TrackerKind.GITLAB)
        return TrackerItem(TrackerKind.GITLAB, base, path, number, part) if base else None

    def _at_address(self, address: str) -> TrackerItem | None:
        try:
            parts = urlsplit(address)
            host, is_plain = (parts.hostname or "").lower(), "@" not in parts.netloc
        except ValueError:
            return None
        for kind, base in self._bases(host) if is_plain else ():
            known = urlsplit(base)
            if parts.netloc.lower() == known.netloc and f"{parts.path}/".startswith(f"{known.path}/"):
                steps = unquote(parts.path[len(known.path) :]).strip("/").split("/")
                if item := _READERS[kind](base, steps, parts.query):
                    return item
        return None

    def _bases(self, host: str) -> Iterator[tuple[TrackerKind, str]]:
        for kind, base in self.configured.items():
            yield kind, _origin(base) if kind is TrackerKind.LINEAR else base
        yield from HOMES.items()
        if host.endswith(_ATLASSIAN) and _NAME.fullmatch(host):
            yield TrackerKind.JIRA, f"https://{host}"


def _read_asana(base: str, steps: list[str], _: str) -> TrackerItem | None:
    """Read `0/PROJECT/TASK`, with `f` behind it or not, and `1/WORKSPACE/project/PROJECT/task/TASK`."""
    steps = [step for step in steps if step != "f"]
    is_task = (steps[:1] == ["0"] and len(steps) == 3) or (steps[:1] == ["1"] and steps[-2:-1] == ["task"])
    return TrackerItem(TrackerKind.ASANA, base, "", steps[-1]) if is_task and _is_number(steps[-1]) else None


def _read_github(base: str, steps: list[str], _: str) -> TrackerItem | None:
    """Read `OWNER/NAME/issues/1` and `OWNER/NAME/pull/1`, with a tab such as `files` behind it or not."""
    if len(steps) >= 4 and steps[2] in ("issues", "pull") and _is_number(steps[3]) and _are_names(steps[:2]):
        return TrackerItem(TrackerKind.GITHUB, base, "/".join(steps[:2]).lower(), steps[3])
    return None


def _read_gitlab(base: str, steps: list[str], _: str) -> TrackerItem | None:
    """Read `GROUP/…/NAME/-/issues/1`, also with `work_items` or `merge_requests`, and without `-` as of old."""
    parts = {"issues": ISSUES, "work_items": ISSUES, "merge_requests": MERGE_REQUESTS}
    for at, step in enumerate(steps[:-1]):
        if at >= 2 and step in parts and _is_number(steps[at + 1]):
            project = steps[: at - 1] if steps[at - 1] == "-" else steps[:at]
            if len(project) >= 2 and _are_names(project):
                path = "/".join(project).lower()
                return TrackerItem(TrackerKind.GITLAB, base, path, steps[at + 1], parts[step])
    return None


def _read_jira(base: str, steps: list[str], query: str) -> TrackerItem | None:
    """Read `browse/OPS-1`, `…/issues/OPS-1`, and the issue that is selected on a board."""
    pairs = pairwise(steps)
    found = [step for before, step in pairs if before in ("browse", "issues") and _KEY.fullmatch(step)]
    found += [key for key in parse_qs(query).get("selectedIssue", ()) if _KEY.fullmatch(key)]
    if not found:
        return None
    project, _, number = found[0].upper().rpartition("-")
    return TrackerItem(TrackerKind.JIRA, base, project, number)


def _read_linear(base: str, steps: list[str], _: str) -> TrackerItem | None:
    """Read `WORKSPACE/issue/ENG-1`, with words of the title behind it or not."""
    if len(steps) >= 3 and steps[1] == "issue" and _are_names(steps[:1]) and _KEY.fullmatch(steps[2]):
        team, _, number = steps[2].upper().rpartition("-")
        return TrackerItem(TrackerKind.LINEAR, base, f"{steps[0].lower()}/{team}", number)
    return None


_READERS = MappingProxyType(
    {
        TrackerKind.ASANA: _read_asana,
        TrackerKind.GITHUB: _read_github,
        TrackerKind.GITLAB: _read_gitlab,
        TrackerKind.JIRA: _read_jira,
        TrackerKind.LINEAR: _read_linear,
    }
)
"""Kind -> reader of the item from the base, the steps of the path below it, and the query; `None` if it is none."""


def _is_number(step: str) -> bool:
    return step.isascii() and step.isdigit() and len(step) <= 20


def _are_names(steps: list[str]) -> bool:
    """Whether steps of a path are names, so that the path of a request leads nowhere else."""
    return all(_NAME.fullmatch(step) and step.strip(".") for step in steps)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def parse_trackers(written: Mapping[str, object]) -> Trackers:
    """Return the trackers of the option, a mapping from kinds to addresses.

    Raises:
        OptionError: a kind is unknown, or an address is none that a token may be sent to.
    """
    kinds = tuple(map(str, TrackerKind))
    for name in written:
        if name not in kinds:
            raise OptionError(
                f"option 'trackers': there is no tracker {name!r}; expected one of {', '.join(kinds)}."
                f"{did_you_mean(str(name), kinds)}",
                str(name),
            )
    return Trackers(
        MappingProxyType({TrackerKind(name): _parse_address(name, value) for name, value in written.items()})
    )


def _parse_address(name: str, value: object) -> str:
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
        is_known = parts is not None and _is_address(parts.scheme, parts.hostname) and parts.port != 0
    except ValueError:
        parts, is_known = None, False
    if parts is None or not is_known or "@" in parts.netloc or parts.query or parts.fragment:
        raise OptionError(
            f"option 'trackers': {value!r} is no address of a tracker; expected one such as "
            f"{HOMES.get(TrackerKind(name), 'https://example.atlassian.net')!r}.",
            name,
        )
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def _is_address(scheme: str, host: str | None) -> bool:
    return bool(host) and (scheme == "https" or (scheme == "http" and host in LOCAL_HOSTS))
