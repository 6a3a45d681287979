"""Golden documents, one per dialect: `tests/golden/parse/*.yml` holds the source and what it is parsed as.

A new case needs no Python: keys that `expect` does not name are not compared.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs_postmortems.core.model import Moment, Postmortem
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source

GOLDEN = sorted((Path(__file__).parents[2] / "golden" / "parse").glob("*.yml"))


@pytest.mark.parametrize("case", GOLDEN, ids=lambda path: path.stem)
def test_dialect_is_understood(case: Path) -> None:
    """What the golden file expects of a document is what parsing finds in it."""
    golden = yaml.safe_load(case.read_text(encoding="utf-8"))
    document = parse(Source(golden["path"], golden["source"])).postmortem

    assert _said(document, golden["expect"]) == golden["expect"]


def _said(document: Postmortem, expect: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _READERS.get(key, lambda d, _, key=key: _value(getattr(d, key)))(document, wanted)
        for key, wanted in expect.items()
    }


def _value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _iso(moment: Moment | None) -> str | None:
    return moment.iso if moment else None


def _events(document: Postmortem, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    said = []
    for index, event in enumerate(document.timeline):
        everything = {
            "at": _iso(event.at),
            "until": _iso(event.until),
            "approx": bool(event.at and event.at.approx),
            "text": event.text,
            "kind": event.kind,
        }
        said.append({key: everything[key] for key in (wanted[index] if index < len(wanted) else everything)})
    return said


def _actions(document: Postmortem, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {key: getattr(item, key) for key in (wanted[i] if i < len(wanted) else ("text",))}
        for i, item in enumerate(document.actions)
    ]


_READERS: dict[str, Callable[[Postmortem, Any], Any]] = {
    "sections": lambda d, _: [str(s.name) for s in d.sections if s.name != "other"],
    "timeline": _events,
    "actions": _actions,
    "factors": lambda d, _: [f.text for f in d.factors],
    "whys": lambda d, _: [f"{why.question} | {why.answer}" for why in d.whys],
    "milestones": lambda d, wanted: {name: _iso(getattr(d, name)) for name in wanted},
}
