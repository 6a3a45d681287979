"""Finds what documents and style sheets load from other hosts, at its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from mkdocs_postmortems.audit.urls import UrlUse, css_urls, html_urls
from mkdocs_postmortems.core.audiences.labelled_document import LabelledDocument
from mkdocs_postmortems.core.audiences.references import STYLE_SUFFIXES
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.link_policy import LinkPolicy
from mkdocs_postmortems.core.parse.blocks import BlockKind, parse_blocks
from mkdocs_postmortems.core.parse.comments import COMMENT, blank
from mkdocs_postmortems.sources.labelled_sources import LabelledSources

EXTERNAL_LOAD = "PM070"
_SHOWN_LENGTH = 80
"""How many characters of an address a message shows; the line has the rest."""
# Every repetition has an upper bound, so that matching takes linear time.
_MAY_LOAD = re.compile(r"!\[|<[a-zA-Z]|url\(|@import")
_IMAGE = re.compile(r"!\[(?:[^\[\]]|\\\]){0,1000}\]\(\s{0,5}<?((?:https?:)?//[^()\s<>]{1,2000})", re.IGNORECASE)
_IMAGE_BY_REFERENCE = re.compile(r"!\[([^\[\]]{0,500})\](?:\[([^\[\]]{0,500})\])?(?!\()")
_REFERENCE = re.compile(
    r"^[ ]{0,3}\[([^\[\]\n]{1,500})\]:[ \t]*<?((?:https?:)?//[^\s<>]{1,2000})", re.MULTILINE | re.IGNORECASE
)
_CODE = re.compile(r"(`{1,3})(?!`)[^\n]{1,2000}?(?<!`)\1(?!`)|" + COMMENT)

_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)


class ExternalLoad(NamedTuple):
    """Something that a file loads from another host."""

    path: str
    line: int
    url: str
    labels: tuple[str, ...]
    """Labels of the text; empty for a style sheet, which every page may load."""

    @property
    def host(self) -> str:
        """The host in lower case; empty if the address is invalid."""
        return host_of(self.url)


def host_of(url: str) -> str:
    """Return the host of a URL in lower case; empty if it has none or is invalid."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def find_external_loads(sources: LabelledSources, site_url: str = "") -> Iterator[ExternalLoad]:
    """Yield what documents and style sheets load from other hosts than that of `site_url`."""
    own = host_of(site_url)
    for one in sources.documents:
        for load in _document_loads(one):
            if load.host and load.host != own:
                yield load
    texts = sources.tree.attachments.stylesheets.items()
    for path, text in sorted((path, text) for path, text in texts if path.lower().endswith(STYLE_SUFFIXES)):
        for address in css_urls(_CSS_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)):
            if _is_external(address.url) and host_of(address.url) != own:
                yield ExternalLoad(path, line_of(text, address.url), address.url, ())


def check_external_loads(loads: Iterable[ExternalLoad], policy: LinkPolicy) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each host that a file loads from, at the first line, as grave as the site says."""
    seen: set[tuple[str, str, Severity]] = set()
    for load in loads:
        severity = Severity.OFF if policy.allows(load.host) else policy.load_severity(load.labels)
        if severity is not Severity.OFF and (load.path, load.host, severity) not in seen:
            seen.add((load.path, load.host, severity))
            yield _diagnostic(load, severity, policy)


def one_for_each_host(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield of the diagnostics of one host and severity the first, with the number of files that have others."""
    groups: dict[tuple[str, Severity], list[Diagnostic]] = {}
    for problem in sorted(problems):
        groups.setdefault((host_of(problem.highlight), problem.severity), []).append(problem)
    for (host, _), (first, *others) in groups.items():
        more = f" {len(others):,} more file{'s load' if len(others) > 1 else ' loads'} from {host}." if others else ""
        yield replace(first, message=first.message + more)


def _diagnostic(load: ExternalLoad, severity: Severity, policy: LinkPolicy) -> Diagnostic:
    url = load.url if len(load.url) <= _SHOWN_LENGTH else f"{load.url[:_SHOWN_LENGTH]}…"
    message = f"loads {url!r}, so that {load.host} can tell who reads this."
    if load.labels and policy.has_links_for_restricted:
        message = f"{message[:-1]}; sites that only some may read have a link instead."
    mend = f"Put the file beside this one, link to it instead, or name {load.host} in the option external_hosts."
    return Diagnostic(load.path, load.line, EXTERNAL_LOAD, message, severity, mend, highlight=load.url)


def _document_loads(one: LabelledDocument) -> Iterator[ExternalLoad]:
    text = one.source.text
    if "//" not in text or not _MAY_LOAD.search(text):
        return
    body = text.removeprefix(one.front_matter)
    first = text[: len(text) - len(body)].count("\n") + 1
    shown = _without_code(body)
    for url in dict.fromkeys(_urls(shown)):
        line = first + line_of(shown, url) - 1
        yield ExternalLoad(one.path, line, url, one.labels_at(line))


def _urls(text: str) -> Iterator[str]:
    """Yield the URLs on other hosts that a Markdown text loads."""
    yield from (found[1] for found in _IMAGE.finditer(text))
    named = {" ".join(found[1].casefold().split()): found[2] for found in _REFERENCE.finditer(text)}
    for found in _IMAGE_BY_REFERENCE.finditer(text) if named else ():
        if url := named.get(" ".join((found[2] or found[1]).casefold().split())):
            yield url
    for address in html_urls(text):
        if address.use is UrlUse.LOADED and _is_external(address.url):
            yield address.url


def _is_external(url: str) -> bool:
    return url.lower().startswith(("http://", "https://", "//", "ws://", "wss://"))


def _without_code(body: str) -> str:
    """Return a body with blanks in place of code and comments."""
    lines = body.split("\n")
    for block in parse_blocks(body, 1):
        if block.kind is BlockKind.CODE:
            lines[block.line - 1 : block.last_line] = [""] * (block.last_line - block.line + 1)
    return _CODE.sub(blank, "\n".join(lines))


def line_of(text: str, url: str) -> int:
    """Return the line (1-based) of a URL; 1 if it is written otherwise, with entities."""
    return text.count("\n", 0, max(text.find(url), 0)) + 1
