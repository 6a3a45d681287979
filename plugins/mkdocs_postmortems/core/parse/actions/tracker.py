"""Where an action item is tracked: the address or id of an issue, ticket or change."""

from __future__ import annotations

import re

from mkdocs_postmortems.core.parse.inline import links

_URL = re.compile(
    r"""/(?: issues | pull | pulls | merge_requests | -/issues | -/merge_requests | -/work_items | work_items | tickets?
        | browse | story | stories | discussions )/[A-Za-z0-9#_-]+
    |   linear\.app/.+/issue/ | trello\.com/c/ | app\.asana\.com/0? | shortcut\.com | clickup\.com/t/
    |   monday\.com/boards/ | _workitems/ | bugs\. | bugzilla | /show_bug
    |   phabricator\.[^/]+/[TD]\d | /T\d{3,}\b
    |   youtrack | atlassian\.net/(?:browse|jira) | servicedesk | /helpdesk/""",
    re.IGNORECASE | re.VERBOSE,
)
_LINK_TEXT = re.compile(r"#\d+|[A-Z][A-Z0-9]+-\d+|(?i:issue|ticket|jira|tracker|task|pr|mr)")
_BARE_URL = re.compile(r"https?://\S+")
_ID = re.compile(r"(?<![\w/.&-])([A-Z][A-Z0-9]{1,9}-\d{1,6})(?![\w-])")
_NUMBER = re.compile(
    r"""(?<![\w/&])((?:[\w.-]{1,40}/[\w.-]{1,60})?\#\d{1,7})\b  # #123, org/repo#123
    |   \b((?:GH|PR|MR)[ #-]?\d{1,7}|![0-9]{1,7})\b            # GH-123, PR 123, !123""",
    re.VERBOSE,
)
_NO_ID = re.compile(
    r"""^(?: CVE | RFC | ISO | SHA | UTF | SEV | HTTP | TLS | AES | UTC | GMT | SOC | PCI | COVID | P | S | US | EU | AP
        | GPT | RSA | ECDSA | IPV | X | INC | PM | AZ | M | T | C | R | N | G )-\d+$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Standards, severities, regions and incidents are written like ids."""


def find_tracker(raw: str) -> str | None:
    """Return a link to an issue or change if there is one, else `ABC-123`, else `#123`."""
    for url, text in links(raw):
        if _URL.search(url) or _LINK_TEXT.fullmatch(text.strip()):
            return url
    bare = _BARE_URL.sub(" ", raw)
    for match in _ID.finditer(bare):
        if not _NO_ID.match(match[1]):
            return match[1]
    number = _NUMBER.search(bare)
    return number[1] or number[2] if number else None
