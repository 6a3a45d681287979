"""Kinds: postmortems, status notices, and pages that are neither."""

from __future__ import annotations

from typing import Any

import pytest
from mkdocs_postmortems.core.model import DocumentKind, SectionName
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.parse.document_features import DocumentFeatures
from mkdocs_postmortems.core.parse.document_kind import classify_document

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
TWO = {SectionName.IMPACT, SectionName.ROOT_CAUSE}
GRAVE = {"severity": "1"}
DATED: dict[str, Any] = {"is_dated": True}
POSTMORTEMS: dict[str, dict[str, Any]] = {
    "a section and a date": {"sections": {SectionName.DETECTION}, **DATED},
    "a company and its report": {"metadata": {"company": True, "url": True}},
    "an id for a name": {"path": "INC-2024-017.md", **DATED},
    "a long story": {"blocks": "errors " * 500, "timed_event_count": 3, **DATED},
    "a readme that is one": {"path": "README.md", "sections": TWO, **DATED},
    "a day before the word template": {"path": "2024-02-04-template.md", "metadata": GRAVE, **DATED},
    "a story about a template": {"path": "a-template.md", "timed_event_count": 3, "metadata": GRAVE, **DATED},
    "a story in a folder of guides": {"path": "runbooks/x.md", "timed_event_count": 3, "sections": TWO},
    "a folder called like guides": {"path": "runbooks of search/x.md", "metadata": GRAVE},
    "four gaps": {"blocks": "{{a}} {{b}} {{c}} {{d}}", "metadata": GRAVE},
    "gaps in code": {"blocks": "```\n{{a}} {{b}} {{c}} {{d}} {{e}}\n```", "metadata": GRAVE},
    "three empty headings": {"blocks": "# A\n\n# B\n\n# C", "sections": TWO},
    "four headings with enough text": {"blocks": "# A\n\n# B\n\n# C\n\n# D\n\n" + "word " * 48, "sections": TWO},
    "four headings with a table": {
        "blocks": f"# A\n\n# B\n\n# C\n\n# D\n\n|a|b|\n|-|-|\n|{'word ' * 47}|word|",
        "sections": TWO,
    },
    "four headings with a date": {"blocks": "# A\n\n# B\n\n# C\n\n# D", "sections": TWO, **DATED},
    "a status page with analysis": {"metadata": {"resolved": True}, "sections": {SectionName.ROOT_CAUSE}, **DATED},
    "updates with sections": {"blocks": UPDATES, "sections": {SectionName.IMPACT, SectionName.TIMELINE}},
}
NOTICES: dict[str, dict[str, Any]] = {
    "short story": {"blocks": "word " * 399, "timed_event_count": 1, **DATED},
    "section and affected": {"metadata": {"section": True, "affected": True}},
    "resolved when": {"metadata": {"resolvedWhen": True}},
    "a third of the paragraphs": {"blocks": f"{UPDATES}\n\na\n\nb\n\nc\n\nd"},
    "a plan that failed": {"metadata": {"resolved": True, "severity": "down"}, "title": "Planned upgrade failed"},
    "grave maintenance": {"metadata": {"resolved": True, "severity": "down"}, "blocks": "After the maintenance."},
    "mild": {"metadata": {"resolved": True, "severity": "notice"}, "blocks": "Slow."},
}
PAGES: dict[str, dict[str, Any]] = {
    "a section": {"sections": {SectionName.DETECTION}},
    "a company": {"metadata": {"company": True}},
    "an address": {"metadata": {"url": True}},
    "a plan": {"title": "Planned outage", **DATED},
    "a date": {"blocks": "word", **DATED},
    "400 words": {"blocks": "word " * 400, "timed_event_count": 1, **DATED},
    "two events": {"blocks": "errors " * 500, "timed_event_count": 2, **DATED},
    "a story without a date": {"blocks": "errors " * 500, "timed_event_count": 3},
    "a story of no incident": {"blocks": "words " * 500, "timed_event_count": 3, **DATED},
    "incidents in code": {"blocks": "```\nerrors\n```\n" + "words " * 500, "timed_event_count": 3, **DATED},
    "incidents far below": {"blocks": "words " * 500 + "errors", "timed_event_count": 3, **DATED},
    "incidents in the seventh block": {
        "blocks": "x\n\n" * 6 + "errors\n\n" + "words " * 400,
        "timed_event_count": 3,
        **DATED,
    },
    "a readme with a date": {"path": "README.md", "sections": {SectionName.IMPACT}, **DATED},
    "a readme with sections": {"path": "README.md", "sections": TWO},
    "a day in the name of a template": {"path": "2024-02-04-template.md", "metadata": GRAVE},
    "a template with few events": {"path": "a-template.md", "timed_event_count": 2, "metadata": GRAVE, **DATED},
    "a template with a story but no date": {"path": "a_template.md", "timed_event_count": 3, "metadata": GRAVE},
    "in a folder of guides": {"path": "docs/runbooks/x.md", "metadata": GRAVE},
    "few words below headings": {"blocks": "# A\n\n# B\n\n# C\n\n# D\n\n" + "word " * 47, "sections": TWO},
    "a section of a status page": {"metadata": {"section": True}},
    "informational": {"metadata": {"informational": True}},
    "one update": {"blocks": "**Investigating** - x"},
    "few updates": {"blocks": f"{UPDATES}\n\na\n\nb\n\nc\n\nd\n\ne"},
    "updates in code": {"blocks": "```\nResolved - x\n```\n\n```\nResolved - x\n```"},
    "maintenance that failed": {"metadata": {"resolved": True, "severity": "down"}, "title": "Maintenance failed"},
    "mild maintenance": {"metadata": {"resolved": True, "severity": "notice"}, "blocks": "Planned maintenance."},
}
CASES |= {f"postmortem: {name}": (DocumentKind.POSTMORTEM, signs) for name, signs in POSTMORTEMS.items()}
CASES |= {f"notice: {name}": (DocumentKind.NOTICE, signs) for name, signs in NOTICES.items()}
CASES |= {f"page: {name}": (DocumentKind.PAGE, signs) for name, signs in PAGES.items()}


@pytest.mark.parametrize(("kind", "signs"), CASES.values(), ids=CASES)
def test_signs_tell_the_kind(kind: DocumentKind, signs: dict[str, Any]) -> None:
    """Each sign alone decides where no stronger one speaks against it."""
    given = {"path": "x.md", "title": "X", "metadata": {}, "timed_event_count": 0, "is_dated": False, **signs}
    given |= {"blocks": parse_blocks(signs.get("blocks", "")), "sections": frozenset(signs.get("sections", ()))}

    assert kind is classify_document(DocumentFeatures(**given))
