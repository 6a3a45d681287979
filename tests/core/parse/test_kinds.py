"""Kinds: postmortems, status notices, and pages that are neither."""

from __future__ import annotations

from typing import Any

import pytest
from mkdocs_postmortems.core.model import Kind, SectionName
from mkdocs_postmortems.core.parse.blocks import read_blocks
from mkdocs_postmortems.core.parse.kinds import Signs, kind_of

UPDATES = "**Investigating** - x\n\n**Resolved** - y"
CASES: dict[str, tuple[Kind, dict[str, Any]]] = {
    "two telling sections": (
        Kind.POSTMORTEM,
        {"sections": {SectionName.IMPACT, SectionName.ROOT_CAUSE}, "blocks": "long " * 99},
    ),
    "a severity": (Kind.POSTMORTEM, {"meta": {"severity": "1"}}),
    "called an outage": (Kind.POSTMORTEM, {"title": "Outage of search", "dated": True}),
    "no date": (Kind.PAGE, {"title": "Outage of search"}),
    "updates": (Kind.NOTICE, {"blocks": UPDATES}),
    "planned updates": (Kind.PAGE, {"blocks": UPDATES, "title": "Scheduled maintenance"}),
    "status page": (Kind.NOTICE, {"meta": {"resolved": True}}),
    "short story": (Kind.NOTICE, {"blocks": "x", "dated": True, "events": 1}),
    "template": (Kind.PAGE, {"path": "postmortem-template.md", "meta": {"severity": "1"}}),
    "readme": (Kind.PAGE, {"path": "README.md", "title": "Outages", "dated": True}),
    "guide": (Kind.PAGE, {"title": "How to write a postmortem", "meta": {"severity": "1"}}),
    "form": (Kind.PAGE, {"blocks": "{{a}} {{b}} {{c}} {{d}} {{e}}", "meta": {"severity": "1"}}),
}


@pytest.mark.parametrize(("kind", "signs"), CASES.values(), ids=CASES)
def test_signs_tell_the_kind(kind: Kind, signs: dict[str, Any]) -> None:
    """Each sign alone decides where no stronger one speaks against it."""
    given = {"path": "x.md", "title": "X", "meta": {}, "events": 0, "dated": False, **signs}
    given |= {"blocks": read_blocks(signs.get("blocks", "")), "sections": frozenset(signs.get("sections", ()))}

    assert kind is kind_of(Signs(**given))
