"""Kinds: postmortems, status notices, and pages that are neither."""

from __future__ import annotations

from typing import Any

import pytest
from mkdocs_postmortems.core.model import DocumentKind, SectionName
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.document_kind import DocumentFeatures, classify_document

UPDATES = "**Investigating** - x\n\n**Resolved** - y"
CASES: dict[str, tuple[DocumentKind, dict[str, Any]]] = {
    "two telling sections": (
        DocumentKind.POSTMORTEM,
        {"sections": {SectionName.IMPACT, SectionName.ROOT_CAUSE}, "blocks": "long " * 99},
    ),
    "a severity": (DocumentKind.POSTMORTEM, {"metadata": {"severity": "1"}}),
    "called an outage": (DocumentKind.POSTMORTEM, {"title": "Outage of search", "is_dated": True}),
    "no date": (DocumentKind.PAGE, {"title": "Outage of search"}),
    "updates": (DocumentKind.NOTICE, {"blocks": UPDATES}),
    "planned updates": (DocumentKind.PAGE, {"blocks": UPDATES, "title": "Scheduled maintenance"}),
    "status page": (DocumentKind.NOTICE, {"metadata": {"resolved": True}}),
    "short story": (DocumentKind.NOTICE, {"blocks": "x", "is_dated": True, "timed_event_count": 1}),
    "template": (DocumentKind.PAGE, {"path": "postmortem-template.md", "metadata": {"severity": "1"}}),
    "readme": (DocumentKind.PAGE, {"path": "README.md", "title": "Outages", "is_dated": True}),
    "guide": (DocumentKind.PAGE, {"title": "How to write a postmortem", "metadata": {"severity": "1"}}),
    "form": (DocumentKind.PAGE, {"blocks": "{{a}} {{b}} {{c}} {{d}} {{e}}", "metadata": {"severity": "1"}}),
}


@pytest.mark.parametrize(("kind", "signs"), CASES.values(), ids=CASES)
def test_signs_tell_the_kind(kind: DocumentKind, signs: dict[str, Any]) -> None:
    """Each sign alone decides where no stronger one speaks against it."""
    given = {"path": "x.md", "title": "X", "metadata": {}, "timed_event_count": 0, "is_dated": False, **signs}
    given |= {"blocks": parse_blocks(signs.get("blocks", "")), "sections": frozenset(signs.get("sections", ()))}

    assert kind is classify_document(DocumentFeatures(**given))
