"""The Markdown twin of a postmortem's page: its text as the audience reads it, below what is known of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from mkdocs_postmortems.core.machines.machine_file import SiteAddress
from mkdocs_postmortems.core.model import Moment, Postmortem
from mkdocs_postmortems.core.parse.inline import plain_text, title_to_text
from mkdocs_postmortems.core.yaml_writer import clean_line

TWIN_NAME = "index.md"
_TITLE = re.compile(r" {0,3}#[ \t]|[^\n]{1,500}\n {0,3}=+[ \t]{0,9}(?:\n|$)")
"""A heading of the first level at the beginning."""
_FACTS = ("id", "date", "kind", "status", "type", "severity")
_MOMENTS = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")
_LISTS = ("services", "teams", "tags", "alerts", "error_signatures")


def twin_url(page_url: str) -> str:
    """Return the URL of the twin of a page: `pool/index.md` of `pool/`, `pool.md` of `pool.html`.

    Given the path of a page's file in the site, it returns that of the twin's file.
    """
    if page_url.endswith(".html"):
        return f"{page_url.removesuffix('.html')}.md"
    return f"{page_url}{TWIN_NAME}" if page_url not in ("", "./") else TWIN_NAME


def markdown_twin(document: Postmortem, body: str, site: SiteAddress) -> str:
    """Return the twin of a document, whose text has its links resolved."""
    facts = [f"{key}: {_value(value)}" for key, value in _front_matter(document, site) if value]
    head = "\n".join(["---", *facts, *_action_items(document), "---"])
    text = body.strip("\n")
    has_title = _TITLE.match(text) is not None
    title = "" if has_title else f"# {clean_line(title_to_text(document.title))}\n\n"
    return f"{head}\n\n{title}{text}\n"


def _front_matter(document: Postmortem, site: SiteAddress) -> Iterator[tuple[str, Any]]:
    yield "title", title_to_text(document.title)
    if site.url:
        yield "url", site.absolute(site.page(document.path))
    for name in _FACTS:
        yield name, getattr(document, name)
    for name in _MOMENTS:
        yield name, _moment(getattr(document, name))
    for name in _LISTS:
        yield name, list(getattr(document, name))
    yield "contributing_factors", list(document.factor_ids)
    yield "trigger", document.trigger
    yield "detection", document.detection
    yield "summary", plain_text(document.summary or "")
    yield "impact", {key: plain_text(value) for key, value in document.impact.items()}


def _action_items(document: Postmortem) -> Iterator[str]:
    """Yield the lines of the action items that the front matter declares; those of the text are in the text."""
    declared = [item for item in document.actions if item.line < document.body_line]
    if declared:
        yield "action_items:"
    for item in declared:
        known = {"text": item.text, "id": item.id, "status": item.state, "owner": item.owner, "due": item.due}
        yield f"  - {_value({key: value for key, value in known.items() if value})}"


def _moment(moment: Moment | None) -> str:
    """Return a point in time as front matter has it."""
    if moment is None:
        return ""
    zone = f" {moment.zone}" if moment.zone else ""
    return f"{'~' if moment.approx else ''}{moment.iso.replace('T', ' ')}{zone}"


def _value(value: Any) -> str:
    """Return a value as JSON, which is YAML."""
    return json.dumps(_clean(value), ensure_ascii=False)


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {clean_line(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return clean_line(str(value))
